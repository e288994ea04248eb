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
from zoomcore.errors import InvalidInput

_Frequency = Literal[1, 2, 3]
_FREQUENCY: dict[Repeat, _Frequency] = {Repeat.DAILY: DAILY, Repeat.WEEKLY: WEEKLY, Repeat.MONTHLY: MONTHLY}
_MOST_INTERVAL = {
    Repeat.DAILY: (MOST_INTERVAL_DAYS, "days"),
    Repeat.WEEKLY: (MOST_INTERVAL_WEEKS, "weeks"),
    Repeat.MONTHLY: (MOST_INTERVAL_MONTHS, "months"),
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
    """`day` is the local day it is about; `text` one plain sentence."""

    kind: PlanNoteKind
    day: date
    text: str


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
        raise _invalid("Every date of this class is left out.", "Leave out fewer days.", "skip")
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
        raise _invalid("A class needs a day and a time.", "Write both, like `tomorrow 3pm`.", "day")
    if schedule.repeat is not Repeat.NONE:
        _check_interval(schedule)
        _check_days(schedule)
        _check_end(schedule)


def _invalid(message: str, next_step: str, field: str) -> InvalidInput:
    return InvalidInput(message, next_step=next_step, field=field)


def _check_length(minutes: int) -> None:
    if not SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES:
        raise _invalid(
            f"A class can last from {SHORTEST_MINUTES} minutes to {LONGEST_MINUTES // 60} hours.",
            "Write another length, like `for 50m`.",
            "duration_minutes",
        )


def _check_interval(schedule: Schedule) -> None:
    most, unit = _MOST_INTERVAL[schedule.repeat]
    if not 1 <= schedule.interval <= most:
        raise _invalid(
            f"Zoom repeats a class at most every {most} {unit}.", f"Choose from 1 to {most} {unit}.", "interval"
        )


def _check_days(schedule: Schedule) -> None:
    if any(not 1 <= each <= 7 for each in schedule.weekdays):  # noqa: PLR2004 - ISO weekdays
        raise _invalid("A week has seven days.", "Choose from Monday to Sunday.", "weekdays")
    if schedule.monthly_week not in _WEEKS_OF_MONTH:
        raise _invalid("A month has a first to a fourth and a last week.", "Choose one of those.", "monthly_week")
    if schedule.repeat is Repeat.MONTHLY and schedule.monthly_week and len(schedule.weekdays) != 1:
        raise _invalid("A monthly repeat falls on one weekday.", "Choose one, like `every last fri`.", "weekdays")


def _check_end(schedule: Schedule) -> None:
    if schedule.until is not None and schedule.count is not None:
        raise _invalid("A repeat ends on a day or after a number of times, not both.", "Keep one of them.", "until")
    if schedule.count is not None and not 1 <= schedule.count <= MOST_OCCURRENCES:
        raise _too_many(f"{schedule.count} times is", "count")
    if schedule.until is not None and schedule.day is not None and schedule.until < schedule.day:
        raise _invalid(
            f"The last day, {spell(schedule.until)}, is before the first, {spell(schedule.day)}.",
            "Choose a later last day.",
            "until",
        )


def _too_many(what: str, field: str) -> InvalidInput:
    return _invalid(
        f"{what} more often than Zoom allows: one class can repeat at most {MOST_OCCURRENCES} times.",
        f"Choose an earlier last day or `x{MOST_OCCURRENCES}`, and add a second class for the rest.",
        field,
    )


def spell(day: date) -> str:
    """Weekday and date in English, for sentences: "Mon 23 Nov 2026"."""
    return f"{day:%a} {day.day} {day:%b} {day.year}"


def rule_days(schedule: Schedule) -> tuple[date, ...]:
    """The local days of the rule, before any is left out; at most MOST_OCCURRENCES, else InvalidInput."""
    first = first_day(schedule)
    if schedule.repeat is Repeat.NONE:
        return (first,)
    days = tuple(islice(_iterate_days(schedule, first), MOST_OCCURRENCES + 1))
    if len(days) > MOST_OCCURRENCES and schedule.until is not None:
        raise _too_many(f"Until {spell(schedule.until)} the class would be held", "until")
    if not days:
        last = schedule.until or first
        raise _invalid(
            f"No class day falls between {spell(first)} and {spell(last)}.", "Choose a later last day.", "until"
        )
    return days[: schedule.count or MOST_OCCURRENCES]


def first_day(schedule: Schedule) -> date:
    """The first local day that agrees with the repeat: the schedule's own, else the next listed one."""
    if schedule.day is None:
        raise _invalid("A class needs a day.", "Write one, like `tomorrow`.", "day")
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
        raise _invalid(
            f"The year {day.year} is beyond what I can plan.", "Choose a day within the next years.", "day"
        ) from error


def _next_weekday_of_month(day: date, week: int, iso_weekday: int) -> date:
    rule = rrule(MONTHLY, dtstart=_midnight(day), byweekday=weekday(iso_weekday - 1, week), count=1)
    found = next(iter(rule), None)
    if found is None:
        raise _invalid(f"The year {day.year} is beyond what I can plan.", "Choose an earlier day.", "day")
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
        text = f"{spell(schedule.day)} is no day of this repeat, so it begins on {spell(first)}."
        yield PlanNote(kind=PlanNoteKind.DAY_MOVED, day=first, text=text)
    by_number = schedule.repeat is Repeat.MONTHLY and not schedule.monthly_week
    if by_number and first.day > _SHORTEST_MONTH:
        text = f"Months without a day {first.day} are left out."
        yield PlanNote(kind=PlanNoteKind.SHORT_MONTH, day=first, text=text)
    if schedule.repeat is not Repeat.NONE and schedule.until is None and schedule.count is None:
        text = f"You named no end, so it ends after {len(days)} times, the most Zoom allows, on {spell(days[-1])}."
        yield PlanNote(kind=PlanNoteKind.NO_END, day=days[-1], text=text)
    for day in schedule.skip:
        if day not in days:
            text = f"{spell(day)} is no day of this class, so there is nothing to leave out."
            yield PlanNote(kind=PlanNoteKind.SKIP_MISSED, day=day, text=text)


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
        text = f"{spell(day)} does not exist there, so that class is on {spell(wall.date())}."
        return PlanNote(kind=PlanNoteKind.DAY_MISSING, day=day, text=text)
    if shift is ClockShift.GAP:
        text = f"On {spell(day)} the clocks skip {at:%H:%M}, so that class starts at {wall:%H:%M}."
        return PlanNote(kind=PlanNoteKind.DST_GAP, day=day, text=text)
    text = f"On {spell(day)} {at:%H:%M} comes twice; the first is meant."
    return PlanNote(kind=PlanNoteKind.DST_FOLD, day=day, text=text)
