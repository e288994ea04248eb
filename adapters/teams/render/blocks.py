"""The blocks of a card as Adaptive Card 1.5 elements."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any, assert_never

from adapters.teams.render.actions import action_rows, item_action_rows
from adapters.teams.render.pieces import clip, escaped, inert, markdown, opening, pieces, text_run
from adapters.teams.render.surface import Pen
from adapters.teams.render.words import heading, left_out
from zoomcore.views import Block, Facts, Item, Items, Line, Picture, Table, Text

Json = dict[str, Any]
#: A label beside a value and the heading of a column are short words.
LABEL_LENGTH = 120
ALT_LENGTH = 500
LONGEST_WORD = 30
#: Shares of a table's width, in characters.
NARROWEST, WIDEST = 6, 30


def block_elements(block: Block, pen: Pen, name: str) -> list[Json]:
    """One block; `name` is unique within the card."""
    match block:
        case Text():
            first, *below = (paragraph(one, pen, subtle=block.quiet) for one in block.lines)
            return [first, *({**one, "spacing": "none"} for one in below)]
        case Facts():
            return _facts(block, pen)
        case Table():
            return _table(block, pen, name)
        case Items():
            return _items(block, pen, name)
        case Picture():
            return [_picture(block, pen)]
        case _:
            assert_never(block)


def _picture(picture: Picture, pen: Pen) -> Json:
    """Its words alone where Teams' servers could not fetch it."""
    if not picture.url.startswith("https://"):
        return paragraph((picture.alt,), pen)
    return {"type": "Image", "url": picture.url, "altText": clip(inert(picture.alt), ALT_LENGTH), "size": "stretch"}


def paragraph(line: Line, pen: Pen, *, subtle: bool = False, size: str = "default") -> Json:
    """A line as runs, or, where somebody is mentioned, as Markdown: only there Teams draws a mention."""
    drawn = pieces(line, pen.reader, longest=pen.allowance.characters)
    if any(piece.user for piece in drawn):
        return {"type": "TextBlock", "text": markdown(drawn), "wrap": True, "isSubtle": subtle, "size": size}
    runs = [text_run(piece, subtle=subtle, size=size) for piece in drawn if piece.text]
    return {"type": "RichTextBlock", "inlines": runs or [{"type": "TextRun", "text": " "}]}


def _facts(facts: Facts, pen: Pen) -> list[Json]:
    shown = facts.rows[: pen.allowance.rows]
    missing = left_out(len(facts.rows) - len(shown), "… and one more line.", "… and {count} more lines.")
    groups = groupby(shown, key=lambda row: _is_unbreakable(row[1], pen))
    return [one for long, rows in groups for one in (_below(rows, pen) if long else _beside(rows, pen))] + missing


def _is_unbreakable(value: Line, pen: Pen) -> bool:
    """Whether it holds a word, say an address, that would be cut off in the narrow column of the values."""
    text = "".join(piece.text for piece in pieces(value, pen.reader, longest=pen.allowance.characters))
    return any(len(word) > LONGEST_WORD for word in text.split())


def _beside(rows: Iterable[tuple[str, Line]], pen: Pen) -> list[Json]:
    return [
        {"type": "FactSet", "facts": [{"title": _label(label), "value": _value(value, pen)} for label, value in rows]}
    ]


def _below(rows: Iterable[tuple[str, Line]], pen: Pen) -> list[Json]:
    drawn = []
    for label, value in rows:
        drawn += [heading(clip(label, LABEL_LENGTH), weight="bolder"), {**paragraph(value, pen), "spacing": "none"}]
    return drawn


def _label(label: str) -> str:
    return opening(escaped(clip(label, LABEL_LENGTH)))


def _value(value: Line, pen: Pen) -> str:
    return markdown(pieces(value, pen.reader, longest=pen.allowance.characters)) or "–"


def _table(table: Table, pen: Pen, name: str) -> list[Json]:
    shown = table.rows[: pen.allowance.rows]
    caption = heading(clip(table.caption, LABEL_LENGTH), weight="bolder")
    missing = left_out(len(table.rows) - len(shown), "… and one more row.", "… and {count} more rows.")
    more = action_rows((table.more,), pen, name=name) if table.more else []
    if not table.columns:
        return [caption, *missing, *more]
    return [caption, _grid(table, shown, pen), *missing, *more]


def _grid(table: Table, shown: tuple[tuple[Line, ...], ...], pen: Pen) -> Json:
    head = [heading(clip(column, LABEL_LENGTH), weight="bolder") for column in table.columns]
    return {
        "type": "Table",
        "firstRowAsHeader": True,
        "columns": [{"width": width} for width in _widths(table.columns, shown, pen)],
        "rows": [_row(head), *(_row([paragraph(cell, pen) for cell in row]) for row in shown)],
    }


def _widths(columns: tuple[str, ...], shown: tuple[tuple[Line, ...], ...], pen: Pen) -> list[int]:
    """Room by the longest words of a column, within reason: a column of times needs more than one of marks."""
    lengths = [[len(column), *(_length(row[index], pen) for row in shown)] for index, column in enumerate(columns)]
    return [min(max(*column, NARROWEST), WIDEST) for column in lengths]


def _length(cell: Line, pen: Pen) -> int:
    return sum(len(piece.text) for piece in pieces(cell, pen.reader, longest=WIDEST))


def _row(cells: list[Json]) -> Json:
    return {"type": "TableRow", "cells": [{"type": "TableCell", "items": [cell]} for cell in cells]}


def _items(items: Items, pen: Pen, name: str) -> list[Json]:
    shown = items.items[: pen.allowance.rows]
    top = [_strong(items.heading, pen)] if items.heading else []
    entries = [_item(item, pen, f"{name}-{index}") for index, item in enumerate(shown)]
    missing = left_out(len(items.items) - len(shown), "… and one more.", "… and {count} more.")
    return [*top, *entries, *missing]


def _strong(line: Line, pen: Pen) -> Json:
    words = markdown(pieces(line, pen.reader, longest=pen.allowance.characters))
    return {"type": "TextBlock", "text": words, "wrap": True, "weight": "bolder", "spacing": "medium"}


def _item(item: Item, pen: Pen, name: str) -> Json:
    detail = [{**paragraph(item.detail, pen, subtle=True), "spacing": "none"}] if item.detail else []
    buttons = item_action_rows(item.actions, pen, name=name)
    return {
        "type": "Container",
        "separator": True,
        "spacing": "small",
        "items": [paragraph(item.line, pen), *detail, *buttons],
    }
