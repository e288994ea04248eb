"""When it looks as if a class broke down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.zoomcore.domain.attendance.cases import at, span, spans
from zoomcore.domain.attendance.intervals import union
from zoomcore.domain.attendance.outage import find_outage

WINDOW = spans((0, 120))


def crowd(*groups: tuple[int, tuple[tuple[float, float], ...]]):
    """So many people with the same stays, group by group."""
    people = [stays for count, stays in groups for _ in range(count)]
    return {number: spans(*stays) for number, stays in enumerate(people)}


STAYED = ((-5, 122),)


@pytest.mark.parametrize(("leaving", "found"), [(3, at(40)), (2, None)])
def test_three_in_ten_who_leave_within_a_minute_and_do_not_come_back(leaving, found):
    stays = crowd((leaving - 1, ((0, 40),)), (1, ((0, 41),)), (10 - leaving, STAYED))

    assert find_outage(stays, WINDOW) == found


def test_leaving_one_by_one_is_no_outage():
    assert find_outage(crowd(*[(1, ((0, 40 + 2 * number),)) for number in range(8)], (10, STAYED)), WINDOW) is None


def test_the_end_of_class_is_no_outage():
    assert find_outage(crowd((20, ((0, 118),)), (1, STAYED)), WINDOW) is None


def test_questions_at_the_end_are_no_outage():
    assert find_outage(crowd((12, ((0, 112),)), (8, STAYED)), WINDOW) is None


def test_a_class_dismissed_early_is_no_outage():
    assert find_outage(crowd((19, ((0, 90),)), (1, STAYED)), WINDOW) is None


def test_a_reconnect_or_a_breakout_room_is_no_leaving():
    assert find_outage(crowd((10, ((0, 40), (41.5, 120))), (10, STAYED)), WINDOW) is None


def test_being_away_for_longer_looks_like_one_and_is_only_proposed():
    assert find_outage(crowd((10, ((0, 40), (50, 120))), (10, STAYED)), WINDOW) == at(40)


def test_nearly_everybody_out_and_back_is_one():
    assert find_outage(crowd((19, ((0, 40), (55, 120))), (1, STAYED)), WINDOW) == at(40)


def test_a_restart_that_people_find_their_way_through_is_none():
    window = spans((0, 40), (60, 120))

    assert find_outage(crowd((20, ((0, 40), (61, 120)))), window) is None


def test_a_restart_that_loses_many_is_one():
    window = spans((0, 40), (60, 120))

    assert find_outage(crowd((12, ((0, 40), (60, 120))), (8, ((0, 40),))), window) == at(40)


def test_two_who_leave_a_class_of_three_are_no_outage():
    assert find_outage(crowd((2, ((0, 40),)), (1, STAYED)), WINDOW) is None


def test_nobody_and_no_class_have_no_outage():
    assert find_outage({}, WINDOW) is None
    assert find_outage(crowd((20, STAYED)), ()) is None


minutes = st.integers(-10, 130)


@given(st.lists(st.lists(st.builds(span, minutes, minutes), max_size=3), max_size=12))
def test_it_is_found_within_class_and_the_order_of_people_does_not_matter(stays):
    found = find_outage(dict(enumerate(map(union, stays))), WINDOW)

    assert found is None or at(0) < found < at(120)
    assert find_outage(dict(enumerate(reversed(stays))), WINDOW) == found
