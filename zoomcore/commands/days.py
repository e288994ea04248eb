"""Days as people write them: tomorrow, next tue, dec 12 2026, 12.12., 3/4."""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import assert_never

from zoomcore.commands.found import DayWord, FixedDay, MonthDay, NearDay, WeekdayWord, YearlessDay
from zoomcore.commands.source import DateOrder, Source
from zoomcore.commands.words import Vocabulary, any_of, vocabulary
from zoomcore.errors import InvalidInput
from zoomcore.wording import _

_LEAP_YEAR = 2028
_LONGEST_MONTH = 31
_MONTHS = 12
_CENTURY = 2000
_TWO_DIGITS = 100
_FARTHEST_MONTHS = 12 * 9

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})?(?![\w.])")
_GAP = re.compile(r",? ")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?(?![\w/])")


class AmbiguousDate(InvalidInput):
    """3/4: both readings make sense and nothing tells which is meant. `labels`: day first, then month first."""

    def __init__(self, text: str, one: int, two: int) -> None:
        labels = (f"{one} {calendar.month_name[two]}", f"{two} {calendar.month_name[one]}")
        super().__init__(
            _("{text} could be {one} or {other}.").format(text=text, one=labels[0], other=labels[1]),
            next_step=_("Write the month as a word, like `{day} {month}`.").format(
                day=one, month=calendar.month_abbr[two].lower()
            ),
            field="day",
        )
        self.labels = labels


@dataclass(frozen=True, slots=True)
class DayRead:
    """`guessed_order`: the locale, not the line, decided which number is the month.

    `weekday` is the ISO weekday that stood before a date, 0 for none.
    """

    word: DayWord
    end: int
    guessed_order: bool = False
    weekday: int = 0


@dataclass(frozen=True, slots=True)
class _Patterns:
    day_month: re.Pattern[str]
    month_day: re.Pattern[str]
    near: re.Pattern[str]
    weekday: re.Pattern[str]
    ordinal: re.Pattern[str]
    within: re.Pattern[str]


@lru_cache(maxsize=16)
def _patterns(language: str) -> _Patterns:
    words = vocabulary(language)
    month, of = any_of(words.months), any_of(words.of)
    nth = r"(?:st|nd|rd|th|o)?"
    year = rf"(?:,? (?:{of} )?(20\d\d)(?![\d:]))?"
    the = f"(?:{any_of(words.on)} )?"
    return _Patterns(
        day_month=re.compile(rf"{the}(\d{{1,2}}){nth}\.? ?(?:{of} )?({month})\.?{year}(?!\w)"),
        month_day=re.compile(rf"{the}({month})\.? (?:the )?(\d{{1,2}}){nth}{year}(?![\w:])"),
        near=re.compile(rf"({any_of(words.near_days)})(?!\w)"),
        weekday=re.compile(
            rf"{the}(?:({any_of(words.next_)}(?: {any_of(words.week)})?)|{any_of(words.this)})? ?"
            rf"({any_of(words.weekdays)})"
            rf"( {any_of(words.next_)} {any_of(words.week)}| que viene)?(?!\w)"
        ),
        ordinal=re.compile(r"(?:on )?the (\d{1,2})(?:st|nd|rd|th)(?!\w)"),
        within=re.compile(
            rf"{any_of(words.within)} (\d{{1,3}}|an?|una?) (?:({any_of(words.day)})|({any_of(words.week)}))(?!\w)"
        ),
    )


def read_day(source: Source, place: int) -> DayRead | None:
    """The day that stands at this place. InvalidInput names a day that does not exist, like 31 February."""
    return _read_date(source, place) or _read_dated_weekday(source, place) or _read_other(source, place)


def _read_date(source: Source, place: int) -> DayRead | None:
    for reader in (_read_iso, _read_dotted, _read_slashed, _read_day_month, _read_month_day):
        read = reader(source, place)
        if read is not None:
            return read
    return None


def _read_dated_weekday(source: Source, place: int) -> DayRead | None:
    """Read "Thursday, 3 December" as the date, and remember the weekday."""
    match = _patterns(source.language).weekday.match(source.flat, place)
    gap = _GAP.match(source.flat, match.end()) if match else None
    read = _read_date(source, gap.end()) if gap else None
    return replace(read, weekday=source.words.weekdays[match[2]]) if match and read else None


def _read_iso(source: Source, place: int) -> DayRead | None:
    match = _ISO.match(source.flat, place)
    if match is None:
        return None
    year, month, day = map(int, match.groups())
    return DayRead(FixedDay(_real_day(year, month, day)), match.end())


def _read_dotted(source: Source, place: int) -> DayRead | None:
    match = _DOTTED.match(source.flat, place)
    if match is None:
        return None
    day, month, year = match.groups()
    if int(day) > _LONGEST_MONTH:
        return None
    return DayRead(_day_of(year, int(month), int(day)), match.end())


def _read_slashed(source: Source, place: int) -> DayRead | None:
    match = _SLASHED.match(source.flat, place)
    if match is None:
        return None
    one, two, year = int(match[1]), int(match[2]), match[3]
    if max(one, two) > _LONGEST_MONTH:
        return None
    if one == two or max(one, two) > _MONTHS:
        # Only one of the two orders is a date, or both are the same.
        month, day = (two, one) if one > _MONTHS else (one, two)
        return DayRead(_day_of(year, month, day), match.end())
    if source.order is DateOrder.OPEN:
        raise AmbiguousDate(match.group(), one, two)
    month, day = (two, one) if source.order is DateOrder.DAY_FIRST else (one, two)
    return DayRead(_day_of(year, month, day), match.end(), guessed_order=True)


def _read_day_month(source: Source, place: int) -> DayRead | None:
    match = _patterns(source.language).day_month.match(source.flat, place)
    if match is None or int(match[1]) > _LONGEST_MONTH:
        return None
    return DayRead(_day_of(match[3], source.words.months[match[2]], int(match[1])), match.end())


def _read_month_day(source: Source, place: int) -> DayRead | None:
    match = _patterns(source.language).month_day.match(source.flat, place)
    if match is None or int(match[2]) > _LONGEST_MONTH:
        return None
    return DayRead(_day_of(match[3], source.words.months[match[1]], int(match[2])), match.end())


def _read_other(source: Source, place: int) -> DayRead | None:
    patterns, words, flat = _patterns(source.language), source.words, source.flat
    if match := patterns.near.match(flat, place):
        return DayRead(NearDay(words.near_days[match[1]]), match.end())
    if match := patterns.weekday.match(flat, place):
        return DayRead(WeekdayWord(words.weekdays[match[2]], bool(match[1] or match[3])), match.end())
    if (match := patterns.ordinal.match(flat, place)) and 1 <= int(match[1]) <= _LONGEST_MONTH:
        return DayRead(MonthDay(int(match[1])), match.end())
    if match := patterns.within.match(flat, place):
        number = int(match[1]) if match[1].isdigit() else 1
        return DayRead(NearDay(number if match[2] else number * 7), match.end())
    return None


def yearless(month: int, day: int) -> YearlessDay:
    """The coming such day; InvalidInput for one that no year has."""
    _real_day(_LEAP_YEAR, month, day)
    return YearlessDay(month, day)


def _day_of(year: str | None, month: int, day: int) -> DayWord:
    if year is None:
        return yearless(month, day)
    number = int(year)
    return FixedDay(_real_day(number + _CENTURY if number < _TWO_DIGITS else number, month, day))


def _real_day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise _no_such_day(year, month, day) from error


def _no_such_day(year: int, month: int, day: int) -> InvalidInput:
    if not 1 <= month <= _MONTHS:
        message = _("There is no month {month}.").format(month=month)
    elif year < 1:
        message = _("There is no year {year}.").format(year=year)
    else:
        when = "" if year == _LEAP_YEAR else f" {year}"
        message = _("{month_name}{when} has no day {day}.").format(
            month_name=calendar.month_name[month], when=when, day=day
        )
    return InvalidInput(message, next_step=_("Choose a day that is in the calendar, like `dec 12`."), field="day")


def follow(word: DayWord, base: date) -> date:
    """The day that a word means, seen from `base`: itself, or the first that fits on or after it."""
    match word:
        case FixedDay(day=day):
            return day
        case NearDay(offset=offset):
            return base + timedelta(days=offset)
        case YearlessDay(month=month, day=day):
            return _coming(base, month, day)
        case MonthDay(day=day):
            return _coming_month_day(base, day)
        case WeekdayWord(weekday=weekday, next_week=next_week):
            start = base + timedelta(days=8 - base.isoweekday()) if next_week else base
            return start + timedelta(days=(weekday - start.isoweekday()) % 7)
        case _:
            assert_never(word)


def _coming(base: date, month: int, day: int) -> date:
    # 29 February comes within eight years, whatever the century.
    years = (base.year + offset for offset in range(9))
    return next(found for year in years if (found := _date_or_none(year, month, day)) is not None and found >= base)


def _coming_month_day(base: date, day: int) -> date:
    months = (divmod(base.year * 12 + base.month - 1 + offset, 12) for offset in range(_FARTHEST_MONTHS))
    return next(
        found for year, month in months if (found := _date_or_none(year, month + 1, day)) is not None and found >= base
    )


def _date_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def weekday_words(words: Vocabulary) -> str:
    """A pattern for one weekday, in the singular or the plural, which captures nothing."""
    return rf"(?:{any_of(words.weekdays)}s?)"
