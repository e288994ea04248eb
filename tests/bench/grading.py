"""Attendance and grades: a class beside the bare arithmetic of its intervals, a term beside one ten times as long."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from statistics import median
from time import perf_counter

from tests.bench.report import Row, at_most
from zoomcore.domain.attendance.evidence import (
    Enrolled,
    Evidence,
    JoinClick,
    JoinInterval,
    Match,
    Participant,
    Pile,
)
from zoomcore.domain.attendance.intervals import intersect, total, union
from zoomcore.domain.attendance.judging import judge
from zoomcore.domain.attendance.presences import presences
from zoomcore.domain.attendance.rules import AttendanceRule, ClassCase, ClassTime, GradeMethod
from zoomcore.domain.attendance.terms import GradedClass, terms

STUDENTS, CLASSES = 500, 30
ROUNDS = 15
_START = datetime(2026, 11, 12, 14, tzinfo=UTC)
_RULE = AttendanceRule(method=GradeMethod.DURATION, late_keeps=Decimal("0.8"), drop_lowest=2)
_ROSTER = [Enrolled(person=number, name=f"Student {number}") for number in range(STUDENTS)]


def rows() -> list[Row]:
    return [one_class(), long_term()]


def one_class() -> Row:
    """500 students, three joins each, on two devices, and a click: judged from what matching gave."""
    matches = [match for number in range(STUDENTS) for match in _matches(number)]
    clicks = [JoinClick(person=number, at=_at(number % 20)) for number in range(STUDENTS)]
    case = _case()
    window = union(case.time.held)
    stays = [_joins(number) for number in range(STUDENTS)]

    def ours() -> None:
        judge(_ROSTER, presences(matches, clicks, rule=case.rule), case)

    def bare() -> None:
        for one in stays:
            total(intersect(union(one), window))

    return at_most("A class judged, 500 students × 3 joins, against its intervals", _p50(ours), _p50(bare), limit=12)


def long_term() -> Row:
    """From the kept rows of 30 classes to everybody's grade, against one of 300 classes."""
    case = _case()
    found = [match for number in range(STUDENTS) for match in _matches(number)]
    graded = GradedClass(of=_RULE.points, rows=judge(_ROSTER, presences(found, (), rule=case.rule), case))
    short, long = [graded] * CLASSES, [graded] * CLASSES * 10
    few = _p50(lambda: terms(short, drop_lowest=_RULE.drop_lowest), rounds=5)
    many = _p50(lambda: terms(long, drop_lowest=_RULE.drop_lowest), rounds=3)
    return at_most("A term of 300 classes × 500 students, against 30 classes", many, few, limit=12)


def _case() -> ClassCase:
    held = JoinInterval(_at(-10), _at(125))
    return ClassCase(time=ClassTime(scheduled=JoinInterval(_at(0), _at(120)), held=(held,)), rule=_RULE)


def _at(minutes: float) -> datetime:
    return _START + timedelta(minutes=minutes)


def _joins(number: int) -> list[JoinInterval]:
    """The last of them overlaps the second."""
    first = number % 17 - 5
    pairs = ((first, 40), (45 + number % 5, 90 + number % 30), (60, 118))
    return [JoinInterval(_at(start), _at(end)) for start, end in pairs]


def _matches(number: int) -> list[Match]:
    laptop, telephone = _joins(number)[:2], _joins(number)[2:]
    return [
        Match(
            participant=Participant(key=f"{kind}:{number}", names=(f"Student {number}",), stays=tuple(stays)),
            pile=Pile.MATCHED,
            people=(number,),
            evidence=evidence,
        )
        for kind, stays, evidence in (("e", laptop, Evidence.EMAIL), ("n", telephone, Evidence.NAME))
    ]


def _p50(work: Callable[[], object], *, rounds: int = ROUNDS) -> float:
    """Milliseconds, after one round to warm up."""
    work()
    times = []
    for _ in range(rounds):
        began = perf_counter()
        work()
        times.append(perf_counter() - began)
    return median(times) * 1000
