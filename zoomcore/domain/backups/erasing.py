"""A backup's records without one person: what is theirs alone is left out, what names them tells a pseudonym."""

from dataclasses import fields, replace
from enum import Enum
from typing import Any

from zoomcore.domain.attendance.names import name_key
from zoomcore.domain.backups.class_records import PanelistRecord
from zoomcore.domain.backups.history_records import AuditRecord
from zoomcore.domain.backups.records import (
    AdminRecord,
    AttendanceRecord,
    DecisionRecord,
    GradeBookRecord,
    GuardRecord,
    ParticipantRecord,
    PersonRecord,
    Record,
)
from zoomcore.domain.privacy import Traces


def without(record: Record, traces: Traces) -> Record | None:
    """None for a record that goes; an equal one where they are not in it.

    The person themselves stays, nameless, as in our tables: others' records point to them. That somebody was in class
    stays too.
    """
    if _goes(record, traces):
        return None
    match record:
        case PersonRecord(id=traces.person):
            return PersonRecord(id=record.id, name=traces.pseudonym, email=None)
        case ParticipantRecord():
            return record
        case AttendanceRecord(person_id=traces.person):
            return replace(record, **_NOTHING_TOLD)
        case DecisionRecord():
            return _undecided(record, traces)
    return _redacted(record, traces)


def _goes(record: Record, traces: Traces) -> bool:
    match record:
        case AttendanceRecord() | AuditRecord():
            # That somebody was in class stays, and what they did stays done, by nobody, as in our tables.
            return False
        case ParticipantRecord():
            return _is_theirs(record, traces)
        case AdminRecord(id=person):
            return person == traces.person
        case GuardRecord(key=account):
            return account in traces.accounts
        case PanelistRecord(email=email, person_id=person):
            return email.lower() in traces.emails or person == traces.person
        case GradeBookRecord(content=content):
            # The whole file, as in our tables: it holds everybody.
            return traces.found_in_file(content)
    return getattr(record, "person_id", None) == traces.person


_NOTHING_TOLD: dict[str, Any] = {
    "arrived_at": None,
    "late_seconds": None,
    "points": None,
    "evidence": [],
    "overridden": False,
    "excuse": None,
    "released_points": None,
    "released_at": None,
}


def _is_theirs(row: ParticipantRecord, traces: Traces) -> bool:
    if row.email or row.zoom_user_id:
        return row.email in traces.emails or row.zoom_user_id in traces.accounts
    return name_key(row.name) in traces.keys


def _undecided(decision: DecisionRecord, traces: Traces) -> Record | None:
    if decision.participant in traces.participants:
        return None
    if traces.person not in decision.people:
        return decision
    left = [one for one in decision.people if one != traces.person]
    return replace(decision, people=left) if left else None


def _redacted(record: Record, traces: Traces) -> Record:
    """Texts that others wrote of them; kinds and states are texts of ours."""
    told: dict[str, Any] = {}
    for one in fields(record):
        value = getattr(record, one.name)
        if isinstance(value, str | dict | list) and not isinstance(value, Enum):
            fresh = traces.redacted(value)
            if fresh != value:
                told[one.name] = fresh
    return replace(record, **told) if told else record
