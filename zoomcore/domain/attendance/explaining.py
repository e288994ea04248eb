"""Why somebody has what they have: everything that is shown, as values, the same for student and instructor.

No sentence is made here; what is shown first stands first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from zoomcore.domain.attendance.evidence import Evidence, JoinInterval, Match, Participant, Pile
from zoomcore.domain.attendance.intervals import Intervals, intersect, subtract, union
from zoomcore.domain.attendance.judging import class_window, is_late
from zoomcore.domain.attendance.presences import earns_nothing
from zoomcore.domain.attendance.reckoning import Reckoning, asked_of, reckon
from zoomcore.domain.attendance.rules import (
    Accommodation,
    Attendance,
    AttendanceRule,
    AttendanceStatus,
    ClassCase,
    GradeMethod,
    Mark,
    Presence,
)


class NotCounted(StrEnum):
    """Why a time at Zoom is not time in class. NOT_HELD: between two runs, or no class was held in its time at all."""

    BEFORE = "before class"
    AFTER = "after class"
    NOT_HELD = "not held"
    WAITING = "waiting room"
    NAME_ALONE = "name alone"


@dataclass(frozen=True, slots=True)
class Piece:
    """A time at Zoom; it counts where `reason` is None."""

    interval: JoinInterval
    reason: NotCounted | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedAs:
    """One participant that is taken for the student. `shared`: the device counts for others too."""

    participant: Participant
    evidence: Evidence | None
    shared: bool
    earns: bool


class RulePart(StrEnum):
    """What of the rule, the agreement and the instructor's word had a say in this row."""

    NOT_EXPECTED = "not expected"
    NOT_HELD = "not held"
    VOID = "void"
    NO_RULE = "no rule"
    ENTRY = "entry"
    DURATION = "duration"
    SHARE_OF_WINDOW = "share of window"
    FULL_FROM = "full from"
    NOTHING_BELOW = "nothing below"
    PARTIAL_BELOW = "partial below"
    LATE = "late"
    LATE_KEEPS = "late keeps"
    #: Late by the rule, and not by what was agreed.
    LATE_FORGIVEN = "late forgiven"
    STRICT = "strict"
    EXCUSED = "excused"
    OVERRIDDEN = "overridden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """`attendance` is the result; `final` whether Zoom's report is complete.

    `pieces` are in the order of time, and those that count make up `attendance.attended`. `asked` is how much of class
    makes up all of it, `late_after` what is allowed to this student, None where they cannot be late. `reckoning` is
    None where nothing is measured; under a Mark it shows what would have been.
    """

    attendance: Attendance
    final: bool
    window: Intervals
    pieces: tuple[Piece, ...]
    joined_as: tuple[JoinedAs, ...]
    clicks: tuple[datetime, ...]
    asked: timedelta
    late_after: timedelta | None
    reckoning: Reckoning | None
    rule: AttendanceRule
    parts: tuple[RulePart, ...]
    mark: Mark | None
    agreed: Accommodation | None


def why(attendance: Attendance, presence: Presence, matches: Sequence[Match], *, case: ClassCase, final: bool) -> Why:
    """From the row and what it was judged from; `matches` may be those of the whole class."""
    person = attendance.person
    window = class_window(case.time)
    agreed = case.accommodations.get(person)
    late = is_late(attendance.late_by, case.rule, agreed)
    asked = asked_of(attendance.window, agreed)
    reckoning = None
    if window and case.rule.method is not GradeMethod.NONE and attendance.status is not AttendanceStatus.UNEXPECTED:
        reckoning = reckon(attendance.attended, asked, late=late, rule=case.rule)
    return Why(
        attendance=attendance,
        final=final,
        window=window,
        pieces=tuple(sorted(_pieces(presence, window), key=lambda one: one.interval)),
        joined_as=tuple(_joined_as(one, case.rule) for one in matches if _is_of(one, attendance)),
        clicks=presence.clicks,
        asked=timedelta(microseconds=int(asked)),
        late_after=_late_after(case.rule, agreed),
        reckoning=reckoning,
        rule=case.rule,
        parts=tuple(_parts(attendance, presence, case, reckoning)),
        mark=case.marks.get(person),
        agreed=agreed,
    )


def _is_of(match: Match, attendance: Attendance) -> bool:
    return match.pile is Pile.MATCHED and attendance.person in match.people


def _joined_as(match: Match, rule: AttendanceRule) -> JoinedAs:
    return JoinedAs(
        participant=match.participant,
        evidence=match.evidence,
        shared=len(set(match.people)) > 1,
        earns=not earns_nothing(match, strict=rule.strict),
    )


def _pieces(presence: Presence, window: Intervals) -> Iterator[Piece]:
    """What is told twice, by a second device in the waiting room, say, is shown as what it counts for."""
    for one in intersect(presence.stays, window):
        yield Piece(one)
    for one in subtract(presence.stays, window):
        yield Piece(one, _outside(one, window))
    for one in subtract(presence.waits, presence.stays):
        yield Piece(one, NotCounted.WAITING)
    shown = union((*presence.stays, *presence.waits))
    for one in subtract(presence.withheld, shown):
        yield Piece(one, NotCounted.NAME_ALONE)


def _outside(piece: JoinInterval, window: Intervals) -> NotCounted:
    if window and piece.end <= window[0].start:
        return NotCounted.BEFORE
    if window and piece.start >= window[-1].end:
        return NotCounted.AFTER
    return NotCounted.NOT_HELD


def _late_after(rule: AttendanceRule, agreed: Accommodation | None) -> timedelta | None:
    if rule.late_after is None or agreed is None:
        return rule.late_after
    return None if agreed.never_late else rule.late_after + max(agreed.late_grace, timedelta())


def _parts(
    attendance: Attendance, presence: Presence, case: ClassCase, reckoning: Reckoning | None
) -> Iterator[RulePart]:
    status, held = attendance.status, bool(attendance.window)
    excused = status is AttendanceStatus.EXCUSED
    before = {
        RulePart.VOID: case.void,
        RulePart.NOT_HELD: not held,
        RulePart.NOT_EXPECTED: held and status is AttendanceStatus.UNEXPECTED,
        RulePart.NO_RULE: case.rule.method is GradeMethod.NONE,
    }
    after = {
        RulePart.PARTIAL_BELOW: status is AttendanceStatus.PARTIAL and not attendance.overridden,
        RulePart.STRICT: bool(presence.withheld),
        RulePart.EXCUSED: excused,
        RulePart.OVERRIDDEN: attendance.overridden and not excused,
    }
    yield from (part for part, holds in before.items() if holds)
    if reckoning is not None:
        yield from _measured(attendance, case, reckoning)
    if held:
        yield from _punctual(attendance, case)
    yield from (part for part, holds in after.items() if holds)


def _measured(attendance: Attendance, case: ClassCase, reckoning: Reckoning) -> Iterator[RulePart]:
    """How time became points."""
    by_time = case.rule.method is GradeMethod.DURATION
    yield RulePart.DURATION if by_time else RulePart.ENTRY
    agreed = case.accommodations.get(attendance.person)
    if agreed is not None and asked_of(attendance.window, agreed) < asked_of(attendance.window, None):
        yield RulePart.SHARE_OF_WINDOW
    if reckoning.share and not reckoning.counted:
        yield RulePart.NOTHING_BELOW
    if by_time and reckoning.counted > reckoning.share:
        yield RulePart.FULL_FROM
    if reckoning.keeps < 1:
        yield RulePart.LATE_KEEPS


def _punctual(attendance: Attendance, case: ClassCase) -> Iterator[RulePart]:
    if is_late(attendance.late_by, case.rule, case.accommodations.get(attendance.person)):
        yield RulePart.LATE
    elif is_late(attendance.late_by, case.rule, None):
        yield RulePart.LATE_FORGIVEN
