"""Every date of a class: right wall time, right days, within Zoom's limits, and nothing silently dropped."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zoomcore.commands.sentences import in_words
from zoomcore.domain.faults import ScheduleFault
from zoomcore.domain.recurrence import PlanNoteKind, check, plan
from zoomcore.domain.schedule import MOST_OCCURRENCES, Repeat, Schedule
from zoomcore.errors import InvalidInput

MADRID = "Europe/Madrid"


def schedule(day=date(2026, 11, 23), **more) -> Schedule:
    return replace(Schedule(zone=MADRID, duration_minutes=50, day=day, at=time(15)), **more)


def days(text: str) -> tuple[date, ...]:
    return tuple(map(date.fromisoformat, text.split()))


def kinds(made) -> list[PlanNoteKind]:
    return [note.kind for note in made.notes]


def test_a_single_class_has_one_date_in_utc():
    made = plan(schedule())
    assert made.starts == (datetime(2026, 11, 23, 14, tzinfo=UTC),)
    assert (made.count, made.first, made.last) == (1, made.starts[0], made.starts[0])


def test_a_class_without_a_fixed_time_has_no_date():
    made = plan(Schedule(zone=MADRID, duration_minutes=50, repeat=Repeat.ANYTIME))
    assert (made.starts, made.count, made.first, made.last) == ((), 0, None, None)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"repeat": Repeat.DAILY, "count": 3}, "2026-11-23 2026-11-24 2026-11-25"),
        ({"repeat": Repeat.DAILY, "interval": 2, "until": date(2026, 11, 27)}, "2026-11-23 2026-11-25 2026-11-27"),
        ({"repeat": Repeat.WEEKLY, "weekdays": (1, 3), "count": 3}, "2026-11-23 2026-11-25 2026-11-30"),
        ({"repeat": Repeat.WEEKLY, "weekdays": (1,), "interval": 2, "count": 2}, "2026-11-23 2026-12-07"),
        # Zoom's week begins on Sunday: Sunday 29 November is already in the week that is left out.
        ({"repeat": Repeat.WEEKLY, "weekdays": (1, 7), "interval": 2, "count": 3}, "2026-11-23 2026-12-06 2026-12-07"),
        ({"repeat": Repeat.MONTHLY, "count": 3}, "2026-11-23 2026-12-23 2027-01-23"),
        (
            {"repeat": Repeat.MONTHLY, "weekdays": (1,), "monthly_week": -1, "count": 2},
            "2026-11-30 2026-12-28",
        ),
        (
            {"repeat": Repeat.MONTHLY, "weekdays": (1,), "monthly_week": 4, "interval": 3, "count": 2},
            "2026-11-23 2027-02-22",
        ),
    ],
)
def test_a_rule_is_laid_out_on_its_days(rule, expected):
    made = plan(schedule(**rule))
    assert made.days == days(expected)
    assert len(made.starts) == len(made.days)


def test_fifteen_o_clock_stays_fifteen_o_clock_over_a_change_of_the_clocks():
    made = plan(schedule(date(2026, 10, 19), repeat=Repeat.WEEKLY, weekdays=(1,), count=2))
    assert [start.isoformat() for start in made.starts] == ["2026-10-19T13:00:00+00:00", "2026-10-26T14:00:00+00:00"]


def test_a_date_in_the_gap_is_moved_and_noted_and_the_others_stay():
    made = plan(schedule(date(2026, 3, 28), at=time(2, 30), repeat=Repeat.DAILY, count=3))
    walls = [start.astimezone(ZoneInfo(MADRID)).strftime("%d %H:%M") for start in made.starts]
    assert walls == ["28 02:30", "29 03:30", "30 02:30"]
    assert kinds(made) == [PlanNoteKind.DST_GAP]
    assert made.notes[0].day == date(2026, 3, 29)


def test_a_date_in_the_fold_is_the_first_of_the_two_and_noted():
    made = plan(schedule(date(2026, 10, 25), at=time(2, 30)))
    assert made.starts == (datetime(2026, 10, 25, 0, 30, tzinfo=UTC),)
    assert kinds(made) == [PlanNoteKind.DST_FOLD]


def test_a_day_a_zone_left_out_is_held_once_and_said():
    made = plan(schedule(date(2011, 12, 29), zone="Pacific/Apia", repeat=Repeat.DAILY, count=4))
    assert made.count == 3
    assert len(set(made.starts)) == 3
    assert kinds(made) == [PlanNoteKind.DAY_MISSING]
    assert (made.notes[0].day, made.notes[0].other) == (date(2011, 12, 30), date(2011, 12, 31))


def test_days_left_out_are_reported_apart_and_count_towards_the_number():
    rule = schedule(repeat=Repeat.DAILY, count=4, skip=(date(2026, 11, 24), date(2026, 12, 24)))
    made = plan(rule)
    assert made.days == days("2026-11-23 2026-11-25 2026-11-26")
    assert made.skipped == days("2026-11-24")
    assert kinds(made) == [PlanNoteKind.SKIP_MISSED]


def test_a_day_that_contradicts_the_repeat_gives_way_to_the_next_listed_one():
    made = plan(schedule(date(2026, 11, 24), repeat=Repeat.WEEKLY, weekdays=(1, 3), interval=2, count=2))
    assert made.days == days("2026-11-25 2026-12-07")
    assert kinds(made) == [PlanNoteKind.DAY_MOVED]


def test_a_day_after_the_months_listed_week_waits_for_the_next_month():
    made = plan(schedule(repeat=Repeat.MONTHLY, weekdays=(1,), monthly_week=1, count=1))
    assert made.days == days("2026-12-07")


def test_months_without_the_day_are_left_out_and_said():
    made = plan(schedule(date(2026, 12, 31), repeat=Repeat.MONTHLY, count=3))
    assert made.days == days("2026-12-31 2027-01-31 2027-03-31")
    assert kinds(made) == [PlanNoteKind.SHORT_MONTH]


def test_a_repeat_without_an_end_stops_at_zooms_most_and_says_so():
    made = plan(schedule(repeat=Repeat.DAILY))
    assert made.count == MOST_OCCURRENCES
    assert kinds(made) == [PlanNoteKind.NO_END]


def test_exactly_the_most_is_allowed():
    assert plan(schedule(repeat=Repeat.DAILY, count=MOST_OCCURRENCES)).count == MOST_OCCURRENCES
    assert plan(schedule(repeat=Repeat.DAILY, until=date(2027, 1, 11))).count == MOST_OCCURRENCES


@pytest.mark.parametrize(
    ("change", "field", "named"),
    [
        ({"repeat": Repeat.DAILY, "count": 51}, "count", "at most 50 times"),
        ({"repeat": Repeat.DAILY, "count": 0}, "count", "at most 50 times"),
        ({"repeat": Repeat.DAILY, "until": date(2027, 1, 12)}, "until", "at most 50 times"),
        ({"repeat": Repeat.DAILY, "until": date(2026, 11, 22)}, "until", "is before the first"),
        ({"repeat": Repeat.WEEKLY, "weekdays": (2,), "until": date(2026, 11, 23)}, "until", "No class day"),
        ({"repeat": Repeat.DAILY, "until": date(2026, 12, 1), "count": 3}, "until", "not both"),
        ({"repeat": Repeat.DAILY, "interval": 91}, "interval", "90 days"),
        ({"repeat": Repeat.WEEKLY, "interval": 13}, "interval", "12 weeks"),
        ({"repeat": Repeat.MONTHLY, "interval": 4}, "interval", "3 months"),
        ({"repeat": Repeat.DAILY, "interval": 0}, "interval", "90 days"),
        ({"repeat": Repeat.WEEKLY, "weekdays": (8,)}, "weekdays", "seven days"),
        ({"repeat": Repeat.MONTHLY, "weekdays": (1, 2), "monthly_week": 1}, "weekdays", "one weekday"),
        ({"repeat": Repeat.MONTHLY, "weekdays": (1,), "monthly_week": 5}, "monthly_week", "first to a fourth"),
        ({"duration_minutes": 4}, "duration_minutes", "5 minutes to 24 hours"),
        ({"duration_minutes": 1441}, "duration_minutes", "5 minutes to 24 hours"),
        ({"day": None}, "day", "a day and a time"),
        ({"at": None}, "day", "a day and a time"),
        ({"zone": "Mars/Olympus"}, "zone", "time zone"),
        ({"skip": (date(2026, 11, 23),)}, "skip", "Every date"),
    ],
)
def test_what_passes_a_limit_is_refused_and_the_limit_named(change, field, named):
    with pytest.raises(ScheduleFault) as caught:
        plan(schedule(**change))
    said = in_words(caught.value)
    assert isinstance(said, InvalidInput)
    assert (named in said.message, said.field) == (True, field)
    assert said.next_step
    assert "{" not in said.message + said.next_step


def test_a_length_is_checked_even_without_a_fixed_time():
    with pytest.raises(InvalidInput):
        check(Schedule(zone=MADRID, duration_minutes=2000, repeat=Repeat.ANYTIME))


@st.composite
def schedules(draw):
    kind = draw(st.sampled_from([Repeat.DAILY, Repeat.WEEKLY, Repeat.MONTHLY]))
    by_week = kind is Repeat.MONTHLY and draw(st.booleans())
    size = {Repeat.WEEKLY: (0, 4), Repeat.MONTHLY: (1, 1) if by_week else (0, 0), Repeat.DAILY: (0, 0)}[kind]
    weekdays = draw(st.sets(st.integers(1, 7), min_size=size[0], max_size=size[1]))
    return Schedule(
        zone=draw(st.sampled_from([MADRID, "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"])),
        duration_minutes=50,
        day=draw(st.dates(date(2025, 1, 1), date(2028, 1, 1))),
        at=draw(st.times()).replace(microsecond=0),
        repeat=kind,
        interval=draw(st.integers(1, 3)),
        weekdays=tuple(sorted(weekdays)),
        monthly_week=draw(st.sampled_from([1, 2, 3, 4, -1])) if by_week else 0,
        count=draw(st.integers(1, 50)),
    )


@given(schedules())
def test_dates_rise_are_unique_and_keep_their_wall_time(rule):
    made = plan(rule)
    assert list(made.starts) == sorted(set(made.starts))
    assert made.count == rule.count
    shifted = {note.day for note in made.notes if note.kind is PlanNoteKind.DST_GAP}
    for start, day in zip(made.starts, made.days, strict=True):
        wall = start.astimezone(ZoneInfo(rule.zone))
        assert wall.date() == day
        assert wall.time() == rule.at or day in shifted


@given(schedules())
def test_every_date_falls_on_a_listed_day(rule):
    listed = set(rule.weekdays) or set(range(1, 8))
    made = plan(rule)
    assert all(day.isoweekday() in listed for day in made.days) or not rule.weekdays
    assert made.days[0] >= rule.day
    if rule.repeat is Repeat.MONTHLY and not rule.monthly_week:
        assert {day.day for day in made.days} == {rule.day.day}


@given(schedules(), st.data())
def test_leaving_days_out_takes_away_those_and_no_other(rule, data):
    full = plan(rule).days
    skip = data.draw(st.sets(st.sampled_from(full), max_size=len(full) - 1))
    made = plan(replace(rule, skip=tuple(skip)))
    assert sorted((*made.days, *made.skipped)) == list(full)
    assert set(made.skipped) == skip
