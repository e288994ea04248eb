"""Who signed up for a class at Zoom."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from zoomcore.domain.registration import RegistrantState
from zoomcore.storage.tables.base import Numbered, table_of
from zoomcore.storage.types import PLAIN_DATA, UtcDateTime, enum_of


class RegistrantRow(Numbered, table=True):
    """`link` is sealed: it opens a class as that person. It stands in no backup."""

    __tablename__ = "registrant"
    __table_args__: ClassVar = (UniqueConstraint("meeting_id", "email"),)

    meeting_id: int = Field(foreign_key="meeting.id")
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    email: str
    name: str
    state: RegistrantState = Field(sa_type=enum_of(RegistrantState))
    zoom_id: str = ""
    link: str = ""
    ours: bool
    guest: bool
    occurrences: list[int] = Field(sa_type=PLAIN_DATA)
    version: int = 1
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    changed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    adds: int = 0
    decisions: int = 0
    counted_on: date | None = None
    error_code: int = 0


REGISTRANT = table_of(RegistrantRow)
