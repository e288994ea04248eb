"""Every table of the database, in one metadata."""

from zoomcore.storage.tables.attendance import (
    ACCOMMODATION,
    ALIAS,
    ATTENDANCE,
    BINDING,
    CLAIM,
    DECISION,
    ERASED,
    GRADE_BOOK,
    MARK,
    PARTICIPANT,
    QUERY,
    READING,
    RULE,
    SHEET,
)
from zoomcore.storage.tables.backups import BACKUP, BACKUP_PIECE, RESTORE, RESTORE_ITEM
from zoomcore.storage.tables.base import Row
from zoomcore.storage.tables.courses import COURSE, ENROLLMENT, MAPPING
from zoomcore.storage.tables.files import HELD_FILE
from zoomcore.storage.tables.hosting import HOST_SETTINGS, STANDING_IN, SUBSTITUTE
from zoomcore.storage.tables.licenses import (
    GUARD,
    LICENSE_HOLD,
    LICENSE_REQUEST,
    LICENSE_STEP,
    SETTING,
    ZOOM_USER,
)
from zoomcore.storage.tables.meetings import CHANGE, CLICK, MEETING, OCCURRENCE, RUN
from zoomcore.storage.tables.messages import AUDIT, INBOX, OUTBOX, POST
from zoomcore.storage.tables.people import IDENTITY, PERSON
from zoomcore.storage.tables.recordings import RECORDING, RECORDING_FILE, RECORDING_SEEN
from zoomcore.storage.tables.registration import REGISTRANT
from zoomcore.storage.tables.rooms import ROOM_PLAN, ROOM_SEAT
from zoomcore.storage.tables.sync import MEETING_SYNC
from zoomcore.storage.tables.tracking import TRACKING_FIELD
from zoomcore.storage.tables.webinars import PANELIST
from zoomcore.storage.tables.work import BUCKET, JOB, LEDGER

METADATA = Row.metadata

__all__ = [
    "ACCOMMODATION",
    "ALIAS",
    "ATTENDANCE",
    "AUDIT",
    "BACKUP",
    "BACKUP_PIECE",
    "BINDING",
    "BUCKET",
    "CHANGE",
    "CLAIM",
    "CLICK",
    "COURSE",
    "DECISION",
    "ENROLLMENT",
    "ERASED",
    "GRADE_BOOK",
    "GUARD",
    "HELD_FILE",
    "HOST_SETTINGS",
    "IDENTITY",
    "INBOX",
    "JOB",
    "LEDGER",
    "LICENSE_HOLD",
    "LICENSE_REQUEST",
    "LICENSE_STEP",
    "MAPPING",
    "MARK",
    "MEETING",
    "MEETING_SYNC",
    "METADATA",
    "OCCURRENCE",
    "OUTBOX",
    "PANELIST",
    "PARTICIPANT",
    "PERSON",
    "POST",
    "QUERY",
    "READING",
    "RECORDING",
    "RECORDING_FILE",
    "RECORDING_SEEN",
    "REGISTRANT",
    "RESTORE",
    "RESTORE_ITEM",
    "ROOM_PLAN",
    "ROOM_SEAT",
    "RULE",
    "RUN",
    "SETTING",
    "SHEET",
    "STANDING_IN",
    "SUBSTITUTE",
    "TRACKING_FIELD",
    "ZOOM_USER",
]
