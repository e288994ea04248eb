"""Replies for a terminal: a coloured card where there is a screen, plain text where there is none.

What people wrote reaches the screen as text only: never as rich's markup, never as an escape sequence.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import assert_never

from rich import box
from rich.columns import Columns
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.style import Style
from rich.table import Table as Grid
from rich.text import Text as Drawn

from zoomcore.views import (
    Action,
    Block,
    Button,
    ButtonStyle,
    Card,
    Code,
    Document,
    Facts,
    Form,
    Item,
    Items,
    Line,
    Link,
    Mention,
    OpenUrl,
    Picture,
    Redirect,
    Span,
    Strong,
    Table,
    Text,
    Tone,
    View,
    When,
)
from zoomcore.views.plain import one_line, plain, tone_word
from zoomcore.views.times import format_when
from zoomcore.wording import current_language

WIDEST = 100

_COLOURS = {
    Tone.NEUTRAL: "cyan",
    Tone.GOOD: "green",
    Tone.WORKING: "blue",
    Tone.ASK: "magenta",
    Tone.WARNING: "yellow",
    Tone.BAD: "red",
}
_BUTTONS = {
    ButtonStyle.PLAIN: "bold white on grey30",
    ButtonStyle.PRIMARY: "bold white on dark_green",
    ButtonStyle.DANGER: "bold white on dark_red",
}


def render(view: View, *, zone: str | None = None) -> RenderableType:
    """Draw a card or a form for rich; its buttons bear the numbers of `actions_of`."""
    return _Painter(zone=zone, numbers=_numbers(view)).view(view)


def actions_of(view: View) -> tuple[Action, ...]:
    """Give every button and link of a card in the order of reading: what `1`, `2` … stand for."""
    if isinstance(view, Document) and view.told:
        return actions_of(view.told)
    if isinstance(view, Form):
        return (view.back,) if view.back else ()
    if not isinstance(view, Card):
        return ()
    inside = [action for block in view.body for action in _actions_in(block)]
    return (*inside, *view.actions)


def _actions_in(block: Block) -> Sequence[Action]:
    match block:
        case Table(more=more):
            return (more,) if more else ()
        case Items(items=items):
            return [action for item in items for action in item.actions]
        case Text() | Facts() | Picture():
            return ()
        case _:
            assert_never(block)


def _numbers(view: View) -> dict[int, int]:
    # By identity: two buttons of one card may be equal.
    return {id(action): number for number, action in enumerate(actions_of(view), start=1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Painter:
    zone: str | None
    numbers: dict[int, int]

    def view(self, view: View) -> RenderableType:
        match view:
            case Card():
                return self.card(view)
            case Document(told=Card() as told):
                return Group(self.view(replace(view, told=None)), self.card(told))
            case Form() | Document() | Redirect():
                head, *rest = plain(view, zone=self.zone).split("\n")
                return _panel(Drawn(head, "bold"), [Drawn("\n".join(rest))], "cyan")
            case _:
                assert_never(view)

    def card(self, card: Card) -> RenderableType:
        colour = _COLOURS[card.tone]
        word = tone_word(card.tone)
        title = Drawn.assemble((f"{word} · ", colour) if word else "", (one_line(card.title), "bold"))
        parts = [self.block(block) for block in card.body]
        parts += [self.actions(card.actions)] if card.actions else []
        parts += [self.line(card.footnote, "dim")] if card.footnote else []
        return _panel(title, parts, colour)

    def block(self, block: Block) -> RenderableType:
        match block:
            case Text():
                return Drawn("\n").join(self.line(one, "dim" if block.quiet else "") for one in block.lines)
            case Facts():
                return self.facts(block)
            case Table():
                return self.table(block)
            case Items():
                return self.items(block)
            case Picture():
                address = ("\n", _address(block.url)) if block.url else ()
                return Drawn.assemble((one_line(block.alt), "italic"), *address)
            case _:
                assert_never(block)

    def facts(self, facts: Facts) -> RenderableType:
        grid = Grid.grid(padding=(0, 2, 0, 0))
        grid.add_column(style="dim", no_wrap=True)
        grid.add_column(overflow="fold")
        for label, value in facts.rows:
            grid.add_row(Drawn(one_line(label)), self.line(value))
        return grid

    def table(self, table: Table) -> RenderableType:
        # Above the grid, not its title: that would be folded to the width of the columns.
        caption = Drawn(one_line(table.caption), "bold")
        grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False)
        for name in table.columns:
            grid.add_column(Drawn(one_line(name)), overflow="fold")
        for row in table.rows:
            grid.add_row(*(self.line(cell) for cell in row))
        return Group(caption, grid, *([self.action(table.more)] if table.more else []))

    def items(self, items: Items) -> RenderableType:
        heading = [self.line(items.heading, "bold")] if items.heading else []
        return Group(*heading, *(self.item(item) for item in items.items))

    def item(self, item: Item) -> RenderableType:
        detail = [self.line(item.detail, "dim")] if item.detail else []
        actions = [self.actions(item.actions)] if item.actions else []
        return Padding(Group(self.line(item.line), *detail, *actions), (0, 0, 0, 2))

    def actions(self, actions: Sequence[Action]) -> RenderableType:
        """In their order: buttons side by side, each link on a line of its own, so that it can be copied."""
        lines: list[RenderableType] = []
        for kind, group in groupby(actions, key=type):
            drawn = [self.action(action) for action in group]
            lines += [Columns(drawn, padding=(0, 2))] if kind is Button else drawn
        return Group(*lines)

    def action(self, action: Action) -> Drawn:
        number = f" {self.numbers[id(action)]} "
        label = Drawn.assemble((number, "reverse"), (f" {one_line(action.label)} ", _BUTTONS[action.style]))
        match action:
            case Button():
                return label
            case OpenUrl(url=url):
                return Drawn.assemble(label, " ", _address(url))
            case _:
                assert_never(action)

    def line(self, spans: Line, style: str = "") -> Drawn:
        return Drawn.assemble(*(self.span(span) for span in spans), style=style)

    def span(self, span: Span) -> Drawn:
        match span:
            case str():
                return Drawn(_inside(span))
            case Strong(text):
                return Drawn(_inside(text), "bold")
            case Code(text):
                return Drawn(_inside(text), "bold cyan")
            case Link(label, url):
                return Drawn(_inside(label), Style(underline=True, link=one_line(url)))
            case Mention(name, _):
                return Drawn(_inside(name), "bold")
            case When():
                return Drawn(format_when(span, self.zone, current_language()), "bold")
            case _:
                assert_never(span)


def _inside(text: str) -> str:
    """`one_line`, with the blanks at its ends that part it from its neighbours."""
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and text.strip() else ""
    return f"{before}{one_line(text)}{after}"


def _address(url: str) -> Drawn:
    return Drawn(one_line(url), Style(underline=True, link=one_line(url)))


def _panel(title: Drawn, parts: Sequence[RenderableType], colour: str) -> RenderableType:
    spaced = [piece for part in parts for piece in (part, Drawn())][:-1]
    return Panel(
        Group(*spaced),
        title=title,
        title_align="left",
        border_style=colour,
        box=box.ROUNDED,
        padding=(1, 2),
        width=WIDEST,
    )
