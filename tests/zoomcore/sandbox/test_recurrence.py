from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zoomcore.sandbox.answers import Refused
from zoomcore.sandbox.recurrence import make_occurrences, read_recurrence, write_recurrence

MADRID = ZoneInfo("Europe/Madrid")


def walls(raw, start, timezone="Europe/Madrid"):
    zone = ZoneInfo(timezone)
    made = make_occurrences(read_recurrence(raw), start.replace(tzinfo=zone), timezone, 50)
    return [each.start.astimezone(zone).strftime("%a %Y-%m-%d %H:%M") for each in made]


def test_wall_time_stays_when_the_clocks_change():
    raw = {"type": 2, "weekly_days": "2", "end_times": 3}
    found = walls(raw, datetime(2026, 10, 19, 15, 0))  # noqa: DTZ001 - wall time, the zone is added
    assert found == ["Mon 2026-10-19 15:00", "Mon 2026-10-26 15:00", "Mon 2026-11-02 15:00"]


def test_the_moment_moves_by_the_hour_the_clocks_do():
    start = datetime(2026, 10, 19, 15, 0, tzinfo=MADRID)
    rule = read_recurrence({"type": 2, "weekly_days": "2", "end_times": 2})
    made = make_occurrences(rule, start, "Europe/Madrid", 50)
    assert [each.start.hour for each in made] == [13, 14]
    assert made[0].id == str(int(start.timestamp()) * 1000)


def test_a_time_inside_the_spring_gap_moves_on_by_the_gap():
    found = walls({"type": 1, "end_times": 3}, datetime(2027, 3, 27, 2, 30))  # noqa: DTZ001 - wall time
    assert found == ["Sat 2027-03-27 02:30", "Sun 2027-03-28 03:30", "Mon 2027-03-29 02:30"]


def test_a_start_on_another_day_waits_for_the_next_listed_one():
    raw = {"type": 2, "weekly_days": "3,5", "end_times": 2}
    assert walls(raw, datetime(2026, 11, 23, 9, 0)) == ["Tue 2026-11-24 09:00", "Thu 2026-11-26 09:00"]  # noqa: DTZ001


def test_every_other_week_counts_weeks_that_begin_on_sunday():
    raw = {"type": 2, "weekly_days": "1,2", "repeat_interval": 2, "end_times": 4}
    found = walls(raw, datetime(2026, 11, 23, 9, 0))  # noqa: DTZ001 - wall time
    assert [text[:14] for text in found] == ["Mon 2026-11-23", "Sun 2026-12-06", "Mon 2026-12-07", "Sun 2026-12-20"]


@pytest.mark.parametrize(
    ("monthly", "days"),
    [
        ({"monthly_day": 15}, ["12-15", "01-15"]),
        ({"monthly_week": -1, "monthly_week_day": 6}, ["11-27", "12-25"]),
        ({"monthly_week": 2, "monthly_week_day": 3}, ["12-08", "01-12"]),
    ],
)
def test_months_by_day_and_by_weekday(monthly, days):
    found = walls({"type": 3, "end_times": 2} | monthly, datetime(2026, 11, 23, 9, 0))  # noqa: DTZ001 - wall time
    assert [text[9:14] for text in found] == days


def test_the_end_is_a_moment_and_includes_a_start_at_it():
    raw = {"type": 1, "end_date_time": "2026-11-25T08:00:00Z"}
    assert len(walls(raw, datetime(2026, 11, 23, 9, 0))) == 3  # noqa: DTZ001 - wall time


def test_an_end_before_the_start_makes_an_empty_list():
    assert walls({"type": 1, "end_date_time": "2026-11-22T00:00:00Z"}, datetime(2026, 11, 23, 9, 0)) == []  # noqa: DTZ001


@pytest.mark.parametrize("end", [{"end_times": 60}, {"end_times": 0}, {"end_date_time": "2030-01-01T00:00:00Z"}])
def test_no_list_is_longer_than_fifty(end):
    assert len(walls({"type": 1} | end, datetime(2026, 11, 23, 9, 0))) == 50  # noqa: DTZ001 - wall time


@pytest.mark.parametrize(
    "raw",
    [
        None,
        {},
        {"end_date_time": "2027-01-01T00:00:00Z"},
        {"type": 4},
        {"type": 2},
        {"type": 2, "weekly_days": "0"},
        {"type": 2, "weekly_days": "8,1"},
        {"type": 2, "weekly_days": 2},
        {"type": 1, "end_times": 61},
        {"type": 1, "end_times": 3, "end_date_time": "2027-01-01T00:00:00Z"},
        {"type": 1, "end_date_time": "2027-01-01T00:00:00"},
        {"type": 1, "end_date_time": "one day"},
        {"type": 1, "repeat_interval": 100},
        {"type": 2, "weekly_days": "1", "repeat_interval": 51},
        {"type": 3, "repeat_interval": 11},
        {"type": 3, "monthly_day": 32},
        {"type": 3, "monthly_week": 5},
    ],
)
def test_an_incomplete_or_impossible_rule_is_refused(raw):
    with pytest.raises(Refused) as refused:
        read_recurrence(raw)
    assert (refused.value.status, refused.value.code) == (400, 300)


@pytest.mark.parametrize(
    "raw",
    [
        {"type": 2, "repeat_interval": 2, "weekly_days": "2,4", "end_times": 8},
        {"type": 1, "repeat_interval": 1, "end_date_time": "2027-01-01T00:00:00Z"},
        {"type": 3, "repeat_interval": 1, "monthly_week": -1, "monthly_week_day": 6, "end_times": 2},
    ],
)
def test_a_rule_reads_back_as_it_was_sent(raw):
    assert write_recurrence(read_recurrence(raw)) == raw


def test_times_are_aware_and_utc():
    made = make_occurrences(read_recurrence({"type": 1}), datetime(2026, 11, 23, tzinfo=UTC), "UTC", 50)
    assert [each.start.tzinfo for each in made] == [UTC]


ZONES = ("Europe/Madrid", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC")


@given(
    start=st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31)),  # noqa: DTZ001 - wall time
    zone=st.sampled_from(ZONES),
    days=st.sets(st.integers(1, 7), min_size=1),
    interval=st.integers(1, 50),
    count=st.integers(1, 60),
)
def test_weekly_dates_are_at_most_fifty_on_listed_days_at_one_wall_time(start, zone, days, interval, count):
    rule = {"type": 2, "weekly_days": ",".join(map(str, sorted(days))), "repeat_interval": interval, "end_times": count}
    begun = start.replace(microsecond=0, tzinfo=ZoneInfo(zone))
    made = make_occurrences(read_recurrence(rule), begun, zone, 50)
    moments = [each.start for each in made]
    assert len(made) == min(count, 50)
    assert moments == sorted(set(moments))
    wall = begun.astimezone(UTC).astimezone(ZoneInfo(zone)).time()
    for moment in moments:
        local = moment.astimezone(ZoneInfo(zone))
        # Zoom's Sunday is 1. A wall time inside a gap is the only one that may differ, by no more than the gap.
        assert local.isoweekday() % 7 + 1 in days
        moved = datetime.combine(local, local.time()) - datetime.combine(local, wall)
        assert moved in {timedelta(0), timedelta(minutes=30), timedelta(hours=1)}
        exists = local.replace(hour=wall.hour, minute=wall.minute, second=wall.second)
        assert moved == timedelta(0) or exists.astimezone(UTC).astimezone(ZoneInfo(zone)).time() != wall
