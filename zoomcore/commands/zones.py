"""Time zones as people name them: Europe/Berlin, in Paris, UTC+2, 3pm ET."""

import re
from functools import lru_cache
from zoneinfo import available_timezones

from zoomcore.commands.found import EndTimeFound, TimeFound, ZoneFound
from zoomcore.commands.normalise import fold
from zoomcore.commands.outcome import Guess, GuessKind
from zoomcore.commands.source import Read, Source
from zoomcore.errors import InvalidInput
from zoomcore.wording import _

_AREAS = (
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)
#: Cities of many people that have no zone of their own name.
_CITIES = {
    "America/Argentina/Buenos_Aires": "cordoba rosario",
    "America/Bogota": "medellin cali",
    "America/Chicago": "houston dallas austin minneapolis",
    "America/Los_Angeles": "san francisco|seattle|san diego|berkeley|portland",
    "America/New_York": "nyc|boston|washington|miami|atlanta|philadelphia",
    "America/Sao_Paulo": "rio de janeiro|brasilia",
    "America/Toronto": "montreal ottawa",
    "Asia/Dubai": "abu dhabi|abu dhabi",
    "Asia/Ho_Chi_Minh": "hanoi saigon",
    "Asia/Kolkata": "mumbai|delhi|new delhi|bangalore|bengaluru|chennai|calcutta",
    "Asia/Shanghai": "beijing shenzhen guangzhou",
    "Asia/Tokyo": "osaka kyoto",
    "Australia/Sydney": "canberra",
    "Europe/Berlin": "munich frankfurt hamburg cologne",
    "Europe/London": "edinburgh manchester oxford cambridge",
    "Europe/Madrid": "barcelona sevilla",
    "Europe/Paris": "lyon marseille",
    "Europe/Rome": "milan turin",
    "Europe/Zurich": "geneva basel bern",
}
#: What is written behind a time. Those that two countries use (IST, CST in China) are left out or read as American.
_SHORT = {
    "et": "America/New_York",
    "est": "America/New_York",
    "edt": "America/New_York",
    "ct": "America/Chicago",
    "cdt": "America/Chicago",
    "mt": "America/Denver",
    "mdt": "America/Denver",
    "pt": "America/Los_Angeles",
    "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles",
    "bst": "Europe/London",
    "cet": "Europe/Paris",
    "cest": "Europe/Paris",
    "eet": "Europe/Athens",
    "eest": "Europe/Athens",
}
#: Old names of states and lands: "in the south" is no time zone.
_NO_CITIES = frozenset({"ACT", "LHI", "NSW", "North", "South", "West", "Center", "General", "Easter", "Wake", "Troll"})
_FARTHEST_OFFSET_MINUTES = 14 * 60

_NAMED = re.compile(
    r"(?:(?P<tz>tz|timezone|time zone|zona horaria)[ :=]+|(?P<in>in|en) )?(?P<name>[a-z]+(?:/[a-z0-9_+-]+)+)"
)
_KEYWORD = re.compile(r"(?P<tz>tz|timezone|time zone|zona horaria)[ :=]+|(?P<in>in|en) ")
_OFFSET = re.compile(
    r"(?:(?:tz|timezone|in|en) )?(?:utc|gmt)(?: ?(?P<sign>[+-]) ?(?P<h>\d{1,2})(?::?(?P<m>[0-5]\d))?)?(?!\w)"
)
_WORDS = re.compile(r"[^\W\d_]+(?:[ '-][^\W\d_]+){0,3}")
_LETTERS = re.compile(r"[a-z]{2,4}(?!\w)")


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Flat IANA name → the name, of area and city only."""
    names = available_timezones()
    return {name.lower(): name for name in sorted(names) if name.partition("/")[0] in _AREAS}


@lru_cache(maxsize=1)
def _cities() -> dict[str, str]:
    """Flat city → IANA name."""
    cities = {
        fold(name.rpartition("/")[2].replace("_", " ")): name
        for name in _names().values()
        if name.rpartition("/")[2] not in _NO_CITIES
    }
    for name, text in _CITIES.items():
        cities.update(dict.fromkeys(text.split("|") if "|" in text else text.split(), name))
    return cities


def read_zone_phrase(source: Source, place: int) -> Read | None:
    """A zone by any of its names; InvalidInput after "tz", where nothing else can be meant."""
    return (
        _read_offset(source, place) or _read_named(source, place) or _read_city(source, place) or _short(source, place)
    )


def _read_offset(source: Source, place: int) -> Read | None:
    match = _OFFSET.match(source.flat, place)
    if match is None:
        return None
    if not match["sign"]:
        return Read((ZoneFound("UTC"),), match.end())
    minutes = int(match["h"]) * 60 + int(match["m"] or 0)
    if minutes > _FARTHEST_OFFSET_MINUTES:
        raise _unknown(match.group())
    return Read((ZoneFound(offset_minutes=minutes if match["sign"] == "+" else -minutes),), match.end())


def _read_named(source: Source, place: int) -> Read | None:
    match = _NAMED.match(source.flat, place)
    name = _names().get(match["name"]) if match else None
    if match is None or name is None:
        return None
    return Read((ZoneFound(name),), match.end())


def _read_city(source: Source, place: int) -> Read | None:
    keyword = _KEYWORD.match(source.flat, place)
    if keyword is None:
        return None
    read = _longest_city(source, keyword.end())
    if read is None:
        if keyword["tz"]:
            raise _unknown(source.line.cut(keyword.end(), min(keyword.end() + 40, len(source.flat))))
        return None
    name, end = read
    # "3pm in Rome" says where the clock hangs; "History in Rome, 3pm" may not.
    sure = keyword["tz"] or isinstance(source.before, TimeFound | EndTimeFound)
    text = _("I read “{said}” as the time zone {name}.").format(said=source.line.cut(place, end), name=name)
    return Read((ZoneFound(name, guess=None if sure else Guess(GuessKind.ZONE_ASSUMED, text)),), end)


def _longest_city(source: Source, start: int) -> tuple[str, int] | None:
    match = _WORDS.match(source.flat, start)
    words = match.group() if match else ""
    while words:
        name = _cities().get(words)
        if name is not None:
            return name, start + len(words)
        words = words.rpartition(" ")[0]
    return None


def _short(source: Source, place: int) -> Read | None:
    match = _LETTERS.match(source.flat, place)
    if match is None or not isinstance(source.before, TimeFound):
        return None
    name = _SHORT.get(match.group())
    return Read((ZoneFound(name),), match.end()) if name else None


def _unknown(text: str) -> InvalidInput:
    return InvalidInput(
        _("I don't know the time zone “{said}”.").format(said=text.strip()),
        next_step=_("Write it as area and city, like `tz Europe/Berlin`."),
        field="zone",
    )
