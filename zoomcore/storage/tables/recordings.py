"""Recordings: what Zoom's cloud keeps of our classes, and who opened it. Neither links nor passcodes are kept."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import BigInteger, Index
from sqlmodel import Field

from zoomcore.domain.recordings import Openness, PartKind, RecordingState
from zoomcore.storage.tables.base import Numbered, Row, table_of
from zoomcore.storage.types import PLAIN_DATA, UtcDateTime, enum_of


class RecordingRow(Numbered, table=True):
    """One run's. `parts` are the kinds of its files, in order."""

    __tablename__ = "recording"
    __table_args__: ClassVar = (Index(None, "course_id", "started_at"), Index(None, "state", "delete_on"))

    uuid: str = Field(unique=True)
    course_id: int = Field(foreign_key="course.id")
    meeting_id: int = Field(foreign_key="meeting.id", index=True)
    occurrence_id: int | None = Field(default=None, foreign_key="occurrence.id", index=True)
    topic: str
    started_at: datetime = Field(sa_type=UtcDateTime)
    minutes: int
    size_bytes: int = Field(sa_type=BigInteger)
    state: RecordingState = Field(sa_type=enum_of(RecordingState))
    published: bool
    openness: Openness = Field(sa_type=enum_of(Openness))
    parts: list[str] = Field(sa_type=PLAIN_DATA)
    segments: int
    delete_on: date | None = None
    trashed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    version: int


class RecordingFileRow(Row, table=True):
    __tablename__ = "recording_file"

    recording_id: int = Field(foreign_key="recording.id", primary_key=True)
    key: str = Field(primary_key=True)
    kind: PartKind = Field(sa_type=enum_of(PartKind))
    size_bytes: int = Field(sa_type=BigInteger)
    starts_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class RecordingSeenRow(Row, table=True):
    """Who opened it, by their own link."""

    __tablename__ = "recording_seen"

    recording_id: int = Field(foreign_key="recording.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True, index=True)
    first_at: datetime = Field(sa_type=UtcDateTime)
    last_at: datetime = Field(sa_type=UtcDateTime)
    times: int


RECORDING = table_of(RecordingRow)
RECORDING_FILE = table_of(RecordingFileRow)
RECORDING_SEEN = table_of(RecordingSeenRow)
