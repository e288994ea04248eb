"""What a course grants for having been there, and what an instructor said about single students."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from zoomcore.domain.attendance.evidence import Evidence, JoinInterval
from zoomcore.domain.people import PersonId


class AttendanceStatus(StrEnum):
    """PRESENT, LATE and PARTIAL were there; UNEXPECTED: nothing was asked of them on that date."""

    PRESENT = "present"
    LATE = "late"
    PARTIAL = "partial"
    EXCUSED = "excused"
    ABSENT = "absent"
    UNEXPECTED = "unexpected"


class GradeMethod(StrEnum):
    """NONE: attendance is recorded and nothing counts, as it is until an instructor picks a rule."""

    NONE = "none"
    ENTRY = "entry"
    DURATION = "duration"


class Excuse(StrEnum):
    """Why somebody is excused, in categories that tell nothing about their health."""

    PLANNED = "planned"
    ILLNESS = "illness"
    TECHNICAL = "technical"
    UNIVERSITY = "university"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceRule:
    """What a class is worth. Shares are of the class window, 0 to 1; points are of one class.

    `full_from`: from this share on it counts as all of it. `partial_below`: below it PRESENT becomes PARTIAL.
    `nothing_below`: less than this share earns no points. `late_after`: as much of class may have been held at the
    first sign of arrival; None never late. `late_keeps`: the share of the points somebody late keeps. `drop_lowest`:
    so many classes are left out of the term. `strict`: a name alone earns nothing. `alert_after`: so many absences in
    a row are told to the instructor; 0 never.
    """

    method: GradeMethod = GradeMethod.NONE
    points: Decimal = Decimal(10)
    full_from: Decimal = Decimal(1)
    partial_below: Decimal = Decimal("0.5")
    nothing_below: Decimal = Decimal(0)
    late_after: timedelta | None = timedelta(minutes=10)
    late_keeps: Decimal = Decimal(1)
    drop_lowest: int = 0
    strict: bool = False
    alert_after: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Accommodation:
    """What is agreed with one student for a whole course; it only ever helps.

    `share_of_window`: attended time counts against this share of the window. `late_grace` is added to the rule's.
    """

    person: PersonId
    share_of_window: Decimal = Decimal(1)
    late_grace: timedelta = timedelta()
    never_late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """An instructor's word about one student at one class: an excuse, or an override of status or points.

    A recomputation never touches it. A status without points brings what it stands for: PRESENT all of them, LATE what
    somebody late keeps, PARTIAL what was measured, ABSENT none. An excuse is stronger than both. `reason` is shown to
    the student and kept in the audit.
    """

    person: PersonId
    excuse: Excuse | None = None
    status: AttendanceStatus | None = None
    points: Decimal | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassTime:
    """When a class was planned and when it was held. `scheduled` is None for one without a fixed time.

    `held` are its runs, in order, ends filled in (the class's own end, or now while it goes on).
    """

    scheduled: JoinInterval | None
    held: tuple[JoinInterval, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassCase:
    """Everything besides presence that one class is judged by. `void`: it counts for nobody, whatever was seen."""

    time: ClassTime
    rule: AttendanceRule
    marks: Mapping[PersonId, Mark] = field(default_factory=dict)
    accommodations: Mapping[PersonId, Accommodation] = field(default_factory=dict)
    void: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Everything found about one student at one class. Intervals are unions, in order.

    `stays` were in the meeting and earn; `waits` were in the waiting room; `clicks` are the moments Join was pressed,
    in order; `withheld` were in the meeting under a name alone, which a strict rule gives nothing for.
    """

    person: PersonId
    stays: tuple[JoinInterval, ...] = ()
    waits: tuple[JoinInterval, ...] = ()
    clicks: tuple[datetime, ...] = ()
    withheld: tuple[JoinInterval, ...] = ()
    evidence: frozenset[Evidence] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """One student at one class, and what it is worth; total: every student of the roster has one.

    `attended` ≤ `window`. `arrived_at` is the first sign of arrival: waiting room, click or joining. `late_by` is how
    much of class had been held by then, zero or more, None where no arrival was seen. `points` is None where nothing
    counts: no rule, no window, excused, void, unexpected. `overridden` where a Mark decided. Who was asked for nothing
    is UNEXPECTED, and everybody is where no class was held in its time.
    """

    person: PersonId
    status: AttendanceStatus
    attended: timedelta = timedelta()
    window: timedelta = timedelta()
    arrived_at: datetime | None = None
    late_by: timedelta | None = None
    points: Decimal | None = None
    evidence: frozenset[Evidence] = frozenset()
    overridden: bool = False
    excuse: Excuse | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TermGrade:
    """A student's term: `points` of `of`, half-up to two places; both zero where nothing counted.

    `counted` classes went in, `dropped` were the lowest and left out, `left_out` were excused, void, unexpected or
    under no rule: the three make up all classes. The statuses are counted over all but the void ones.
    """

    person: PersonId
    points: Decimal
    of: Decimal
    counted: int
    dropped: int
    left_out: int
    present: int
    late: int
    partial: int
    absent: int
    excused: int
