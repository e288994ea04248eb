"""The line that books a class: topic, when, how often, and options, in any order."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from dateutil.relativedelta import relativedelta

from zoomcore.commands.base import Command
from zoomcore.commands.days import follow
from zoomcore.commands.found import (
    AnnounceFound,
    CountFound,
    CourseFound,
    DayFound,
    FixedDay,
    HostFound,
    KindFound,
    MonthDay,
    PasscodeFound,
    RepeatFound,
    SectionFound,
    SkipFound,
    SpanFound,
    TrackingFound,
    UntilFound,
    WeekdayWord,
)
from zoomcore.commands.hosting import read_alternatives
from zoomcore.commands.lengths import read_count, read_span
from zoomcore.commands.optional import options_of, read_option, read_passcode
from zoomcore.commands.options import read_announce, read_course, read_host
from zoomcore.commands.outcome import Choice, GuessKind, NotUnderstood, Parsed, Speaker
from zoomcore.commands.passcodes import with_plain_passcode
from zoomcore.commands.reading import Reading
from zoomcore.commands.repeats import read_repeat, read_since, read_skips, read_until
from zoomcore.commands.source import Reader, Source, scan
from zoomcore.commands.tracking import read_pair
from zoomcore.commands.when import (
    WHEN_READERS,
    Place,
    Remarks,
    add_plan_notes,
    convert_offset,
    read_at,
    read_from_now,
    read_minutes,
    read_place,
    settle_day,
)
from zoomcore.commands.wishes.meetings import OpenScheduleForm, ScheduleMeeting
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.options import said_in
from zoomcore.domain.recurrence import first_day, rule_days
from zoomcore.domain.schedule import Repeat, Schedule
from zoomcore.errors import InvalidInput
from zoomcore.wording import _
from zoomcore.wording.dates import spell

T = TypeVar("T")

READERS: tuple[Reader, ...] = (
    read_pair,
    read_course,
    read_alternatives,
    read_host,
    # Before the words of time: "join 10 minutes early", "on demand".
    read_option,
    read_passcode,
    read_skips,
    read_until,
    read_repeat,
    read_count,
    read_span,
    *WHEN_READERS[:3],
    read_since,
    *WHEN_READERS[3:],
    read_announce,
)
_LONGEST_DAILY_SPAN = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class _Frame:
    """One line on its way to a command."""

    reading: Reading
    place: Place
    remarks: Remarks
    speaker: Speaker


def read_new(source: Source, start: int, speaker: Speaker) -> Parsed:
    """A class to book; the filled form where the topic, the day or the time is missing."""
    reading = Reading(source, with_plain_passcode(source, scan(source, start, READERS)))
    remarks = Remarks()
    frame = _Frame(reading, read_place(reading, speaker, remarks), remarks, speaker)
    draft = _settle_repeat(frame, _settle_when(frame, _start_draft(frame)))
    remarks.guesses.extend(reading.unread())
    return Parsed(command=_finish(frame, draft), guesses=tuple(remarks.guesses), notes=tuple(remarks.notes))


def _start_draft(frame: _Frame) -> ScheduleMeeting:
    """What needs no arithmetic."""
    one = frame.reading.one
    draft = ScheduleMeeting(
        topic=frame.reading.topic(),
        zone=frame.place.zone,
        course=_value(one(CourseFound), lambda found: found.code, ""),
        host=_value(one(HostFound), lambda found: found.who, ""),
        announce=_value(one(AnnounceFound), lambda found: found.announce, None),
        webinar=_value(one(KindFound), lambda found: found.kind is MeetingKind.WEBINAR, False),
        section=_value(one(SectionFound), lambda found: found.name, ""),
        tracking="\n".join(f"{found.name} = {found.value}" for found in frame.reading.every(TrackingFound)),
        passcode=_value(one(PasscodeFound), lambda found: found.passcode, None),
    )
    return replace(draft, **said_in(options_of(frame.reading)))


U = TypeVar("U")


def _value(found: T | None, take: Callable[[T], U], otherwise: U) -> U:
    return otherwise if found is None else take(found)


def _settle_when(frame: _Frame, draft: ScheduleMeeting) -> ScheduleMeeting:
    """Fill in day, time and length; a day left unsaid stays None, since a repeat may settle it."""
    at = read_at(frame.reading, frame.remarks)
    soon = read_from_now(frame.reading, frame.place)
    if soon is not None and at is None:
        draft = replace(draft, day=soon.date(), at=soon.time())
    elif (found := _said_day(frame.reading)) is not None:
        draft = replace(draft, day=settle_day(found, at, frame.place, frame.remarks), at=at)
    else:
        draft = replace(draft, at=at)
    return replace(draft, duration_minutes=read_minutes(frame.reading, draft.at))


def _said_day(reading: Reading) -> DayFound | None:
    return reading.day(begins=True) or reading.day(begins=False)


def _settle_repeat(frame: _Frame, draft: ScheduleMeeting) -> ScheduleMeeting:
    repeat = _repeat(frame, draft)
    if repeat is None:
        if frame.reading.one(SkipFound) is not None:
            raise InvalidInput(
                _("A class that is held once has no dates to leave out."),
                next_step=_("Say how it repeats, like `every mon`."),
                field="skip",
            )
        return _settle_single(frame, draft)
    if repeat.repeat is Repeat.ANYTIME:
        if draft.day is not None or draft.at is not None:
            text = _("A class with no fixed time has no day or hour, so I left those out.")
            frame.remarks.guess(GuessKind.UNREAD, text)
        return replace(draft, repeat=Repeat.ANYTIME, day=None, at=None)
    draft = _without_weekdays(frame, _apply_repeat(frame, draft, repeat))
    draft = _first_of_repeat(frame, draft, repeat)
    draft = _settle_end(frame, draft)
    return _settle_skips(frame, draft)


def _repeat(frame: _Frame, draft: ScheduleMeeting) -> RepeatFound | None:
    """The repeat that was said, or the one that an end without a repeat lets one think of."""
    reading = frame.reading
    said = reading.repeat()
    until, count, span = reading.one(UntilFound), reading.one(CountFound), reading.one(SpanFound)
    ended = until is not None or count is not None or span is not None
    if said is not None and said.implied and not ended:
        frame.remarks.guess(GuessKind.REPEAT_ASSUMED, _("You listed weekdays without an end, so I read every week."))
    if said is not None or not ended:
        return said
    day = reading.day(begins=False)
    if day is not None and isinstance(day.word, WeekdayWord):
        return RepeatFound(Repeat.WEEKLY, 1, (day.word.weekday,))
    last = follow(until.word, draft.day) if until and draft.day else None
    if draft.day and last and timedelta() < last - draft.day <= _LONGEST_DAILY_SPAN:
        guessed = RepeatFound(Repeat.DAILY)
    else:
        guessed = RepeatFound(Repeat.WEEKLY)
    frame.remarks.guess(
        GuessKind.REPEAT_ASSUMED,
        _("You named no repeat, so I read it as {value}.").format(value=_(guessed.repeat.value)),
    )
    return guessed


def _apply_repeat(frame: _Frame, draft: ScheduleMeeting, repeat: RepeatFound) -> ScheduleMeeting:
    if frame.place.fixed:
        raise InvalidInput(
            _("A repeat can't be tied to a fixed offset like UTC+2: it would be an hour off after the clocks change."),
            next_step=_("Name a city instead, like `in Berlin`."),
            field="zone",
        )
    weekdays = repeat.weekdays
    if repeat.repeat is Repeat.WEEKLY and not weekdays:
        day = _plain_day(frame.reading) or draft.day
        weekdays = (day,) if isinstance(day, int) else (day.isoweekday(),) if day else ()
    return replace(
        draft,
        repeat=repeat.repeat,
        interval=repeat.interval,
        weekdays=weekdays,
        monthly_week=repeat.monthly_week,
    )


def _plain_day(reading: Reading) -> int | None:
    """The weekday of "tue 3pm from jan 12"."""
    day = reading.day(begins=False)
    begins = reading.day(begins=True)
    return day.word.weekday if begins and day and isinstance(day.word, WeekdayWord) else None


def _without_weekdays(frame: _Frame, draft: ScheduleMeeting) -> ScheduleMeeting:
    """Read "every day except sunday" as weekly on the other six."""
    skip = frame.reading.one(SkipFound)
    if skip is None or not skip.weekdays:
        return draft
    days = draft.weekdays if draft.repeat is Repeat.WEEKLY else tuple(range(1, 8))
    kept = tuple(day for day in days if day not in skip.weekdays)
    if draft.repeat is Repeat.MONTHLY or draft.interval != 1 or not kept:
        raise InvalidInput(
            _("I can leave a weekday out only of a repeat that has others."),
            next_step=_("List the days you want, like `every mon,wed,fri`."),
            field="skip",
        )
    return replace(draft, repeat=Repeat.WEEKLY, weekdays=kept)


def _first_of_repeat(frame: _Frame, draft: ScheduleMeeting, repeat: RepeatFound) -> ScheduleMeeting:
    """Move the day to the first that agrees with the repeat, and say so where a day had been named."""
    said = draft.day
    base = said or _open_day(frame, draft)
    if repeat.month_day:
        first = follow(MonthDay(repeat.month_day), base)
    else:
        first = first_day(_schedule(frame, replace(draft, day=base)))
    begins = frame.reading.day(begins=True) is not None and base == frame.place.today
    if (said is None or begins) and draft.at is not None and frame.place.has_gone(first, draft.at):
        return _first_of_repeat(frame, replace(draft, day=base + timedelta(days=1)), repeat)
    if said is not None and first != said and said >= frame.place.today and _said_day(frame.reading) is not None:
        text = _("{day} is no day of this repeat, so it begins on {day2}.").format(day=spell(said), day2=spell(first))
        frame.remarks.note(GuessKind.DAY_CONTRADICTS_REPEAT, text)
    _refuse_past(frame, replace(draft, day=first))
    weekdays = draft.weekdays or ((first.isoweekday(),) if draft.repeat is Repeat.WEEKLY else ())
    return replace(draft, day=first, weekdays=weekdays)


def _open_day(frame: _Frame, draft: ScheduleMeeting) -> date:
    """Today, said as a guess where nothing in the repeat names a day."""
    today = frame.place.today
    by_month_day = draft.repeat is Repeat.MONTHLY and not draft.monthly_week
    month_day = frame.reading.repeat()
    if (draft.repeat is Repeat.WEEKLY and not draft.weekdays) or (
        by_month_day and not (month_day and month_day.month_day)
    ):
        day = _next_free_day(frame, draft)
        frame.remarks.guess(GuessKind.DAY_ASSUMED, _("You named no day, so it begins on {day}.").format(day=spell(day)))
        return day
    return today


def _next_free_day(frame: _Frame, draft: ScheduleMeeting) -> date:
    today = frame.place.today
    gone = draft.at is not None and frame.place.has_gone(today, draft.at)
    return today + timedelta(days=1) if gone else today


def _settle_end(frame: _Frame, draft: ScheduleMeeting) -> ScheduleMeeting:
    until, count, span = (frame.reading.one(kind) for kind in (UntilFound, CountFound, SpanFound))
    if draft.day is None:
        return draft
    last = None
    if isinstance(span, SpanFound) and (until or count):
        raise InvalidInput(
            _("The line says twice when the repeat ends."), next_step=_("Keep one of them."), field="until"
        )
    if isinstance(until, UntilFound):
        last = follow(until.word, draft.day)
    elif isinstance(span, SpanFound):
        last = _end_of_span(draft.day, span)
    return replace(draft, until=last, count=count.count if isinstance(count, CountFound) else None)


def _end_of_span(first: date, span: SpanFound) -> date:
    try:
        return first + relativedelta(weeks=span.weeks, months=span.months) - timedelta(days=1)
    except (OverflowError, ValueError) as error:
        raise InvalidInput(
            _("That repeat goes on longer than I can plan."), next_step=_("Choose an earlier end."), field="until"
        ) from error


def _settle_skips(frame: _Frame, draft: ScheduleMeeting) -> ScheduleMeeting:
    """Keep those days of the left-out spans on which the class would be held."""
    skip = frame.reading.one(SkipFound)
    if skip is None or not skip.spans or draft.day is None:
        return draft
    held = rule_days(_schedule(frame, draft))
    left_out: set[date] = set()
    for one, two in skip.spans:
        first = follow(one, draft.day)
        last = follow(two, first) if not isinstance(two, FixedDay) else two.day
        days = {day for day in held if first <= day <= last}
        if not days:
            text = (
                _("No class falls on {day}.").format(day=spell(first))
                if last == first
                else _("No class falls on {first} to {last}.").format(first=spell(first), last=spell(last))
            )
            frame.remarks.note(GuessKind.SKIP_MISSED, text)
        left_out |= days
    return replace(draft, skip=tuple(sorted(left_out)))


def _settle_single(frame: _Frame, draft: ScheduleMeeting) -> ScheduleMeeting:
    """A class held once; without a day it is the next time the clock shows that hour."""
    if draft.day is None and draft.at is not None:
        day = _next_free_day(frame, draft)
        text = _("You named no day, so I read {day}.").format(day=spell(day))
        if day == frame.place.today:
            frame.remarks.note(GuessKind.DAY_ASSUMED, text)
        else:
            frame.remarks.guess(GuessKind.DAY_ASSUMED, text)
        draft = replace(draft, day=day)
    _refuse_past(frame, draft)
    if draft.day is None or draft.at is None:
        return draft
    day, at = convert_offset(draft.day, draft.at, frame.place, frame.remarks)
    return replace(draft, day=day, at=at)


def _refuse_past(frame: _Frame, draft: ScheduleMeeting) -> None:
    day, at, today = draft.day, draft.at, frame.place.today
    if day is None or (day >= today and (at is None or not frame.place.has_gone(day, at))):
        return
    tomorrow = replace(draft, day=today + timedelta(days=1))
    said = spell(day) if at is None else f"{spell(day)}, {at:%H:%M},"
    step = (
        _("Choose a day from today on.")
        if at is None
        else _("Tomorrow at {at} would work, or write another day.").format(at=f"{at:%H:%M}")
    )
    raise NotUnderstood(
        _("{said} has gone by.").format(said=said),
        next_step=step,
        field="day",
        choices=(Choice(label=_label("Tomorrow", at), command=_or_form(tomorrow)),),
    )


def _label(day: str, at: time | None) -> str:
    return day if at is None else f"{day} {at:%H:%M}"


def _or_form(draft: ScheduleMeeting) -> Command:
    """The command, or the form filled with it where something is missing."""
    timed = draft.day is not None and draft.at is not None
    complete = bool(draft.topic) and (timed or draft.repeat is Repeat.ANYTIME)
    return draft if complete else OpenScheduleForm(draft=draft)


def _schedule(frame: _Frame, draft: ScheduleMeeting) -> Schedule:
    return Schedule(
        zone=frame.place.name,
        duration_minutes=draft.duration_minutes or frame.speaker.default_minutes,
        day=draft.day,
        at=draft.at,
        repeat=draft.repeat,
        interval=draft.interval,
        weekdays=draft.weekdays,
        monthly_week=draft.monthly_week,
        until=draft.until,
        count=draft.count,
        skip=draft.skip,
    )


def _finish(frame: _Frame, draft: ScheduleMeeting) -> Command:
    """Hold the dates against Zoom's limits, even where the form will be opened."""
    if draft.day is not None or draft.repeat is Repeat.ANYTIME:
        noon = datetime.min.time().replace(hour=12)
        add_plan_notes(_schedule(frame, replace(draft, at=draft.at or noon)), frame.remarks)
    return _or_form(draft)
