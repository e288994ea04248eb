"""The jobs about webinars."""

from dataclasses import dataclass
from typing import ClassVar

from zoomcore.domain.job import Answered


@dataclass(frozen=True, kw_only=True)
class BringPanelists(Answered):
    """Add these to Zoom's panelists, take those out, and show them all: e-mails in lower case.

    With nobody named, all that is asked for is brought about. `person` 0: nobody waits for it.
    """

    kind: ClassVar[str] = "bring-panelists"
    key_fields: ClassVar[tuple[str, ...]] = ("meeting", "request")
    meeting: int
    request: str
    person: int = 0
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
