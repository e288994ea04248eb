"""Lines as Slack draws them: rich text, where every text is literal, and mrkdwn, where it must be made so.

Rich text is preferred. Sections with an accessory and context blocks take mrkdwn only.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from typing import Any, Final, assert_never
from urllib.parse import urlsplit

from adapters.slack.render import limits
from zoomcore.views import Code, Line, Link, Mention, Span, Strong, When, WhenStyle
from zoomcore.views.plain import printable
from zoomcore.views.times import format_when
from zoomcore.wording import current_language

Element = dict[str, Any]

_FULL: Final = "{date_long}, {time}"
_DAY: Final = "{date_long}"
_TIME: Final = "{time}"
#: Keeps a markup character from being read as one; mrkdwn has no escape of its own for them.
_APART: Final = "\u200b"
_MARKUP: Final = re.compile(r"[*~`]|(?<!\w)_|_(?!\w)")
_EMOJI: Final = re.compile(r":(?=[\w+'-]+:)")
_USER: Final = re.compile(r"[UW][A-Z0-9]+")
#: Even wholly escaped, a piece this long stays below the limit of a text object.
_PIECE: Final = 400


def rich_lines(line: Line) -> list[list[Element]]:
    """Give the line as rich text elements, in as many parts as Slack's limit of a text asks for."""
    parts: list[list[Element]] = [[]]
    used = 0
    for span in _pieces(line):
        for element in _rich(span):
            if element.get("text") == "":
                continue
            more = size(element)
            if used + more > limits.TEXT and parts[-1]:
                parts.append([])
                used = 0
            parts[-1].append(element)
            used += more
    return [part for part in parts if part]


def mrkdwn_lines(line: Line, longest: int = limits.TEXT) -> list[str]:
    """Give the line as mrkdwn, in as many parts as `longest` asks for."""
    parts = [""]
    for span in _pieces(line):
        text = _mrkdwn(span)
        if limits.length(parts[-1]) + limits.length(text) > longest and parts[-1]:
            parts.append("")
        parts[-1] += text
    return [part for part in parts if part.strip(f"{_APART} \n")]


def inert(text: str) -> str:
    """Make any text literal in mrkdwn: no mention, no link, no emphasis, no emoji, no quotation."""
    calm = _EMOJI.sub(":" + _APART, _MARKUP.sub(lambda found: _APART + found[0] + _APART, text))
    return escape(calm).replace("&gt;", _APART + "&gt;")


def escape(text: str) -> str:
    """Take from Slack the three characters that begin anything it acts on: mentions, links, tokens."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def size(element: Element) -> int:
    """How long an element is to the reader."""
    return limits.length(str(element.get("text") or element.get("fallback") or element.get("user_id") or ""))


def _pieces(line: Line) -> Iterator[Span]:
    """Long texts in pieces, so that a part can end between them."""
    for span in line:
        match span:
            case str():
                yield from _chopped(span)
            case Strong(text):
                yield from (Strong(piece) for piece in _chopped(text))
            case Code(text):
                yield from (Code(piece) for piece in _chopped(text))
            case Link(label, url):
                yield Link(limits.cut(printable(label), _PIECE), url)
            case Mention(name, user_id):
                yield Mention(limits.cut(printable(name), _PIECE), user_id)
            case When():
                yield span
            case _ as unreachable:
                assert_never(unreachable)


def _chopped(raw: str) -> Iterator[str]:
    text = printable(raw)
    for start in range(0, len(text), _PIECE):
        yield text[start : start + _PIECE]


def _rich(span: Span) -> list[Element]:
    match span:
        case str():
            return [{"type": "text", "text": span}]
        case Strong(text):
            return [{"type": "text", "text": text, "style": {"bold": True}}]
        case Code(text):
            return [{"type": "text", "text": text, "style": {"code": True}}]
        case Link(label, url):
            return [_rich_link(label, url)]
        case Mention(name, user_id):
            known = _USER.fullmatch(user_id)
            return [{"type": "user", "user_id": user_id} if known else {"type": "text", "text": name}]
        case When():
            return _rich_when(span)
        case _ as unreachable:
            assert_never(unreachable)


def _rich_link(label: str, url: str) -> Element:
    if not _followable(url):
        return {"type": "text", "text": label}
    return {"type": "link", "url": url, "text": label or url}


def _rich_when(when: When) -> list[Element]:
    elements = [_rich_date(stamp, form, text) for stamp, form, text in _tokens(when)]
    return elements if len(elements) == 1 else [elements[0], {"type": "text", "text": "–"}, elements[1]]


def _rich_date(timestamp: int, form: str, fallback: str) -> Element:
    return {"type": "date", "timestamp": timestamp, "format": form, "fallback": fallback}


def _mrkdwn(span: Span) -> str:
    match span:
        case str():
            return inert(span)
        case Strong(text):
            return _wrapped("*", inert(_one_line(text)))
        case Code(text):
            return _wrapped("`", escape(_one_line(text).replace("`", "'")))
        case Link(label, url):
            return _mrkdwn_link(label, url)
        case Mention(name, user_id):
            return f"<@{user_id}>" if _USER.fullmatch(user_id) else inert(name)
        case When():
            return "–".join(f"<!date^{stamp}^{form}|{escape(text)}>" for stamp, form, text in _tokens(span))
        case _ as unreachable:
            assert_never(unreachable)


def _mrkdwn_link(label: str, url: str) -> str:
    if not _followable(url):
        return inert(label)
    address = escape(url).replace("|", "%7C")
    return f"<{address}|{inert(_one_line(label or url))}>"


def _wrapped(mark: str, text: str) -> str:
    """Put marks around the words; blanks stay outside, where the marks would not be read."""
    words = text.strip()
    if not words:
        return text
    lead, _, tail = text.partition(words)
    return f"{lead}{mark}{words}{mark}{tail}"


def _one_line(text: str) -> str:
    return text.replace("\r", " ").replace("\n", " ")


def _followable(url: str) -> bool:
    return urlsplit(url).scheme in {"http", "https", "mailto"} and limits.length(url) <= limits.URL


def _tokens(when: When) -> list[tuple[int, str, str]]:
    """Epoch seconds, Slack's format and a fallback: one token, two for a range. Slack draws in the reader's zone."""
    start = when.instant.astimezone(UTC)
    begins = replace(when, style=WhenStyle.FULL) if when.style is WhenStyle.RANGE else when
    tokens = [(int(start.timestamp()), _FORMATS[when.style], _fallback(begins))]
    if when.style is WhenStyle.RANGE and when.duration:
        end = When(start + when.duration, when.zone, WhenStyle.TIME)
        tokens.append((int(end.instant.timestamp()), _TIME, _fallback(end)))
    return tokens


_FORMATS: Final = {WhenStyle.FULL: _FULL, WhenStyle.RANGE: _FULL, WhenStyle.DAY: _DAY, WhenStyle.TIME: _TIME}


def _fallback(when: When) -> str:
    """For clients that cannot draw dates: in the class's own zone, named."""
    return format_when(when, None, current_language())
