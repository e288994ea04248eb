"""How many licenses the coming weeks ask for."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from zoomcore.domain.licenses.forecast import Booking, by_day, needed_hours, shortages

MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)


def booking(host: str, start: float, length: float = 1) -> Booking:
    begin = MONDAY + timedelta(hours=start)
    return Booking(host, begin, begin + timedelta(hours=length))


def test_a_host_counts_once_an_hour():
    hours = needed_hours([booking("ana", 0, 0.5), booking("ana", 0.5, 0.5), booking("li", 0.5, 1)])

    assert [(hour.start.hour, hour.hosts) for hour in hours] == [(8, 2), (9, 1)]


def test_a_class_that_ends_on_the_hour_needs_nothing_after_it():
    assert [hour.start.hour for hour in needed_hours([booking("ana", 0, 1)])] == [8]


def test_where_there_are_not_enough_is_named():
    hours = needed_hours([booking("ana", 0), booking("li", 0), booking("kim", 1)])

    assert [hour.start.hour for hour in shortages(hours, 1)] == [8]
    assert by_day(hours) == {"2026-11-23": 2}


bookings = st.lists(
    st.builds(booking, st.sampled_from(["ana", "li", "kim"]), st.floats(0, 200), st.floats(0.1, 5)), max_size=20
)


@given(bookings)
def test_every_class_is_covered_and_no_hour_asks_for_more_than_there_are_hosts(rows):
    hours = {hour.start: hour.hosts for hour in needed_hours(rows)}

    assert all(0 < many <= 3 for many in hours.values())
    for row in rows:
        assert row.start.replace(minute=0, second=0, microsecond=0) in hours
