"""How a meeting repeats, as values, and as Zoom writes it. No I/O.

Zoom counts weekdays from Sunday = 1; here they are ISO's, Monday = 1.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any, assert_never

from zoomcore.zoom.reading import Raw, instant, text, whole

_DAILY, _WEEKLY, _MONTHLY = 1, 2, 3


class Weekday(IntEnum):
    """ISO: Monday is 1, so that `Weekday(some_date.isoweekday())` holds."""

    MONDAY = 1
    TUESDAY = 2
    WEDNESDAY = 3
    THURSDAY = 4
    FRIDAY = 5
    SATURDAY = 6
    SUNDAY = 7


@dataclass(frozen=True, slots=True)
class EndAfter:
    """After so many occurrences; 0 is Zoom's "never". Zoom allows 60 in one sentence and 50 in another: stay at 50."""

    count: int


@dataclass(frozen=True, slots=True)
class EndBy:
    """Not after this moment, sent in UTC."""

    moment: datetime


End = EndAfter | EndBy


@dataclass(frozen=True, slots=True, kw_only=True)
class Daily:
    interval: int = 1
    end: End


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekly:
    days: tuple[Weekday, ...]
    interval: int = 1
    end: End


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlyByDay:
    day: int
    interval: int = 1
    end: End


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlyByWeekday:
    """`week` is 1 to 4, or -1 for the last of the month."""

    week: int
    weekday: Weekday
    interval: int = 1
    end: End


Recurrence = Daily | Weekly | MonthlyByDay | MonthlyByWeekday


def _to_zoom(weekday: Weekday) -> int:
    return weekday % 7 + 1


def _from_zoom(number: int) -> Weekday:
    return Weekday((number - 2) % 7 + 1)


def write_recurrence(recurrence: Recurrence) -> dict[str, Any]:
    """The whole object: Zoom replaces it as a whole, so a part alone is refused."""
    body = {"repeat_interval": recurrence.interval, **_write_end(recurrence.end)}
    match recurrence:
        case Daily():
            return {"type": _DAILY, **body}
        case Weekly(days=days):
            return {"type": _WEEKLY, "weekly_days": ",".join(str(day) for day in sorted(map(_to_zoom, days))), **body}
        case MonthlyByDay(day=day):
            return {"type": _MONTHLY, "monthly_day": day, **body}
        case MonthlyByWeekday(week=week, weekday=weekday):
            return {"type": _MONTHLY, "monthly_week": week, "monthly_week_day": _to_zoom(weekday), **body}
        case _:
            assert_never(recurrence)


def _write_end(end: End) -> dict[str, Any]:
    match end:
        case EndAfter(count=count):
            return {"end_times": count}
        case EndBy(moment=moment):
            return {"end_date_time": moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
        case _:
            assert_never(end)


def read_recurrence(raw: Raw) -> Recurrence | None:
    """None when there is no repeat, or one of a type Zoom has not named to us."""
    interval = whole(raw, "repeat_interval") or 1
    end = _read_end(raw)
    match whole(raw, "type"):
        case 1:
            return Daily(interval=interval, end=end)
        case 2:
            return Weekly(days=_read_days(text(raw, "weekly_days").split(",")), interval=interval, end=end)
        case 3:
            return _read_monthly(raw, interval, end)
        case _:
            return None


def _read_end(raw: Raw) -> End:
    moment = instant(raw, "end_date_time")
    if moment is not None:
        return EndBy(moment)
    count = whole(raw, "end_times")
    # Zoom's own default when neither is given.
    return EndAfter(1 if count is None else count)


def _read_days(numbers: Iterable[str]) -> tuple[Weekday, ...]:
    known = {int(each) for each in numbers if each.strip() in {"1", "2", "3", "4", "5", "6", "7"}}
    return tuple(sorted(_from_zoom(number) for number in known or {1}))


def _read_monthly(raw: Raw, interval: int, end: End) -> Recurrence:
    week, weekday = whole(raw, "monthly_week"), whole(raw, "monthly_week_day")
    if week and weekday:
        return MonthlyByWeekday(week=week, weekday=_from_zoom(weekday), interval=interval, end=end)
    return MonthlyByDay(day=whole(raw, "monthly_day") or 1, interval=interval, end=end)
