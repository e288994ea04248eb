"""Every table of the database, in one metadata."""

from zoomcore.storage.tables.base import Row
from zoomcore.storage.tables.courses import COURSE, ENROLLMENT, MAPPING
from zoomcore.storage.tables.meetings import CHANGE, CLICK, MEETING, OCCURRENCE, RUN
from zoomcore.storage.tables.messages import AUDIT, INBOX, OUTBOX, POST
from zoomcore.storage.tables.people import IDENTITY, PERSON
from zoomcore.storage.tables.work import BUCKET, JOB, LEDGER

METADATA = Row.metadata

__all__ = [
    "AUDIT",
    "BUCKET",
    "CHANGE",
    "CLICK",
    "COURSE",
    "ENROLLMENT",
    "IDENTITY",
    "INBOX",
    "JOB",
    "LEDGER",
    "MAPPING",
    "MEETING",
    "METADATA",
    "OCCURRENCE",
    "OUTBOX",
    "PERSON",
    "POST",
    "RUN",
]
