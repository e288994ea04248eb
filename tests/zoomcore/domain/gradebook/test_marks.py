"""Points out of one number, whatever each student could have."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from zoomcore.domain.attendance.rules import Attendance, AttendanceStatus, TermGrade
from zoomcore.domain.gradebook.books import Blank
from zoomcore.domain.gradebook.marks import Mark, highest_most, marks_of_class, marks_of_term, written_mark

COUNTS = {"counted": 0, "dropped": 0, "left_out": 0, "present": 0, "late": 0, "partial": 0, "absent": 0, "excused": 0}


def grade(person: int, points: str, of: str, **counts: int) -> TermGrade:
    return TermGrade(person=person, points=Decimal(points), of=Decimal(of), **COUNTS | counts)


def test_an_excused_class_makes_nobodys_share_smaller():
    marks = marks_of_term({1: grade(1, "20", "30"), 2: grade(2, "20", "20", excused=1)})
    most = highest_most(marks.values())
    assert most == 30
    assert [written_mark(marks[one], most) for one in (1, 2)] == [Decimal(20), Decimal(30)]


def test_a_column_out_of_ten_gets_points_out_of_ten():
    assert written_mark(Mark(points=Decimal("27.5"), of=Decimal(30)), Decimal(10)) == Decimal("9.17")


def test_nothing_that_counts_is_excused_or_empty_and_never_zero():
    marks = marks_of_term({1: grade(1, "0", "0", excused=2), 2: grade(2, "0", "0"), 3: grade(3, "0", "10")})
    assert [written_mark(marks.get(one), Decimal(10)) for one in (1, 2, 3, 4)] == [
        Blank.EXCUSED,
        Blank.EMPTY,
        Decimal(0),
        Blank.EMPTY,
    ]
    assert highest_most([]) == 0
    assert highest_most([marks[1]]) == 0


def test_one_class_has_its_own_points():
    rows = [
        Attendance(person=1, status=AttendanceStatus.LATE, points=Decimal("7.5")),
        Attendance(person=2, status=AttendanceStatus.EXCUSED),
        Attendance(person=3, status=AttendanceStatus.ABSENT, points=Decimal(0)),
    ]
    marks = marks_of_class(rows, Decimal(10))
    assert [written_mark(marks[one], Decimal(20)) for one in (1, 2, 3)] == [Decimal(15), Blank.EXCUSED, Decimal(0)]


def test_a_bonus_of_a_class_worth_nothing_is_written_as_it_is():
    assert written_mark(Mark(points=Decimal(2), of=Decimal(0)), Decimal(10)) == 2


@given(st.decimals(0, 100, places=2), st.decimals("0.01", 100, places=2), st.decimals("0.01", 100, places=2))
def test_who_has_all_of_it_has_all_of_the_column_and_nobody_more(points, of, most):
    written = written_mark(Mark(points=min(points, of), of=of), most)
    assert 0 <= written <= most
    assert written_mark(Mark(points=of, of=of), most) == most
