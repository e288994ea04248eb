"""Meetings, their dates, the times they were really held, changes under way, and clicks on Join."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Index
from sqlmodel import Field

from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.meetings import MeetingState, OccurrenceState
from zoomcore.domain.options import RecordingMode
from zoomcore.domain.records import ChangeKind, ChangeState
from zoomcore.storage.tables.base import Numbered, Row, table_of
from zoomcore.storage.types import PLAIN_DATA, UtcDateTime, enum_of


class MeetingRow(Numbered, table=True):
    """`options` are those that have no column of their own."""

    __tablename__ = "meeting"
    __table_args__: ClassVar = (Index(None, "host_id", "course_id"),)

    ref: str = Field(unique=True)
    kind: MeetingKind = Field(sa_type=enum_of(MeetingKind))
    course_id: int = Field(foreign_key="course.id", index=True)
    host_id: int = Field(foreign_key="person.id")
    created_by: int = Field(foreign_key="person.id")
    topic: str
    schedule: dict[str, Any] = Field(sa_type=PLAIN_DATA)
    state: MeetingState = Field(sa_type=enum_of(MeetingState))
    version: int = 1
    zoom_id: int | None = Field(default=None, sa_type=BigInteger, unique=True)
    join_url: str = ""
    waiting_room: bool | None
    recording: RecordingMode | None = Field(sa_type=enum_of(RecordingMode))
    options: dict[str, Any] = Field(sa_type=PLAIN_DATA)
    section: str = ""
    #: Sealed, from when it was typed or made until Zoom has it.
    passcode: str | None = None
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    error: str = ""


class OccurrenceRow(Row, table=True):
    """`course_id` repeats the meeting's, and `ends_at` is start plus length: both for the index behind every list."""

    __tablename__ = "occurrence"
    __table_args__: ClassVar = (Index(None, "course_id", "start"), Index(None, "meeting_id", "start"))

    id: int | None = Field(default=None, primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id")
    course_id: int = Field(foreign_key="course.id")
    zoom_occurrence_id: str = ""
    start: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)
    ends_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    duration_minutes: int
    state: OccurrenceState = Field(sa_type=enum_of(OccurrenceState))
    started_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    #: What was set on this date alone.
    options: dict[str, Any] = Field(default_factory=dict, sa_type=PLAIN_DATA)
    #: For which section it was held, where its class is for another one by now.
    section: str | None = None


class RunRow(Row, table=True):
    """One time a meeting was really held; webhooks fill it in any order."""

    __tablename__ = "meeting_run"

    uuid: str = Field(primary_key=True)
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    occurrence_id: int | None = Field(default=None, foreign_key="occurrence.id", index=True)
    started_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ChangeRow(Numbered, table=True):
    __tablename__ = "meeting_change"

    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    kind: ChangeKind = Field(sa_type=enum_of(ChangeKind))
    state: ChangeState = Field(sa_type=enum_of(ChangeState))
    scope: str
    before: dict[str, Any] = Field(sa_type=PLAIN_DATA)
    after: dict[str, Any] = Field(sa_type=PLAIN_DATA)
    occurrence_ids: list[int] = Field(sa_type=PLAIN_DATA)
    done_ids: list[int] = Field(sa_type=PLAIN_DATA)
    requested_by: int = Field(foreign_key="person.id")
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    error: str = ""


class ClickRow(Row, table=True):
    """Evidence that somebody went on to Zoom from their own link."""

    __tablename__ = "click"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    occurrence_id: int = Field(foreign_key="occurrence.id", index=True)
    at: datetime = Field(sa_type=UtcDateTime)
    via: str


MEETING = table_of(MeetingRow)
OCCURRENCE = table_of(OccurrenceRow)
RUN = table_of(RunRow)
CHANGE = table_of(ChangeRow)
CLICK = table_of(ClickRow)
