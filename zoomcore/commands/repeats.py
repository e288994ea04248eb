"""Repeats as people write them: every mon,wed; MWF; every last fri; biweekly; until dec 12 except mar 9-13."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from zoomcore.commands.days import DayRead, read_day, weekday_words, yearless
from zoomcore.commands.found import (
    DayFound,
    DayWord,
    Found,
    RepeatFound,
    SkipFound,
    UntilFound,
    WeekdayWord,
    YearlessDay,
)
from zoomcore.commands.source import Read, Source
from zoomcore.commands.words import any_of, vocabulary
from zoomcore.domain.schedule import Repeat

_LONGEST_MONTH = 31
_COMMON_YEAR = 2027
_WORKDAYS = (1, 2, 3, 4, 5)
_WEEKEND = (6, 7)
#: The letters of a timetable; Th and R are both Thursday, Su and U Sunday.
_LETTERS = {"M": 1, "T": 2, "Tu": 2, "W": 3, "Th": 4, "R": 4, "F": 5, "Sa": 6, "S": 6, "Su": 7, "U": 7}
_CODE = re.compile(r"(?:M|Tu|Th|Sa|Su|T|W|R|F|S|U){2,8}(?![\w-])")
_CODE_LETTER = re.compile(r"Tu|Th|Sa|Su|[MTWRFSU]")
#: Short words that are a timetable wherever they stand; others of two letters (MR, TF) only in front of a time.
_SURE_CODES = frozenset({"MW", "TR", "TTh", "TuTh", "WF", "MWF", "MTh", "MWTh"})
_SHORT_CODE = 2


@dataclass(frozen=True, slots=True)
class _Patterns:
    anytime: re.Pattern[str]
    unit: re.Pattern[str]
    adverb: re.Pattern[str]
    nth: re.Pattern[str]
    month_day: re.Pattern[str]
    days: re.Pattern[str]
    one_day: re.Pattern[str]
    plural: re.Pattern[str]
    workdays: re.Pattern[str]
    since: re.Pattern[str]
    until: re.Pattern[str]
    besides: re.Pattern[str]
    to: re.Pattern[str]
    and_: re.Pattern[str]
    time_ahead: re.Pattern[str]


@lru_cache(maxsize=16)
def _patterns(language: str) -> _Patterns:
    words = vocabulary(language)
    every, on = any_of(words.every), any_of(words.on)
    weekday, and_ = weekday_words(words), any_of(words.and_)
    joint = rf"(?: ?[,/] ?(?:{and_} )?| {and_} | ?[&+] ?| )"
    listed = rf"{weekday}(?: ?- ?| {any_of(words.to)} ){weekday}|{weekday}(?:{joint}{weekday}){{0,13}}"
    number = rf"\d{{1,3}}|{any_of(words.numbers)}"
    on_days = rf"(?: (?:{on} )?(?P<days>{listed}))?"
    of_month = rf" (?:{any_of(words.of)}|in) (?:the|each|every|el|cada) {any_of(words.month)}"
    return _Patterns(
        anytime=re.compile(rf"{any_of(words.anytime)}(?!\w)"),
        unit=re.compile(
            rf"{every} (?:(?P<other>{any_of(words.other)}) |(?P<number>{number}) ?)?"
            rf"(?:(?P<day>{any_of(words.day)})|(?P<week>{any_of(words.week)}){on_days}"
            rf"|(?P<month>{any_of(words.month)})(?: on (?:the )?(?:(?P<nth>\d{{1,2}})(?:st|nd|rd|th)?"
            rf"|(?P<week_of_month>{any_of(words.nth)}) (?P<weekday>{weekday})))?)(?!\w)"
        ),
        adverb=re.compile(
            rf"(?:(?P<day>{any_of(words.daily)})|(?P<two>{any_of(words.biweekly)}){on_days.replace('days', 'days2')}"
            rf"|(?P<week>{any_of(words.weekly)}){on_days}|(?P<month>{any_of(words.monthly)}))(?!\w)"
        ),
        nth=re.compile(
            rf"(?:(?P<every>{every}) |the |el )?(?P<nth>{any_of(words.nth)}) (?P<weekday>{weekday})"
            rf"(?P<of>{of_month})?(?!\w)"
        ),
        month_day=re.compile(rf"(?P<every>{every} |on the )(?P<day>\d{{1,2}})(?:st|nd|rd|th)(?P<of>{of_month})?(?!\w)"),
        days=re.compile(
            rf"(?:(?P<every>{every}) (?:(?P<other>{any_of(words.other)}) )?|{on} )?(?P<days>{listed})(?!\w)"
        ),
        one_day=re.compile(any_of(words.weekdays)),
        plural=re.compile(rf"{any_of(word for word in words.weekdays if not word.endswith('s'))}s$"),
        workdays=re.compile(
            rf"(?:(?:{every}|{on}) )?(?:(?P<work>{any_of(words.workdays)})|(?P<end>{any_of(words.weekend)}))(?!\w)"
        ),
        since=re.compile(rf"{any_of(words.since)} "),
        until=re.compile(rf"(?:{any_of(words.until)}) "),
        besides=re.compile(rf"{any_of(words.besides)} "),
        to=re.compile(rf" ?- ?| (?:{any_of((*words.to, *words.until))}) "),
        and_=re.compile(rf" ?, ?(?:{and_} )?| {and_} | ?[&+] ?"),
        time_ahead=re.compile(rf",? (?:{any_of(words.at)} )?(?:\d|{any_of(words.clock_words)})"),
    )


def read_repeat(source: Source, place: int) -> Read | None:
    """A repeat, however it is said."""
    for reader in (
        _read_anytime,
        _read_unit,
        _read_adverb,
        _read_nth,
        _read_month_day,
        _read_work,
        _read_days,
        _read_code,
    ):
        read = reader(source, place)
        if read is not None:
            return read
    return None


def _weekly(weekdays: tuple[int, ...], interval: int = 1) -> RepeatFound:
    return RepeatFound(Repeat.WEEKLY, interval, weekdays)


def _listed(source: Source, text: str | None) -> tuple[int, ...]:
    """ISO weekdays of "mon,wed", "mondays and wednesdays" or "mon-fri"."""
    if not text:
        return ()
    patterns = _patterns(source.language)
    found = [source.words.weekdays[word] for word in patterns.one_day.findall(text)]
    if len(found) == 2 and re.search(rf"-| {any_of(source.words.to)} ", text):  # noqa: PLR2004 - a range has two ends
        length = (found[1] - found[0]) % 7
        return tuple(sorted((found[0] + step - 1) % 7 + 1 for step in range(length + 1)))
    return tuple(sorted(set(found)))


def _read_anytime(source: Source, place: int) -> Read | None:
    match = _patterns(source.language).anytime.match(source.flat, place)
    return Read((RepeatFound(Repeat.ANYTIME),), match.end()) if match else None


def _read_unit(source: Source, place: int) -> Read | None:
    match, words = _patterns(source.language).unit.match(source.flat, place), source.words
    if match is None:
        return None
    interval = 2 if match["other"] else _number(source, match["number"])
    if match["day"]:
        found = RepeatFound(Repeat.DAILY, interval)
    elif match["week"]:
        found = _weekly(_listed(source, match["days"]), interval)
    else:
        week = words.nth[match["week_of_month"]] if match["week_of_month"] else 0
        found = RepeatFound(Repeat.MONTHLY, interval, _listed(source, match["weekday"]), week, int(match["nth"] or 0))
    return Read((found,), match.end())


def _number(source: Source, text: str | None) -> int:
    if text is None:
        return 1
    return source.words.numbers.get(text) or int(text)


def _read_adverb(source: Source, place: int) -> Read | None:
    match = _patterns(source.language).adverb.match(source.flat, place)
    if match is None:
        return None
    if match["day"]:
        found = RepeatFound(Repeat.DAILY)
    elif match["month"]:
        found = RepeatFound(Repeat.MONTHLY)
    else:
        found = _weekly(_listed(source, match["days"] or match["days2"]), 2 if match["two"] else 1)
    return Read((found,), match.end())


def _read_nth(source: Source, place: int) -> Read | None:
    match = _patterns(source.language).nth.match(source.flat, place)
    if match is None or not (match["every"] or match["of"]):
        return None
    week = source.words.nth[match["nth"]]
    # "every second friday" is every other week unless "of the month" follows.
    if match["every"] and not match["of"] and match["nth"] in source.words.other:
        return Read((_weekly(_listed(source, match["weekday"]), 2),), match.end())
    return Read((RepeatFound(Repeat.MONTHLY, 1, _listed(source, match["weekday"]), week),), match.end())


def _read_month_day(source: Source, place: int) -> Read | None:
    match = _patterns(source.language).month_day.match(source.flat, place)
    if match is None or (match["every"] == "on the " and not match["of"]):
        return None
    day = int(match["day"])
    return Read((RepeatFound(Repeat.MONTHLY, month_day=day),), match.end()) if 1 <= day <= _LONGEST_MONTH else None


def _read_work(source: Source, place: int) -> Read | None:
    match = _patterns(source.language).workdays.match(source.flat, place)
    if match is None:
        return None
    return Read((_weekly(_WORKDAYS if match["work"] else _WEEKEND),), match.end())


def _read_days(source: Source, place: int) -> Read | None:
    """A list of weekdays; a single one in the singular is a day unless "every" stands before it."""
    patterns = _patterns(source.language)
    match = patterns.days.match(source.flat, place)
    if match is None:
        return None
    weekdays = _listed(source, match["days"])
    plural = patterns.plural.search(match["days"]) is not None
    if not match["every"] and len(weekdays) == 1 and not plural:
        return None
    implied = not match["every"] and not plural
    return Read((RepeatFound(Repeat.WEEKLY, 2 if match["other"] else 1, weekdays, implied=implied),), match.end())


def _read_code(source: Source, place: int) -> Read | None:
    """MWF, TR, TTh: capitals in the order of the week."""
    surface, start = source.line.twin.surface, source.line.twin.back[place]
    match = _CODE.match(surface, start)
    if match is None:
        return None
    weekdays = [_LETTERS[letter] for letter in _CODE_LETTER.findall(match.group())]
    rising = all(one < two for one, two in pairwise(weekdays))
    end = place + len(match.group())
    sure = match.group() in _SURE_CODES or _patterns(source.language).time_ahead.match(source.flat, end)
    return Read((_weekly(tuple(weekdays)),), end) if rising and sure else None


def read_until(source: Source, place: int) -> Read | None:
    """Read "until dec 12"."""
    opening = _patterns(source.language).until.match(source.flat, place)
    day = (_read_month_end(source, opening.end()) or read_day(source, opening.end())) if opening else None
    return Read((UntilFound(day.word),), day.end) if day else None


def _read_month_end(source: Source, place: int) -> DayRead | None:
    """Read "the end of may" as its last day; of February as the 28th, since the year is not known yet."""
    match = re.compile(rf"(?:the )?(?:end|fin|finales) (?:of|de) ({any_of(source.words.months)})(?!\w)").match(
        source.flat, place
    )
    if match is None:
        return None
    month = source.words.months[match[1]]
    return DayRead(yearless(month, calendar.monthrange(_COMMON_YEAR, month)[1]), match.end())


def read_since(source: Source, place: int) -> Read | None:
    """Read "from jan 12", "from jan 12 to may 4" or "jan 12 - may 4"."""
    patterns = _patterns(source.language)
    opening = patterns.since.match(source.flat, place)
    first = read_day(source, opening.end() if opening else place)
    if first is None:
        return None
    joint = patterns.to.match(source.flat, first.end)
    last = _read_range_end(source, first, joint.end()) if joint else None
    if last is None or not source.ends_at(last.end):
        return Read((DayFound(first.word, begins=True),), first.end) if opening else None
    return Read((DayFound(first.word, begins=True), UntilFound(last.word)), last.end)


def _read_range_end(source: Source, first: DayRead, place: int) -> DayRead | None:
    """The second half of "mar 9-13" or "mar 9 - apr 2"."""
    full = read_day(source, place)
    if full is not None or not isinstance(first.word, YearlessDay):
        return full
    match = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?![\w:.])").match(source.flat, place)
    if match is None or not first.word.day < int(match[1]) <= _LONGEST_MONTH:
        return None
    return DayRead(yearless(first.word.month, int(match[1])), match.end())


def read_skips(source: Source, place: int) -> Read | None:
    """Read "except mar 9-13, apr 3 and sundays"."""
    patterns = _patterns(source.language)
    opening = patterns.besides.match(source.flat, place)
    if opening is None:
        return None
    spans: list[tuple[DayWord, DayWord]] = []
    weekdays: list[int] = []
    end = 0
    for span, days, stop in _iterate_skips(source, opening.end()):
        spans.extend(span)
        weekdays.extend(days)
        end = stop
    return Read((SkipFound(tuple(spans), tuple(weekdays)),), end) if end else None


_Skip = tuple[tuple[tuple[DayWord, DayWord], ...], tuple[int, ...], int]


def _iterate_skips(source: Source, place: int) -> Iterator[_Skip]:
    patterns = _patterns(source.language)
    previous: DayWord | None = None
    while (skip := _read_skip(source, place, previous)) is not None:
        yield skip
        previous = skip[0][0][1] if skip[0] else previous
        joint = patterns.and_.match(source.flat, skip[2])
        if joint is None:
            return
        place = joint.end()


def _read_skip(source: Source, place: int, previous: DayWord | None) -> _Skip | None:
    patterns = _patterns(source.language)
    if (repeat := _read_days(source, place)) and isinstance(repeat.found[0], RepeatFound):
        return (), repeat.found[0].weekdays, repeat.end
    first = _read_first_skip(source, place, previous)
    if first is None:
        return None
    if isinstance(first.word, WeekdayWord) and not first.word.next_week:
        return (), (first.word.weekday,), first.end
    joint = patterns.to.match(source.flat, first.end)
    last = _read_range_end(source, first, joint.end()) if joint else None
    return ((first.word, last.word if last else first.word),), (), last.end if last else first.end


def _read_first_skip(source: Source, place: int, previous: DayWord | None) -> DayRead | None:
    """A day, "9-13 mar", or the "11" of "mar 9, 11"."""
    match = re.compile(r"(\d{1,2}) ?- ?(?=\d)").match(source.flat, place)
    later = read_day(source, match.end()) if match else None
    if match and later and isinstance(later.word, YearlessDay):
        # The end is read again as the range's last day.
        return DayRead(yearless(later.word.month, int(match[1])), match.end(1))
    day = read_day(source, place)
    if day is not None:
        return day
    bare = re.compile(r"(\d{1,2})(?![\w:.])").match(source.flat, place)
    if bare is None or not isinstance(previous, YearlessDay) or int(bare[1]) > _LONGEST_MONTH:
        return None
    return DayRead(yearless(previous.month, int(bare[1])), bare.end())


def read_one_day(source: Source, place: int) -> Read | None:
    """A day on its own."""
    day = read_day(source, place)
    if day is None:
        return None
    found: Found = DayFound(day.word, ordered=day.guessed_order, weekday=day.weekday)
    return Read((found,), day.end)
