"""Days, times, zones and lengths of one line put together into wall time, with what had to be guessed."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from zoomcore.commands.clocks import read_clock, read_end_time, read_range, read_time
from zoomcore.commands.days import follow
from zoomcore.commands.found import (
    DayFound,
    EndTimeFound,
    InFound,
    LengthFound,
    TimeFound,
    WeekdayWord,
    YearlessDay,
    ZoneFound,
)
from zoomcore.commands.lengths import read_in, read_length
from zoomcore.commands.outcome import Guess, GuessKind, Speaker
from zoomcore.commands.reading import Reading
from zoomcore.commands.repeats import read_one_day
from zoomcore.commands.sentences import note_words
from zoomcore.commands.source import Read, Reader, Source
from zoomcore.commands.zones import read_zone_phrase
from zoomcore.domain.recurrence import PlanNoteKind, plan
from zoomcore.domain.schedule import Schedule
from zoomcore.domain.timing import read_zone, resolve
from zoomcore.errors import InvalidInput
from zoomcore.wording import _
from zoomcore.wording.dates import long_date, spell, weekday_of

_YEAR = timedelta(days=365)
_TEN_YEARS = timedelta(days=3652)
#: A day without a year that lies farther ahead has probably just gone by.
_LIKELY_THIS_YEAR = timedelta(days=270)
_DAY_MINUTES = 1440
_ISO_TIME = re.compile(
    r"t(\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(?:(?P<z>z)|(?P<sign>[+-])(?P<h>0\d|1[0-4]):?(?P<m>[0-5]\d))?(?!\w)"
)


def read_day_and_time(source: Source, place: int) -> Read | None:
    """Read "2026-12-01T14:00" with an optional "Z" or offset, as calendars write it."""
    day = read_one_day(source, place)
    if day is None:
        return None
    match = _ISO_TIME.match(source.flat, day.end)
    if match is None:
        return None
    at = TimeFound(read_clock(match[1], match[2]))
    return Read((*day.found, at, *_iso_zone(match)), match.end())


def _iso_zone(match: re.Match[str]) -> tuple[ZoneFound, ...]:
    if match["z"]:
        return (ZoneFound("UTC"),)
    if match["sign"] is None:
        return ()
    minutes = int(match["h"]) * 60 + int(match["m"])
    return (ZoneFound(offset_minutes=minutes if match["sign"] == "+" else -minutes),)


#: Phrases that say when; the order settles which one has a place that two could claim.
WHEN_READERS: tuple[Reader, ...] = (
    read_day_and_time,
    read_end_time,
    read_range,
    read_in,
    read_one_day,
    read_length,
    read_time,
    read_zone_phrase,
)


#: What the plan has to say that is worth an echo. A contradiction of day and repeat is told by `_settle_repeat`.
_NOTE_KINDS = {
    PlanNoteKind.DST_GAP: GuessKind.DST_GAP,
    PlanNoteKind.DAY_MISSING: GuessKind.DST_GAP,
    PlanNoteKind.DST_FOLD: GuessKind.DST_FOLD,
    PlanNoteKind.SHORT_MONTH: GuessKind.SHORT_MONTH,
    PlanNoteKind.NO_END: GuessKind.NO_END,
}


@dataclass(slots=True)
class Remarks:
    """Guesses and notes, gathered while a line is put together."""

    guesses: list[Guess] = field(default_factory=list)
    notes: list[Guess] = field(default_factory=list)

    def guess(self, kind: GuessKind, text: str) -> None:
        self.guesses.append(Guess(kind, text))

    def note(self, kind: GuessKind, text: str) -> None:
        self.notes.append(Guess(kind, text))


@dataclass(frozen=True, slots=True)
class Place:
    """The zone a line speaks in. `zone` is what the command says: empty for the asker's own."""

    zone: str
    clock: tzinfo
    speaker: Speaker
    #: True for UTC+2, whose times are carried over into the asker's zone.
    fixed: bool = False

    @property
    def now(self) -> datetime:
        """Wall time there."""
        return self.speaker.now.astimezone(self.clock)

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def name(self) -> str:
        """The IANA zone in which the command's wall time is to be read."""
        return self.zone or self.speaker.zone

    def has_gone(self, day: date, at: time) -> bool:
        """Whether that wall time lies before now."""
        return self.instant(day, at) <= self.speaker.now

    def instant(self, day: date, at: time) -> datetime:
        if self.fixed:
            return datetime.combine(day, at, self.clock).astimezone(UTC)
        return resolve(day, at, self.name).instant


def read_place(reading: Reading, speaker: Speaker, remarks: Remarks) -> Place:
    """Where the line's clock hangs: the asker's zone unless it names one."""
    found = reading.one(ZoneFound)
    if found is None:
        return Place("", read_zone(speaker.zone), speaker)
    if found.guess is not None:
        remarks.guesses.append(found.guess)
    if found.offset_minutes is not None:
        return Place("", timezone(timedelta(minutes=found.offset_minutes)), speaker, fixed=True)
    return Place(found.zone, read_zone(found.zone), speaker)


def read_at(reading: Reading, remarks: Remarks) -> time | None:
    """The time of day; None where the line names none."""
    found = reading.one(TimeFound)
    if found is None:
        return None
    if found.guess is not None:
        remarks.guesses.append(found.guess)
    return found.at


def read_minutes(reading: Reading, at: time | None) -> int | None:
    """The length, from whichever of "for 50m", "3-3:50pm", "until 5pm" was said; InvalidInput where two disagree."""
    clock, length, end = reading.one(TimeFound), reading.one(LengthFound), reading.one(EndTimeFound)
    said = [each for each in (clock.minutes if clock else None, length.minutes if length else None) if each is not None]
    if end is not None and at is not None:
        said.append((_minutes(end.at) - _minutes(at)) % _DAY_MINUTES or _DAY_MINUTES)
    if len(set(said)) > 1:
        raise InvalidInput(
            _("The line gives two lengths, {one} and {other} minutes.").format(one=said[0], other=said[1]),
            next_step=_("Keep one of them, like `for 50m`."),
            field="duration_minutes",
        )
    return said[0] if said else None


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def read_from_now(reading: Reading, place: Place) -> datetime | None:
    """Read "in 30 minutes" as wall time, on the full minute."""
    found = reading.one(InFound)
    if found is None:
        return None
    moment = place.now.astimezone(UTC) + timedelta(minutes=found.minutes)
    return moment.astimezone(place.clock).replace(second=0, microsecond=0)


def settle_day(found: DayFound, at: time | None, place: Place, remarks: Remarks) -> date:
    """The date a day word means today. A weekday whose time has gone by is next week's."""
    day = _follow(found, place)
    if isinstance(found.word, WeekdayWord) and at is not None and place.has_gone(day, at):
        day += timedelta(days=7)
    ahead = day - place.today
    if ahead > _TEN_YEARS:
        raise InvalidInput(
            _("{day} is farther ahead than I can plan.").format(day=spell(day)),
            next_step=_("Choose a day within ten years."),
            field="day",
        )
    if ahead > _YEAR:
        remarks.guess(GuessKind.FAR_AHEAD, _("{day} is more than a year ahead.").format(day=spell(day)))
    elif isinstance(found.word, YearlessDay) and ahead > _LIKELY_THIS_YEAR:
        remarks.guess(GuessKind.YEAR_ASSUMED, _("You named no year, so I read {day}.").format(day=spell(day)))
    if found.weekday and found.weekday != day.isoweekday():
        raise InvalidInput(
            _("{date} is a {weekday}, and you named another weekday.").format(
                date=long_date(day), weekday=weekday_of(day)
            ),
            next_step=_("Keep the date or the weekday, or put the topic in quotes."),
            field="day",
        )
    if found.ordered:
        remarks.note(GuessKind.DATE_ORDER, _("I read the date as {day}.").format(day=spell(day)))
    return day


def _follow(found: DayFound, place: Place) -> date:
    try:
        return follow(found.word, place.today)
    except OverflowError as error:
        raise InvalidInput(
            _("That day is beyond what I can plan."), next_step=_("Choose a day within the next years."), field="day"
        ) from error


def convert_offset(day: date, at: time, place: Place, remarks: Remarks) -> tuple[date, time]:
    """Wall time at a fixed offset, carried over into the asker's own zone and said so."""
    if not place.fixed:
        return day, at
    home = datetime.combine(day, at, place.clock).astimezone(read_zone(place.speaker.zone))
    offset = place.clock.tzname(None)
    remarks.note(
        GuessKind.ZONE_CONVERTED,
        _("{at} {offset} is {home} in {zone}.").format(
            at=f"{at:%H:%M}", offset=offset, home=f"{home:%H:%M}", zone=place.speaker.zone
        ),
    )
    return home.date(), home.time()


def add_plan_notes(schedule: Schedule, remarks: Remarks) -> None:
    """Lay the dates out, and note what that had to decide; InvalidInput for what passes a limit."""
    for note in plan(schedule).notes:
        if note.kind in _NOTE_KINDS:
            remarks.note(_NOTE_KINDS[note.kind], note_words(note))
