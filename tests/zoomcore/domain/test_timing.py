"""Wall time across changes of the clocks, in zones that change them differently."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zoomcore.commands.sentences import in_words
from zoomcore.domain.faults import ScheduleFault
from zoomcore.domain.timing import ClockShift, read_zone, resolve
from zoomcore.errors import InvalidInput

ZONES = ("Europe/Madrid", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kolkata", "UTC")


@pytest.mark.parametrize(
    ("zone", "day", "at", "instant", "wall", "shift"),
    [
        ("Europe/Madrid", date(2026, 3, 28), time(2, 30), "2026-03-28T01:30", "2026-03-28T02:30", ClockShift.NONE),
        ("Europe/Madrid", date(2026, 3, 29), time(2, 30), "2026-03-29T01:30", "2026-03-29T03:30", ClockShift.GAP),
        ("Europe/Madrid", date(2026, 10, 25), time(2, 30), "2026-10-25T00:30", "2026-10-25T02:30", ClockShift.FOLD),
        ("America/New_York", date(2026, 3, 8), time(2, 30), "2026-03-08T07:30", "2026-03-08T03:30", ClockShift.GAP),
        ("America/New_York", date(2026, 11, 1), time(1, 30), "2026-11-01T05:30", "2026-11-01T01:30", ClockShift.FOLD),
        # Half an hour of change.
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), "2026-10-03T15:45", "2026-10-04T02:45", ClockShift.GAP),
        ("Australia/Lord_Howe", date(2026, 4, 5), time(1, 45), "2026-04-04T14:45", "2026-04-05T01:45", ClockShift.FOLD),
        # A day that never was.
        ("Pacific/Apia", date(2011, 12, 30), time(10), "2011-12-30T20:00", "2011-12-31T10:00", ClockShift.GAP),
    ],
)
def test_a_gap_moves_forward_and_of_two_the_first_is_meant(zone, day, at, instant, wall, shift):
    moment = resolve(day, at, zone)
    assert moment.instant == datetime.fromisoformat(instant).replace(tzinfo=UTC)
    assert moment.wall == datetime.fromisoformat(wall)
    assert moment.shift is shift


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.times(), st.sampled_from(ZONES))
def test_an_instant_shows_the_wall_time_it_came_from_unless_a_gap_took_it(day, at, zone):
    moment = resolve(day, at, zone)
    shown = moment.instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None, fold=0)
    asked = datetime.combine(day, at)
    assert shown == moment.wall
    assert (moment.shift is ClockShift.GAP) == (shown != asked)
    assert timedelta() <= shown - asked <= timedelta(days=1)


@pytest.mark.parametrize("name", ["", "Europe/Atlantis", "../etc/passwd", "Europe", "CEST", "a" * 300])
def test_a_zone_that_is_none_is_refused_with_an_example(name):
    with pytest.raises(ScheduleFault) as caught:
        read_zone(name)
    said = in_words(caught.value)
    assert said.message.startswith("I don't know the time zone")
    assert "Europe/Berlin" in said.next_step


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_edges_of_the_calendar_are_refused(day):
    with pytest.raises(InvalidInput):
        resolve(day, time(0) if day == date.min else time(23, 59), "Asia/Tokyo" if day == date.min else "America/Lima")
