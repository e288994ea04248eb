"""A term: sums, what is dropped, what is left out, and absences in a row."""

from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.zoomcore.domain.attendance.cases import BO
from zoomcore.domain.attendance.rules import Attendance, AttendanceStatus
from zoomcore.domain.attendance.terms import GradedClass, Streak, streaks, terms

TEN = Decimal(10)
PRESENT, ABSENT = AttendanceStatus.PRESENT, AttendanceStatus.ABSENT
EXCUSED, UNEXPECTED = AttendanceStatus.EXCUSED, AttendanceStatus.UNEXPECTED


def held(points: object, of: object = TEN, *, status: AttendanceStatus | None = None, counts: bool = True):
    """A class of Bo alone; None is a class without points."""
    worth = None if points is None else Decimal(str(points))
    found = status or (PRESENT if worth else ABSENT)
    return GradedClass(of=Decimal(str(of)), rows=(Attendance(person=BO, status=found, points=worth),), counts=counts)


def bo(*classes: GradedClass, drop: int = 0):
    return terms(classes, drop_lowest=drop)[BO]


def test_a_term_is_the_sum_of_its_classes():
    found = bo(held(10), held("7.5"), held(0), held(20, of=20))

    assert (found.points, found.of, found.counted) == (Decimal("37.50"), Decimal("50.00"), 4)
    assert (found.present, found.absent) == (3, 1)


def test_the_lowest_by_share_are_dropped_and_of_equals_the_earliest():
    # A half of twenty is lower than six of ten, and of the two halves the first goes, with more points to lose.
    found = bo(held(6), held(10, of=20), held(5), drop=1)

    assert (found.points, found.of, found.counted, found.dropped) == (11, 20, 2, 1)


def test_the_last_class_that_counts_is_never_dropped():
    found = bo(held(4), held(8), drop=5)

    assert (found.points, found.of, found.counted, found.dropped) == (8, 10, 1, 1)


@pytest.mark.parametrize("drop", [0, 2])
def test_excused_void_and_unexpected_are_left_out_and_use_up_no_drop(drop):
    plain = bo(held(4), held(8), held(9), drop=drop)
    found = bo(
        held(4),
        held(None, status=EXCUSED),
        held(8),
        held(0, counts=False),
        held(None, status=UNEXPECTED),
        held(9),
        drop=drop,
    )

    assert found == replace(plain, left_out=3, excused=1)


def test_where_nothing_counts_both_are_zero():
    found = bo(held(None, status=PRESENT), held(None, status=ABSENT), drop=2)

    assert (found.points, found.of, found.counted, found.dropped, found.left_out) == (0, 0, 0, 0, 2)
    assert (found.present, found.absent) == (1, 1)


def test_a_class_worth_nothing_is_the_last_to_be_dropped():
    found = bo(held(0, of=0, status=PRESENT), held(9), drop=1)

    assert (found.points, found.of) == (0, 0)


def test_who_came_to_the_course_late_has_only_the_classes_since():
    both = (Attendance(person=BO, status=PRESENT, points=TEN), Attendance(person=8, status=PRESENT, points=TEN))

    found = terms([held(0), GradedClass(of=TEN, rows=both)], drop_lowest=0)

    assert (found[BO].of, found[8].of) == (20, 10)


classes = st.lists(
    st.builds(
        held,
        st.none() | st.decimals(0, 10, places=2),
        st.sampled_from([10, 20]),
        status=st.sampled_from(AttendanceStatus),
        counts=st.booleans(),
    ),
    min_size=1,
    max_size=8,
)


@given(classes, st.integers(-1, 9))
def test_every_class_is_counted_dropped_or_left_out(found, drop):
    term = bo(*found, drop=drop)

    assert term.counted + term.dropped + term.left_out == len(found)
    assert term.counted >= (term.dropped > 0)


@given(classes, st.integers(0, 8))
def test_dropping_never_lowers_the_share(found, drop):
    plain, dropped = bo(*found), bo(*found, drop=drop)

    assert dropped.points * plain.of >= plain.points * dropped.of


def test_the_order_of_classes_decides_nothing_but_ties():
    found = {bo(*order, drop=1).points for order in permutations([held(3), held(7), held(9)])}

    assert found == {16}


@pytest.mark.parametrize(
    ("story", "absences"),
    [
        ([PRESENT, ABSENT, ABSENT, ABSENT], 3),
        ([ABSENT, ABSENT, ABSENT, PRESENT], 0),
        ([ABSENT, EXCUSED, ABSENT, UNEXPECTED, ABSENT], 3),
        ([ABSENT, ABSENT], 0),
        ([ABSENT, AttendanceStatus.LATE, ABSENT, ABSENT], 0),
    ],
)
def test_absences_in_a_row_at_the_latest_classes_are_told(story, absences):
    found = streaks([held(None, status=status) for status in story], alert_after=3)

    assert found == ((Streak(person=BO, absences=absences),) if absences else ())


def test_a_void_class_neither_adds_an_absence_nor_ends_them():
    story = [held(0), held(0), held(10, counts=False), held(0), held(0, counts=False)]

    assert streaks(story, alert_after=3) == (Streak(person=BO, absences=3),)


def test_no_alert_was_asked_for():
    assert streaks([held(0)] * 9, alert_after=0) == ()


def test_the_longest_away_comes_first():
    row = Attendance(person=8, status=ABSENT)
    story = [GradedClass(of=TEN, rows=(row,)), GradedClass(of=TEN, rows=(row, *held(0).rows))]

    assert [(one.person, one.absences) for one in streaks(story, alert_after=1)] == [(8, 2), (BO, 1)]
