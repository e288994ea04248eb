"""What goes into a grade book's one column: everybody's points out of the same number, or a word in their place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from zoomcore.domain.attendance.reckoning import ZERO, rounded
from zoomcore.domain.attendance.rules import Attendance, AttendanceStatus, TermGrade
from zoomcore.domain.gradebook.books import Blank, Points
from zoomcore.domain.people import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What one student has: `points` of `of`, or nothing that counts, perhaps because all was excused."""

    points: Decimal | None
    of: Decimal
    excused: bool = False


def marks_of_class(rows: Iterable[Attendance], of: Decimal) -> Mapping[PersonId, Mark]:
    """`of`: what the class grants at most."""
    return {row.person: Mark(points=row.points, of=of, excused=row.status is AttendanceStatus.EXCUSED) for row in rows}


def marks_of_term(grades: Mapping[PersonId, TermGrade]) -> Mapping[PersonId, Mark]:
    return {
        person: Mark(points=grade.points if grade.of > 0 else None, of=grade.of, excused=grade.excused > 0)
        for person, grade in grades.items()
    }


def highest_most(marks: Iterable[Mark]) -> Decimal:
    """What the points are out of where the column does not say: the most that anybody could have. 0: nothing counts."""
    return max((mark.of for mark in marks if mark.points is not None), default=ZERO)


def written_mark(mark: Mark | None, most: Decimal) -> Points:
    """Out of `most`, half-up to two places: a column has one, and an excused class makes nobody's share smaller."""
    if mark is None or mark.points is None:
        return Blank.EXCUSED if mark is not None and mark.excused else Blank.EMPTY
    return rounded(mark.points * most / mark.of) if mark.of > 0 else rounded(mark.points)
