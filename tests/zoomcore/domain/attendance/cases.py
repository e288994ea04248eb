"""One class of two hours, and short words for who was when where: minutes are counted from its start."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from zoomcore.domain.attendance.evidence import (
    Enrolled,
    Evidence,
    JoinClick,
    JoinInterval,
    Match,
    Participant,
    Pile,
)
from zoomcore.domain.attendance.intervals import union
from zoomcore.domain.attendance.judging import judge
from zoomcore.domain.attendance.presences import presences
from zoomcore.domain.attendance.rules import Attendance, AttendanceRule, ClassCase, ClassTime, GradeMethod, Presence

START = datetime(2026, 11, 12, 14, tzinfo=UTC)
BO = 7
#: Two hours at sixty points, as in mod-zoom 1.6.
BY_TIME = AttendanceRule(method=GradeMethod.DURATION, points=Decimal(60), late_after=None)
BY_ENTRY = replace(BY_TIME, method=GradeMethod.ENTRY)


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def span(start: float, end: float) -> JoinInterval:
    return JoinInterval(at(start), at(end))


def spans(*pairs: tuple[float, float]) -> tuple[JoinInterval, ...]:
    return tuple(span(start, end) for start, end in pairs)


TWO_HOURS = ClassTime(scheduled=span(0, 120), held=spans((-10, 125)))


def enrolled(person: int = BO, **changes) -> Enrolled:
    return replace(Enrolled(person=person, name=f"Student {person}"), **changes)


def presence(*stays: tuple[float, float], person: int = BO, **changes) -> Presence:
    return replace(Presence(person=person, stays=union(spans(*stays))), **changes)


def match(*stays: tuple[float, float], people: tuple[int, ...] = (BO,), **changes) -> Match:
    """`waits` and `key` go to the participant."""
    seen = Participant(
        key=changes.pop("key", "n:bo chen"),
        names=("Bo Chen",),
        stays=union(spans(*stays)),
        waits=union(spans(*changes.pop("waits", ()))),
    )
    plain = Match(participant=seen, pile=Pile.MATCHED, people=people, evidence=Evidence.EMAIL)
    return replace(plain, **changes)


def click(minutes: float, person: int = BO) -> JoinClick:
    return JoinClick(person=person, at=at(minutes))


def case(**changes) -> ClassCase:
    return replace(ClassCase(time=TWO_HOURS, rule=BY_TIME), **changes)


def judged(found: Presence | None = None, student: Enrolled | None = None, **changes) -> Attendance:
    """Bo's row."""
    (row,) = judge([student or enrolled()], {BO: found} if found else {}, case(**changes))
    return row


def seen(matches: Iterable[Match], clicks: Iterable[JoinClick] = (), rule: AttendanceRule = BY_TIME) -> Presence:
    return presences(list(matches), clicks, rule=rule)[BO]
