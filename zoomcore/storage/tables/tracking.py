"""The account's tracking fields as last read, and which of them an admin chose."""

from datetime import datetime

from sqlmodel import Field

from zoomcore.storage.tables.base import Row, table_of
from zoomcore.storage.types import PLAIN_DATA, UtcDateTime


class TrackingFieldRow(Row, table=True):
    """`values` are those Zoom recommends. A field that is gone stays, since classes have values of it."""

    __tablename__ = "tracking_field"

    id: str = Field(primary_key=True)
    position: int
    name: str
    required: bool
    visible: bool
    recommended: list[str] = Field(sa_type=PLAIN_DATA)
    offered: bool
    gone: bool
    read_at: datetime = Field(sa_type=UtcDateTime)


TRACKING_FIELD = table_of(TrackingFieldRow)
