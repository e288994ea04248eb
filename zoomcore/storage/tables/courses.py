"""Courses, the channels that stand for them, and who is in them."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import Index, text
from sqlmodel import Field

from zoomcore.domain.courses import Announce, MappingState
from zoomcore.domain.options import RecordingMode
from zoomcore.domain.people import Role
from zoomcore.domain.recordings import RecordingSharing
from zoomcore.storage.tables.base import Numbered, Row, table_of
from zoomcore.storage.types import PLAIN_DATA, UtcDateTime, enum_of

_REQUESTED = text("state = 'requested'")
_ACTIVE = text("state = 'active'")


class CourseRow(Numbered, table=True):
    """`code_key` is the code in one case: unique without regard to how it was typed. `options`: without own columns."""

    __tablename__ = "course"

    code: str
    code_key: str = Field(unique=True)
    title: str
    zone: str
    announce: Announce = Field(sa_type=enum_of(Announce))
    duration_minutes: int
    opens_minutes: int
    waiting_room: bool | None
    recording: RecordingMode | None = Field(sa_type=enum_of(RecordingMode))
    options: dict[str, Any] = Field(sa_type=PLAIN_DATA)
    recordings_announce: Announce = Field(sa_type=enum_of(Announce))
    recordings_sharing: RecordingSharing = Field(sa_type=enum_of(RecordingSharing))
    recordings_download: bool
    recordings_transcript: bool
    recordings_seen: bool


class MappingRow(Numbered, table=True):
    """A channel has at most one open request and stands for at most one course: two partial unique indexes."""

    __tablename__ = "course_mapping"
    __table_args__: ClassVar = (
        Index(
            "uq_course_mapping_requested",
            "platform",
            "tenant",
            "channel",
            unique=True,
            sqlite_where=_REQUESTED,
            postgresql_where=_REQUESTED,
        ),
        Index(
            "uq_course_mapping_active",
            "platform",
            "tenant",
            "channel",
            unique=True,
            sqlite_where=_ACTIVE,
            postgresql_where=_ACTIVE,
        ),
    )

    course_id: int | None = Field(default=None, foreign_key="course.id", index=True)
    course_code: str
    course_title: str
    platform: str
    tenant: str
    channel: str
    channel_name: str = ""
    state: MappingState = Field(sa_type=enum_of(MappingState))
    requested_by: int | None = Field(default=None, foreign_key="person.id")
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int = 1


class EnrollmentRow(Row, table=True):
    """`starts_on` and `ends_on` bound the days somebody is expected on; NULL for the whole term."""

    __tablename__ = "enrollment"

    course_id: int = Field(foreign_key="course.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True, index=True)
    role: Role = Field(sa_type=enum_of(Role))
    section: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    created_at: datetime = Field(sa_type=UtcDateTime)


COURSE = table_of(CourseRow)
MAPPING = table_of(MappingRow)
ENROLLMENT = table_of(EnrollmentRow)
