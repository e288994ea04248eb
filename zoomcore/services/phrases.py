"""Sentences about times, repeats and people that more than one card says."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from zoomcore.domain.meetings import DatedClass
from zoomcore.domain.options import RecordingMode
from zoomcore.domain.schedule import Repeat, Schedule
from zoomcore.views import Line, When, WhenStyle
from zoomcore.views.times import format_day
from zoomcore.wording import _, phrase, plural

_WEEKDAYS = ("", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WHICH = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}


def class_time(dated: DatedClass) -> Line:
    """Weekday, date, start and end of one class; "no fixed time" where there is none."""
    occurrence = dated.occurrence
    if occurrence.start is None:
        return (_("no fixed time"),)
    return (span_of(occurrence.start, dated.course_zone, occurrence.duration_minutes),)


def span_of(start: datetime, zone: str, minutes: int) -> When:
    return When(start, zone, WhenStyle.RANGE, timedelta(minutes=minutes))


def repeat_line(schedule: Schedule, starts: Sequence[datetime]) -> Line:
    """How it repeats, how often, and the last date: "every Monday and Wednesday, 6 classes, the last on …"."""
    if schedule.repeat is Repeat.ANYTIME:
        return (_("open at any time, no fixed dates"),)
    count = plural("{count} class", "{count} classes", len(starts))
    every = _every(schedule)
    if not starts:
        return (every,)
    last = When(starts[-1], schedule.zone, WhenStyle.DAY)
    return phrase("{every}: {count}, the last on {last}", every=every, count=count, last=last)


def skipped_line(days: Sequence[date]) -> Line:
    """The days left out, as dates; at most eight are named."""
    named = ", ".join(format_day(day) for day in days[:8])
    more = _(" and more") if len(days) > 8 else ""  # noqa: PLR2004 # as the docstring says
    return (named + more,)


def _every(schedule: Schedule) -> str:
    match schedule.repeat:
        case Repeat.DAILY:
            return plural("every day", "every {count} days", schedule.interval)
        case Repeat.WEEKLY:
            days = _and([_(_WEEKDAYS[day]) for day in schedule.weekdays])
            if schedule.interval == 1:
                return _("every {days}").replace("{days}", days)
            text = plural("every {count} week on {days}", "every {count} weeks on {days}", schedule.interval)
            return text.replace("{days}", days)
        case Repeat.MONTHLY:
            return _monthly(schedule)
        case Repeat.NONE | Repeat.ANYTIME:
            return _("once")


def _monthly(schedule: Schedule) -> str:
    every = plural("every month", "every {count} months", schedule.interval)
    if schedule.monthly_week and schedule.weekdays:
        which, day = _(_WHICH[schedule.monthly_week]), _(_WEEKDAYS[schedule.weekdays[0]])
        return _("{every} on the {which} {day}").format(every=every, which=which, day=day)
    if schedule.day is None:
        return every
    return _("{every} on day {day}").format(every=every, day=schedule.day.day)


def _and(words: Sequence[str]) -> str:
    if len(words) < 2:  # noqa: PLR2004 # one word needs no "and"
        return "".join(words)
    return _("{many} and {last}").format(many=", ".join(words[:-1]), last=words[-1])


def recording_words(mode: RecordingMode) -> str:
    match mode:
        case RecordingMode.HOST:
            return _("as the host's Zoom settings say")
        case RecordingMode.NONE:
            return _("not recorded")
        case RecordingMode.LOCAL:
            return _("on the host's computer")
        case RecordingMode.CLOUD:
            return _("in Zoom's cloud")


def spaced(number: int | None) -> str:
    """Zoom's meeting number as Zoom writes it: 812 3456 7890."""
    if number is None:
        return ""
    digits = str(number)
    return f"{digits[:3]} {digits[3:-4]} {digits[-4:]}"
