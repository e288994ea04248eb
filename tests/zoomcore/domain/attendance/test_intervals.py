"""Interval arithmetic, against the plainest model of it: the set of minutes covered."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.zoomcore.domain.attendance.cases import at, span, spans
from zoomcore.domain.attendance.evidence import JoinInterval
from zoomcore.domain.attendance.intervals import clip, intersect, subtract, total, union

minutes = st.integers(-30, 150)
intervals = st.lists(st.builds(span, minutes, minutes), max_size=12)


def covered(found) -> set[int]:
    return {minute for minute in range(-40, 160) for one in found if one.start <= at(minute) < one.end}


def test_what_overlaps_or_touches_becomes_one():
    assert union(spans((30, 40), (0, 10), (5, 20), (20, 25))) == spans((0, 25), (30, 40))


def test_leaving_before_joining_or_at_once_covers_nothing():
    assert union(spans((10, 5), (7, 7))) == ()
    assert clip(spans((0, 10)), span(9, 3)) == ()


def test_a_stay_within_another_adds_nothing():
    assert union(spans((0, 60), (10, 20))) == spans((0, 60))


@given(intervals, intervals)
def test_union_intersection_and_difference_are_those_of_the_moments_covered(left, right):
    one, other = union(left), union(right)

    assert covered(one) == covered(left)
    assert covered(intersect(one, other)) == covered(left) & covered(right)
    assert covered(subtract(one, other)) == covered(left) - covered(right)
    assert total(one) == timedelta(minutes=len(covered(left)))


@given(intervals, intervals)
def test_what_comes_out_is_rising_and_disjoint(left, right):
    one, other = union(left), union(right)

    for found in (one, intersect(one, other), subtract(one, other)):
        assert all(earlier.end <= later.start for earlier, later in pairwise(found))
        assert all(each.start < each.end for each in found)


@given(intervals, st.builds(span, minutes, minutes))
def test_clipping_is_meeting_one_window(found, window):
    assert clip(union(found), window) == intersect(union(found), union([window]))


@given(st.lists(minutes, min_size=2, max_size=8, unique=True).map(sorted))
def test_cutting_a_stay_into_pieces_changes_nothing(cuts):
    pieces = [span(start, end) for start, end in pairwise(cuts)]

    assert union(reversed(pieces)) == (JoinInterval(at(cuts[0]), at(cuts[-1])),)
