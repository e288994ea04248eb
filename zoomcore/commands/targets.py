"""Which class a line is about: a course, a meeting id, a pasted link, a piece of a topic, next or last."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from zoomcore.commands.base import Target
from zoomcore.commands.found import CourseFound
from zoomcore.commands.options import looks_like_code, read_course
from zoomcore.commands.reading import Reading
from zoomcore.commands.source import Scan, Source
from zoomcore.domain.naming import FILLER

_NUMBER = re.compile(r"(?<![\d/])(\d{3})[ -]?(\d{3,4})[ -]?(\d{3,4})(?!\d)")
_LINK = re.compile(r"https?://[^\s/]*\.?zoom(?:gov)?\.(?:us|com|com\.cn)/(?:j|s|my|w|wc(?:/join)?)/(\d{9,11})\S*")
_WHICH = {"next": "next", "last": "last", "previous": "last", "proxima": "next", "proximo": "next", "ultima": "last"}
#: Between what a line says of a class; inside a topic it is the topic's.
_JOINS = frozenset({"and", "y", "&", "+"})
_PIECE = re.compile(r"[^\s,;]+")
_EDGES = " ,;:.!?"


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of what may be a topic, as it was written. `names`: a letter alone that is no article and no "and"."""

    written: str
    flat: str
    names: bool
    quoted: bool

    @property
    def leads_on(self) -> bool:
        return not self.names and (self.flat in FILLER or self.flat in _JOINS)


def read_target(source: Source, spans: tuple[tuple[int, int], ...]) -> Target:
    """Make a target of the leftover pieces of a line; an empty one when they say nothing."""
    target = Target()
    words: list[_Word] = []
    for start, end in spans:
        said: list[_Word] = []
        for match in _PIECE.finditer(source.flat, start, end):
            first = not source.flat[start : match.start()].strip(_EDGES)
            target = _take(source, target, said, match, names=_names(source, match, first=first))
        words += _trimmed(said)
    number, text = _text_of(words)
    if number is not None:
        target = replace(target, number=number)
    if target.course:
        return replace(target, words=text)
    beside = [word for word in words if not word.quoted]
    found = _lift_code(target, _text_of(beside)[1])
    if not found.course:
        return replace(target, words=text)
    # Beside a topic in quotes, which keeps all that it holds.
    left = [word for word in words if word.quoted or word.written.strip(_EDGES) != found.course]
    return replace(found, words=_text_of(_trimmed(left))[1])


def _trimmed(words: Sequence[_Word]) -> Sequence[_Word]:
    """Without the small words around it; those inside are the topic's, as in "Introduction to Algebra"."""
    telling = [place for place, word in enumerate(words) if not word.leads_on]
    return words[telling[0] : telling[-1] + 1] if telling else ()


def _text_of(words: Sequence[_Word]) -> tuple[int | None, str]:
    """Zoom's number in them, and the rest."""
    number, text = _lift_number(" ".join(word.written for word in words))
    return number, " ".join(text.split()).strip(_EDGES)


def _lift_code(target: Target, text: str) -> Target:
    """A word alone that is written like a code, or the one such word in capitals among others, is a course."""
    words = text.split()
    codes = [word for word in words if looks_like_code(word) and (len(words) == 1 or _is_sure_code(word))]
    if len(codes) != 1:
        return replace(target, words=text)
    return replace(target, course=codes[0], words=" ".join(word for word in words if word != codes[0]))


def _is_sure_code(word: str) -> bool:
    return word.isupper() and any(each.isdigit() for each in word)


def _names(source: Source, match: re.Match[str], *, first: bool) -> bool:
    """Whether a letter alone is a name. In capitals, as in "Group A"; else it leads on, as in "Biology a 16:00".

    Where nothing follows that it could lead on to, it is one all the same: "group a".
    """
    letter = source.line.cut(match.start(), match.end()).strip(_EDGES)
    if len(letter) != 1 or not letter.isalpha():
        return False
    return letter.isupper() or not (first or source.flat[match.end() :].strip(_EDGES))


def _take(source: Source, target: Target, words: list[_Word], match: re.Match[str], *, names: bool) -> Target:
    course = read_course(source, match.start())
    if course is not None and isinstance(course.found[0], CourseFound):
        return replace(target, course=course.found[0].code)
    text = match.group().strip(_EDGES)
    if text in _WHICH and not target.which:
        return replace(target, which=_WHICH[text])
    quoted = match.start() in source.line.quoted
    words.append(_Word(source.line.cut(match.start(), match.end()), text, names, quoted))
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
