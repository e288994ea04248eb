"""Rows into the frozen values of the domain: the only way out of storage."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import FromClause, RowMapping

from zoomcore.domain.courses import Course, CourseMapping, Presets
from zoomcore.domain.meetings import DatedClass, Meeting, Occurrence
from zoomcore.domain.options import Options, options_from_data, options_to_data
from zoomcore.domain.people import Identity, Person
from zoomcore.domain.records import AuditEntry, JobRow, MeetingChange, OutboxMessage, Post
from zoomcore.domain.schedule_data import schedule_from_data
from zoomcore.storage.tables import (
    AUDIT,
    CHANGE,
    COURSE,
    IDENTITY,
    JOB,
    MAPPING,
    MEETING,
    OCCURRENCE,
    OUTBOX,
    PERSON,
    POST,
    STANDING_IN,
)


def _take(row: RowMapping, table: FromClause, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: row[table.c[name]] for name in names}


_PERSON = ("id", "name", "zone", "locale", "admin", "zoom_user_id", "license", "welcomed")
_IDENTITY = ("person_id", "platform", "tenant", "user_id", "email", "trusted")
_COURSE = ("id", "code", "title", "zone")
_PRESETS = (
    *("announce", "duration_minutes", "opens_minutes"),
    *("recordings_announce", "recordings_sharing", "recordings_download", "recordings_transcript", "recordings_seen"),
)
_OPTION_COLUMNS = ("waiting_room", "recording")
_MAPPING = (
    "id",
    "course_code",
    "course_title",
    "course_id",
    "platform",
    "tenant",
    "channel",
    "channel_name",
    "state",
    "requested_by",
    "decided_by",
    "version",
)
_MEETING = (
    "id",
    "ref",
    "kind",
    "course_id",
    "host_id",
    "created_by",
    "topic",
    "state",
    "version",
    "zoom_id",
    "join_url",
    "section",
    "passcode",
    "sent_at",
)
_OCCURRENCE = (
    *("id", "meeting_id", "zoom_occurrence_id", "start", "duration_minutes", "state", "started_at", "ended_at"),
    "section",
)
_CHANGE = ("id", "meeting_id", "kind", "state", "scope", "before", "after", "requested_by", "sent_at", "error")
_OUTBOX = ("id", "cause", "place", "reply", "state", "subject", "edits", "card", "attempts")
_POST = ("id", "subject", "platform", "message", "card")
_AUDIT = ("id", "at", "person_id", "verb", "subject", "detail", "inverse", "undo_until", "undone")
_JOB = ("id", "kind", "key", "state", "due", "attempts", "error")


def read_person(row: RowMapping) -> Person:
    return Person(email=row[PERSON.c.email] or "", **_take(row, PERSON, _PERSON))


def read_identity(row: RowMapping) -> Identity:
    return Identity(**_take(row, IDENTITY, _IDENTITY))


def read_course(row: RowMapping) -> Course:
    presets = Presets(options=_read_options(row, COURSE), **_take(row, COURSE, _PRESETS))
    return Course(presets=presets, **_take(row, COURSE, _COURSE))


def presets_to_columns(presets: Presets) -> Mapping[str, Any]:
    return {name: getattr(presets, name) for name in _PRESETS} | options_to_columns(presets.options)


def _read_options(row: RowMapping, table: FromClause) -> Options:
    own = {name: row[table.c[name]] for name in _OPTION_COLUMNS}
    return replace(options_from_data(row[table.c.options]), **own)


def options_to_columns(options: Options) -> dict[str, Any]:
    """Those that are asked for in SQL have a column; the rest is plain data."""
    own = {name: getattr(options, name) for name in _OPTION_COLUMNS}
    return {**own, "options": options_to_data(replace(options, **dict.fromkeys(_OPTION_COLUMNS)))}


def read_mapping(row: RowMapping) -> CourseMapping:
    return CourseMapping(**_take(row, MAPPING, _MAPPING))


def read_meeting(row: RowMapping) -> Meeting:
    schedule = schedule_from_data(row[MEETING.c.schedule])
    return Meeting(schedule=schedule, options=_read_options(row, MEETING), **_take(row, MEETING, _MEETING))


def read_occurrence(row: RowMapping) -> Occurrence:
    own = options_from_data(row[OCCURRENCE.c.options])
    return Occurrence(options=own, **_take(row, OCCURRENCE, _OCCURRENCE))


def read_dated(row: RowMapping) -> DatedClass:
    return DatedClass(
        meeting=read_meeting(row),
        occurrence=read_occurrence(row),
        course_code=row[COURSE.c.code],
        course_title=row[COURSE.c.title],
        course_zone=row[COURSE.c.zone],
        host_name=row[PERSON.c.name],
        substitute=row[STANDING_IN.c.name] or "",
        opens_minutes=row[COURSE.c.opens_minutes],
    )


def read_change(row: RowMapping) -> MeetingChange:
    return MeetingChange(
        occurrence_ids=tuple(row[CHANGE.c.occurrence_ids]),
        done_ids=tuple(row[CHANGE.c.done_ids]),
        **_take(row, CHANGE, _CHANGE),
    )


def read_message(row: RowMapping) -> OutboxMessage:
    return OutboxMessage(to=row[OUTBOX.c.address], **_take(row, OUTBOX, _OUTBOX))


def read_post(row: RowMapping) -> Post:
    return Post(to=row[POST.c.address], **_take(row, POST, _POST))


def read_entry(row: RowMapping) -> AuditEntry:
    return AuditEntry(**_take(row, AUDIT, _AUDIT))


def read_job(row: RowMapping) -> JobRow:
    return JobRow(payload=row[JOB.c.payload] or {}, **_take(row, JOB, _JOB))
