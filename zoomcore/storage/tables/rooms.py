"""Breakout rooms as they are planned here."""

from sqlmodel import Field

from zoomcore.domain.rooms import RoomPattern
from zoomcore.storage.tables.base import Row, table_of
from zoomcore.storage.types import PLAIN_DATA, enum_of


class RoomPlanRow(Row, table=True):
    """One a meeting; a meeting without one has no rooms from here."""

    __tablename__ = "room_plan"

    meeting_id: int = Field(primary_key=True, foreign_key="meeting.id", sa_column_kwargs={"autoincrement": False})
    pattern: RoomPattern = Field(sa_type=enum_of(RoomPattern))
    size: int = 0
    rooms: list[str] = Field(sa_type=PLAIN_DATA)
    sent: str = ""
    seen: str | None = None


class RoomSeatRow(Row, table=True):
    __tablename__ = "room_seat"

    meeting_id: int = Field(foreign_key="meeting.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True, index=True)
    room: str


ROOM_PLAN = table_of(RoomPlanRow)
ROOM_SEAT = table_of(RoomSeatRow)
