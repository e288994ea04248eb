"""Whose the rows of each table are, for whoever asks to be forgotten; a test keeps it complete."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Column, Table

from zoomcore.storage import tables as t

#: Rows that are nothing but theirs: they go.
OWN: Mapping[Table, Column[Any]] = {
    t.IDENTITY: t.IDENTITY.c.person_id,
    t.ENROLLMENT: t.ENROLLMENT.c.person_id,
    t.CLICK: t.CLICK.c.person_id,
    t.ALIAS: t.ALIAS.c.person_id,
    t.CLAIM: t.CLAIM.c.person_id,
    t.QUERY: t.QUERY.c.person_id,
    t.MARK: t.MARK.c.person_id,
    t.ACCOMMODATION: t.ACCOMMODATION.c.person_id,
    t.BINDING: t.BINDING.c.person_id,
    t.SUBSTITUTE: t.SUBSTITUTE.c.person_id,
    t.HOST_SETTINGS: t.HOST_SETTINGS.c.person_id,
    t.RECORDING_SEEN: t.RECORDING_SEEN.c.person_id,
    t.ROOM_SEAT: t.ROOM_SEAT.c.person_id,
}
#: Each in a way of its own.
BY_HAND = frozenset(
    {
        t.PERSON,
        t.PARTICIPANT,
        t.DECISION,
        t.ATTENDANCE,
        t.OUTBOX,
        t.INBOX,
        t.GRADE_BOOK,
        t.HELD_FILE,
        t.BACKUP_PIECE,
        t.PANELIST,
        t.REGISTRANT,
        t.ZOOM_USER,
        t.GUARD,
        t.LEDGER,
        t.ERASED,
    }
)
#: What happened stays, under a pseudonym; whatever text names them is rewritten.
KEPT = frozenset(
    {
        t.COURSE,
        t.MAPPING,
        t.MEETING,
        t.MEETING_SYNC,
        t.ROOM_PLAN,
        t.TRACKING_FIELD,
        t.OCCURRENCE,
        t.RUN,
        t.CHANGE,
        t.POST,
        t.AUDIT,
        t.JOB,
        t.BUCKET,
        t.READING,
        t.RULE,
        t.SHEET,
        t.SETTING,
        t.LICENSE_REQUEST,
        t.LICENSE_STEP,
        t.LICENSE_HOLD,
        t.BACKUP,
        t.RESTORE,
        t.RESTORE_ITEM,
        t.RECORDING,
        t.RECORDING_FILE,
    }
)
