"""From one term to the next, and what of a plan is still to come."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_schedule, an_occurrence
from zoomcore.domain.backups.differing import days_needed, done_by
from zoomcore.domain.backups.terms import changed_dates, first_of, remaining, shifted, weeks_between
from zoomcore.domain.meetings import OccurrenceState
from zoomcore.domain.recurrence import plan
from zoomcore.domain.schedule import Repeat

_DAYS = st.dates(date(2026, 1, 1), date(2028, 1, 1))
WEEKLY = a_schedule(repeat=Repeat.WEEKLY, weekdays=(2, 4), until=date(2026, 12, 17))
#: The evening before the second week.
LATER = datetime(2026, 12, 7, 20, tzinfo=UTC)


@given(first=_DAYS, starting=_DAYS)
def test_a_term_moves_by_whole_weeks_to_its_new_start_or_just_behind_it(first: date, starting: date):
    moved = first + weeks_between(first, starting)

    assert moved.weekday() == first.weekday()
    assert timedelta() <= moved - starting < timedelta(days=7)


@given(starting=_DAYS)
def test_weekdays_hour_and_number_of_classes_stay(starting: date):
    moved = shifted(WEEKLY, weeks_between(date(2026, 12, 1), starting))

    assert (moved.at, moved.weekdays, moved.zone) == (WEEKLY.at, WEEKLY.weekdays, WEEKLY.zone)
    assert [day.weekday() for day in plan(moved).days] == [day.weekday() for day in plan(WEEKLY).days]
    assert plan(moved).days[0] >= starting


def test_old_holidays_stay_behind_and_new_ones_count_where_a_class_would_be():
    old = a_schedule(repeat=Repeat.WEEKLY, weekdays=(2,), until=date(2026, 12, 22), skip=(date(2026, 12, 8),))

    moved = shifted(old, timedelta(weeks=6), [date(2027, 1, 19), date(2027, 1, 20)])

    assert moved.skip == (date(2027, 1, 19),)


def test_a_day_of_the_month_stays_one_and_a_short_month_is_passed_over():
    monthly = a_schedule(repeat=Repeat.MONTHLY, day=date(2026, 12, 31), count=3)

    assert shifted(monthly, timedelta(weeks=8)).day == date(2027, 3, 31)
    assert shifted(monthly, timedelta(weeks=14)).day == date(2027, 5, 31)


def test_a_class_without_fixed_time_does_not_move():
    anytime = a_schedule(repeat=Repeat.ANYTIME, day=None, at=None)

    assert shifted(anytime, timedelta(weeks=6)) == anytime
    assert remaining(anytime, LATER) == anytime
    assert first_of([anytime]) is None
    assert first_of([anytime, WEEKLY]) == date(2026, 12, 1)


def test_what_is_left_of_a_series_is_a_series():
    left = remaining(WEEKLY, LATER)

    assert left is not None
    assert plan(left).starts == tuple(start for start in plan(WEEKLY).starts if start > LATER)


@given(count=st.integers(1, 20), held=st.integers(0, 25), interval=st.integers(1, 3))
def test_what_is_left_holds_the_very_dates_that_were_to_come(count: int, held: int, interval: int):
    series = a_schedule(
        repeat=Repeat.WEEKLY, weekdays=(1, 3), count=count, interval=interval, skip=(date(2026, 12, 14),)
    )
    starts = plan(series).starts
    now = starts[min(held, len(starts) - 1)]

    left = remaining(series, now)

    coming = tuple(start for start in starts if start > now)
    assert (plan(left).starts if left else ()) == coming


def test_nothing_is_left_of_what_is_over():
    assert remaining(WEEKLY, datetime(2027, 1, 1, tzinfo=UTC)) is None
    assert remaining(a_schedule(), datetime(2027, 1, 1, tzinfo=UTC)) is None
    assert remaining(a_schedule(), LATER - timedelta(days=30)) == a_schedule()


def test_what_was_done_to_single_dates_is_found_again():
    starts = plan(WEEKLY).starts
    moved_to = starts[1] + timedelta(hours=2)
    dates = [
        an_occurrence(id=1, start=starts[0], state=OccurrenceState.CANCELLED),
        an_occurrence(id=2, start=moved_to, duration_minutes=30),
        an_occurrence(id=3, start=starts[2], duration_minutes=90),
        *(an_occurrence(id=number, start=start) for number, start in enumerate(starts[3:], start=4)),
    ]

    changed = changed_dates(WEEKLY, dates, starts[0] - timedelta(days=1))

    assert changed.off == (starts[0],)
    assert changed.moved == ((starts[1], moved_to, 30), (starts[2], starts[2], 90))


def test_a_date_moved_from_a_place_that_is_past_is_told_from_those_that_moved_within_what_is_to_come():
    starts = plan(WEEKLY).starts
    now = starts[1] + timedelta(hours=1)
    stray, moved_to = now + timedelta(days=1), starts[2] + timedelta(hours=2)
    kept = (starts[0], stray, moved_to, *starts[3:])
    dates = [an_occurrence(id=number, start=start) for number, start in enumerate(kept, start=1)]

    changed = changed_dates(WEEKLY, dates, now)

    assert [start for start, _minutes in changed.strays] == [stray]
    assert [one[:2] for one in changed.moved if one[0] != one[1]] == [(starts[2], moved_to)]
    assert changed.off == ()


def test_a_single_class_has_no_dates_to_change():
    changed = changed_dates(a_schedule(at=time(9)), [an_occurrence()], LATER - timedelta(days=30))

    assert (changed.off, changed.moved) == ((), ())


@pytest.mark.parametrize(
    ("calls", "used", "days"), [(0, 0, 1), (90, 0, 1), (91, 0, 2), (90, 90, 2), (200, 0, 3), (1, 100, 2)]
)
def test_a_host_makes_ninety_a_day_so_that_people_keep_some(calls: int, used: int, days: int):
    assert days_needed(calls, used) == days


def test_days_begin_at_midnight_in_utc():
    assert done_by(LATER, 1) == LATER
    assert done_by(LATER, 3) == datetime(2026, 12, 9, tzinfo=UTC)
