"""A course over its term: what everybody has, and who stays away. One pass over the rows of its classes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from zoomcore.domain.attendance.reckoning import ONE, ZERO, rounded
from zoomcore.domain.attendance.rules import Attendance, AttendanceStatus, TermGrade
from zoomcore.domain.people import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedClass:
    """One class of the term. `of`: what its rule grants at most; `counts` is False where it is void."""

    of: Decimal
    rows: Sequence[Attendance]
    counts: bool = True


@dataclass(frozen=True, slots=True)
class _Earned:
    points: Decimal
    of: Decimal

    @property
    def share(self) -> Decimal:
        """Where nothing was to be had, all of it was had: the last to be dropped."""
        return self.points / self.of if self.of > 0 else ONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Streak:
    """Somebody who was absent at this many of their latest classes, with none attended between."""

    person: PersonId
    absences: int


def terms(classes: Iterable[GradedClass], *, drop_lowest: int) -> Mapping[PersonId, TermGrade]:
    """Everybody who has a row in any class, from classes in the order of their dates.

    The lowest are those with the smallest share of their class's points, of equals the earliest; the last class that
    counts is never dropped, so that there is a grade as long as anything counts.
    """
    earned: defaultdict[PersonId, list[_Earned]] = defaultdict(list)
    statuses: defaultdict[PersonId, Counter[AttendanceStatus]] = defaultdict(Counter)
    left_out: Counter[PersonId] = Counter()
    for one in classes:
        # Whoever earned the same in a class shares one value: a term's rows are many, and what stays alive is walked.
        alike: dict[Decimal, _Earned] = {}
        for row in one.rows:
            seen = statuses[row.person]
            if one.counts:
                seen[row.status] += 1
            if one.counts and row.points is not None:
                mine = alike.get(row.points) or alike.setdefault(row.points, _Earned(row.points, one.of))
                earned[row.person].append(mine)
            else:
                left_out[row.person] += 1
    return {
        person: _grade(person, _kept(earned[person], drop_lowest), seen, (len(earned[person]), left_out[person]))
        for person, seen in statuses.items()
    }


def streaks(classes: Sequence[GradedClass], *, alert_after: int) -> tuple[Streak, ...]:
    """Those absent at so many of the latest classes as make an alert, the longest away first; 0 alerts never.

    A class that was void, or asked nothing of somebody, or excused them, neither adds to their absences nor ends them.
    """
    if alert_after <= 0:
        return ()
    absences: Counter[PersonId] = Counter()
    ended: set[PersonId] = set()
    for one in reversed(classes):
        for row in one.rows if one.counts else ():
            if row.person in ended or row.status in {AttendanceStatus.EXCUSED, AttendanceStatus.UNEXPECTED}:
                continue
            if row.status is AttendanceStatus.ABSENT:
                absences[row.person] += 1
            else:
                ended.add(row.person)
    long = [(person, count) for person, count in absences.items() if count >= alert_after]
    return tuple(
        Streak(person=person, absences=count) for person, count in sorted(long, key=lambda one: (-one[1], one[0]))
    )


def _kept(earned: list[_Earned], drop_lowest: int) -> Sequence[_Earned]:
    dropped = min(max(drop_lowest, 0), len(earned) - 1)
    # Sorting keeps the order of equals, so that the earliest of them go first.
    return sorted(earned, key=lambda one: one.share)[dropped:] if dropped > 0 else earned


def _grade(
    person: PersonId, kept: Sequence[_Earned], seen: Counter[AttendanceStatus], classes: tuple[int, int]
) -> TermGrade:
    """`classes` are those with points, and those left out."""
    graded, left_out = classes
    return TermGrade(
        person=person,
        points=rounded(sum((one.points for one in kept), ZERO)),
        of=rounded(sum((one.of for one in kept), ZERO)),
        counted=len(kept),
        dropped=graded - len(kept),
        left_out=left_out,
        present=seen[AttendanceStatus.PRESENT],
        late=seen[AttendanceStatus.LATE],
        partial=seen[AttendanceStatus.PARTIAL],
        absent=seen[AttendanceStatus.ABSENT],
        excused=seen[AttendanceStatus.EXCUSED],
    )
