"""What moving a class does to its schedule: one date, all dates, or a cut into before and after."""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from zoomcore.domain.faults import Fault, ScheduleFault
from zoomcore.domain.recurrence import check, rule_days
from zoomcore.domain.schedule import Repeat, Schedule
from zoomcore.domain.timing import Moment, resolve

_DAYS_OF_WEEK = 7
_WHOLE_WEEKS_OF_MONTH = 4
_LAST = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A new wall time. What is None or empty stays; `at` is read in `zone` where one is given."""

    day: date | None = None
    at: time | None = None
    zone: str = ""
    duration_minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRule:
    """Another rule for a series, or, with `repeat` NONE, another end alone. Without an end the old one stays."""

    repeat: Repeat = Repeat.NONE
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    monthly_week: int = 0
    until: date | None = None
    count: int | None = None


def move_one(schedule: Schedule, day: date, change: Change) -> Moment:
    """The new instant of the class of that local day. InvalidInput where the schedule has no time to keep."""
    at = change.at or schedule.at
    if at is None:
        raise ScheduleFault(Fault.NO_FIXED_TIME, "at")
    return resolve(change.day or day, at, change.zone or schedule.zone)


def move_all(schedule: Schedule, day: date, change: Change) -> Schedule:
    """The whole schedule moved as the class of that local day is: as many dates, and the same ones left out.

    InvalidInput where several weekdays are listed and the day changes: which of them moves cannot be told.
    """
    moved = _retime(schedule, change)
    if schedule.day is None or schedule.at is None:
        return _checked(replace(moved, day=change.day, repeat=_fixed(schedule, change)))
    if schedule.repeat is Repeat.NONE:
        return _checked(replace(moved, day=change.day or schedule.day))
    if change.day is None or change.day == day:
        return _checked(moved)
    return _checked(_keep_dates(schedule, _shift(moved, day, change.day)))


def change_rule(schedule: Schedule, change: Change, rule: NewRule) -> Schedule:
    """What is left of a series by another rule, from its first day or the one given on.

    Days left out stay so where the new rule falls on them. InvalidInput for a class that is no series.
    """
    if schedule.day is None or schedule.repeat in {Repeat.NONE, Repeat.ANYTIME}:
        raise ScheduleFault(Fault.NO_SERIES, "repeat")
    if rule.repeat is Repeat.NONE:
        moved = move_all(schedule, schedule.day, change)
    else:
        day = change.day or schedule.day
        moved = replace(
            _retime(schedule, change),
            day=day,
            repeat=rule.repeat,
            interval=rule.interval,
            weekdays=_weekdays(rule, day),
            monthly_week=rule.monthly_week,
            skip=schedule.skip,
        )
    if rule.until is not None or rule.count is not None:
        moved = replace(moved, until=rule.until, count=rule.count)
    check(moved)
    days = rule_days(replace(moved, skip=()))
    return replace(moved, day=days[0], skip=tuple(day for day in moved.skip if day in days))


def _weekdays(rule: NewRule, day: date) -> tuple[int, ...]:
    """Those that such a rule has; the first day's where it cannot do without and names none."""
    if rule.repeat is not Repeat.WEEKLY and not rule.monthly_week:
        return ()
    return rule.weekdays or (day.isoweekday(),)


def _fixed(schedule: Schedule, change: Change) -> Repeat:
    """A class with no fixed time that is given a day and a time is held once."""
    return Repeat.NONE if change.day is not None and change.at is not None else schedule.repeat


def _retime(schedule: Schedule, change: Change) -> Schedule:
    return replace(
        schedule,
        at=change.at or schedule.at,
        zone=change.zone or schedule.zone,
        duration_minutes=change.duration_minutes or schedule.duration_minutes,
    )


def _checked(schedule: Schedule) -> Schedule:
    check(schedule)
    return schedule


def _shift(schedule: Schedule, old: date, new: date) -> Schedule:
    """The rule on other days; its end and the days left out are not yet moved along."""
    first = schedule.day or old
    if schedule.repeat is Repeat.WEEKLY:
        if len(schedule.weekdays) > 1:
            raise ScheduleFault(Fault.SEVERAL_WEEKDAYS, "day", new=new)
        return replace(schedule, day=first + (new - old), weekdays=(new.isoweekday(),))
    if schedule.repeat is Repeat.MONTHLY and schedule.monthly_week:
        return replace(
            schedule,
            day=first.replace(day=1),
            weekdays=(new.isoweekday(),),
            monthly_week=_week_of_month(new, prefers_last=schedule.monthly_week == _LAST),
        )
    return replace(schedule, day=first + (new - old))


def _week_of_month(day: date, *, prefers_last: bool) -> int:
    is_last = (day + timedelta(days=_DAYS_OF_WEEK)).month != day.month
    week = (day.day - 1) // _DAYS_OF_WEEK + 1
    return _LAST if week > _WHOLE_WEEKS_OF_MONTH or (prefers_last and is_last) else week


def _keep_dates(old: Schedule, shifted: Schedule) -> Schedule:
    """As many dates as before, and the same ones of them left out."""
    before = rule_days(old)
    after = rule_days(replace(shifted, until=None, count=len(before), skip=()))
    skip = tuple(new for was, new in zip(before, after, strict=False) if was in old.skip)
    return replace(shifted, day=after[0], until=after[-1] if old.until else None, skip=skip)


def split(schedule: Schedule, day: date) -> tuple[Schedule | None, Schedule]:
    """Cut a repeat into what lies before that local day (None where nothing does) and what is on or after it.

    InvalidInput when nothing is left from that day on.
    """
    days = rule_days(schedule)
    before = tuple(each for each in days if each < day)
    after = days[len(before) :]
    if not after:
        raise ScheduleFault(Fault.NOTHING_LEFT, "day", day=day)
    tail = replace(
        schedule, day=after[0], skip=_skips(schedule, after), count=len(after) if schedule.until is None else None
    )
    if not before:
        return None, tail
    return replace(schedule, until=before[-1], count=None, skip=_skips(schedule, before)), tail


def _skips(schedule: Schedule, days: tuple[date, ...]) -> tuple[date, ...]:
    return tuple(day for day in schedule.skip if day in days)
