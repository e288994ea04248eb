"""A card as an Adaptive Card: its tone in a word and a colour, its blocks, its buttons, its small print."""

from typing import Any, assert_never

from adapters.teams.render.actions import action_rows
from adapters.teams.render.blocks import block_elements, paragraph
from adapters.teams.render.pieces import clip
from adapters.teams.render.surface import Pen
from adapters.teams.render.words import heading, left_out
from zoomcore.views import Card, Table, Tone
from zoomcore.views.plain import tone_word

Json = dict[str, Any]
TITLE_LENGTH = 250


def card_elements(card: Card, pen: Pen) -> list[Json]:
    """The body of the Adaptive Card; the buttons stand in it, so that their questions stand right below them."""
    shown = card.body[: pen.allowance.blocks]
    body = [header(card.title, card.tone)]
    for index, block in enumerate(shown):
        body += block_elements(block, pen, f"ask-{index}")
    body += left_out(len(card.body) - len(shown), "… and one more part.", "… and {count} more parts.")
    body += [{**row, "spacing": "medium"} for row in action_rows(card.actions, pen, name="ask")]
    return body + ([paragraph(card.footnote, pen, subtle=True, size="small")] if card.footnote else [])


def is_wide(card: Card) -> bool:
    """Whether the card wants the whole width of the conversation."""
    return any(isinstance(block, Table) for block in card.body)


def header(title: str, tone: Tone) -> Json:
    """The title under the tone's word: colour is never the only sign."""
    word = tone_word(tone)
    above = [heading(word, weight="bolder", size="small")] if word else []
    name = heading(clip(title, TITLE_LENGTH), weight="bolder", size="large", style="heading")
    if above:
        name["spacing"] = "none"
    return {"type": "Container", "style": _style(tone), "bleed": True, "items": [*above, name]}


def _style(tone: Tone) -> str:
    match tone:
        case Tone.NEUTRAL | Tone.WORKING:
            return "emphasis"
        case Tone.GOOD:
            return "good"
        case Tone.ASK:
            return "accent"
        case Tone.WARNING:
            return "warning"
        case Tone.BAD:
            return "attention"
        case _:
            assert_never(tone)
