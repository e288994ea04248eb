from datetime import UTC, date, datetime, timedelta

import pytest

from zoomcore.views import When, WhenStyle
from zoomcore.views.times import format_day, format_when
from zoomcore.wording import speaking

MADRID = "Europe/Madrid"


def at(*wall: int, zone: str = MADRID, style: WhenStyle = WhenStyle.FULL, minutes: int = 0) -> When:
    duration = timedelta(minutes=minutes) if minutes else None
    return When(datetime(*wall, tzinfo=UTC), zone, style, duration)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("style", "text"),
    [
        (WhenStyle.FULL, "Tue 1 Dec 2026, 15:00 CET (UTC+1)"),
        (WhenStyle.DAY, "Tue 1 Dec 2026"),
        (WhenStyle.TIME, "15:00 CET (UTC+1)"),
        (WhenStyle.RANGE, "Tue 1 Dec 2026, 15:00–15:50 CET (UTC+1)"),
    ],
)
def test_each_style_says_what_it_promises(style: WhenStyle, text: str) -> None:
    assert format_when(at(2026, 12, 1, 14, 0, style=style, minutes=50), None, "en") == text


def test_the_readers_zone_wins_over_the_zone_of_the_class() -> None:
    assert format_when(at(2026, 12, 1, 23, 30), "Asia/Kolkata", "en") == "Wed 2 Dec 2026, 05:00 IST (UTC+5:30)"


def test_a_zone_without_letters_is_named_by_its_offset_alone() -> None:
    assert format_when(at(2026, 12, 1, 14, 0), "America/Sao_Paulo", "en") == "Tue 1 Dec 2026, 11:00 UTC−3"


def test_utc_needs_no_offset() -> None:
    assert format_when(at(2026, 12, 1, 14, 0), "UTC", "en") == "Tue 1 Dec 2026, 14:00 UTC"


@pytest.mark.parametrize("unknown", ["", "Nowhere/Atlantis", "../etc/passwd", "Europe"])
def test_an_unknown_zone_of_the_reader_falls_back_to_that_of_the_class(unknown: str) -> None:
    assert format_when(at(2026, 12, 1, 14, 0), unknown, "en").endswith("15:00 CET (UTC+1)")


def test_a_class_past_midnight_names_both_days() -> None:
    text = format_when(at(2026, 12, 1, 22, 30, style=WhenStyle.RANGE, minutes=60), None, "en")
    assert text == "Tue 1 Dec 2026, 23:30 CET (UTC+1) – Wed 2 Dec 2026, 00:30 CET (UTC+1)"


def test_a_class_over_the_change_of_the_clocks_names_both_offsets_and_keeps_its_length() -> None:
    text = format_when(at(2027, 3, 28, 0, 30, style=WhenStyle.RANGE, minutes=60), None, "en")
    assert text == "Sun 28 Mar 2027, 01:30 CET (UTC+1) – 03:30 CEST (UTC+2)"


def test_the_repeated_hour_is_told_apart_by_its_offset() -> None:
    first = format_when(at(2026, 10, 25, 0, 30), None, "en")
    second = format_when(at(2026, 10, 25, 1, 30), None, "en")
    assert (first, second) == ("Sun 25 Oct 2026, 02:30 CEST (UTC+2)", "Sun 25 Oct 2026, 02:30 CET (UTC+1)")


@pytest.mark.parametrize("locale", ["es", "es-MX", "es_ES"])
def test_spanish_names_its_days_and_months(locale: str) -> None:
    assert format_when(at(2026, 12, 1, 14, 0), None, locale) == "mar 1 dic 2026, 15:00 CET (UTC+1)"


def test_a_day_of_a_schedule_is_named_in_the_language_of_the_request() -> None:
    assert format_day(date(2026, 12, 8)) == "Tue 8 Dec"
    with speaking("es"):
        assert format_day(date(2026, 12, 8)) == "mar 8 dic"
