"""Whose past grades another rule would move: told before it applies, computed as everything else is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from zoomcore.domain.attendance.evidence import Enrolled, JoinClick, Match
from zoomcore.domain.attendance.judging import judge
from zoomcore.domain.attendance.presences import presences
from zoomcore.domain.attendance.rules import Attendance, AttendanceRule, AttendanceStatus, ClassCase, TermGrade
from zoomcore.domain.attendance.terms import GradedClass, terms
from zoomcore.domain.people import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class PastClass:
    """A class that was judged, with what it was judged from.

    `own_rule`: its meeting has a rule of its own, `case.rule`, which a change for the course leaves alone. `frozen`
    are its rows where the evidence was forgotten: they stay as they are.
    """

    occurrence: int
    case: ClassCase
    roster: Sequence[Enrolled] = ()
    matches: Sequence[Match] = ()
    clicks: Sequence[JoinClick] = ()
    own_rule: bool = False
    frozen: Sequence[Attendance] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One class of one student, before and after. Points are None where nothing counts."""

    occurrence: int
    before: Decimal | None
    after: Decimal | None
    status_before: AttendanceStatus
    status_after: AttendanceStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a change does to one student: the term, and the classes whose points or status move."""

    person: PersonId
    before: TermGrade
    after: TermGrade
    classes: tuple[Moved, ...]


def effects(before: AttendanceRule, after: AttendanceRule, classes: Sequence[PastClass]) -> tuple[Effect, ...]:
    """Those for whom anything would change, by person; classes come in the order of their dates."""
    old, new = ([_graded(one, rule) for one in classes] for rule in (before, after))
    moved: dict[PersonId, list[Moved]] = {}
    for past, was, becomes in zip(classes, old, new, strict=True):
        for row, other in zip(was.rows, becomes.rows, strict=True):
            if (row.points, row.status) != (other.points, other.status):
                moved.setdefault(row.person, []).append(_moved(past.occurrence, row, other))
    return _effects(terms(old, drop_lowest=before.drop_lowest), terms(new, drop_lowest=after.drop_lowest), moved)


def _graded(past: PastClass, rule: AttendanceRule) -> GradedClass:
    case = past.case if past.own_rule or past.frozen is not None else replace(past.case, rule=rule)
    rows = past.frozen
    if rows is None:
        rows = judge(past.roster, presences(past.matches, past.clicks, rule=case.rule), case)
    return GradedClass(of=case.rule.points, rows=rows, counts=not case.void)


def _moved(occurrence: int, row: Attendance, other: Attendance) -> Moved:
    return Moved(
        occurrence=occurrence,
        before=row.points,
        after=other.points,
        status_before=row.status,
        status_after=other.status,
    )


def _effects(
    before: Mapping[PersonId, TermGrade], after: Mapping[PersonId, TermGrade], moved: Mapping[PersonId, list[Moved]]
) -> tuple[Effect, ...]:
    return tuple(
        Effect(person=person, before=before[person], after=after[person], classes=tuple(moved.get(person, ())))
        for person in sorted(before)
        if person in moved or before[person] != after[person]
    )
