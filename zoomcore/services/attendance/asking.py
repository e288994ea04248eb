"""Asking students under which name they were in, before their instructor sees a name nobody knows."""

from datetime import datetime, timedelta

from zoomcore.commands.wishes.rulings import ClaimName
from zoomcore.domain.attendance.evidence import Enrolled
from zoomcore.domain.attendance.rules import AttendanceStatus
from zoomcore.domain.attendance.sheets import SheetState
from zoomcore.domain.meetings import DatedClass
from zoomcore.services.attendance import words
from zoomcore.services.attendance.findings import Findings
from zoomcore.views import Button, ButtonStyle, Card, Text, Tone
from zoomcore.wording import _, phrase

#: Later nobody remembers under which name they were in.
ASKED_WITHIN = timedelta(days=3)
_ASKABLE = frozenset({SheetState.PROVISIONAL, SheetState.FINAL})


def to_ask(findings: Findings, now: datetime) -> tuple[Enrolled, ...]:
    """Who pressed Join and was not found; and, where unknown names wait, everybody else who seems to be absent.

    Nobody for a class that counts for nobody, or is long over.
    """
    held = findings.time.held
    if findings.state not in _ASKABLE or not findings.window or now - held[-1].end > ASKED_WITHIN:
        return ()
    clicked = {one.person for one in findings.clicked_unseen}
    absent = findings.of_status(AttendanceStatus.ABSENT)
    return absent if findings.review else tuple(one for one in absent if one.person in clicked)


def question(dated: DatedClass, *, clicked: bool) -> Card:
    """It names no name that was seen: those may be anybody's."""
    seen = (
        phrase("You pressed Join, but I can't find you among those who were in Zoom.")
        if clicked
        else phrase("I can't find you among those who were in Zoom, and some names there are unknown.")
    )
    then = phrase(
        "If you were there, tell me the name that Zoom showed for you. Your instructor confirms it before it counts."
    )
    number = dated.occurrence.id
    return Card(
        title=_("Under which name were you in {name}?").replace("{name}", words.class_title(dated)),
        tone=Tone.ASK,
        body=(Text(line=seen), Text(line=then)),
        actions=(
            Button(label=_("Tell my name in Zoom"), command=ClaimName(occurrence=number), style=ButtonStyle.PRIMARY),
            Button(label=_("I wasn't there"), command=ClaimName(occurrence=number, absent=True)),
        ),
    )
