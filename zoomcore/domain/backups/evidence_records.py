"""Records of who was there, and of what was made of it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import ClassVar

from zoomcore.domain.attendance.evidence import EvidenceSource, Ruling, Where
from zoomcore.domain.attendance.rules import AttendanceStatus, Excuse
from zoomcore.domain.attendance.sheets import ClaimState, QueryState, ReadingState, SheetState
from zoomcore.domain.backups.record import AgreedData, Record, RuleData


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRecord(Record):
    tag: ClassVar[str] = "reading"
    personal: ClassVar[bool] = True
    run: str
    occurrence_id: int
    meeting_id: int
    state: ReadingState
    source: str
    reads: int
    rows: int
    digest: str
    read_at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantRecord(Record):
    tag: ClassVar[str] = "participant"
    personal: ClassVar[bool] = True
    run: str
    row_key: str
    source: EvidenceSource
    place: Where
    name: str
    email: str
    zoom_user_id: str
    registrant_id: str
    connection: str
    joined_at: datetime | None
    left_at: datetime | None
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ClickRecord(Record):
    tag: ClassVar[str] = "click"
    personal: ClassVar[bool] = True
    person_id: int
    occurrence_id: int
    at: datetime
    via: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasRecord(Record):
    tag: ClassVar[str] = "alias"
    personal: ClassVar[bool] = True
    person_id: int
    name_key: str
    name: str
    confirmed_by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRecord(Record):
    tag: ClassVar[str] = "decision"
    personal: ClassVar[bool] = True
    occurrence_id: int
    participant: str
    ruling: Ruling
    people: list[int]
    decided_by: int
    decided_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRecord(Record):
    tag: ClassVar[str] = "claim"
    personal: ClassVar[bool] = True
    occurrence_id: int
    person_id: int
    name: str
    participant: str
    state: ClaimState
    decided_by: int | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryRecord(Record):
    tag: ClassVar[str] = "query"
    personal: ClassVar[bool] = True
    created_at: datetime
    occurrence_id: int
    person_id: int
    text: str
    state: QueryState
    answer: str
    answered_by: int | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkRecord(Record):
    tag: ClassVar[str] = "mark"
    personal: ClassVar[bool] = True
    occurrence_id: int
    person_id: int
    excuse: Excuse | None
    status: AttendanceStatus | None
    points: Decimal | None
    reason: str
    marked_by: int
    marked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AccommodationRecord(Record):
    tag: ClassVar[str] = "accommodation"
    personal: ClassVar[bool] = True
    person_id: int
    agreed: AgreedData
    agreed_by: int
    agreed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRecord(Record):
    tag: ClassVar[str] = "sheet"
    personal: ClassVar[bool] = True
    occurrence_id: int
    state: SheetState
    rule: RuleData
    window_seconds: int
    computed_at: datetime
    review: int
    void_reason: str
    released_at: datetime | None
    released_by: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceRecord(Record):
    tag: ClassVar[str] = "attendance"
    personal: ClassVar[bool] = True
    occurrence_id: int
    person_id: int
    status: AttendanceStatus
    attended_seconds: int
    arrived_at: datetime | None
    late_seconds: int | None
    points: Decimal | None
    evidence: list[str]
    overridden: bool
    excuse: Excuse | None
    released_points: Decimal | None
    released_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeBookRecord(Record):
    """The grade book's own export as it was handed over."""

    tag: ClassVar[str] = "grade book"
    personal: ClassVar[bool] = True
    kind: str
    name: str
    content: bytes
    column_name: str
    uploaded_by: int
    uploaded_at: datetime
