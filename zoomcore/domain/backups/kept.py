"""Backups as they are kept, and restores as they go on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from zoomcore.domain.people import CourseId, PersonId

#: How long backups stay that nobody asked to keep.
NIGHTLY_DAYS = 14
SAFETY_DAYS = 30
UPLOADED_DAYS = 7
UNDO_RESTORE = timedelta(hours=24)


class Kind(StrEnum):
    """Why a backup was made. SAFETY: before a restore, to undo it; COPY: to make another course from it."""

    MANUAL = "manual"
    NIGHTLY = "nightly"
    SAFETY = "safety"
    COPY = "copy"
    UPLOADED = "uploaded"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptBackup:
    """`course_id` is None for everything, and for an upload of a course we don't have. `size` is in bytes, packed."""

    id: int
    course_id: CourseId | None
    course_code: str
    kind: Kind
    people: bool
    version: int
    sha256: str
    size: int
    records: int
    made_by: PersonId | None
    made_at: datetime
    kept_until: datetime | None = None


class Part(StrEnum):
    """What of a backup is restored."""

    SETTINGS = "settings"
    CLASSES = "classes"
    PEOPLE = "people"
    ATTENDANCE = "attendance"


class Mode(StrEnum):
    """REPAIR: into the same course, what is missing; COPY: into another, for a new term; WHOLE: a deployment."""

    REPAIR = "repair"
    COPY = "copy"
    WHOLE = "whole"


class RestoreState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"
    FAILED = "failed"
    UNDOING = "undoing"
    UNDONE = "undone"


class ItemState(StrEnum):
    """One class of a restore. KEPT: it still is at Zoom; MADE: made anew; REMOVED: undone."""

    WAITING = "waiting"
    MAKING = "making"
    KEPT = "kept"
    MADE = "made"
    SKIPPED = "skipped"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restore:
    """`before` is what undoing needs: settings as they were, and who was added."""

    id: int
    backup_id: int
    course_id: CourseId
    mode: Mode
    state: RestoreState
    parts: frozenset[Part]
    requested_by: PersonId
    version: int
    safety_id: int | None = None
    before: Mapping[str, Any] = field(default_factory=dict)
    undo_until: datetime | None = None
    finished_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreItem:
    """`off` and `moved` are what was done to single dates, to be done again: starts in UTC; minutes.

    `strays` become classes by themselves where the series is made anew: start, minutes.
    """

    meeting_id: int
    position: int
    state: ItemState
    off: tuple[datetime, ...] = ()
    moved: tuple[tuple[datetime, datetime, int], ...] = ()
    strays: tuple[tuple[datetime, int], ...] = ()
    reason: str = ""
