"""Attendance and grades: a class beside the bare arithmetic of its intervals, a term beside one ten times as long."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from statistics import median
from time import process_time

from tests.bench.report import Row, at_most
from zoomcore.domain.attendance.evidence import (
    Enrolled,
    EvidenceSource,
    HeldRun,
    JoinClick,
    JoinInterval,
    KnownEvidence,
    ParticipantRecord,
    Where,
)
from zoomcore.domain.attendance.gathering import gather
from zoomcore.domain.attendance.intervals import intersect, total, union
from zoomcore.domain.attendance.judging import class_window, judge
from zoomcore.domain.attendance.matching import match, shared_names
from zoomcore.domain.attendance.presences import presences
from zoomcore.domain.attendance.rules import Attendance, AttendanceRule, ClassCase, ClassTime, GradeMethod
from zoomcore.domain.attendance.terms import GradedClass, terms

STUDENTS, CLASSES = 500, 30
ROUNDS = 15
_START = datetime(2026, 11, 12, 14, tzinfo=UTC)
_RULE = AttendanceRule(method=GradeMethod.DURATION, late_keeps=Decimal("0.8"), drop_lowest=2)
_ROSTER = [
    Enrolled(person=number, name=f"Student {number}", emails=frozenset({f"student{number}@uni.example"}))
    for number in range(STUDENTS)
]


def _at(minutes: float) -> datetime:
    return _START + timedelta(minutes=minutes)


_RUN = HeldRun(uuid="abc==", started_at=_at(-10), ended_at=_at(125))
_TIME = ClassTime(scheduled=JoinInterval(_at(0), _at(120)), held=(JoinInterval(_at(-10), _at(125)),))
_CASE = ClassCase(time=_TIME, rule=_RULE)


def rows() -> list[Row]:
    return [one_class(), long_term()]


def one_class() -> Row:
    """500 students with three joins each and a click: from the rows Zoom told to everybody's points.

    The yardstick starts from the same rows and knows whose they are: intervals, their union within class, its length.
    """
    known = KnownEvidence(clicks=tuple(JoinClick(person=number, at=_at(number % 20)) for number in range(STUDENTS)))
    by_student = [_told(number) for number in range(STUDENTS)]
    told = [row for rows in by_student for row in rows]
    window = class_window(_CASE.time)

    def ours() -> None:
        _judged(told, known)

    def bare() -> None:
        for rows in by_student:
            stays = [JoinInterval(row.joined_at, row.left_at) for row in rows if row.joined_at and row.left_at]
            total(intersect(union(stays), window))

    what = "A class matched and graded, 500 students × 3 joins, against its intervals"
    return at_most(what, p50(ours), p50(bare), limit=12)


def long_term() -> Row:
    """From the kept rows of 30 classes to everybody's grade, against one of 300 classes."""
    rows = _judged([row for number in range(STUDENTS) for row in _told(number)], KnownEvidence())
    graded = GradedClass(of=_RULE.points, rows=rows)
    short, long = [graded] * CLASSES, [graded] * CLASSES * 10
    few = p50(lambda: terms(short, drop_lowest=_RULE.drop_lowest), rounds=5)
    many = p50(lambda: terms(long, drop_lowest=_RULE.drop_lowest), rounds=3)
    return at_most("A term of 300 classes × 500 students, against 30 classes", many, few, limit=12)


def _judged(told: Sequence[ParticipantRecord], known: KnownEvidence) -> tuple[Attendance, ...]:
    apart = shared_names(_ROSTER, known)
    participants = gather(told, [_RUN], until=_at(180), apart=apart)
    found = presences(match(participants, _ROSTER, known), known.clicks, rule=_RULE)
    return judge(_ROSTER, found, _CASE)


def _joins(number: int) -> list[JoinInterval]:
    """Lost and back again twice; one in five has a second device in at the same time."""
    again = 60 if number % 5 == 0 else 93
    pairs = ((number % 17 - 5, 40), (45 + number % 5, 90), (again, 118))
    return [JoinInterval(_at(start), _at(end)) for start, end in pairs]


def _told(number: int) -> list[ParticipantRecord]:
    return [
        ParticipantRecord(
            run=_RUN.uuid,
            source=EvidenceSource.REPORT,
            where=Where.MEETING,
            name=f"Student {number}",
            email=f"student{number}@uni.example",
            connection=f"{number}-{count}",
            joined_at=one.start,
            left_at=one.end,
        )
        for count, one in enumerate(_joins(number))
    ]


def p50(work: Callable[[], object], *, rounds: int = ROUNDS) -> float:
    """Milliseconds of the processor, which nobody else's work lengthens; after one round to warm up."""
    work()
    times = []
    for _ in range(rounds):
        began = process_time()
        work()
        times.append(process_time() - began)
    return median(times) * 1000
