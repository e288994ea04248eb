"""A line being read: the text, the words of the language, and what was read just before."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from zoomcore.commands.found import Found
from zoomcore.commands.lexer import Line
from zoomcore.commands.words import Vocabulary, language_of, vocabulary

#: A phrase ends where a word does: "9-13" ends none of its parts.
_ENDS = re.compile(r"$|[\s,;!?)]|\.(?!\d)")
_STARTS = re.compile(r"[\s,;(]")


class DateOrder(StrEnum):
    """How 3/4 is read. OPEN: nobody knows, so the asker is asked."""

    OPEN = ""
    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


_MONTH_FIRST_REGIONS = frozenset({"US", "PH", "PR", "GU", "CN", "TW", "JP", "KR", "HU"})
_MONTH_FIRST_LANGUAGES = frozenset({"zh", "ja", "ko", "hu"})
_EITHER_REGIONS = frozenset({"CA"})


def date_order(locale: str) -> DateOrder:
    """By the region, or by the language where it is other than English; OPEN for plain "en" and for Canada."""
    region = locale.replace("_", "-").rpartition("-")[2].upper() if len(locale) > len("en") else ""
    language = language_of(locale)
    if region in _EITHER_REGIONS or (not region and language in {"en", ""}):
        return DateOrder.OPEN
    if region in _MONTH_FIRST_REGIONS or language in _MONTH_FIRST_LANGUAGES:
        return DateOrder.MONTH_FIRST
    return DateOrder.DAY_FIRST


@dataclass(frozen=True, slots=True)
class Source:
    """`before` is what was read directly in front of the place now looked at, or None."""

    line: Line
    language: str
    order: DateOrder = DateOrder.OPEN
    before: Found | None = None
    #: What was pasted behind the line, untouched by the lexer.
    paste: str = ""
    #: The line's flat form, kept here since every reader looks at it.
    flat: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "flat", self.line.flat)

    @property
    def words(self) -> Vocabulary:
        return vocabulary(self.language)

    def ends_at(self, place: int) -> bool:
        return _ENDS.match(self.flat, place) is not None

    def starts_at(self, place: int) -> bool:
        return place == 0 or _STARTS.match(self.flat, place - 1) is not None


@dataclass(frozen=True, slots=True)
class Read:
    """What a phrase means, and where it ends in the flat line."""

    found: tuple[Found, ...]
    end: int


#: Looks at one place of a line; None where no such phrase stands, InvalidInput where one stands that makes no sense.
Reader = Callable[[Source, int], Read | None]


@dataclass(frozen=True, slots=True)
class Item:
    """One phrase with its place."""

    found: Found
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scan:
    """`rest` are the spans that no phrase claimed, in order."""

    items: tuple[Item, ...]
    rest: tuple[tuple[int, int], ...]


def scan(source: Source, start: int, readers: Iterable[Reader], end: int | None = None) -> Scan:
    """Read every phrase from `start` on that begins before `end`; the first reader that claims a place has it."""
    ranked = tuple(readers)
    last = len(source.flat) if end is None else end
    items: list[Item] = []
    rest: list[tuple[int, int]] = []
    place = free_from = start
    while place < last:
        read = _read_at(source, place, ranked, items)
        if read is None:
            place += 1
            continue
        if source.flat[free_from:place].strip():
            rest.append((free_from, place))
        items.extend(Item(found, place, read.end) for found in read.found)
        place = free_from = read.end
    if source.flat[free_from:last].strip():
        rest.append((free_from, last))
    return Scan(tuple(items), tuple(rest))


def _read_at(source: Source, place: int, readers: tuple[Reader, ...], items: list[Item]) -> Read | None:
    if source.flat[place] == " " or not source.starts_at(place):
        return None
    touching = items and not source.flat[items[-1].end : place].strip(" ,")
    here = replace(source, before=items[-1].found) if touching else source
    for reader in readers:
        read = reader(here, place)
        if read is not None and source.ends_at(read.end):
            return read
    return None
