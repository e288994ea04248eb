"""Moving a class keeps what was not said: the number of dates, the days left out, the wall time."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zoomcore.domain.faults import Fault, ScheduleFault
from zoomcore.domain.moving import Change, move_all, move_one, split
from zoomcore.domain.recurrence import plan, rule_days
from zoomcore.domain.schedule import Repeat, Schedule

MONDAY = date(2026, 11, 23)
ONCE = Schedule(zone="Europe/Madrid", duration_minutes=50, day=MONDAY, at=time(15))
MONDAYS = replace(ONCE, repeat=Repeat.WEEKLY, weekdays=(1,), count=4, skip=(date(2026, 12, 7),))
TWICE_A_WEEK = replace(ONCE, repeat=Repeat.WEEKLY, weekdays=(1, 3), until=date(2026, 12, 9))
ANYTIME = Schedule(zone="Europe/Madrid", duration_minutes=50, repeat=Repeat.ANYTIME)


def test_one_date_moves_to_another_day_and_keeps_its_time():
    moment = move_one(MONDAYS, date(2026, 11, 30), Change(day=date(2026, 12, 3)))
    assert moment.instant == datetime(2026, 12, 3, 14, tzinfo=UTC)


def test_one_date_moves_to_a_time_in_another_zone():
    moment = move_one(MONDAYS, date(2026, 11, 30), Change(at=time(15), zone="America/New_York"))
    assert moment.instant == datetime(2026, 11, 30, 20, tzinfo=UTC)


def test_a_class_without_a_fixed_time_has_no_time_to_keep():
    with pytest.raises(ScheduleFault, match=Fault.NO_FIXED_TIME):
        move_one(ANYTIME, MONDAY, Change(day=MONDAY))


def test_a_class_without_a_fixed_time_given_day_and_time_is_held_once():
    assert move_all(ANYTIME, MONDAY, Change(day=MONDAY, at=time(15))) == ONCE


def test_all_dates_take_a_new_time_and_length():
    moved = move_all(TWICE_A_WEEK, MONDAY, Change(at=time(16), duration_minutes=75))
    assert moved == replace(TWICE_A_WEEK, at=time(16), duration_minutes=75)


def test_a_single_class_moves_to_another_day():
    assert move_all(ONCE, MONDAY, Change(day=date(2026, 11, 26))) == replace(ONCE, day=date(2026, 11, 26))


def test_all_dates_move_as_the_named_one_does_with_the_days_left_out():
    moved = move_all(MONDAYS, date(2026, 11, 30), Change(day=date(2026, 12, 3)))
    assert plan(moved).days == (date(2026, 11, 26), date(2026, 12, 3), date(2026, 12, 17))
    assert moved.skip == (date(2026, 12, 10),)
    assert moved.count == 4


def test_an_end_by_day_moves_along():
    weekly = replace(MONDAYS, count=None, until=date(2026, 12, 14), skip=())
    moved = move_all(weekly, MONDAY, Change(day=date(2026, 11, 27)))
    assert moved.until == date(2026, 12, 18)
    assert plan(moved).count == 4


def test_several_weekdays_cannot_all_move_to_one_day():
    with pytest.raises(ScheduleFault, match=Fault.SEVERAL_WEEKDAYS) as caught:
        move_all(TWICE_A_WEEK, MONDAY, Change(day=date(2026, 11, 26)))
    assert caught.value.field == "day"


@pytest.mark.parametrize(
    ("rule", "to", "expected"),
    [
        ({"repeat": Repeat.DAILY}, date(2026, 11, 24), "2026-11-24 2026-11-25 2026-11-26"),
        ({"repeat": Repeat.MONTHLY}, date(2026, 11, 25), "2026-11-25 2026-12-25 2027-01-25"),
        (
            {"repeat": Repeat.MONTHLY, "weekdays": (1,), "monthly_week": 4},
            date(2026, 11, 11),
            "2026-11-11 2026-12-09 2027-01-13",
        ),
        (
            {"repeat": Repeat.MONTHLY, "weekdays": (1,), "monthly_week": 4},
            date(2026, 11, 30),
            "2026-11-30 2026-12-28 2027-01-25",
        ),
    ],
)
def test_each_kind_of_repeat_moves_by_its_own_rule(rule, to, expected):
    moved = move_all(replace(ONCE, count=3, **rule), MONDAY, Change(day=to))
    assert " ".join(map(str, plan(moved).days)) == expected


def test_the_last_of_a_month_stays_the_last():
    last_monday = replace(ONCE, day=date(2026, 11, 30), repeat=Repeat.MONTHLY, weekdays=(1,), monthly_week=-1, count=2)
    moved = move_all(last_monday, date(2026, 11, 30), Change(day=date(2026, 11, 27)))
    assert plan(moved).days == (date(2026, 11, 27), date(2026, 12, 25))


def test_a_cut_gives_what_lies_before_and_what_follows():
    before, after = split(MONDAYS, date(2026, 12, 1))
    assert before is not None
    assert plan(before).days == (MONDAY, date(2026, 11, 30))
    assert plan(after).days == (date(2026, 12, 14),)
    assert after.skip == (date(2026, 12, 7),)


def test_a_cut_before_the_first_date_leaves_nothing_behind():
    assert split(MONDAYS, MONDAY) == (None, MONDAYS)


def test_a_cut_after_the_last_date_is_refused():
    with pytest.raises(ScheduleFault, match=Fault.NOTHING_LEFT):
        split(MONDAYS, date(2027, 1, 1))


@given(st.integers(0, 5), st.sampled_from([Repeat.DAILY, Repeat.WEEKLY, Repeat.MONTHLY]), st.integers(1, 3))
def test_the_two_parts_of_a_cut_hold_every_date_once(index, kind, interval):
    rule = replace(ONCE, repeat=kind, interval=interval, weekdays=(1, 4) if kind is Repeat.WEEKLY else (), count=6)
    whole = rule_days(rule)
    before, after = split(rule, whole[index])
    assert (*(rule_days(before) if before else ()), *rule_days(after)) == whole


@given(st.integers(-20, 20), st.integers(0, 3))
def test_moving_all_there_and_back_gives_the_same_dates(offset, index):
    weekly = replace(MONDAYS, day=date(2027, 6, 7), skip=())
    days = plan(weekly).days
    moved = move_all(weekly, days[index], Change(day=days[index] + timedelta(days=offset)))
    back = move_all(moved, days[index] + timedelta(days=offset), Change(day=days[index]))
    assert plan(back).starts == plan(weekly).starts
