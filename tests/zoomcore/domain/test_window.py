"""When the door of a class is open."""

from datetime import timedelta

import pytest

from tests.builders import START, a_class, an_occurrence
from zoomcore.domain.window import GRACE, window_of

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (START - 16 * MINUTE, False),
        (START - 15 * MINUTE, True),
        (START, True),
        (START + 50 * MINUTE, True),
        (START + 50 * MINUTE + GRACE, False),
    ],
)
def test_by_schedule_the_door_opens_fifteen_minutes_early_and_stays_open_for_a_grace(moment, is_open):
    assert window_of(a_class()).is_open(moment) is is_open


def test_a_class_that_began_early_is_open_from_its_beginning():
    began = START - 40 * MINUTE
    window = window_of(a_class(occurrence=an_occurrence(started_at=began)))
    assert window.is_open(began)


def test_a_class_that_runs_long_stays_open_until_it_really_ends():
    live = window_of(a_class(occurrence=an_occurrence(started_at=START)))
    assert live.is_open(START + timedelta(hours=9))


def test_a_class_that_ended_is_closed_from_that_moment():
    ended = START + 30 * MINUTE
    window = window_of(a_class(occurrence=an_occurrence(started_at=START, ended_at=ended)))
    assert window.is_open(ended - MINUTE)
    assert not window.is_open(ended)


def test_a_rehearsal_before_the_start_closes_nothing():
    rehearsal = START - timedelta(hours=2)
    occurrence = an_occurrence(started_at=rehearsal, ended_at=rehearsal + 20 * MINUTE)
    assert window_of(a_class(occurrence=occurrence)).is_open(START)


def test_a_class_without_a_fixed_time_is_always_open():
    assert window_of(a_class(occurrence=an_occurrence(start=None))).is_open(START)
