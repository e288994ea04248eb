"""Jobs, and Zoom's budget as all processes share it."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from zoomcore.domain.kinds import RateClass
from zoomcore.domain.records import JobState
from zoomcore.storage.tables.base import Numbered, Row, table_of
from zoomcore.storage.types import PLAIN_DATA, UtcDateTime, enum_of


class JobRow(Numbered, table=True):
    """The truth about one piece of work, whichever engine runs it. (kind, key) is unique for ever.

    `attempts` counts starts, `failures` those that ended in an error since it was last put in the queue. `claim` names
    the runner that holds it until `lease_until`; `hurried`: what it waits for happened while it ran; `carried_at` is
    when it was last handed to a delivery.
    """

    __tablename__ = "job"
    __table_args__: ClassVar = (UniqueConstraint("kind", "key"), Index(None, "state", "due"))

    kind: str
    key: str
    payload: dict[str, Any] | None = Field(default=None, sa_type=PLAIN_DATA, nullable=True)
    state: JobState = Field(sa_type=enum_of(JobState))
    due: datetime = Field(sa_type=UtcDateTime)
    attempts: int = 0
    failures: int = 0
    error: str = ""
    claim: str = ""
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    hurried: bool = False
    carried_at: datetime = Field(sa_type=UtcDateTime)
    finished_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class BucketRow(Row, table=True):
    """A bucket of calls: `taken_until` (seconds since 1970) is when those taken would be spent at an even pace."""

    __tablename__ = "zoom_bucket"

    rate: RateClass = Field(sa_type=enum_of(RateClass), primary_key=True)
    taken_until: float


class LedgerRow(Row, table=True):
    """Calls of one pool (a host, or a class with a daily limit) on one UTC day."""

    __tablename__ = "zoom_ledger"

    name: str = Field(primary_key=True)
    day: date = Field(primary_key=True)
    used: int


JOB = table_of(JobRow)
BUCKET = table_of(BucketRow)
LEDGER = table_of(LedgerRow)
