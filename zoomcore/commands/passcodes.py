"""Passcodes in lines: beside a topic without quotes where it stands decides whose the word is, and in `set` its own."""

import re
from collections.abc import Callable
from dataclasses import replace

from zoomcore.commands.found import (
    CountFound,
    DayFound,
    EndTimeFound,
    InFound,
    LengthFound,
    PasscodeFound,
    RepeatFound,
    SpanFound,
    TimeFound,
    UntilFound,
)
from zoomcore.commands.lexer import QUOTED
from zoomcore.commands.options import looks_like_code
from zoomcore.commands.source import Item, Read, Scan, Source
from zoomcore.domain.passcodes import MADE
from zoomcore.errors import InvalidInput
from zoomcore.wording import _

_TIMED = DayFound | TimeFound | EndTimeFound | InFound | LengthFound | RepeatFound | UntilFound | SpanFound | CountFound
_PLAIN = re.compile(
    r"(?<!\w)(?:with |con )?(?P<word>passcode|password|codigo|contrasena)(?:[ :]+(?P<code>[^\W\d_]+))?(?![^\s,;.!?)])"
)
_BETWEEN = " ,;"
_ENDS = ".!?"
_NONE = re.compile(r"(?<!\w)(?:no|without|without a|sin) (?P<word>passcode|password|codigo|contrasena)(?!\w)")
_OF_A_CLASS = re.compile(
    r"(?:(?:an? |una? )?(?:new|fresh|nuev[oa]) )?(?P<word>passcode|password|codigo|contrasena)(?!\w)"
    r"(?:[ :=]+(?:(?:to|is|be|a) )?(?P<code>[^\s,;#\x01\x02]+))?"
)
#: What may follow the word and says which class is meant, or which dates.
_WHICH = frozenset(
    {
        *("for", "of", "in", "the", "my", "this", "all", "only", "just", "next", "last", "previous", "from"),
        *("following", "series", "whole", "entire", "every"),
        *("para", "de", "del", "la", "el", "esta", "este", "todas", "todos", "proxima", "proximo", "ultima"),
    }
)
#: Words that lead on to something else, and are no passcode; behind `_OFF` there shall be none.
_LEADS_ON = frozenset({"no", "without", "with", "and", "or", "on", "sin", "con", "y", "o"})
_OFF = frozenset({"off", "none", "ninguno", "ninguna"})
NO_PASSCODE = ""
_FEWEST_OF_AN_ID = 9


_QUOTED = re.compile(rf"(?:passcode|password|codigo|contrasena)[ :=]+(?={QUOTED})")


def said_by(word: str) -> str | None:
    """What a word behind "passcode" says (flat, as it stands in the line); None where it leads on to something else."""
    if word.rstrip(_ENDS) in _OFF:
        return NO_PASSCODE
    return None if word in _LEADS_ON else word


def ends_the_line(source: Source, place: int) -> bool:
    return not source.flat[place:].strip(_BETWEEN + _ENDS)


def read_quoted_passcode(source: Source, place: int) -> Read | None:
    """Read passcode "12ab", where the name of the class stands in quotes of its own before it."""
    match = _QUOTED.match(source.flat, place)
    if match is None or not any(quoted < place for quoted in source.line.quoted):
        return None
    return Read((PasscodeFound(source.line.quoted[match.end()]),), match.end() + 1)


def read_no_passcode(source: Source, place: int) -> Read | None:
    match = _NONE.match(source.flat, place)
    return Read((PasscodeFound(""),), match.end()) if match else None


def read_other_passcode(source: Source, place: int, *, option: Callable[[Source, int], object]) -> Read | None:
    """Read "passcode 12ab" of a class that exists, or the word alone, which asks for one made by the host's rule.

    InvalidInput for a word that is an `option` as well: nobody can tell.
    """
    match = _OF_A_CLASS.match(source.flat, place)
    if match is None:
        return read_no_passcode(source, place)
    if quoted := _QUOTED.match(source.flat, match.start("word")):
        return Read((PasscodeFound(source.line.quoted[quoted.end()]),), quoted.end() + 1)
    code = match["code"]
    if code is None or code in _WHICH or said_by(code) is None:
        return Read((PasscodeFound(MADE),), match.end("word"))
    if not said_by(code):
        return Read((PasscodeFound(""),), match.end())
    if code.isalpha() and option(source, match.start("code")) is not None:
        raise InvalidInput(
            _("I can't tell whether the word behind “passcode” is the passcode or an option."),
            next_step=_("Put a comma before an option, like `set next passcode, mute`, or the passcode in quotes."),
            field="passcode",
        )
    return Read((PasscodeFound(source.line.cut(*match.span("code"))),), match.end())


def require_sure(passcode: str) -> None:
    """InvalidInput where the line names no class and the word behind "passcode" might be the one that does."""
    digits = passcode.isdecimal() and len(passcode) >= _FEWEST_OF_AN_ID
    named = passcode.isalpha() or digits or (passcode.isupper() and looks_like_code(passcode))
    if named and passcode != MADE:
        raise InvalidInput(
            _("I can't tell whether the word behind “passcode” is the passcode or the class."),
            next_step=_("Name the class first, like `set next passcode …`; `set passcode` alone makes a new one."),
            field="passcode",
        )


def with_plain_passcode(source: Source, scan: Scan) -> Scan:
    """With the passcode that stands behind when the class is, or ends the line.

    The word that begins the topic is the topic's own. InvalidInput where nobody can tell: what was meant to be a
    secret never ends up in a topic for all to read.
    """
    for number, (start, end) in enumerate(scan.rest):
        if none := _NONE.search(source.flat, start, end):
            if source.flat[none.end() : end].strip(_BETWEEN):
                raise _unsure(source, none)
            return _taken(scan, number, none, NO_PASSCODE)
        match = _PLAIN.search(source.flat, start, end)
        if match is None:
            continue
        begun = number > 0 or bool(source.flat[start : match.start()].strip(_BETWEEN))
        timed, ends = _behind_time(source, scan, match.start()), ends_the_line(source, match.end())
        said = said_by(match["code"]) if match["code"] else None
        if begun and said and (timed or ends):
            return _taken(scan, number, match, source.line.cut(*match.span("code")))
        if begun and said == NO_PASSCODE and timed and not source.flat[match.end() : end].strip(_BETWEEN):
            return _taken(scan, number, match, NO_PASSCODE)
        if timed or (begun and match["code"]):
            raise _unsure(source, match)
    return scan


def _unsure(source: Source, match: re.Match[str]) -> InvalidInput:
    return InvalidInput(
        _("I can't tell whether the words from “{word}” on are the passcode or the topic.").replace(
            "{word}", source.line.cut(*match.span("word"))
        ),
        next_step=_('Put the topic in quotes, like `new "Algebra" tomorrow 3pm passcode 12ab`.'),
        field="passcode",
    )


def _behind_time(source: Source, scan: Scan, place: int) -> bool:
    before = [one for one in scan.items if one.end <= place]
    return (
        bool(before)
        and isinstance(before[-1].found, _TIMED)
        and not source.flat[before[-1].end : place].strip(_BETWEEN)
    )


def _taken(scan: Scan, number: int, match: re.Match[str], passcode: str) -> Scan:
    start, end = scan.rest[number]
    found = Item(PasscodeFound(passcode), match.start(), match.end())
    pieces = [piece for piece in ((start, match.start()), (match.end(), end)) if match.string[slice(*piece)].strip()]
    return replace(
        scan,
        items=tuple(sorted((*scan.items, found), key=lambda one: one.start)),
        rest=(*scan.rest[:number], *pieces, *scan.rest[number + 1 :]),
    )
