"""One class judged: from presence, times, rule and marks to a row for everybody. Pure and total."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from zoomcore.domain.attendance.evidence import Enrolled, JoinInterval
from zoomcore.domain.attendance.intervals import Intervals, clip, intersect, total, union
from zoomcore.domain.attendance.reckoning import ZERO, asked_of, at_most_all, reckon, rounded
from zoomcore.domain.attendance.rules import (
    Accommodation,
    Attendance,
    AttendanceRule,
    AttendanceStatus,
    ClassCase,
    ClassTime,
    GradeMethod,
    Mark,
    Presence,
)
from zoomcore.domain.people import PersonId

#: How long a pressed Join stands for its person: as long as it may take to install Zoom or to wait for a host. Who is
#: not seen at Zoom by then did not arrive with that click.
CLICK_STANDS = timedelta(minutes=30)

_NONE = timedelta()
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judge:
    """What is the same for the whole class, worked out once."""

    case: ClassCase
    window: Intervals
    length: timedelta
    #: Of everybody with whom nothing else is agreed.
    asked: Decimal

    def asked_of(self, agreed: Accommodation | None) -> Decimal:
        return self.asked if agreed is None else asked_of(self.length, agreed)


def class_window(time: ClassTime) -> Intervals:
    """When class was held in its time: scheduled ∩ held, or all that was held where no time was fixed.

    Empty for a rehearsal and where nobody came to open it. What lay between two runs is not in it, so that an outage
    costs nobody anything.
    """
    held = union(time.held)
    return held if time.scheduled is None else clip(held, time.scheduled)


def judge(
    roster: Sequence[Enrolled], presences: Mapping[PersonId, Presence], case: ClassCase
) -> tuple[Attendance, ...]:
    """One row a roster member, in the roster's order, whatever was or was not found about them."""
    window = class_window(case.time)
    length = _whole(total(window))
    judge = _Judge(case=case, window=window, length=length, asked=asked_of(length, None))
    return tuple(_marked(judge, one, presences.get(one.person) or Presence(person=one.person)) for one in roster)


def arrival(presence: Presence, window: Intervals) -> datetime | None:
    """The first sign of somebody: waiting room or meeting, or the click that led there.

    Who was gone again before class began had not arrived for it. A click counts where its person was seen at Zoom
    within CLICK_STANDS of it; alone it is no sign at all. Without a window every sign at Zoom is taken.
    """
    signs = union((*presence.waits, *presence.stays)) if presence.waits else presence.stays
    began = window[0].start if window else None
    first = next((one.start for one in signs if began is None or one.end > began), None)
    if first is None:
        return None
    # The clicks are in order.
    return (
        next((at for at in presence.clicks if first - CLICK_STANDS <= at < first), first) if presence.clicks else first
    )


def late_by(arrived: datetime | None, window: Intervals) -> timedelta | None:
    """How much of class had been held at an instant; a time without a run keeps nobody waiting for them."""
    if arrived is None or not window:
        return None
    first = window[0]
    if arrived <= first.start:
        return _NONE
    if arrived <= first.end:
        return _whole(arrived - first.start)
    return _whole(total(clip(window, JoinInterval(first.start, arrived))))


def is_late(late: timedelta | None, rule: AttendanceRule, agreed: Accommodation | None) -> bool:
    """Whether that is more than the rule and what was agreed allow."""
    if late is None or rule.late_after is None:
        return False
    if agreed is None:
        return late > rule.late_after
    return not agreed.never_late and late > rule.late_after + max(agreed.late_grace, _NONE)


def _whole(span: timedelta) -> timedelta:
    """In the seconds that are kept and shown, so that a kept row can be reckoned again to the same."""
    return span // _SECOND * _SECOND


def _marked(judge: _Judge, student: Enrolled, presence: Presence) -> Attendance:
    found = _found(judge, student, presence)
    mark = judge.case.marks.get(student.person)
    if mark is not None:
        found = _overridden(judge, found, mark)
    counts = not judge.case.void and found.status is not AttendanceStatus.EXCUSED
    return found if counts or found.points is None else replace(found, points=None)


def _found(judge: _Judge, student: Enrolled, presence: Presence) -> Attendance:
    """By evidence alone."""
    rule, window = judge.case.rule, judge.window
    agreed = judge.case.accommodations.get(student.person)
    attended = _whole(total(intersect(presence.stays, window)))
    arrived = arrival(presence, window)
    late = late_by(arrived, window)
    too_late = is_late(late, rule, agreed)
    reckoning = reckon(attended, judge.asked_of(agreed), late=too_late, rule=rule)
    if not student.expected or not judge.length:
        status = AttendanceStatus.UNEXPECTED
    elif not attended:
        status = AttendanceStatus.ABSENT
    elif too_late:
        status = AttendanceStatus.LATE
    elif reckoning.share < rule.partial_below:
        status = AttendanceStatus.PARTIAL
    else:
        status = AttendanceStatus.PRESENT
    points = None
    if rule.method is not GradeMethod.NONE and status is not AttendanceStatus.UNEXPECTED:
        points = reckoning.points
    return Attendance(
        person=student.person,
        status=status,
        attended=attended,
        window=judge.length,
        arrived_at=arrived,
        late_by=late,
        points=points,
        evidence=presence.evidence,
    )


def _overridden(judge: _Judge, found: Attendance, mark: Mark) -> Attendance:
    if mark.excuse is None and mark.status is None and mark.points is None:
        return found
    if mark.excuse is not None:
        return replace(found, status=AttendanceStatus.EXCUSED, excuse=mark.excuse, overridden=True)
    status = mark.status or found.status
    points = mark.points
    if points is None and judge.case.rule.method is not GradeMethod.NONE:
        points = _worth(status, judge.case.rule, found.points)
    return replace(found, status=status, points=points, overridden=True)


def _worth(status: AttendanceStatus, rule: AttendanceRule, measured: Decimal | None) -> Decimal | None:
    """What an instructor's status brings, where they named no points."""
    full = max(rule.points, ZERO)
    match status:
        case AttendanceStatus.PRESENT:
            return rounded(full)
        case AttendanceStatus.LATE:
            return rounded(full * at_most_all(rule.late_keeps))
        case AttendanceStatus.PARTIAL:
            return measured if measured is not None else rounded(ZERO)
        case AttendanceStatus.ABSENT:
            return rounded(ZERO)
        case AttendanceStatus.EXCUSED | AttendanceStatus.UNEXPECTED:
            return None
