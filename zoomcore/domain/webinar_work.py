"""The jobs about webinars."""

from dataclasses import dataclass
from typing import ClassVar

from zoomcore.domain.job import Answered


@dataclass(frozen=True, kw_only=True)
class BringPanelists(Answered):
    """Make Zoom's list of panelists as ours wants it, and show it. `person` 0: nobody waits for it."""

    kind: ClassVar[str] = "bring-panelists"
    key_fields: ClassVar[tuple[str, ...]] = ("meeting", "request")
    meeting: int
    request: str
    person: int = 0
    #: The audit entry that takes it back; 0 for none.
    entry: int = 0
