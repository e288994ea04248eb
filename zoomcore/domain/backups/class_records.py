"""What a backup holds of a class besides its plan and its dates."""

from dataclasses import dataclass
from typing import ClassVar

from zoomcore.domain.backups.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelistRecord(Record):
    """Somebody who was made a panelist of a webinar from here."""

    tag: ClassVar[str] = "panelist"
    personal: ClassVar[bool] = True
    meeting_id: int
    email: str
    name: str
    person_id: int | None
