"""Lines as Adaptive Card text: runs where the schema has them, escaped Markdown where it has not.

A TextRun takes its text as it stands. A TextBlock and a fact read Markdown and `<at>`, so there every character that
means something is made inert.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, assert_never

from zoomcore.views import Code, Line, Link, Mention, Span, Strong, When
from zoomcore.views.times import format_when

#: Control, surrogate, separator characters: never part of a word, and some tear a card apart.
_TEARING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
#: Characters that turn the direction of all that follows them.
_STEERING = re.compile("[\u202a-\u202e\u2066-\u2069]")
#: An invisible joiner after "<" leaves the look and takes the meaning from `<at>` and from HTML alike.
_JOINER = "\u2060"
_MARKS = re.compile(r"[\\`*_\[\]~|]")
#: What begins a tag, a mention or an entity.
_TAGS = re.compile(r"<(?=[A-Za-z/!?])|&(?=[#A-Za-z])")
#: What a line may not begin with: "#" heading, ">" quote, "-" and "+" bullets, "1." and "1)" numbers.
_OPENERS = re.compile(r"^(\s*)([#>+-]|\d+(?=[.)]))")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words drawn one way. `user` is set where a Teams mention is to be drawn."""

    text: str
    strong: bool = False
    code: bool = False
    url: str = ""
    user: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """For whom it is drawn: `zone` None means each instant in its own."""

    zone: str | None
    locale: str


def inert(text: str) -> str:
    """The text without control characters and direction marks, safe in a TextRun, a label and an attribute."""
    return _TEARING.sub(" ", _STEERING.sub("", text))


def escaped(text: str) -> str:
    """`inert` text that Markdown and mentions leave alone, for a TextBlock or a fact."""
    marked = _MARKS.sub(r"\\\g<0>", inert(text))
    return _TAGS.sub(rf"\g<0>{_JOINER}", marked)


def opening(markdown: str) -> str:
    """Make the start of a Markdown text no heading, quote or list."""
    return _OPENERS.sub(lambda found: f"{found[1]}{_JOINER}{found[2]}", markdown)


def pieces(line: Line, reader: Reader, *, longest: int) -> tuple[Piece, ...]:
    """The line's words, clipped to `longest` characters with an ellipsis."""
    drawn = [_piece(span, reader) for span in line]
    if len(drawn) > 1:
        drawn = [replace(piece, text=_isolated(piece.text)) for piece in drawn]
    return tuple(_clipped(drawn, longest))


def _piece(span: Span, reader: Reader) -> Piece:
    match span:
        case str():
            return Piece(inert(span))
        case Strong(text):
            return Piece(inert(text), strong=True)
        case Code(text):
            return Piece(inert(text), code=True)
        case Link(label, url):
            return Piece(inert(label), url=url)
        case Mention(name, user_id):
            return Piece(inert(name), user=user_id)
        case When():
            return Piece(format_when(span, reader.zone, reader.locale))
        case _:
            assert_never(span)


def _isolated(text: str) -> str:
    """Right-to-left words keep to themselves, or the time beside them would be read in the wrong order."""
    steers = not text.isascii() and any(unicodedata.bidirectional(c) in {"R", "AL"} for c in text)
    return f"\u2068{text}\u2069" if steers else text


def _clipped(drawn: Iterable[Piece], longest: int) -> Iterable[Piece]:
    room = longest
    for piece in drawn:
        if len(piece.text) > room:
            # Half a name is no mention.
            yield replace(piece, text=clip(piece.text, room), user="")
            return
        room -= len(piece.text)
        yield piece


def clip(text: str, longest: int) -> str:
    """At most `longest` characters, the last of them an ellipsis where something is left out."""
    return text if len(text) <= longest else f"{text[: max(longest - 1, 0)]}…"


def text_run(piece: Piece, *, subtle: bool, size: str) -> dict[str, Any]:
    """One run of a RichTextBlock; its text is no Markdown."""
    run: dict[str, Any] = {"type": "TextRun", "text": piece.text}
    if size != "default":
        run["size"] = size
    if subtle:
        run["isSubtle"] = True
    if piece.strong:
        run["weight"] = "bolder"
    if piece.code:
        run["fontType"] = "monospace"
    if piece.url:
        run |= {"underline": True, "selectAction": {"type": "Action.OpenUrl", "title": piece.text, "url": piece.url}}
    return run


def markdown(drawn: Iterable[Piece]) -> str:
    """The same words for a TextBlock or a fact."""
    return opening("".join(_marked(piece) for piece in drawn))


def _marked(piece: Piece) -> str:
    if piece.user:
        return mention_tag(piece.text)
    text = escaped(piece.text)
    if piece.url:
        # A bracket, a space or an angle in the address would end it early.
        address = re.sub(r"[()<>\s\\]", lambda found: f"%{ord(found[0]):02X}", piece.url)
        return f"[{text}]({address})"
    if piece.strong and text.strip():
        return f"**{text.strip()}**"
    return text


def mention_tag(name: str) -> str:
    """What stands in the text for a mention, the same as in its entity; the name keeps no mark that means something."""
    bare = re.sub(r"[<>&*_`~|#\[\]\\]", " ", name).strip()
    return f"<at>{bare or '?'}</at>"
