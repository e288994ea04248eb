"""The card that stands while Zoom is asked, until the job behind it has an answer."""

from zoomcore.views import Card, Facts, Line, Text, Tone
from zoomcore.wording import phrase


def underway(title: str, rows: tuple[tuple[str, Line], ...] = ()) -> Card:
    """`title` says what is being done, `rows` what it is about."""
    wait = Text(line=phrase("Zoom is being asked. This card changes when it has answered."), quiet=True)
    return Card(title=title, tone=Tone.WORKING, body=(*((Facts(rows=rows),) if rows else ()), wait))
