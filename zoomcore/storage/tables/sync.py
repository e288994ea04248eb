"""What was last seen of each meeting at Zoom."""

from datetime import date, datetime
from typing import Any

from sqlmodel import Field

from zoomcore.storage.tables.base import Row, table_of
from zoomcore.storage.types import PLAIN_DATA, UtcDateTime


class MeetingSyncRow(Row, table=True):
    """`news` are differences that nobody was told of yet."""

    __tablename__ = "meeting_sync"

    meeting_id: int = Field(primary_key=True, foreign_key="meeting.id", sa_column_kwargs={"autoincrement": False})
    seen: dict[str, Any] = Field(sa_type=PLAIN_DATA)
    options: dict[str, Any] = Field(sa_type=PLAIN_DATA)
    news: list[dict[str, Any]] = Field(sa_type=PLAIN_DATA)
    dial_in: list[dict[str, Any]] = Field(sa_type=PLAIN_DATA)
    strikes: int = 0
    struck_on: date | None = None
    synced_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    full_read_at: datetime | None = Field(default=None, sa_type=UtcDateTime, index=True)


MEETING_SYNC = table_of(MeetingSyncRow)
