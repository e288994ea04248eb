"""Times as people write them: 15:00, 3pm, noon, 15h30, at 3, 3-3:50pm."""

import re
from dataclasses import dataclass, replace
from datetime import time
from functools import lru_cache

from zoomcore.commands.found import DayFound, EndTimeFound, Found, RepeatFound, TimeFound
from zoomcore.commands.outcome import Guess, GuessKind
from zoomcore.commands.source import Read, Source
from zoomcore.commands.words import any_of, vocabulary
from zoomcore.errors import InvalidInput
from zoomcore.wording import _

_DAY_MINUTES = 1440
_HALF_DAY = 720
_NOON = 12
_MIDNIGHT = 24
_HOUR = 60
#: A bare hour is read within the day's teaching hours, 07:00 to 18:59.
_FIRST_TEACHING_HOUR = 7
#: Minutes said behind an hour in Spanish, where they stand in front of it in English.
_SPOKEN = {"y media": 30, "y cuarto": 15, "menos cuarto": -15}


@dataclass(frozen=True, slots=True)
class _Clock:
    """A time as written. `half` is "am", "pm" or nothing; `exact`: nobody would read it as another time."""

    hour: int
    minute: int
    half: str
    bare: bool
    exact: bool
    text: str
    end: int

    @property
    def minutes(self) -> int:
        """Minutes after midnight, with `half` applied."""
        hour = self.hour
        if self.half:
            hour = hour % _NOON + (_NOON if self.half == "pm" else 0)
        return hour * _HOUR + self.minute


@dataclass(frozen=True, slots=True)
class _Patterns:
    clock: re.Pattern[str]
    word: re.Pattern[str]
    at: re.Pattern[str]
    from_: re.Pattern[str]
    dash: re.Pattern[str]
    until: re.Pattern[str]
    months: re.Pattern[str]
    part: re.Pattern[str]
    parted: re.Pattern[str]
    near_day: re.Pattern[str]


@lru_cache(maxsize=16)
def _patterns(language: str) -> _Patterns:
    words = vocabulary(language)
    half = f"(?:(?P<am>{any_of(words.morning)})|(?P<pm>{any_of(words.afternoon)}))"
    at = f"(?:{any_of(words.at)} )"
    return _Patterns(
        clock=re.compile(
            r"(?P<hour>\d{1,2})(?::(?P<minute>\d{2})(?::\d{2})?|(?P<h>h)(?P<after_h>\d{2})?"
            rf"|\.(?P<dotted>\d{{2}})(?!\.?\d)| (?P<spoken>{any_of(_SPOKEN)}))?"
            rf"(?: ?(?:{half}|(?P<sharp>o.?clock)))?(?![\w:])"
        ),
        word=re.compile(rf"({any_of(words.clock_words)})(?!\w)"),
        at=re.compile(rf"{at}|@ ?"),
        from_=re.compile(rf"(?:{any_of((*words.since, *words.between))} )?{at}?"),
        dash=re.compile(rf" ?- ?| {any_of((*words.to, *words.until, *words.and_))} {at}?"),
        until=re.compile(rf"{any_of(words.until)} {at}?"),
        months=re.compile(rf"\.? ?{any_of((*words.months, *words.of))}(?!\w)"),
        part=re.compile(rf"{any_of((*words.before_noon, *words.after_noon))},? "),
        parted=re.compile(rf"(?<!\w)(?:(?P<am>{any_of(words.before_noon)})|{any_of(words.after_noon)})[ ,]*$"),
        near_day=re.compile(rf",? {any_of(words.near_days)}(?!\w)"),
    )


def read_range(source: Source, place: int) -> Read | None:
    """Read "3-3:50pm" or "from 10 to 11am": a start and a length."""
    patterns = _patterns(source.language)
    parted = _behind_part(source, place)
    opening = patterns.from_.match(source.flat, parted)
    begin = opening.end() if opening else parted
    first = _of_part(source, _read_clock(source, begin), parted)
    joint = patterns.dash.match(source.flat, first.end) if first else None
    second = _read_clock(source, joint.end()) if joint else None
    if first is None or second is None or patterns.months.match(source.flat, second.end):
        return None
    if first.bare and second.bare and begin == place and not source.before:
        # "Chapters 3-4" is no time, "mon 10-11" is.
        return None
    return Read((_range(first, second),), second.end)


def _range(first: _Clock, second: _Clock) -> TimeFound:
    start, guessed = _range_start(first, second)
    length = (second.minutes - start) % _DAY_MINUTES
    if not second.half and second.hour <= _NOON and length > _HALF_DAY:
        length -= _HALF_DAY
    if not length:
        raise InvalidInput(
            _("{begin}-{end} begins and ends at the same time.").format(begin=first.text, end=second.text),
            next_step=_("Write another end, like `3-3:50pm`."),
            field="duration_minutes",
        )
    at = _time(start)
    guess = _assumed(f"{first.text}-{second.text}", at) if guessed else None
    return TimeFound(at, length, guess)


def _range_start(first: _Clock, second: _Clock) -> tuple[int, bool]:
    """Minutes after midnight, and whether morning or afternoon was guessed."""
    start = first.minutes
    if first.half or first.exact:
        return start, False
    if second.half:
        # 11-1pm is two hours, 3-3:50pm fifty minutes: the nearer of the two.
        later = (start + _HALF_DAY) % _DAY_MINUTES
        return min(start, later, key=lambda each: (second.minutes - each) % _DAY_MINUTES or _DAY_MINUTES), False
    if 1 <= first.hour < _FIRST_TEACHING_HOUR and second.hour <= _NOON:
        return start + _HALF_DAY, True
    return start, False


def read_time(source: Source, place: int) -> Read | None:
    """One time. A bare number is one only after "at"."""
    parted = _behind_part(source, place)
    opening = _patterns(source.language).at.match(source.flat, parted)
    clock = _of_part(source, _read_clock(source, opening.end() if opening else parted), parted)
    if clock is None:
        return None
    if not clock.bare or (clock.half and opening):
        return Read((_single(clock),), clock.end)
    if opening is None:
        return None
    return Read((_bare(clock),), clock.end)


def _behind_part(source: Source, place: int) -> int:
    """Where a time begins: behind the "evening" of "friday evening at 7", which is the time's and not the topic's."""
    match = _patterns(source.language).part.match(source.flat, place)
    return match.end() if match and isinstance(source.before, DayFound | RepeatFound) else place


def _of_part(source: Source, clock: _Clock | None, place: int) -> _Clock | None:
    """Of the half of the day that is said beside it, on either side; whoever writes 19:00 or 7pm has said it."""
    if clock is None or clock.half or clock.exact or not 1 <= clock.hour < _NOON:
        return clock
    patterns, flat = _patterns(source.language), source.flat
    said = patterns.parted.search(flat, 0, place) if isinstance(source.before, DayFound | RepeatFound) else None
    if said is None and (day := patterns.near_day.match(flat, clock.end)):
        said = patterns.parted.search(flat, clock.end, day.end())
    return replace(clock, half="am" if said["am"] else "pm") if said else clock


def read_end_time(source: Source, place: int) -> Read | None:
    """Read "until 5pm": the end of the class, where no day follows."""
    opening = _patterns(source.language).until.match(source.flat, place)
    clock = _read_clock(source, opening.end()) if opening else None
    if clock is None or clock.bare:
        return None
    found: Found = EndTimeFound(_time(clock.minutes))
    return Read((found,), clock.end)


def _single(clock: _Clock) -> TimeFound:
    at = _time(clock.minutes)
    if clock.half or clock.exact:
        return TimeFound(at)
    early = at.hour < _FIRST_TEACHING_HOUR
    return TimeFound(at, guess=_assumed(clock.text, at) if early else None)


def _bare(clock: _Clock) -> TimeFound:
    hour = clock.hour
    if 1 <= hour < _FIRST_TEACHING_HOUR:
        hour += _NOON
    at = time(hour)
    return TimeFound(at, guess=_assumed(clock.text, at) if 1 <= clock.hour <= _NOON else None)


def _assumed(text: str, at: time) -> Guess:
    return Guess(GuessKind.TIME_ASSUMED, _("I read “{text}” as {at}.").format(text=text, at=f"{at:%H:%M}"))


def _time(minutes: int) -> time:
    return time(*divmod(minutes % _DAY_MINUTES, _HOUR))


def read_clock(hour: str, minute: str) -> time:
    """Make a time of digits; InvalidInput for one that no clock shows."""
    if int(hour) >= _MIDNIGHT or int(minute) >= _HOUR:
        raise _no_time(f"{hour}:{minute}")
    return time(int(hour), int(minute))


def _no_time(text: str) -> InvalidInput:
    return InvalidInput(
        _("“{text}” is no time on the clock.").format(text=text),
        next_step=_("Write it like `15:00` or `3pm`."),
        field="at",
    )


def _read_clock(source: Source, place: int) -> _Clock | None:
    patterns = _patterns(source.language)
    if match := patterns.word.match(source.flat, place):
        hour = source.words.clock_words[match[1]]
        return _Clock(hour, 0, "", bare=False, exact=hour > 0, text=match[1], end=match.end())
    match = patterns.clock.match(source.flat, place)
    if match is None or (match["dotted"] and not (match["am"] or match["pm"] or source.before)):
        # "Section 15.30" is no time; "tomorrow 15.30" and "3.30 pm" are.
        return None
    return _check(match)


def _check(match: re.Match[str]) -> _Clock | None:
    hour = int(match["hour"])
    spoken = _SPOKEN.get(match["spoken"] or "", 0)
    if spoken < 0:
        hour = hour - 1 if hour > 1 else _NOON
    digits = match["minute"] or match["after_h"] or match["dotted"] or str(spoken % _HOUR)
    half = "am" if match["am"] else "pm" if match["pm"] else ""
    bare = not half and not (match["minute"] or match["after_h"] or match["dotted"] or spoken)
    if match["h"] and not match["after_h"] and not half:
        # "15h" is a time, "2h" a length.
        bare = False
        if hour < _FIRST_TEACHING_HOUR:
            return None
    if bare and hour >= _MIDNIGHT:
        return None
    text = match.group().strip()
    if int(digits) >= _HOUR or hour >= _MIDNIGHT or (half and not 1 <= hour <= _NOON):
        raise _no_time(text)
    exact = match["hour"].startswith("0") or hour > _NOON
    return _Clock(hour, int(digits), half, bare=bare, exact=exact, text=text, end=match.end())
