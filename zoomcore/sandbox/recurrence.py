"""From a recurrence object to dated occurrences, as Zoom makes them: same wall time through every clock change.

The rule is read and judged here too, since a recurrence is replaced as a whole and never merged (zoom-api 5.4).
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, FR, MO, MONTHLY, SA, SU, TH, TU, WE, WEEKLY, rrule

from zoomcore.sandbox.answers import Json, invalid, without_nones, zulu
from zoomcore.sandbox.booking import Occurrence, Recurrence

DAILY_RULE, WEEKLY_RULE, MONTHLY_RULE = 1, 2, 3
# At most 99 days, 50 weeks, 10 months (zoom-api 5.4).
LONGEST_INTERVAL = {DAILY_RULE: 99, WEEKLY_RULE: 50, MONTHLY_RULE: 10}
# The spec takes 60 but speaks of 50 occurrences elsewhere: expect at most 50 in `occurrences[]` (zoom-api 5.4).
MOST_END_TIMES = 60
MOST_OCCURRENCES = 50
# Zoom counts 1 = Sunday.
WEEKDAYS = {1: SU, 2: MO, 3: TU, 4: WE, 5: TH, 6: FR, 7: SA}


def _whole(raw: Json, name: str, allowed: range | tuple[int, ...]) -> int | None:
    value = raw.get(name)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value not in allowed:
        raise invalid(f"recurrence.{name}", f"Invalid field: {name}.")
    return value


def _weekly_days(raw: Json, kind: int) -> tuple[int, ...]:
    if kind != WEEKLY_RULE:
        return ()
    text = raw.get("weekly_days")
    parts = text.split(",") if isinstance(text, str) else []
    if not parts or any(part.strip() not in {"1", "2", "3", "4", "5", "6", "7"} for part in parts):
        raise invalid("recurrence.weekly_days", "weekly_days is required and must be a list of 1 to 7.")
    return tuple(sorted({int(part) for part in parts}))


def _end(raw: Json) -> datetime | None:
    text = raw.get("end_date_time")
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        moment = None
    # "Should be in UTC time, such as 2017-11-25T12:00:00Z" (spec, POST /users/{userId}/meetings).
    if moment is None or not str(text).endswith("Z"):
        raise invalid("recurrence.end_date_time", "Invalid field: end_date_time.")
    return moment


def read_recurrence(raw: object) -> Recurrence:
    """The whole object or a refusal: an `end_date_time` alone does not pass (zoom-api 5.4, forum 17076)."""
    if not isinstance(raw, dict):
        raise invalid("recurrence", "Recurrence is required for a recurring meeting with fixed time.")
    kind = _whole(raw, "type", (DAILY_RULE, WEEKLY_RULE, MONTHLY_RULE))
    if kind is None:
        raise invalid("recurrence.type", "Recurrence type is required.")
    rule = Recurrence(
        type=kind,
        repeat_interval=_whole(raw, "repeat_interval", range(1, LONGEST_INTERVAL[kind] + 1)) or 1,
        weekly_days=_weekly_days(raw, kind),
        monthly_day=_whole(raw, "monthly_day", range(1, 32)),
        monthly_week=_whole(raw, "monthly_week", (-1, 1, 2, 3, 4)),
        monthly_week_day=_whole(raw, "monthly_week_day", range(1, 8)),
        end_times=_whole(raw, "end_times", range(MOST_END_TIMES + 1)),
        end=_end(raw),
    )
    if rule.end is not None and rule.end_times is not None:
        raise invalid("recurrence.end_times", "end_times cannot be used with end_date_time.")
    return rule


def write_recurrence(rule: Recurrence) -> Json:
    """The object as a read gives it back."""
    return without_nones(
        {
            "type": rule.type,
            "repeat_interval": rule.repeat_interval,
            "weekly_days": ",".join(map(str, rule.weekly_days)) or None,
            "monthly_day": rule.monthly_day,
            "monthly_week": rule.monthly_week,
            "monthly_week_day": rule.monthly_week_day,
            "end_times": rule.end_times,
            "end_date_time": rule.end and zulu(rule.end),
        }
    )


def _pattern(rule: Recurrence) -> dict[str, Any]:
    if rule.type == DAILY_RULE:
        return {"freq": DAILY}
    if rule.type == WEEKLY_RULE:
        # A week begins on Sunday, so "every other week" counts Zoom's weeks.
        return {"freq": WEEKLY, "wkst": SU, "byweekday": [WEEKDAYS[day] for day in rule.weekly_days]}
    if rule.monthly_week is not None and rule.monthly_week_day is not None:
        return {"freq": MONTHLY, "byweekday": [WEEKDAYS[rule.monthly_week_day](rule.monthly_week)]}
    return {"freq": MONTHLY, "bymonthday": [rule.monthly_day or 1]}


def _starts(rule: Recurrence, start: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """Wall times in the meeting's zone, one by one as UTC: 15:00 stays 15:00 when the clocks change."""
    wall = start.astimezone(zone).replace(tzinfo=None)
    for naive in rrule(dtstart=wall, interval=rule.repeat_interval, **_pattern(rule)):
        # A wall time inside the gap of a clock change moves on by the gap, since fold=0 counts the offset before it.
        moment = naive.replace(tzinfo=zone).astimezone(UTC)
        if rule.end is not None and moment > rule.end:
            return
        yield moment


def _count(rule: Recurrence) -> int:
    """How many: `end_times`, 0 meaning no end; without any end the spec's default of one."""
    if rule.end is not None or rule.end_times == 0:
        return MOST_OCCURRENCES
    return min(rule.end_times or 1, MOST_OCCURRENCES)


def epoch_id(start: datetime) -> str:
    """The start in epoch milliseconds, as the spec's examples of `occurrence_id` are (zoom-api 4)."""
    return str(int(start.timestamp() * 1000))


def make_occurrences(rule: Recurrence, start: datetime, timezone: str, duration_minutes: int) -> list[Occurrence]:
    """All occurrences of a series, at most 50.

    An end before the first start makes an empty list and no error: mod_zoom guards against exactly that.
    """
    return [
        Occurrence(id=epoch_id(moment), start=moment, duration_minutes=duration_minutes)
        for moment in islice(_starts(rule, start, ZoneInfo(timezone)), _count(rule))
    ]
