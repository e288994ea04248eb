"""Views as Teams draws them: Adaptive Cards 1.5, messages and dialogs. Pure: data in, JSON out.

A message is at most 25 KB as Teams counts (UTF-16); what does not fit is left out, and the card says so.
"""

import json
from typing import Any, assert_never

from adapters.teams.render.card import card_elements, header, is_wide
from adapters.teams.render.form import form_elements
from adapters.teams.render.pieces import Reader, clip, escaped, inert, mention_tag
from adapters.teams.render.surface import ALLOWANCES, Pen, Surface
from adapters.teams.render.words import heading
from zoomcore.views import (
    Audience,
    Block,
    Card,
    Document,
    Facts,
    Form,
    Items,
    Line,
    Mention,
    Picture,
    Redirect,
    Reply,
    Table,
    Text,
    Tone,
    View,
)
from zoomcore.views.plain import spoken
from zoomcore.wording import _, language_of, speaking

__all__ = ["CARD_TYPE", "LIMIT_BYTES", "Surface", "dialog", "headline", "message", "plain_message", "render", "size_of"]

Json = dict[str, Any]
LIMIT_BYTES = 25_000
CARD_TYPE = "application/vnd.microsoft.card.adaptive"
_SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"
#: The toast's words, what is read aloud, and what a client that draws no cards shows, in characters.
SUMMARY_LENGTH, SPOKEN_LENGTH, FALLBACK_LENGTH = 200, 300, 1000
DIALOG_TITLE_LENGTH = 60
#: What stands around a card in a message: its toast, of which a character may cost four bytes, and the frame.
ENVELOPE_BYTES = 4 * SUMMARY_LENGTH + 400


def message(reply: Reply, reader_zone: str | None, locale: str, surface: Surface = Surface.CARD) -> Json:
    """The activity that shows a reply: its card, and in words what the toast says."""
    reader = _reader(reply, reader_zone, locale)
    with speaking(reader.locale):
        card, words = _fitted(reply, reader, surface)
        summary = clip(words.replace("\n", " "), SUMMARY_LENGTH)
        return {"type": "message", "summary": summary, "attachments": [attachment(card)]}


def plain_message(words: str) -> Json:
    """A line without a card; its words are ours and hold no names."""
    return {"type": "message", "text": escaped(words), "textFormat": "markdown"}


def headline(reply: Reply) -> str:
    """The reply in a few words, for a place that shows one line."""
    return clip(inert_lines(spoken(reply.view)).partition("\n")[0], SUMMARY_LENGTH)


def render(reply: Reply, reader_zone: str | None, locale: str, surface: Surface = Surface.CARD) -> Json:
    """The Adaptive Card of a reply.

    `reader_zone` (IANA) counts only where one person reads: in a shared post each instant stands in its course's zone.
    """
    reader = _reader(reply, reader_zone, locale)
    with speaking(reader.locale):
        return _fitted(reply, reader, surface)[0]


def dialog(reply: Reply, reader_zone: str | None, locale: str) -> Json:
    """The body that answers task/fetch and task/submit: the reply in a dialog."""
    card = render(reply, reader_zone, locale, Surface.DIALOG)
    title = clip(inert(_title(reply.view)), DIALOG_TITLE_LENGTH)
    height = "large" if isinstance(reply.view, Form) else "medium"
    info = {"title": title, "height": height, "width": "medium", "card": attachment(card)}
    return {"task": {"type": "continue", "value": info}}


def attachment(card: Json) -> Json:
    return {"contentType": CARD_TYPE, "content": card}


def size_of(content: Json) -> int:
    """Bytes as Teams counts them: compact JSON in UTF-16."""
    return len(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-16-le"))


def _reader(reply: Reply, zone: str | None, locale: str) -> Reader:
    """What the reader chose for themselves wins over what their client says; a shared post has no one reader."""
    if reply.audience is Audience.EVERYONE:
        return Reader(zone=None, locale=locale)
    chosen = locale if language_of(locale) == reply.language else reply.language or locale
    return Reader(zone=reply.zone or zone, locale=chosen)


def _fitted(reply: Reply, reader: Reader, surface: Surface) -> tuple[Json, str]:
    """The most generous card that fits, and its words."""
    words = inert_lines(spoken(reply.view, zone=reader.zone, locale=reader.locale))
    room = LIMIT_BYTES - ENVELOPE_BYTES
    for allowance in ALLOWANCES:
        pen = Pen(reader=reader, card=reply.card, surface=surface, allowance=allowance)
        card = _wrapped(reply.view, _elements(reply.view, pen), words)
        if size_of(card) <= room:
            return card, words
    return _wrapped(reply.view, _sorry(reply.view, words), words), words


def inert_lines(text: str) -> str:
    """Words for a reader's voice and a toast: lines stay lines, nothing in them is markup."""
    return "\n".join(inert(line) for line in text.replace("<", "‹").replace(">", "›").split("\n"))


def _wrapped(view: View, body: list[Json], words: str) -> Json:
    card: Json = {
        "type": "AdaptiveCard",
        "$schema": _SCHEMA,
        "version": "1.5",
        "body": body,
        "fallbackText": clip(words, FALLBACK_LENGTH),
        "speak": clip(words, SPOKEN_LENGTH),
    }
    return card | _for_teams(view, body)


def _for_teams(view: View, body: list[Json]) -> Json:
    """Width and mentions. An entity without its text in the card would make Teams refuse the message."""
    named = _mentions(view)
    drawn = json.dumps(body, ensure_ascii=False) if named else ""
    people = {mention.user_id: mention for mention in named if _written(mention) in drawn}
    settings: Json = {"width": "Full"} if isinstance(view, Card) and is_wide(view) else {}
    if people:
        settings["entities"] = [_entity(mention) for mention in people.values()]
    return {"msteams": settings} if settings else {}


def _written(mention: Mention) -> str:
    return json.dumps(mention_tag(mention.name), ensure_ascii=False)[1:-1]


def _entity(mention: Mention) -> Json:
    named = {"id": mention.user_id, "name": inert(mention.name)}
    return {"type": "mention", "text": mention_tag(mention.name), "mentioned": named}


def _elements(view: View, pen: Pen) -> list[Json]:
    match view:
        case Card():
            return card_elements(view, pen)
        case Form():
            return form_elements(view, pen)
        case Document():
            return [header(view.title, Tone.GOOD), heading(_("File: {name}").format(name=view.name))]
        case Redirect():
            return [header(_("Going on to another page."), Tone.NEUTRAL)]
        case _:
            assert_never(view)


def _sorry(view: View, words: str) -> list[Json]:
    """For a view whose buttons alone are too much: what it says, and that it is not all."""
    advice = _("This answer is too long for Teams. Ask for a smaller part of it.")
    return [header(_title(view), Tone.WARNING), heading(clip(words, FALLBACK_LENGTH)), heading(advice)]


def _title(view: View) -> str:
    match view:
        case Card() | Form() | Document():
            return view.title
        case Redirect():
            return _("Going on to another page.")
        case _:
            assert_never(view)


def _mentions(view: View) -> list[Mention]:
    lines = _card_lines(view) if isinstance(view, Card) else []
    return [span for line in lines for span in line if isinstance(span, Mention) and span.user_id]


def _card_lines(card: Card) -> list[Line]:
    return [card.footnote, *(line for block in card.body for line in _lines(block))]


def _lines(block: Block) -> list[Line]:
    match block:
        case Text():
            return [*block.lines]
        case Facts():
            return [value for _label, value in block.rows]
        case Table():
            return [cell for row in block.rows for cell in row]
        case Items():
            return [block.heading, *(line for item in block.items for line in (item.line, item.detail))]
        case Picture():
            return []
        case _:
            assert_never(block)
