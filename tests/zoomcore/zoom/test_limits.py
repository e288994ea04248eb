"""A 429 is understood in every shape Zoom has shown."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zoomcore.domain.kinds import RateClass
from zoomcore.zoom.limits import parse_retry_after, read_rate_limit, until_utc_midnight

NOW = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)
PER_SECOND = "You have reached the maximum per-second rate limit for this API. Try again later."
PER_DAY = (
    "You have reached the maximum daily rate limit for this API. Refer to the response header for details on when you "
    "can make another request."
)
PER_HOST = (
    "You have exceeded the daily rate limit (100) of Meeting Create/Update API requests permitted for this particular "
    "user. You may resume these requests at GMT 00:00:00."
)
TOO_MANY = "Too many concurrent requests. A request to disassociate this user has already been made."
TO_MIDNIGHT = timedelta(hours=5, minutes=30)


def limited(text="", rate=RateClass.LIGHT, **headers):
    names = httpx.Headers({name.replace("_", "-"): value for name, value in headers.items()})
    return read_rate_limit(names, text, now=NOW, rate=rate)


@pytest.mark.parametrize(
    ("text", "headers", "scope", "wait"),
    [
        (PER_SECOND, {}, "second", timedelta(seconds=1)),
        (PER_DAY, {}, "day", TO_MIDNIGHT),
        (PER_DAY, {"retry_after": "2026-11-23T19:00:00Z"}, "day", timedelta(minutes=30)),
        (PER_HOST, {}, "host-day", TO_MIDNIGHT),
        (PER_HOST, {"X_RateLimit_Category": "Light", "X_RateLimit_Remaining": "5893"}, "host-day", TO_MIDNIGHT),
        (TOO_MANY, {}, "concurrency", timedelta(seconds=5)),
        ("Límite alcanzado.", {"x_ratelimit_type": "Daily-limit"}, "day", TO_MIDNIGHT),
        ("Límite alcanzado.", {"x_ratelimit_type": "QPS"}, "second", timedelta(seconds=1)),
        ("", {"retry_after": "12"}, "second", timedelta(seconds=12)),
        ("", {}, "second", timedelta(seconds=1)),
    ],
)
def test_scope_and_wait_come_from_whatever_zoom_gives(text, headers, scope, wait):
    error = limited(text, **headers)

    assert (error.scope, error.retry_after) == (scope, wait)


def test_resource_intensive_calls_are_counted_by_the_minute():
    assert limited(PER_SECOND, RateClass.RESOURCE_INTENSIVE).retry_after == timedelta(minutes=1)


@pytest.mark.parametrize("value", ["2026-11-20T00:00:00Z", "0", "Mon, 01 Jan 2001 00:00:00 GMT"])
def test_a_moment_already_past_still_means_a_pause(value):
    assert limited(retry_after=value).retry_after == timedelta(seconds=1)


@pytest.mark.parametrize("value", ["9" * 40, "2099-01-01T00:00:00Z", "9999-12-31T23:59:59+00:00"])
def test_no_wait_is_longer_than_a_day(value):
    assert limited(retry_after=value).retry_after == timedelta(days=1)


@given(st.integers(0, 86_400))
def test_seconds_are_read_as_seconds(seconds):
    assert parse_retry_after(f" {seconds} ", NOW) == timedelta(seconds=seconds)


@given(
    st.integers(1_700_000_000, 1_900_000_000).map(lambda second: datetime.fromtimestamp(second, UTC)),
    st.sampled_from(
        [datetime.isoformat, lambda at: format_datetime(at, usegmt=True), lambda at: f"{at:%Y-%m-%dT%H:%M:%SZ}"]
    ),
)
def test_the_three_date_forms_name_the_same_moment(at, written):
    assert parse_retry_after(written(at), NOW) == at - NOW


@given(st.text())
def test_no_header_whatever_breaks_the_reading(value):
    wait = parse_retry_after(value, NOW)

    assert wait is None or isinstance(wait, timedelta)


@given(st.integers(946_684_800, 4_102_444_800).map(lambda second: datetime.fromtimestamp(second, UTC)), st.timezones())
def test_midnight_is_ahead_and_at_most_a_day_away(now, zone):
    wait = until_utc_midnight(now.astimezone(zone))

    assert timedelta() < wait <= timedelta(days=1)
    assert (now + wait).time().isoformat() == "00:00:00"
