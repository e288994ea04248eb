"""Who was made a panelist of a webinar from here."""

from typing import ClassVar

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from zoomcore.domain.panelists import PanelistState
from zoomcore.storage.tables.base import Numbered, table_of
from zoomcore.storage.types import enum_of


class PanelistRow(Numbered, table=True):
    __tablename__ = "panelist"
    __table_args__: ClassVar = (UniqueConstraint("meeting_id", "email"),)

    meeting_id: int = Field(foreign_key="meeting.id")
    email: str = Field(index=True)
    name: str
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    state: PanelistState = Field(sa_type=enum_of(PanelistState))


PANELIST = table_of(PanelistRow)
