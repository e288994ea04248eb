"""Cards as Slack blocks, and what does not fit said aloud."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, assert_never

from adapters.slack.render import limits
from adapters.slack.render.actions import Drawer, context, mrkdwn, plain_text
from adapters.slack.render.spans import inert, mrkdwn_lines, rich_lines, size
from adapters.slack.render.tables import DrawnTable, draw_table
from zoomcore.views import (
    Action,
    Block,
    ButtonStyle,
    Card,
    Facts,
    Item,
    Items,
    Line,
    Picture,
    Strong,
    Table,
    Text,
    Tone,
)
from zoomcore.wording import _, plural

Element = dict[str, Any]
Group = list[Element]

#: A glance, never the only signal: the title says it in words.
_MARKS: Final = {
    Tone.NEUTRAL: "",
    Tone.GOOD: "✅ ",
    Tone.WORKING: "⏳ ",
    Tone.ASK: "",
    Tone.WARNING: "⚠️ ",
    Tone.BAD: "⚠️ ",
}


def blocks(view: Card, card_nonce: str, *, longest: int = limits.MESSAGE_BLOCKS) -> list[Element]:
    """Draw the card in at most `longest` blocks; `card_nonce` goes onto every button.

    Title, actions and footnote are always there. Of the body, what finds no room is counted in a last line.
    """
    drawing = _Drawing(Drawer(card_nonce))
    body = [group for block in view.body for group in drawing.block(block)]
    end = _fitted([[one] for one in drawing.drawer.blocks(view.actions) + _small(view.footnote)], longest // 2)
    start = _heading(view)
    return start + _fitted(body, longest - len(start) - len(end)) + end


def said(body: Sequence[Block]) -> list[Element]:
    """Draw the blocks of a form, which have no buttons."""
    drawing = _Drawing(Drawer(""))
    return [element for block in body for group in drawing.block(block) for element in group]


def _heading(view: Card) -> list[Element]:
    title = _MARKS[view.tone] + " ".join(view.title.split())
    header = {"type": "header", "text": plain_text(title, limits.HEADER)}
    if limits.length(title) <= limits.HEADER:
        return [header]
    return [header, *_paragraphs((Strong(view.title),))]


def _fitted(groups: list[Group], room: int) -> list[Element]:
    """As many whole groups as there is room for, and a line that counts the others."""
    if sum(map(len, groups)) <= room:
        return [element for group in groups for element in group]
    kept: list[Element] = []
    for done, group in enumerate(groups):
        if len(kept) + len(group) >= room:
            return [*kept, context(inert(_more(len(groups) - done)))]
        kept += group
    return kept


def _more(count: int) -> str:
    return plural("… and {count} more", "… and {count} more", count)


@dataclass(slots=True)
class _Drawing:
    """One card being drawn: its tables share one allowance of characters."""

    drawer: Drawer
    table_room: int = limits.TABLE_CHARACTERS

    def block(self, block: Block) -> list[Group]:
        """What belongs together is one group: an item with its buttons, a heading with its first item."""
        match block:
            case Text():
                whole = tuple(span for one in block.lines for span in ("\n", *one))[1:]
                return [[one] for one in (_small(whole) if block.quiet else _paragraphs(whole))]
            case Facts():
                return [[one] for one in _facts(block)]
            case Table():
                return [self._table(block)]
            case Items():
                return self._items(block)
            case Picture():
                return [[one] for one in _picture(block)]
            case _ as unreachable:
                assert_never(unreachable)

    def _table(self, table: Table) -> Group:
        if not table.rows:
            return [context(inert(f"{table.caption}: " + _("nothing yet.")))]
        drawn = draw_table(table, self.table_room)
        self.table_room -= drawn.characters
        notes = [context(inert(f"{note}: {table.caption}")) for note in _left_out(drawn)]
        more = self.drawer.blocks((table.more,)) if table.more else []
        return ([drawn.block] if drawn.block else []) + notes + more

    def _items(self, items: Items) -> list[Group]:
        heading = [_section(f"*{text}*") for text in mrkdwn_lines(_unmarked(items.heading), limits.TEXT - 2)]
        drawn = [self._item(item) for item in items.items]
        return [heading + drawn[0], *drawn[1:]] if drawn else [heading]

    def _item(self, item: Item) -> Group:
        line = item.line + (("\n", *item.detail) if item.detail else ())
        sections = [_section(text) for text in mrkdwn_lines(line)] or [_section("–")]
        beside = None if _leads(item.actions) else self.drawer.accessory(item.actions)
        if beside is not None:
            sections[0] = sections[0] | {"accessory": beside}
            return sections
        return sections + self.drawer.row(item.actions)


def _left_out(drawn: DrawnTable) -> list[str]:
    rows, columns = drawn.rows_left_out, drawn.columns_left_out
    notes = [plural("… and {count} more row", "… and {count} more rows", rows)] if rows else []
    return notes + ([plural("… and {count} more column", "… and {count} more columns", columns)] if columns else [])


def _section(text: str) -> Element:
    return {"type": "section", "text": mrkdwn(text)}


def _leads(actions: tuple[Action, ...]) -> bool:
    """The likeliest of several wants to be one tap away, not inside a menu."""
    return len(actions) > 1 and actions[0].style is ButtonStyle.PRIMARY


def _unmarked(line: Line) -> Line:
    """For a line that is bold as a whole: a mark within a mark would end it."""
    return tuple(span.text if isinstance(span, Strong) else span for span in line)


def _small(line: Line) -> list[Element]:
    return [context(text) for text in mrkdwn_lines(line)]


def _paragraphs(line: Line) -> list[Element]:
    return [_rich_text([part]) for part in rich_lines(line)]


def _facts(facts: Facts) -> list[Element]:
    """One block of many lines, begun anew where the next line would pass the limit of a text."""
    drawn: list[Element] = []
    lines: list[list[Element]] = []
    used = 0
    for label, value in facts.rows:
        for part in rich_lines((Strong(f"{label}: "), *value)):
            more = sum(map(size, part))
            if lines and used + more > limits.TEXT:
                drawn.append(_rich_text(lines))
                lines, used = [], 0
            lines.append(part)
            used += more
    return [*drawn, _rich_text(lines)] if lines else drawn


def _rich_text(lines: list[list[Element]]) -> Element:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": line} for line in lines]}


def _picture(picture: Picture) -> list[Element]:
    """Its words alone where Slack's servers could not fetch it: one such picture, and the whole message is refused."""
    if not picture.url.startswith("https://"):
        return _paragraphs((picture.alt,))
    words = limits.cut(picture.alt, limits.IMAGE_ALT) or " "
    return [{"type": "image", "image_url": picture.url, "alt_text": words}]
