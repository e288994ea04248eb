"""Cards: what is shown, and the commands its buttons carry."""

from dataclasses import dataclass, field
from enum import StrEnum

from zoomcore.commands.base import Command
from zoomcore.views.charts import Chart
from zoomcore.views.spans import Line


class Tone(StrEnum):
    """What kind of answer this is. WORKING is replaced when its job ends; ASK waits for the asker."""

    NEUTRAL = "neutral"
    GOOD = "good"
    WORKING = "working"
    ASK = "ask"
    WARNING = "warning"
    BAD = "bad"


class ButtonStyle(StrEnum):
    PLAIN = "plain"
    PRIMARY = "primary"
    DANGER = "danger"


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirm:
    """Asked before the command is sent, where the platform can ask; `yes` is the label that goes on."""

    title: str
    question: str
    yes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """`label` names its object ("Cancel Algebra"); a press sends `command`, to be authorised again."""

    label: str
    command: Command
    style: ButtonStyle = ButtonStyle.PLAIN
    confirm: Confirm | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenUrl:
    label: str
    url: str
    style: ButtonStyle = ButtonStyle.PLAIN


Action = Button | OpenUrl


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A paragraph; `quiet` is for what only explains. `below` are lines close under it, as an address is written."""

    line: Line
    quiet: bool = False
    below: tuple[Line, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        return (self.line, *self.below)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Label and value, one pair a row."""

    rows: tuple[tuple[str, Line], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """`caption` says what the table shows (for screen readers); the first column is the row's heading.

    `rows` hold as many cells as `columns`. Renderers page at their own limit and say how many rows are left out;
    `more` is the command that shows them.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    more: Button | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a list: a line, a quieter second line, and what can be done with it (the likeliest first)."""

    line: Line
    detail: Line = ()
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """Entries under an optional heading (a day, a pile)."""

    items: tuple[Item, ...]
    heading: Line = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """`alt` states the finding, not "a chart"; with an empty `url` it is all there is, and is said as a sentence.

    `chart` is what the address shows, carried only to where it is drawn.
    """

    alt: str
    url: str = ""
    chart: Chart | None = None


Block = Text | Facts | Table | Items | Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """`title` is plain text; `footnote` is small print (reference, zone used)."""

    title: str
    tone: Tone = Tone.NEUTRAL
    body: tuple[Block, ...] = ()
    actions: tuple[Action, ...] = ()
    footnote: Line = field(default=())
