"""The lines that move, change and cancel a class."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial

from zoomcore.commands.base import Target
from zoomcore.commands.days import follow
from zoomcore.commands.found import (
    CountFound,
    DayFound,
    LengthFound,
    MonthDay,
    PasscodeFound,
    ScopeFound,
    SectionFound,
    TimeFound,
    TopicFound,
    UntilFound,
    WeekdayWord,
)
from zoomcore.commands.hosting import read_alternatives
from zoomcore.commands.lengths import read_count
from zoomcore.commands.optional import options_of, read_other_section, read_plain_option
from zoomcore.commands.options import read_course
from zoomcore.commands.outcome import Choice, NotUnderstood, Parsed, Speaker
from zoomcore.commands.passcodes import read_other_passcode, require_sure
from zoomcore.commands.reading import Reading
from zoomcore.commands.repeats import read_one_day, read_repeat, read_until
from zoomcore.commands.source import Read, Source, scan
from zoomcore.commands.targets import target_of_rest
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
from zoomcore.commands.wishes.meetings import CancelMeeting, MoveMeeting, OpenMoveForm
from zoomcore.commands.wishes.options import ChangeOptions, OpenOptionsForm
from zoomcore.commands.words import any_of
from zoomcore.domain.meetings import Scope
from zoomcore.domain.options import said_in
from zoomcore.domain.schedule import LONGEST_TOPIC, Repeat, Schedule
from zoomcore.errors import InvalidInput
from zoomcore.wording import _
from zoomcore.wording.dates import spell

_SCOPES: Mapping[Scope, re.Pattern[str]] = {
    Scope.FOLLOWING: re.compile(
        r"(?:this (?:one )?(?:and|&|\+) (?:all )?(?:the )?(?:later|following|after|future|next)(?: ones)?"
        r"|following|from now on|este y (?:los )?siguientes)(?!\w)"
    ),
    Scope.ALL: re.compile(
        r"(?:all(?: of (?:them|it)| dates)?|(?:the )?(?:whole |entire )?series|every one|todas|todos)(?!\w)"
    ),
    Scope.THIS: re.compile(
        r"(?:(?:only |just )?this(?: one| date| class| time)?(?: only)?|only this|solo esta|esta)(?!\w)"
    ),
}


def read_scope(source: Source, place: int) -> Read | None:
    """Read which dates are meant: this, this and later, all."""
    for scope, pattern in _SCOPES.items():
        if match := pattern.match(source.flat, place):
            return Read((ScopeFound(scope),), match.end())
    return None


_TOPIC = re.compile(r"(?:(?:new )?topic|title|rename(?:d)?(?: to| as)?|called)[ :]+(?=\x02)")


def read_topic(source: Source, place: int) -> Read | None:
    """Read a quoted topic behind the word that says so."""
    match = _TOPIC.match(source.flat, place)
    return Read((TopicFound(source.line.quoted[match.end()]),), match.end() + 1) if match else None


def read_move(source: Source, start: int, speaker: Speaker) -> Parsed:
    """A class moved; the form where the line does not say to when."""
    readers = (
        read_topic,
        read_course,
        _read_days_own,
        _read_moved_day,
        read_until,
        read_repeat,
        read_count,
        *WHEN_READERS,
        read_scope,
    )
    reading, of_day = _part(Reading(source, scan(source, start, readers)))
    _refuse_shift(reading)
    remarks = Remarks()
    command = _move(reading, speaker, remarks)
    if of_day is not None:
        # Who names a day means its date; a new rule is the whole series' all the same.
        this = command.scope is Scope.UNSAID and command.repeat is Repeat.NONE
        command = replace(
            command,
            target=_on_day(reading, command.target, of_day, speaker, remarks),
            scope=Scope.THIS if this else command.scope,
        )
    if replace(command, target=Target(), scope=Scope.UNSAID, zone="") == MoveMeeting():
        return Parsed(command=OpenMoveForm(target=command.target))
    return Parsed(command=command, guesses=tuple(remarks.guesses), notes=tuple(remarks.notes))


_LATER = re.compile(r" (?:later|earlier|sooner|forward|back|mas tarde|despues|antes)(?!\w)")
_BY = re.compile(r"(?<!\S)by $")
_OWN = re.compile(r"['’]s(?!\w)")
#: Between the day a class has and the one it gets.
_TO = re.compile(r"(?<!\S)(?:to|a|al|para|->|=>)(?!\S)")
#: Behind these "thu to fri" are the days of a rule.
_OF_A_RULE = re.compile(r"(?:every|each|to|weekly|cada|todos los|a|al|para)(?: on)? $")


def _read_moved_day(source: Source, place: int) -> Read | None:
    """The first of "thu to fri": moved from one to the other, where a new class would be held from one to the other."""
    read = read_one_day(source, place)
    if read is None or not isinstance(read.found[0], DayFound) or not isinstance(read.found[0].word, WeekdayWord):
        return None
    to = _TO.match(source.flat, read.end + 1)
    return read if to and not _OF_A_RULE.search(source.flat[:place]) else None


def _refuse_shift(reading: Reading) -> None:
    """A length says how long a class is, so "30 minutes later" would make it thirty minutes long."""
    flat = reading.source.flat
    for item in reading.scan.items:
        if isinstance(item.found, LengthFound) and (_LATER.match(flat, item.end) or _BY.search(flat, 0, item.start)):
            raise InvalidInput(
                _("I can't move a class by a length of time."),
                next_step=_("Write the time it shall begin at, like `move MATH201 to 16:00`."),
                field="at",
            )


def _part(reading: Reading) -> tuple[Reading, DayFound | None]:
    """Of "the one on dec 9 to 4pm", the day that says which class is meant; the rest says to when."""
    items = reading.scan.items
    words = [match.start() for span in reading.scan.rest for match in _TO.finditer(reading.source.flat, *span)]
    days = [item for item in items if isinstance(item.found, DayFound)]
    owning = [day for day in days if _OWN.match(reading.source.flat, day.end - 2)]
    before = owning or [day for day in days if any(day.end <= word < items[-1].start for word in words)]
    if len(before) != 1 or not isinstance(before[0].found, DayFound):
        return reading, None
    left = tuple(item for item in items if item is not before[0])
    return replace(reading, scan=replace(reading.scan, items=left)), before[0].found


def _on_day(reading: Reading, target: Target, found: DayFound, speaker: Speaker, remarks: Remarks) -> Target:
    """The class of that day, as the asker counts days."""
    return replace(target, day=settle_day(found, None, read_place(reading, speaker, Remarks()), remarks))


def _move(reading: Reading, speaker: Speaker, remarks: Remarks) -> MoveMeeting:
    place = read_place(reading, speaker, remarks)
    at, found, soon = read_at(reading, remarks), reading.day(begins=False), read_from_now(reading, place)
    day = settle_day(found, at, place, remarks) if found else None
    if soon is not None and at is None:
        day, at = soon.date(), soon.time()
    topic, scope = reading.one(TopicFound), reading.one(ScopeFound)
    command = MoveMeeting(
        target=target_of_rest(reading),
        day=day,
        at=at,
        zone=place.zone,
        duration_minutes=read_minutes(reading, at),
        topic=_short_enough(topic.topic) if topic else "",
        scope=scope.scope if scope else Scope.UNSAID,
    )
    command = _with_rule(command, reading, place)
    _refuse_past(command, place)
    return _note_clocks(_convert(command, place, remarks), place, speaker, remarks)


def _with_rule(command: MoveMeeting, reading: Reading, place: Place) -> MoveMeeting:
    """Another rule of the series, or another end. Days of the month and yearless ends count from today."""
    repeat, until, count = reading.repeat(), reading.one(UntilFound), reading.one(CountFound)
    first = command.day or place.today
    if repeat is not None and repeat.repeat is Repeat.ANYTIME:
        raise InvalidInput(
            _("A series with dates can't become one without."),
            next_step=_("Cancel it, and schedule it anew with `new … anytime`."),
            field="repeat",
        )
    if repeat is not None:
        command = replace(
            command,
            day=follow(MonthDay(repeat.month_day), first) if repeat.month_day else command.day,
            repeat=repeat.repeat,
            interval=repeat.interval,
            weekdays=repeat.weekdays,
            monthly_week=repeat.monthly_week,
        )
    return replace(command, until=follow(until.word, first) if until else None, count=count.count if count else None)


def _note_clocks(command: MoveMeeting, place: Place, speaker: Speaker, remarks: Remarks) -> MoveMeeting:
    """Say where a change of the clocks touches the new time."""
    if command.day is not None and command.at is not None:
        length = command.duration_minutes or speaker.default_minutes
        add_plan_notes(Schedule(zone=place.name, duration_minutes=length, day=command.day, at=command.at), remarks)
    return command


def _short_enough(topic: str) -> str:
    if len(topic) > LONGEST_TOPIC:
        raise InvalidInput(
            _("That topic has {count} characters, and Zoom takes {most}.").format(count=len(topic), most=LONGEST_TOPIC),
            next_step=_("Send it again with a shorter topic."),
            field="topic",
        )
    return topic


def _refuse_past(command: MoveMeeting, place: Place) -> None:
    day, at, today = command.day, command.at, place.today
    if day is None or (day >= today and (at is None or not place.has_gone(day, at))):
        return
    said = spell(day) if at is None else f"{spell(day)}, {at:%H:%M},"
    tomorrow = replace(command, day=today + timedelta(days=1))
    raise NotUnderstood(
        _("{said} has gone by.").format(said=said),
        next_step=_("Choose a day from today on."),
        field="day",
        choices=(
            Choice(
                label=_("Tomorrow") if at is None else _("Tomorrow {at}").format(at=f"{at:%H:%M}"), command=tomorrow
            ),
        ),
    )


def _convert(command: MoveMeeting, place: Place, remarks: Remarks) -> MoveMeeting:
    if not place.fixed or command.at is None:
        return command
    if command.day is None:
        raise InvalidInput(
            _("A time at a fixed offset like UTC+2 needs its day too."),
            next_step=_("Write both, like `move to thu 16:00 UTC+2`, or name a city."),
            field="zone",
        )
    day, at = convert_offset(command.day, command.at, place, remarks)
    return replace(command, day=day, at=at)


def _read_days_own(source: Source, place: int) -> Read | None:
    """Read "tomorrow's class": of a class that exists, the day it has."""
    read = read_one_day(source, place)
    end = _OWN.match(source.flat, read.end) if read else None
    return replace(read, end=end.end()) if read and end else None


def _read_sure_day(source: Source, place: int) -> Read | None:
    """A date, a day like tomorrow, or a weekday behind "on": alone it may be a word of a topic."""
    read = read_one_day(source, place)
    if read is None or not isinstance(read.found[0], DayFound):
        return None
    weekday = isinstance(read.found[0].word, WeekdayWord)
    on = re.compile(rf"{any_of(source.words.on)} ")
    return read if not weekday or on.match(source.flat, place) else None


def read_set(source: Source, start: int, speaker: Speaker) -> Parsed:
    """Options of a class changed, or of its one date on a day; the form where the line says no option.

    Ordinary words are options here.
    """
    # A passcode before the options: its word and the next may be read as one of them. It may look like a day, too.
    passcode_said = partial(read_other_passcode, option=read_plain_option)
    said = (read_alternatives, passcode_said, read_plain_option, read_other_section)
    reading = Reading(source, scan(source, start, (read_course, *said, _read_days_own, _read_sure_day, read_scope)))
    options, said_scope, passcode = said_in(options_of(reading)), reading.one(ScopeFound), reading.one(PasscodeFound)
    target, found, remarks = target_of_rest(reading), reading.day(begins=False), Remarks()
    scope = Scope.UNSAID if found is None else Scope.THIS
    if found is not None:
        target = _on_day(reading, target, found, speaker, remarks)
    if said_scope is not None:
        scope = said_scope.scope
    section = reading.one(SectionFound)
    if not options and passcode is None and section is None:
        return Parsed(command=OpenOptionsForm(target=target, scope=scope))
    if passcode is not None and target == Target():
        require_sure(passcode.passcode)
    command = ChangeOptions(
        target=target,
        scope=scope,
        passcode=passcode.passcode if passcode else None,
        section=section.name if section else None,
    )
    return Parsed(command=replace(command, **options), guesses=tuple(remarks.guesses), notes=tuple(remarks.notes))


def read_cancel(source: Source, start: int, speaker: Speaker) -> Parsed:
    """A class cancelled, the one of a day where the line names one. A time is refused: it tells no class apart."""
    reading = Reading(source, scan(source, start, (read_course, _read_days_own, *WHEN_READERS, read_scope)))
    timed = [item for item in reading.scan.items if isinstance(item.found, TimeFound)]
    if timed:
        said = source.line.cut(timed[0].start, timed[0].end)
        raise InvalidInput(
            _("I can't pick the class of “{said}” from a line.").format(said=said),
            next_step=_("Name its day alone, like `cancel MATH201 on thu`, or send `list` and press Cancel there."),
            field="target",
        )
    scope, found, remarks = reading.one(ScopeFound), reading.day(begins=False), Remarks()
    target = target_of_rest(reading)
    if found is not None:
        target = _on_day(reading, target, found, speaker, remarks)
    command = CancelMeeting(target=target, scope=scope.scope if scope else Scope.UNSAID)
    return Parsed(command=command, guesses=tuple(remarks.guesses), notes=tuple(remarks.notes))
