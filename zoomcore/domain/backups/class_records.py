"""What a backup holds of a class besides its plan and its dates."""

from dataclasses import dataclass
from typing import ClassVar

from zoomcore.domain.backups.record import Record
from zoomcore.domain.rooms import RoomPattern


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelistRecord(Record):
    """Somebody who was made a panelist of a webinar from here."""

    tag: ClassVar[str] = "panelist"
    personal: ClassVar[bool] = True
    meeting_id: int
    email: str
    name: str
    person_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstituteRecord(Record):
    """Who holds one date in its host's place, or held it. `stays`: they may start the class for other reasons too."""

    tag: ClassVar[str] = "substitute"
    meeting_id: int
    occurrence_id: int
    person_id: int
    asked_by: int
    stays: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomPlanRecord(Record):
    """How the breakout rooms of a class come about, and what they are called."""

    tag: ClassVar[str] = "rooms"
    meeting_id: int
    pattern: RoomPattern
    size: int
    rooms: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomSeatRecord(Record):
    tag: ClassVar[str] = "seat"
    personal: ClassVar[bool] = True
    meeting_id: int
    person_id: int
    room: str
