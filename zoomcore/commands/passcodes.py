"""A passcode of letters only, beside a topic without quotes: where it stands decides whose the word is."""

import re
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
from zoomcore.commands.source import Item, Scan, Source
from zoomcore.errors import InvalidInput
from zoomcore.wording import _

_TIMED = DayFound | TimeFound | EndTimeFound | InFound | LengthFound | RepeatFound | UntilFound | SpanFound | CountFound
_PLAIN = re.compile(
    r"(?<!\w)(?:with |con )?(?P<word>passcode|password|codigo|contrasena)(?:[ :]+(?P<code>[^\W\d_]+))?(?![^\s,;.!?)])"
)
_BETWEEN = " ,;"


def with_plain_passcode(source: Source, scan: Scan) -> Scan:
    """With the passcode that stands behind when the class is, or ends the line.

    The word that begins the topic is the topic's own. InvalidInput where nobody can tell: what was meant to be a
    secret never ends up in a topic for all to read.
    """
    for number, (start, end) in enumerate(scan.rest):
        match = _PLAIN.search(source.flat, start, end)
        if match is None:
            continue
        begun = number > 0 or bool(source.flat[start : match.start()].strip(_BETWEEN))
        timed = _behind_time(source, scan, match.start())
        ends = not source.flat[match.end() :].strip(_BETWEEN)
        if begun and match["code"] and (timed or ends):
            return _taken(source, scan, number, match)
        if timed or (begun and match["code"]):
            raise InvalidInput(
                _("I can't tell whether the words from “{word}” on are the passcode or the topic.").replace(
                    "{word}", source.line.cut(*match.span("word"))
                ),
                next_step=_('Put the topic in quotes, like `new "Algebra" tomorrow 3pm passcode 12ab`.'),
                field="passcode",
            )
    return scan


def _behind_time(source: Source, scan: Scan, place: int) -> bool:
    before = [one for one in scan.items if one.end <= place]
    return (
        bool(before)
        and isinstance(before[-1].found, _TIMED)
        and not source.flat[before[-1].end : place].strip(_BETWEEN)
    )


def _taken(source: Source, scan: Scan, number: int, match: re.Match[str]) -> Scan:
    start, end = scan.rest[number]
    found = Item(PasscodeFound(source.line.cut(*match.span("code"))), match.start(), match.end())
    pieces = [piece for piece in ((start, match.start()), (match.end(), end)) if source.flat[slice(*piece)].strip()]
    return replace(
        scan,
        items=tuple(sorted((*scan.items, found), key=lambda one: one.start)),
        rest=(*scan.rest[:number], *pieces, *scan.rest[number + 1 :]),
    )
