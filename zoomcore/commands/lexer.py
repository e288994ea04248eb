"""Quotes and mentions taken out of a line, so that nothing inside them is read as grammar."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from zoomcore.commands.mentions import Mention
from zoomcore.commands.normalise import Twin, clean_surface, flatten
from zoomcore.errors import InvalidInput
from zoomcore.wording import _

#: Zoom takes 200 characters of topic; ten times that is no line anybody typed. A roster pasted as CSV may be longer.
LONGEST_LINE = 2_000
LONGEST_PASTE = 100_000

#: Stand-ins in the flat form. Typed control characters are taken out beforehand, so nobody can write them.
QUOTED = "\x02"
MENTIONED = "\x01"

_PLACEHOLDER = re.compile("\ue000(\\d{1,4})\ue001")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_DOUBLE = '"“”„‟＂'
_SINGLE = "'‘’‚‛"
_CLOSERS = {**dict.fromkeys(_DOUBLE, _DOUBLE), **dict.fromkeys(_SINGLE, _SINGLE), "«": "»", "»": "«"}
_SPECIAL = re.compile(f"[{''.join(_CLOSERS)}\ue000-\uf8ff]")
_BEFORE_QUOTE = re.compile(r"[\s,;:(]")
_AFTER_QUOTE = re.compile(r"[\s,;:.!?)]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line ready to be read. The keys of `quoted` and `mentions` are places of stand-ins in the flat form."""

    twin: Twin
    quoted: Mapping[int, str]
    mentions: Mapping[int, Mention]

    @property
    def flat(self) -> str:
        return self.twin.flat

    def cut(self, start: int, end: int) -> str:
        """What was typed there: quotes without their marks, mentions by their names."""
        pieces = [self._show(index) for index in range(start, end) if self.flat[index] in (QUOTED, MENTIONED)]
        plain = re.split(f"[{QUOTED}{MENTIONED}]", self.twin.cut(start, end))
        return "".join(one + two for one, two in zip(plain, [*pieces, ""], strict=True)).strip()

    def _show(self, index: int) -> str:
        return self.quoted[index] if index in self.quoted else self.mentions[index].name


def lex(text: str, mentions: Mapping[str, Mention], *, longest: int = LONGEST_LINE) -> Line:
    """Read quotes and mentions; InvalidInput for a line beyond `longest` characters or a quote that never closes."""
    if len(text) > longest:
        raise InvalidInput(
            _("That is {count} characters, and I read lines of up to {longest}.").format(
                count=f"{len(text):,}", longest=f"{longest:,}"
            ),
            next_step=_("Send it again with less text."),
        )
    surface, quotes, lifted = _replace(clean_surface(text), mentions)
    twin = flatten(surface)
    quoted_at = (index for index, each in enumerate(twin.flat) if each == QUOTED)
    mentioned_at = (index for index, each in enumerate(twin.flat) if each == MENTIONED)
    return Line(twin, dict(zip(quoted_at, quotes, strict=True)), dict(zip(mentioned_at, lifted, strict=True)))


def _replace(text: str, mentions: Mapping[str, Mention]) -> tuple[str, list[str], list[Mention]]:
    """Put one stand-in for each quoted piece and each mention."""
    out: list[str] = []
    quotes: list[str] = []
    lifted: list[Mention] = []
    place = 0
    while (special := _SPECIAL.search(text, place)) is not None:
        start = special.start()
        out.append(text[place:start])
        if (end := _closing(text, start)) is not None:
            quotes.append(_plain(text[start + 1 : end], mentions))
            out.append(QUOTED)
            place = end + 1
        elif (match := _PLACEHOLDER.match(text, start)) and match.group() in mentions:
            lifted.append(mentions[match.group()])
            out.append(MENTIONED)
            place = match.end()
        else:
            # A private-use character that is no placeholder of ours was typed to look like one; an apostrophe stays.
            out.append(_PRIVATE_USE.sub("", text[start]))
            place = start + 1
    return "".join((*out, text[place:])), quotes, lifted


def _plain(quoted: str, mentions: Mapping[str, Mention]) -> str:
    named = _PLACEHOLDER.sub(lambda match: mentions[match.group()].name if match.group() in mentions else "", quoted)
    return " ".join(_PRIVATE_USE.sub("", named).split())


def _closing(text: str, place: int) -> int | None:
    """Where the quote that opens here closes; None when none opens here."""
    mark = text[place]
    if mark not in _CLOSERS:
        return None
    if mark in _SINGLE:
        return _closing_single(text, place)
    # The true partner first: “"A"” and "“A”" may hold the other kind inside.
    partner = {"“": "”", "„": "“"}.get(mark, _CLOSERS[mark] if mark in "«»" else mark)
    end = _find(text, place + 1, partner)
    if end is None:
        end = _find(text, place + 1, _CLOSERS[mark])
    if end is None:
        raise InvalidInput(
            _("I found an opening {mark} without its partner, before “{said}”.").format(
                mark=mark, said=text[place + 1 : place + 31].strip()
            ),
            next_step=_('Put quotes on both sides of the topic, like "Algebra II".'),
            field="topic",
        )
    return end


def _find(text: str, start: int, closers: str) -> int | None:
    return next((place for place in range(start, len(text)) if text[place] in closers), None)


def _closing_single(text: str, place: int) -> int | None:
    # An apostrophe opens nothing: a single quote must stand at the edges of words on both sides.
    if place and not _BEFORE_QUOTE.match(text[place - 1]):
        return None
    for end in range(place + 1, len(text)):
        at_edge = end + 1 == len(text) or _AFTER_QUOTE.match(text[end + 1])
        if text[end] in _SINGLE and at_edge and end > place + 1:
            return end
    return None
