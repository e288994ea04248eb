"""Instants as people read them: weekday, date, time, zone and offset, so that no reader has to guess one of them."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import assert_never
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date

from zoomcore.views.spans import When, WhenStyle
from zoomcore.wording import current_language, language_of

_DAY = "EEE d MMM y"
_SHORT_DAY = "EEE d MMM"


def format_when(when: When, zone: str | None, locale: str) -> str:
    """Draw in `zone` (IANA), or in the instant's own zone where the reader's is None or unknown to this machine.

    English: "Tue 1 Dec 2026, 15:00–15:50 CET (UTC+1)". The clock has 24 hours in every language: it cannot be misread.
    """
    start = when.instant.astimezone(known_zone(zone, when.zone))
    match when.style:
        case WhenStyle.FULL:
            return f"{_day(start, locale)}, {_time(start)}"
        case WhenStyle.DAY:
            return _day(start, locale)
        case WhenStyle.TIME:
            return _time(start)
        case WhenStyle.RANGE:
            return _range(start, when.duration or timedelta(), locale)
        case _:
            assert_never(when.style)


def format_day(day: date) -> str:
    """A day of a schedule by weekday and date, "Tue 8 Dec", in the language of the request in hand."""
    return format_date(day, _SHORT_DAY, locale=Locale.parse(current_language()))


def zone_label(moment: datetime) -> str:
    """Name the zone of an aware moment with its offset: "CET (UTC+1)", "UTC+5:30" where the zone has no letters."""
    offset = _offset(moment)
    name = moment.tzname() or ""
    if name == "UTC":
        return name
    return f"{name} ({offset})" if name[:1].isalpha() else offset


def _range(start: datetime, duration: timedelta, locale: str) -> str:
    # Wall time is not additive over a change of the clocks: add in UTC, then look at the clock again.
    end = (start.astimezone(ZoneInfo("UTC")) + duration).astimezone(start.tzinfo)
    if not duration:
        return f"{_day(start, locale)}, {_time(start)}"
    if end.date() != start.date():
        return f"{_day(start, locale)}, {_time(start)} – {_day(end, locale)}, {_time(end)}"
    if end.utcoffset() != start.utcoffset():
        return f"{_day(start, locale)}, {_time(start)} – {_time(end)}"
    return f"{_day(start, locale)}, {start:%H:%M}–{_time(end)}"


def _day(moment: datetime, locale: str) -> str:
    return _written_day(moment.date(), language_of(locale))


@lru_cache(maxsize=1024)
def _written_day(day: date, language: str) -> str:
    """Remembered: a list names the same few days again and again, and Babel takes its time."""
    return format_date(day, _DAY, locale=Locale.parse(language))


def _time(moment: datetime) -> str:
    return f"{moment:%H:%M} {zone_label(moment)}"


def _offset(moment: datetime) -> str:
    minutes = round((moment.utcoffset() or timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


def known_zone(wanted: str | None, own: str) -> ZoneInfo:
    """The first of them that this machine knows, else UTC."""
    for name in (wanted, own):
        if name:
            try:
                return ZoneInfo(name)
            # OSError: "Europe" is a folder of the zone files.
            except (KeyError, ValueError, OSError):
                continue
    return ZoneInfo("UTC")
