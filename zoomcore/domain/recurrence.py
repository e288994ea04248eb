"""Every date of a class, from its schedule: pure arithmetic, with Zoom's caps named where they are passed.

The rule is laid out on local days first, then each day is resolved in its zone, so 15:00 stays 15:00.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import islice
from typing import Literal

from dateutil.rrule import DAILY, MONTHLY, SU, WEEKLY, rrule, weekday

from zoomcore.domain.faults import Fault, ScheduleFault
from zoomcore.domain.schedule import (
    LONGEST_MINUTES,
    MOST_INTERVAL_DAYS,
    MOST_INTERVAL_MONTHS,
    MOST_INTERVAL_WEEKS,
    MOST_OCCURRENCES,
    SHORTEST_MINUTES,
    Repeat,
    Schedule,
)
from zoomcore.domain.timing import ClockShift, read_zone, resolve

_Frequency = Literal[1, 2, 3]
_FREQUENCY: dict[Repeat, _Frequency] = {Repeat.DAILY: DAILY, Repeat.WEEKLY: WEEKLY, Repeat.MONTHLY: MONTHLY}
_MOST_INTERVAL = {
    Repeat.DAILY: (MOST_INTERVAL_DAYS, Fault.EVERY_SO_MANY_DAYS),
    Repeat.WEEKLY: (MOST_INTERVAL_WEEKS, Fault.EVERY_SO_MANY_WEEKS),
    Repeat.MONTHLY: (MOST_INTERVAL_MONTHS, Fault.EVERY_SO_MANY_MONTHS),
}
#: Below this every month has the day.
_SHORTEST_MONTH = 28
_WEEKS_OF_MONTH = (0, 1, 2, 3, 4, -1)


class PlanNoteKind(StrEnum):
    """What laying out the dates had to decide. NO_END: the repeat named none, so it stops at MOST_OCCURRENCES."""

    DST_GAP = "dst gap"
    DST_FOLD = "dst fold"
    DAY_MOVED = "day moved"
    DAY_MISSING = "day missing"
    SHORT_MONTH = "short month"
    NO_END = "no end"
    SKIP_MISSED = "skip missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanNote:
    """`day` is the local day it is about; `other` the day asked for (DAY_MOVED) or held instead (DAY_MISSING).

    `at` is the time asked for and `wall` the one the clocks then show; `count` how often it is held (NO_END).
    """

    kind: PlanNoteKind
    day: date
    other: date | None = None
    at: time | None = None
    wall: time | None = None
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`starts` are UTC, rising and unique, and `days` the local days as scheduled, one for each.

    `skipped` are the days of the rule that `Schedule.skip` leaves out: they count at Zoom, so `count` and the cap
    include them. All are empty for "no fixed time".
    """

    starts: tuple[datetime, ...] = ()
    days: tuple[date, ...] = ()
    skipped: tuple[date, ...] = ()
    notes: tuple[PlanNote, ...] = ()

    @property
    def first(self) -> datetime | None:
        return self.starts[0] if self.starts else None

    @property
    def last(self) -> datetime | None:
        return self.starts[-1] if self.starts else None

    @property
    def count(self) -> int:
        """How many are held: the skipped ones are not."""
        return len(self.starts)


def plan(schedule: Schedule) -> Plan:
    """Lay out every date of the schedule; InvalidInput, naming the cap, for one that Zoom or reason would refuse."""
    check(schedule)
    if schedule.repeat is Repeat.ANYTIME or schedule.day is None or schedule.at is None:
        return Plan()
    days = rule_days(schedule)
    skips = set(schedule.skip)
    held = [day for day in days if day not in skips]
    if not held:
        raise ScheduleFault(Fault.NOTHING_HELD, "skip")
    moments, clock_notes = _resolve_days(held, schedule.at, schedule.zone)
    return Plan(
        starts=tuple(start for start, _ in moments),
        days=tuple(day for _, day in moments),
        skipped=tuple(day for day in days if day in skips),
        notes=(*_rule_notes(schedule, days), *clock_notes),
    )


def check(schedule: Schedule) -> None:
    """InvalidInput for what no rule can be laid out from; cheap, and the same for a line, a form and a button."""
    read_zone(schedule.zone)
    _check_length(schedule.duration_minutes)
    if schedule.repeat is Repeat.ANYTIME:
        return
    if schedule.day is None or schedule.at is None:
        raise ScheduleFault(Fault.NO_DAY_OR_TIME, "day")
    if schedule.repeat is not Repeat.NONE:
        _check_interval(schedule)
        _check_days(schedule)
        _check_end(schedule)


def _check_length(minutes: int) -> None:
    if not SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES:
        most = LONGEST_MINUTES // 60
        raise ScheduleFault(Fault.LENGTH, "duration_minutes", least=SHORTEST_MINUTES, most=most)


def _check_interval(schedule: Schedule) -> None:
    most, fault = _MOST_INTERVAL[schedule.repeat]
    if not 1 <= schedule.interval <= most:
        raise ScheduleFault(fault, "interval", most=most)


def _check_days(schedule: Schedule) -> None:
    if any(not 1 <= each <= 7 for each in schedule.weekdays):  # noqa: PLR2004 - ISO weekdays
        raise ScheduleFault(Fault.WEEKDAY_UNKNOWN, "weekdays")
    if schedule.monthly_week not in _WEEKS_OF_MONTH:
        raise ScheduleFault(Fault.WEEK_OF_MONTH_UNKNOWN, "monthly_week")
    if schedule.repeat is Repeat.MONTHLY and schedule.monthly_week and len(schedule.weekdays) != 1:
        raise ScheduleFault(Fault.ONE_WEEKDAY_A_MONTH, "weekdays")


def _check_end(schedule: Schedule) -> None:
    if schedule.until is not None and schedule.count is not None:
        raise ScheduleFault(Fault.TWO_ENDS, "until")
    if schedule.count is not None and not 1 <= schedule.count <= MOST_OCCURRENCES:
        raise ScheduleFault(Fault.TOO_MANY_TIMES, "count", count=schedule.count, most=MOST_OCCURRENCES)
    if schedule.until is not None and schedule.day is not None and schedule.until < schedule.day:
        raise ScheduleFault(Fault.ENDS_BEFORE_IT_BEGINS, "until", last=schedule.until, first=schedule.day)


def rule_days(schedule: Schedule) -> tuple[date, ...]:
    """The local days of the rule, before any is left out; at most MOST_OCCURRENCES, else InvalidInput."""
    first = first_day(schedule)
    if schedule.repeat is Repeat.NONE:
        return (first,)
    days = tuple(islice(_iterate_days(schedule, first), MOST_OCCURRENCES + 1))
    if len(days) > MOST_OCCURRENCES and schedule.until is not None:
        raise ScheduleFault(Fault.TOO_MANY_UNTIL, "until", until=schedule.until, most=MOST_OCCURRENCES)
    if not days:
        raise ScheduleFault(Fault.NO_DAY_BETWEEN, "until", first=first, last=schedule.until or first)
    return days[: schedule.count or MOST_OCCURRENCES]


def first_day(schedule: Schedule) -> date:
    """The first local day that agrees with the repeat: the schedule's own, else the next listed one."""
    if schedule.day is None:
        raise ScheduleFault(Fault.NO_DAY, "day")
    day = schedule.day
    if schedule.repeat is Repeat.WEEKLY and schedule.weekdays:
        return next(each for each in _week_from(day) if each.isoweekday() in schedule.weekdays)
    if schedule.repeat is Repeat.MONTHLY and schedule.monthly_week:
        return _next_weekday_of_month(day, schedule.monthly_week, schedule.weekdays[0])
    return day


def _week_from(day: date) -> Iterator[date]:
    return (_add_days(day, offset) for offset in range(7))


def _add_days(day: date, number: int) -> date:
    try:
        return day + timedelta(days=number)
    except OverflowError as error:
        raise ScheduleFault(Fault.YEAR_TOO_FAR, "day", year=day.year) from error


def _next_weekday_of_month(day: date, week: int, iso_weekday: int) -> date:
    rule = rrule(MONTHLY, dtstart=_midnight(day), byweekday=weekday(iso_weekday - 1, week), count=1)
    found = next(iter(rule), None)
    if found is None:
        raise ScheduleFault(Fault.YEAR_TOO_FAR, "day", year=day.year)
    return found.date()


def _midnight(day: date) -> datetime:
    # dateutil counts on naive days; no zone is involved until a day is resolved.
    return datetime.combine(day, time())


def _iterate_days(schedule: Schedule, first: date) -> Iterator[date]:
    rule = rrule(
        _FREQUENCY[schedule.repeat],
        dtstart=_midnight(first),
        interval=schedule.interval,
        # Zoom's week begins on Sunday, which decides what "every other week" means.
        wkst=SU,
        until=None if schedule.until is None else _midnight(schedule.until),
        byweekday=_rule_weekdays(schedule),
    )
    return (each.date() for each in rule)


def _rule_weekdays(schedule: Schedule) -> list[weekday] | None:
    if schedule.repeat is Repeat.WEEKLY and schedule.weekdays:
        return [weekday(each - 1) for each in schedule.weekdays]
    if schedule.repeat is Repeat.MONTHLY and schedule.monthly_week:
        return [weekday(schedule.weekdays[0] - 1, schedule.monthly_week)]
    return None


def _rule_notes(schedule: Schedule, days: tuple[date, ...]) -> Iterator[PlanNote]:
    first = days[0]
    if schedule.day is not None and first != schedule.day:
        yield PlanNote(kind=PlanNoteKind.DAY_MOVED, day=first, other=schedule.day)
    by_number = schedule.repeat is Repeat.MONTHLY and not schedule.monthly_week
    if by_number and first.day > _SHORTEST_MONTH:
        yield PlanNote(kind=PlanNoteKind.SHORT_MONTH, day=first)
    if schedule.repeat is not Repeat.NONE and schedule.until is None and schedule.count is None:
        yield PlanNote(kind=PlanNoteKind.NO_END, day=days[-1], count=len(days))
    for day in schedule.skip:
        if day not in days:
            yield PlanNote(kind=PlanNoteKind.SKIP_MISSED, day=day)


def _resolve_days(days: list[date], at: time, zone: str) -> tuple[list[tuple[datetime, date]], list[PlanNote]]:
    found: dict[datetime, date] = {}
    notes = []
    for day in days:
        moment = resolve(day, at, zone)
        if moment.shift is not ClockShift.NONE:
            notes.append(_clock_note(day, at, moment.wall, moment.shift))
        # A day that a zone left out altogether (Samoa, 30 December 2011) lands on the next one, which may be listed.
        found.setdefault(moment.instant, day)
    return sorted(found.items()), notes


def _clock_note(day: date, at: time, wall: datetime, shift: ClockShift) -> PlanNote:
    if wall.date() != day:
        return PlanNote(kind=PlanNoteKind.DAY_MISSING, day=day, other=wall.date())
    kind = PlanNoteKind.DST_GAP if shift is ClockShift.GAP else PlanNoteKind.DST_FOLD
    return PlanNote(kind=kind, day=day, at=at, wall=wall.time())
