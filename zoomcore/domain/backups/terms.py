"""From one term to the next: which plan a class has there, and what of a plan is still to come."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from zoomcore.domain.dates import ZoomDate
from zoomcore.domain.meetings import Occurrence, OccurrenceState
from zoomcore.domain.recurrence import plan, rule_days
from zoomcore.domain.schedule import Repeat, Schedule
from zoomcore.domain.wallclock import local_day
from zoomcore.errors import InvalidInput

_WEEK = 7


def weeks_between(first: date, starting: date) -> timedelta:
    """Whole weeks, so that weekdays stay: the least that brings the old term's first class to the new start or after.

    A start before the old term gives a negative span.
    """
    days = (starting - first).days
    return timedelta(days=-(-days // _WEEK) * _WEEK)


def first_of(schedules: Iterable[Schedule]) -> date | None:
    """The day of the term's first class; None where none has a fixed time."""
    return min((one.day for one in schedules if one.day is not None), default=None)


def shifted(schedule: Schedule, by: timedelta, skip: Collection[date] = ()) -> Schedule:
    """The same pattern so much later, its end too. Days left out in the old term are not carried over.

    A class on a day of the month stays on that day of its new month. Of `skip` only what the pattern would hold stays.
    """
    if schedule.day is None:
        return replace(schedule, skip=())
    day = schedule.day + by
    if schedule.repeat is Repeat.MONTHLY and not schedule.monthly_week:
        day = _same_day_of_month(schedule.day, day)
    until = schedule.until + by if schedule.until else None
    moved = replace(schedule, day=day, until=max(until, day) if until else None, skip=())
    return replace(moved, skip=tuple(sorted(set(skip) & set(_days(moved)))))


def _days(schedule: Schedule) -> tuple[date, ...]:
    try:
        return rule_days(schedule)
    except InvalidInput:
        return ()


def _same_day_of_month(before: date, near: date) -> date:
    try:
        return near.replace(day=before.day)
    except ValueError:
        # The new month is too short: the pattern leaves it out, and begins in the next one.
        return (near.replace(day=1) + timedelta(days=31)).replace(day=before.day)


def remaining(schedule: Schedule, now: datetime) -> Schedule | None:
    """What of a plan is still to come, as a plan of its own; None where nothing is."""
    if schedule.repeat is Repeat.ANYTIME:
        return schedule
    laid = plan(schedule)
    coming = [day for start, day in zip(laid.starts, laid.days, strict=True) if start > now]
    if not coming:
        return None
    first = min(coming)
    if schedule.repeat is Repeat.NONE:
        return schedule
    # Days left out count as held: Zoom counts them.
    left = None if schedule.count is None else sum(day >= first for day in rule_days(schedule))
    return replace(schedule, day=first, count=left, skip=tuple(day for day in schedule.skip if day > first))


def single(schedule: Schedule, start: datetime, minutes: int) -> Schedule:
    """One date by itself, in the zone of the series it comes from."""
    local = start.astimezone(ZoneInfo(schedule.zone))
    return Schedule(day=local.date(), at=local.time(), zone=schedule.zone, duration_minutes=minutes, repeat=Repeat.NONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What was done to single coming dates of a series. `moved`: from its place in the pattern, to, length.

    `strays` came from a place that is past by now: no date of a series made anew can be moved there. Start, length.
    """

    off: tuple[datetime, ...] = ()
    moved: tuple[tuple[datetime, datetime, int], ...] = ()
    strays: tuple[tuple[datetime, int], ...] = ()


def changed_dates(schedule: Schedule, dates: Sequence[Occurrence], now: datetime) -> Changed:
    """Where the kept dates differ from the pattern. What stands nowhere in the pattern was moved, in order of time."""
    if schedule.repeat in {Repeat.NONE, Repeat.ANYTIME}:
        return Changed()
    planned = {start for start in plan(schedule).starts if start > now}
    cancelled = {one.start for one in dates if one.start and one.state is OccurrenceState.CANCELLED}
    live = {one.start: one for one in dates if one.start and one.state is OccurrenceState.SCHEDULED}
    left_from = sorted(planned - live.keys() - cancelled)
    came_to = sorted(start for start in live.keys() - planned if start > now)
    # More came than left: the first ones left before now.
    early = max(0, len(came_to) - len(left_from))
    strays = tuple((start, live[start].duration_minutes) for start in came_to[:early])
    pairs = list(zip(left_from, came_to[early:], strict=False))
    moved = [(start, to, live[to].duration_minutes) for start, to in pairs]
    # Another length at the same hour is a change, too.
    moved += [
        (start, start, live[start].duration_minutes)
        for start in sorted(planned & live.keys())
        if live[start].duration_minutes != schedule.duration_minutes
    ]
    off = (planned & cancelled) | set(left_from[len(pairs) :])
    return Changed(off=tuple(sorted(off)), moved=tuple(moved), strays=strays)


def is_off(one: ZoomDate, off: Collection[datetime], schedule: Schedule) -> bool:
    """Whether a date that Zoom made is one that is not to be held."""
    if one.start is None:
        return False
    return one.start in off or local_day(one.start, schedule.zone) in schedule.skip
