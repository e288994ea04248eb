"""A meeting as Zoom has it, in our words: its schedule, its dates, its options."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any, TypeVar, assert_never
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from zoomcore.domain.dates import ZoomDate
from zoomcore.domain.schedule import MOST_OCCURRENCES, SHORTEST_MINUTES, Repeat, Schedule
from zoomcore.domain.syncing import AGENDA, ZoomCopy
from zoomcore.domain.tracking import TRACKING
from zoomcore.domain.wallclock import local_day, local_now
from zoomcore.workflows.drafts import dates_of, recurrence_of
from zoomcore.workflows.options import options_from
from zoomcore.zoom.models import NO_FIXED_TIME, ZoomMeeting, ZoomMeetingSummary
from zoomcore.zoom.recurrence import (
    Daily,
    End,
    EndAfter,
    EndBy,
    MonthlyByDay,
    MonthlyByWeekday,
    Recurrence,
    Weekly,
)
from zoomcore.zoom.settings import write_settings

T = TypeVar("T")

#: Long enough that two links are never taken for one; the link itself opens a class and is kept in one place only.
_MARK = 16


def seen_of(row: ZoomMeetingSummary) -> Mapping[str, Any]:
    """What a list says of a meeting, to be compared with the next list; without its start, which goes on by itself."""
    return {
        "topic": row.topic,
        "type": row.type,
        "minutes": row.duration_minutes,
        "zone": row.timezone,
        "link": sha256(row.join_url.encode()).hexdigest()[:_MARK],
    }


def options_of(made: ZoomMeeting) -> Mapping[str, Any]:
    """Its settings as Zoom writes them, and its agenda and tracking fields beside them.

    What has no name with us (dial-in numbers and the like) is Zoom's own.
    """
    settings = write_settings(replace(made.settings, extra={}), made.kind)
    fields = [{"field": name, "value": value} for name, value in made.tracking_fields if value]
    return {**settings, AGENDA: made.agenda, **({TRACKING: fields} if fields else {})}


def copy_of(made: ZoomMeeting, known: Schedule) -> ZoomCopy:
    """`known` is the schedule as we had it: what Zoom does not tell of (days left out) stays."""
    dates = dates_of(known, made)
    return ZoomCopy(
        topic=made.topic,
        schedule=schedule_of(made, known, dates),
        dates=dates,
        join_url=made.join_url,
        options=options_from(made),
    )


def schedule_of(made: ZoomMeeting, known: Schedule, dates: Sequence[ZoomDate]) -> Schedule:
    """The rule as Zoom has it. Where that is the one we know, its first day and the days left out stay ours."""
    if made.type in NO_FIXED_TIME:
        return Schedule(zone=known.zone, duration_minutes=known.duration_minutes, repeat=Repeat.ANYTIME)
    zone = _zone(made.timezone, known.zone)
    starts = [one.start for one in dates if one.start is not None] or ([made.start_time] if made.start_time else [])
    if not starts:
        return known
    at = _usual([local_now(one, zone).time() for one in starts], known.at)
    minutes = max(SHORTEST_MINUTES, _usual([one.minutes for one in dates], known.duration_minutes))
    clocked = replace(known, zone=zone, at=at, duration_minutes=minutes)
    if made.recurrence is None:
        return Schedule(zone=zone, duration_minutes=minutes, day=local_day(starts[0], zone), at=at)
    if known.day is not None and _same_rule(recurrence_of(known), made.recurrence, zone):
        return clocked
    return _ruled(made.recurrence, clocked, local_day(min(starts), zone))


def _zone(name: str, otherwise: str) -> str:
    """Zoom knows a few names that the zone database does not."""
    try:
        return ZoneInfo(name).key if name else otherwise
    except (ZoneInfoNotFoundError, ValueError):
        return otherwise


def _usual(values: Sequence[T], known: T) -> T:
    """What they are by rule: what it was as long as any of them is so, since single dates move; else what most are."""
    return known if known in values or not values else Counter(values).most_common(1)[0][0]


def _same_rule(ours: Recurrence | None, theirs: Recurrence, zone: str) -> bool:
    """Ends by a moment are compared by their day: Zoom may write another time of it."""
    if ours is None or type(ours) is not type(theirs):
        return False
    return replace(ours, end=_end_day(ours.end, zone)) == replace(theirs, end=_end_day(theirs.end, zone))


def _end_day(end: End, zone: str) -> End:
    if isinstance(end, EndAfter):
        return end
    local = end.moment.astimezone(ZoneInfo(zone))
    return EndBy(datetime(local.year, local.month, local.day, tzinfo=local.tzinfo))


def _ruled(rule: Recurrence, known: Schedule, first: date) -> Schedule:
    until = local_day(rule.end.moment, known.zone) if isinstance(rule.end, EndBy) else None
    # Zoom's 0 is "never", which is as many as Zoom makes.
    count = min(rule.end.count or MOST_OCCURRENCES, MOST_OCCURRENCES) if isinstance(rule.end, EndAfter) else None
    plain = Schedule(
        zone=known.zone,
        duration_minutes=known.duration_minutes,
        day=first,
        at=known.at,
        interval=rule.interval,
        until=until,
        count=count,
    )
    match rule:
        case Daily():
            return replace(plain, repeat=Repeat.DAILY)
        case Weekly(days=days):
            return replace(plain, repeat=Repeat.WEEKLY, weekdays=tuple(sorted(int(day) for day in days)))
        case MonthlyByDay(day=day):
            return replace(plain, repeat=Repeat.MONTHLY, day=_on_day(first, day))
        case MonthlyByWeekday(week=week, weekday=weekday):
            return replace(plain, repeat=Repeat.MONTHLY, monthly_week=week, weekdays=(int(weekday),))
        case _:
            assert_never(rule)


def _on_day(first: date, day: int) -> date:
    """Our rule takes the day of the month from its first date; a short month has a date of its own."""
    try:
        return first.replace(day=day)
    except ValueError:
        return first
