"""What a backup holds, record by record. Attributes are named as the columns they come from and go to.

Numbers (`id`, `…_id`, `host_id` …) are only good within one file: they say which record means which. There is no place
here for a passcode, a join link, a start link, a token or an address to answer to. A record of a course (all from
MappingRecord to GradeBookRecord) belongs to the CourseRecord before it.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar

from zoomcore.domain.backups.class_records import PanelistRecord, RoomPlanRecord, RoomSeatRecord, SubstituteRecord
from zoomcore.domain.backups.evidence_records import (
    AccommodationRecord,
    AliasRecord,
    AttendanceRecord,
    ClaimRecord,
    ClickRecord,
    DecisionRecord,
    GradeBookRecord,
    MarkRecord,
    ParticipantRecord,
    QueryRecord,
    ReadingRecord,
    SheetRecord,
)
from zoomcore.domain.backups.history_records import AuditRecord, LicenseRequestRecord, LicenseStepRecord
from zoomcore.domain.backups.record import (
    Header,
    OptionsData,
    Record,
    RuleData,
    ScheduleData,
    Scope,
    SettingData,
    ZoomData,
)
from zoomcore.domain.courses import Announce
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.meetings import MeetingState, OccurrenceState
from zoomcore.domain.options import Options, RecordingMode, options_from_data
from zoomcore.domain.people import Role
from zoomcore.domain.recordings import Openness, RecordingSharing, RecordingState
from zoomcore.domain.syncing import pattern_of

__all__ = [
    "RECORDS",
    "AccommodationRecord",
    "AccountRecord",
    "AdminRecord",
    "AliasRecord",
    "AttendanceRecord",
    "ClaimRecord",
    "ClickRecord",
    "CourseRecord",
    "DecisionRecord",
    "EnrollmentRecord",
    "ErasedRecord",
    "GradeBookRecord",
    "GuardRecord",
    "Header",
    "MappingRecord",
    "MarkRecord",
    "MeetingRecord",
    "OccurrenceRecord",
    "ParticipantRecord",
    "PersonRecord",
    "QueryRecord",
    "ReadingRecord",
    "Record",
    "RecordingRecord",
    "RuleRecord",
    "RunRecord",
    "Scope",
    "SettingRecord",
    "SheetRecord",
    "ZoomSettingsRecord",
    "options_kept",
]


def options_kept(record: "CourseRecord | MeetingRecord") -> Options:
    """The options of a course or a class, those with a column of their own among them."""
    return replace(options_from_data(record.options), waiting_room=record.waiting_room, recording=record.recording)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord(Record):
    """Without people's data: only those who host, made or stand in for a class, by name and e-mail."""

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
class SettingRecord(Record):
    """What an admin set for the deployment: rules of lending, where is decided, presets. With EVERYTHING alone."""

    tag: ClassVar[str] = "setting"
    personal: ClassVar[bool] = True
    name: str
    value: SettingData
    set_by: int | None
    set_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardRecord(Record):
    """Whose license is never taken: a Zoom user or a Zoom group. With EVERYTHING alone."""

    tag: ClassVar[str] = "guard"
    personal: ClassVar[bool] = True
    kind: str
    key: str
    name: str
    set_by: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedRecord(Record):
    """Somebody who was erased, as a keyed hash, so that they stay out there too. With EVERYTHING alone."""

    tag: ClassVar[str] = "erased"
    personal: ClassVar[bool] = True
    email_hash: str
    erased_at: datetime


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
class ZoomSettingsRecord(Record):
    """A class's settings as Zoom has them: its rooms with who sits where, tracking fields; no link and no passcode.

    Without people's data: the names of its rooms, and its tracking fields.
    """

    tag: ClassVar[str] = "zoom settings"
    meeting_id: int
    options: ZoomData


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
    options: OptionsData
    section: str | None


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


#: Options that name people who are no staff.
_GUESTS = frozenset({"signed_in_except"})


def without_guests(record: Record) -> Record:
    """Without those guests that options name: of the people in options only staff is left, who start the class.

    Of Zoom's own settings what names nobody.
    """
    match record:
        case ZoomSettingsRecord():
            return replace(record, options=pattern_of(record.options))
        case CourseRecord() | MeetingRecord():
            options = {name: value for name, value in record.options.items() if name not in _GUESTS}
            return replace(record, options=options)
    return record


def without_hosts(record: Record, emails: Collection[str]) -> Record:
    """A class, or its settings at Zoom, without those as alternative hosts."""
    match record:
        case MeetingRecord(options={"alternative_hosts": list(named)}):
            left: object = [one for one in named if one not in emails]
        case ZoomSettingsRecord(options={"alternative_hosts": str(named)}):
            left = ";".join(one for one in named.split(";") if one.strip().lower() not in emails)
        case _:
            return record
    return replace(record, options={**record.options, "alternative_hosts": left})


#: In the order of a file: what is referred to stands before what refers to it.
RECORDS: tuple[type[Record], ...] = (
    PersonRecord,
    AccountRecord,
    AdminRecord,
    SettingRecord,
    GuardRecord,
    ErasedRecord,
    CourseRecord,
    MappingRecord,
    EnrollmentRecord,
    MeetingRecord,
    ZoomSettingsRecord,
    OccurrenceRecord,
    SubstituteRecord,
    PanelistRecord,
    RoomPlanRecord,
    RoomSeatRecord,
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
    GradeBookRecord,
    LicenseRequestRecord,
    LicenseStepRecord,
    AuditRecord,
)
