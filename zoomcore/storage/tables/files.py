"""Files that wait for somebody's word."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlmodel import Field

from zoomcore.storage.tables.base import Row, table_of
from zoomcore.storage.types import UtcDateTime


class HeldFileRow(Row, table=True):
    """Handed over and not yet told what for, or offered and not yet consented to; forgotten after a week."""

    __tablename__ = "held_file"

    key: str = Field(primary_key=True)
    owner: str = Field(index=True)
    name: str
    media_type: str
    title: str = ""
    content: bytes = Field(sa_type=LargeBinary)
    held_at: datetime = Field(sa_type=UtcDateTime, index=True)


HELD_FILE = table_of(HeldFileRow)
