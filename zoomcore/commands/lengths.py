"""How long: for 50m, 1h30, 90 min, two hours; and how long a repeat goes on: for 6 weeks, x10."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from zoomcore.commands.found import CountFound, Found, InFound, LengthFound, SpanFound
from zoomcore.commands.source import Read, Source
from zoomcore.commands.words import any_of, vocabulary
from zoomcore.domain.schedule import LONGEST_MINUTES, SHORTEST_MINUTES
from zoomcore.errors import InvalidInput
from zoomcore.wording import _

_HOUR = 60
#: "6h" alone is a length, "7h" a time.
_LONGEST_BARE_HOURS = 6


@dataclass(frozen=True, slots=True)
class _Patterns:
    lasting: re.Pattern[str]
    hours: re.Pattern[str]
    minutes: re.Pattern[str]
    fixed: re.Pattern[str]
    span: re.Pattern[str]
    count: re.Pattern[str]
    within: re.Pattern[str]


@lru_cache(maxsize=16)
def _patterns(language: str) -> _Patterns:
    words = vocabulary(language)
    hour, minute, times = any_of(words.hour), any_of(words.minute), any_of(words.times)
    number = rf"(?:\d{{1,4}}|{any_of(words.numbers)})"
    and_ = f"(?:{any_of(words.and_)} )?"
    return _Patterns(
        lasting=re.compile(f"{any_of(words.lasting)} "),
        hours=re.compile(
            rf"(?P<hours>\d{{1,4}}(?:[.,]\d{{1,2}})?|{any_of(words.numbers)}) ?(?P<unit>{hour})"
            rf"(?: ?{and_}(?P<minutes>\d{{1,2}}) ?{minute}?)?(?![\w:])"
        ),
        minutes=re.compile(rf"(?P<minutes>{number}) ?-?{minute}(?!\w)"),
        fixed=re.compile(
            rf"(?:(?P<half>{any_of(words.half_hour)})|{any_of(words.one_hour)}(?P<more> and a half)?)(?!\w)"
        ),
        span=re.compile(rf"(?P<number>{number}) (?:(?P<weeks>{any_of(words.week)})|{any_of(words.month)})(?!\w)"),
        count=re.compile(rf"x ?(\d{{1,6}})(?!\w)|(\d{{1,6}}|{any_of(words.numbers)}) ?{times}(?!\w)"),
        within=re.compile(rf"{any_of(words.within)} (?P<rest>\d|an? |una? )"),
    )


def read_length(source: Source, place: int) -> Read | None:
    """A length in minutes, with or without "for"; InvalidInput beyond 5 minutes to 24 hours."""
    opening = _patterns(source.language).lasting.match(source.flat, place)
    read = _length(source, opening.end() if opening else place, bare=opening is None)
    if read is None:
        return None
    minutes, end = read
    if not SHORTEST_MINUTES <= minutes <= LONGEST_MINUTES:
        raise InvalidInput(
            _("A class can last from {least} minutes to {most} hours.").format(
                least=SHORTEST_MINUTES, most=LONGEST_MINUTES // _HOUR
            ),
            next_step=_("Write another length, like `for 50m`."),
            field="duration_minutes",
        )
    return Read((LengthFound(minutes),), end)


def _length(source: Source, place: int, *, bare: bool) -> tuple[int, int] | None:
    patterns, flat = _patterns(source.language), source.flat
    if match := patterns.fixed.match(flat, place):
        minutes = _HOUR // 2 if match["half"] else _HOUR + (_HOUR // 2 if match["more"] else 0)
        return minutes, match.end()
    if match := patterns.hours.match(flat, place):
        hours = _number(source, match["hours"])
        # "15h" and "15h30" are times of day.
        if bare and match["unit"] == "h" and hours > _LONGEST_BARE_HOURS:
            return None
        return int(hours * _HOUR) + int(match["minutes"] or 0), match.end()
    if match := patterns.minutes.match(flat, place):
        return int(_number(source, match["minutes"])), match.end()
    return None


def _number(source: Source, text: str) -> Decimal:
    known = source.words.numbers.get(text)
    return Decimal(known) if known is not None else Decimal(text.replace(",", "."))


def read_span(source: Source, place: int) -> Read | None:
    """Read "for 6 weeks"."""
    patterns = _patterns(source.language)
    opening = patterns.lasting.match(source.flat, place)
    match = patterns.span.match(source.flat, opening.end()) if opening else None
    if match is None:
        return None
    number = int(_number(source, match["number"]))
    found: Found = SpanFound(weeks=number) if match["weeks"] else SpanFound(months=number)
    return Read((found,), match.end())


def read_count(source: Source, place: int) -> Read | None:
    """Read "x10", "10 times" or "for 10 sessions"."""
    patterns = _patterns(source.language)
    opening = patterns.lasting.match(source.flat, place)
    match = patterns.count.match(source.flat, opening.end() if opening else place)
    if match is None:
        return None
    return Read((CountFound(int(_number(source, match[1] or match[2]))),), match.end())


def read_in(source: Source, place: int) -> Read | None:
    """Read "in 30 minutes", counted from now."""
    match = _patterns(source.language).within.match(source.flat, place)
    if match is None:
        return None
    start = match.start("rest")
    read = _length(source, start, bare=False) or _single_hour(source, start)
    return Read((InFound(read[0]),), read[1]) if read else None


def _single_hour(source: Source, place: int) -> tuple[int, int] | None:
    match = re.compile(rf"(?:an?|una?) {any_of(source.words.hour)}(?!\w)").match(source.flat, place)
    return (_HOUR, match.end()) if match else None
