"""What a backup holds, record by record. Attributes are named as the columns they come from and go to.

Numbers (`id`, `…_id`, `host_id` …) are only good within one file: they say which record means which. There is no place
here for a passcode, a join link, a start link, a token or an address to answer to. A record of a course (all from
MappingRecord on) belongs to the CourseRecord before it.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from zoomcore.domain.attendance.evidence import EvidenceSource, Ruling, Where
from zoomcore.domain.attendance.rules import AttendanceStatus, Excuse
from zoomcore.domain.attendance.sheets import ClaimState, QueryState, ReadingState, SheetState
from zoomcore.domain.courses import Announce
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.meetings import MeetingState, OccurrenceState
from zoomcore.domain.options import Options, RecordingMode, options_from_data
from zoomcore.domain.people import Role
from zoomcore.domain.recordings import Openness, RecordingSharing, RecordingState

#: Plain data that the domain has a reader for; the mark says which.
ScheduleData = Annotated[dict[str, Any], "schedule"]
OptionsData = Annotated[dict[str, Any], "options"]
RuleData = Annotated[dict[str, Any], "rule"]
AgreedData = Annotated[dict[str, Any], "agreed"]


def options_kept(record: "CourseRecord | MeetingRecord") -> Options:
    """The options of a course or a class, those with a column of their own among them."""
    return replace(options_from_data(record.options), waiting_room=record.waiting_room, recording=record.recording)


class Scope(StrEnum):
    """What a backup is of. EVERYTHING holds people's accounts and who is an admin too: for a terminal alone."""

    COURSE = "course"
    EVERYTHING = "everything"


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """The first record. `people`: whether rosters and attendance are in it; `code` is empty for EVERYTHING."""

    version: int
    scope: Scope
    code: str
    people: bool
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """`tag` names it in the file for ever; `personal`: only with people's data."""

    tag: ClassVar[str]
    personal: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord(Record):
    """Without people's data: only those who host or made a class, by name and e-mail."""

    tag: ClassVar[str] = "person"
    id: int
    name: str
    email: str | None
    zone: str = ""
    locale: str = ""
    sis_id: str = ""
    legal_name: str = ""
    login: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRecord(Record):
    """One account of a person, and whether they are an admin of the deployment: with EVERYTHING alone."""

    tag: ClassVar[str] = "account"
    personal: ClassVar[bool] = True
    person_id: int
    platform: str
    tenant: str
    user_id: str
    email: str
    trusted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AdminRecord(Record):
    tag: ClassVar[str] = "admin"
    personal: ClassVar[bool] = True
    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRecord(Record):
    tag: ClassVar[str] = "course"
    id: int
    code: str
    title: str
    zone: str
    announce: Announce
    duration_minutes: int
    opens_minutes: int
    waiting_room: bool | None
    recording: RecordingMode | None
    options: OptionsData
    recordings_announce: Announce
    recordings_sharing: RecordingSharing
    recordings_download: bool
    recordings_transcript: bool
    recordings_seen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingRecord(Record):
    """A channel that stands for the course."""

    tag: ClassVar[str] = "channel"
    platform: str
    tenant: str
    channel: str
    channel_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrollmentRecord(Record):
    tag: ClassVar[str] = "enrollment"
    personal: ClassVar[bool] = True
    person_id: int
    role: Role
    section: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRecord(Record):
    tag: ClassVar[str] = "meeting"
    id: int
    ref: str
    kind: MeetingKind
    host_id: int
    created_by: int
    topic: str
    schedule: ScheduleData
    state: MeetingState
    zoom_id: int | None
    waiting_room: bool | None
    recording: RecordingMode | None
    options: OptionsData
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OccurrenceRecord(Record):
    tag: ClassVar[str] = "occurrence"
    id: int
    meeting_id: int
    zoom_occurrence_id: str
    start: datetime | None
    duration_minutes: int
    state: OccurrenceState
    started_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRecord(Record):
    """The attendance rule in force, of the course or of one of its meetings."""

    tag: ClassVar[str] = "rule"
    meeting_id: int | None
    rule: RuleData
    chosen_by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord(Record):
    tag: ClassVar[str] = "run"
    uuid: str
    meeting_id: int
    occurrence_id: int | None
    started_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingRecord(Record):
    """What the cloud kept of one run; neither a link nor a passcode. Its files are read from Zoom anew."""

    tag: ClassVar[str] = "recording"
    uuid: str
    meeting_id: int
    occurrence_id: int | None
    topic: str
    started_at: datetime
    minutes: int
    size_bytes: int
    state: RecordingState
    published: bool
    openness: Openness
    parts: list[str]
    segments: int
    delete_on: date | None
    trashed_at: datetime | None


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


#: In the order of a file: what is referred to stands before what refers to it.
RECORDS: tuple[type[Record], ...] = (
    PersonRecord,
    AccountRecord,
    AdminRecord,
    CourseRecord,
    MappingRecord,
    EnrollmentRecord,
    MeetingRecord,
    OccurrenceRecord,
    RuleRecord,
    RunRecord,
    RecordingRecord,
    ReadingRecord,
    ParticipantRecord,
    ClickRecord,
    AliasRecord,
    DecisionRecord,
    ClaimRecord,
    QueryRecord,
    MarkRecord,
    AccommodationRecord,
    SheetRecord,
    AttendanceRecord,
)
