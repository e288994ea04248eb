"""Which class a line is about: a course, a meeting id, a pasted link, a piece of a topic, next or last."""

import re
from collections.abc import Collection
from dataclasses import replace

from zoomcore.commands.base import Target
from zoomcore.commands.found import CourseFound
from zoomcore.commands.options import looks_like_code, read_course
from zoomcore.commands.reading import Reading
from zoomcore.commands.source import Scan, Source

_NUMBER = re.compile(r"(?<![\d/])(\d{3})[ -]?(\d{3,4})[ -]?(\d{3,4})(?!\d)")
_LINK = re.compile(r"https?://[^\s/]*\.?zoom(?:gov)?\.(?:us|com|com\.cn)/(?:j|s|my|w|wc(?:/join)?)/(\d{9,11})\S*")
_WHICH = {"next": "next", "last": "last", "previous": "last", "proxima": "next", "proximo": "next", "ultima": "last"}
_FILLER = frozenset(
    {"to", "the", "my", "for", "of", "class", "meeting", "please", "a", "la", "el", "clase", "al", "in", "on"}
)
#: Between what a line says of a class; inside a topic it is the topic's.
_JOINS = frozenset({"and", "y", "&", "+"})
_EDGES = " ,;:.!?"


def read_target(source: Source, spans: tuple[tuple[int, int], ...]) -> Target:
    """Make a target of the leftover pieces of a line; an empty one when they say nothing."""
    target = Target()
    words: list[str] = []
    pieces = [match for start, end in spans for match in re.compile(r"[^\s,;]+").finditer(source.flat, start, end)]
    for place, match in enumerate(pieces):
        # The last letter of "Group A" is no article.
        ends = place == len(pieces) - 1 and place > 0
        target = _take(source, target, words, match, filler=_FILLER - {"a"} if ends else _FILLER)
    while words and words[0].lower() in _JOINS:
        words.pop(0)
    while words and words[-1].lower() in _JOINS:
        words.pop()
    number, text = _lift_number(" ".join(words))
    if number is not None:
        target = replace(target, number=number)
    text = " ".join(text.split()).strip(_EDGES)
    quoted = any(start <= place < end for place in source.line.quoted for start, end in spans)
    return replace(target, words=text) if target.course or quoted else _lift_code(target, text)


def _lift_code(target: Target, text: str) -> Target:
    """A word alone that is written like a code, or the one such word in capitals among others, is a course."""
    words = text.split()
    codes = [word for word in words if looks_like_code(word) and (len(words) == 1 or _is_sure_code(word))]
    if len(codes) != 1:
        return replace(target, words=text)
    return replace(target, course=codes[0], words=" ".join(word for word in words if word != codes[0]))


def _is_sure_code(word: str) -> bool:
    return word.isupper() and any(each.isdigit() for each in word)


def _take(source: Source, target: Target, words: list[str], match: re.Match[str], *, filler: Collection[str]) -> Target:
    course = read_course(source, match.start())
    if course is not None and isinstance(course.found[0], CourseFound):
        return replace(target, course=course.found[0].code)
    text = match.group().strip(_EDGES)
    if text in _WHICH and not target.which:
        return replace(target, which=_WHICH[text])
    if text not in filler:
        words.append(source.line.cut(match.start(), match.end()))
    return target


def _lift_number(text: str) -> tuple[int | None, str]:
    match = _LINK.search(text) or _NUMBER.search(text)
    if match is None:
        return None, text
    return int("".join(match.groups())), f"{text[: match.start()]} {text[match.end() :]}"


def target_of(source: Source, start: int) -> Target:
    """The target that all the rest of a line names."""
    return read_target(source, ((start, len(source.flat)),))


def target_of_rest(reading: Reading) -> Target:
    """The target named by what no phrase claimed."""
    scanned: Scan = reading.scan
    course = reading.one(CourseFound)
    target = read_target(reading.source, scanned.rest)
    return replace(target, course=course.code) if course else target
