"""Any view as plain text, fit for a notification, a terminal, a screen reader and a test.

One line a fact and a row, no drawn tables, no markup. Text of other people's making cannot forge a line or steer a
terminal: control characters are gone and a line stays a line.
"""

import unicodedata
from dataclasses import dataclass
from itertools import groupby
from typing import assert_never

from zoomcore.views.cards import Action, Block, Button, Card, Facts, Item, Items, OpenUrl, Picture, Table, Text, Tone
from zoomcore.views.forms import Field, FieldKind, Form
from zoomcore.views.replies import Document, Redirect, View
from zoomcore.views.spans import Code, Line, Link, Mention, Span, Strong, When
from zoomcore.views.times import format_when
from zoomcore.wording import _, current_language, speaking

#: Characters that turn the direction of what follows: a name could make the rest of its line read backwards.
_STEERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_MOST_CHOICES = 12
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"


def plain(view: View, *, zone: str | None = None, locale: str = "") -> str:
    """Write the whole view, addresses of links included: for a terminal and for tests.

    `zone` is the reader's (IANA); None draws each instant in its own. Without a `locale` the fixed words are in the
    language of the request in hand.
    """
    return _write(_Writer(zone=zone, locale=locale or current_language()), view)


def spoken(view: View, *, zone: str | None = None, locale: str = "") -> str:
    """`plain` without addresses: for notifications (a lock screen shows no secret link) and for screen readers."""
    return _write(_Writer(zone=zone, locale=locale or current_language(), addresses=False), view)


def plain_line(spans: Line, *, zone: str | None = None, locale: str = "") -> str:
    """Write one line; what comes from people cannot break it in two."""
    return _Writer(zone=zone, locale=locale or current_language()).line(spans)


def tone_word(tone: Tone) -> str:
    """Say the tone in a word, because colour alone tells nothing to who cannot see it; empty for NEUTRAL."""
    match tone:
        case Tone.NEUTRAL:
            return ""
        case Tone.GOOD:
            return _("Done")
        case Tone.WORKING:
            return _("Working")
        case Tone.ASK:
            return _("Question")
        case Tone.WARNING:
            return _("Please note")
        case Tone.BAD:
            return _("Problem")
        case _:
            assert_never(tone)


def printable(text: str) -> str:
    """Take out what steers a reader's screen instead of being read; line breaks stay."""
    if text.isprintable():
        return text
    spaced = text.replace("\t", " ")
    return "".join(c for c in spaced if c == "\n" or not (c in _STEERING or unicodedata.category(c) == "Cc"))


def one_line(text: str) -> str:
    """Take out control and direction characters and fold white space: what a person wrote, on one line."""
    if text.isprintable():
        # Nearly always: no control, no direction and no separator but the blank is printable.
        return " ".join(text.split())
    kept = (" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in text if c not in _STEERING)
    return " ".join("".join(kept).split())


def _write(writer: "_Writer", view: View) -> str:
    with speaking(writer.locale):
        return "\n".join(writer.view(view))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer:
    zone: str | None
    locale: str
    addresses: bool = True

    def view(self, view: View) -> list[str]:
        match view:
            case Card():
                return self.card(view)
            case Form():
                return self.form(view)
            case Redirect():
                return [_("Going on to another page.")]
            case Document():
                file = [_("File: {name}").format(name=one_line(view.name)), one_line(view.title)]
                return file + (self.card(view.told) if view.told else [])
            case _:
                assert_never(view)

    def card(self, card: Card) -> list[str]:
        word, title = tone_word(card.tone), one_line(card.title)
        lines = [f"{word}. {title}" if word else title]
        for block in card.body:
            lines += self.block(block)
        lines += self.actions(card.actions)
        return lines + ([self.line(card.footnote)] if card.footnote else [])

    def block(self, block: Block) -> list[str]:
        match block:
            case Text():
                return [self.line(one) for one in block.lines]
            case Facts():
                return [f"{one_line(label)}: {self.line(value)}" for label, value in block.rows]
            case Table():
                return self.table(block)
            case Items():
                return self.items(block)
            case Picture():
                finding = one_line(block.alt)
                return [_("Picture: {finding}").format(finding=finding) if block.url else finding]
            case _:
                assert_never(block)

    def table(self, table: Table) -> list[str]:
        rows = [self.row(table.columns, row) for row in table.rows]
        return [f"{one_line(table.caption)}:", *rows, *self.actions((table.more,) if table.more else ())]

    def row(self, columns: tuple[str, ...], cells: tuple[Line, ...]) -> str:
        texts = (self.line(cell) for cell in cells)
        pairs = (f"{one_line(name)}: {text}" for name, text in zip(columns, texts, strict=True) if text)
        return f"- {'; '.join(pairs)}"

    def items(self, items: Items) -> list[str]:
        lines = [f"{self.line(items.heading)}:"] if items.heading else []
        for item in items.items:
            lines += self.item(item)
        return lines

    def item(self, item: Item) -> list[str]:
        below = [self.line(item.detail)] if item.detail else []
        return [f"- {self.line(item.line)}", *(f"  {text}" for text in below + self.actions(item.actions))]

    def actions(self, actions: tuple[Action, ...]) -> list[str]:
        """In their order: buttons beside each other, each link on a line of its own, so that it can be copied."""
        lines = []
        for kind, group in groupby(actions, key=type):
            texts = [self.action(action) for action in group]
            lines += [" ".join(texts)] if kind is Button else texts
        return lines

    def action(self, action: Action) -> str:
        match action:
            case Button():
                return f"[{one_line(action.label)}]"
            case OpenUrl():
                return f"[{one_line(action.label)}]" + (f" {action.url}" if self.addresses else "")
            case _:
                assert_never(action)

    def form(self, form: Form) -> list[str]:
        lines = [one_line(form.title), *([self.line(form.intro)] if form.intro else [])]
        for block in form.said:
            lines += self.block(block)
        named = {field.name for field in form.fields}
        lines += [_error(error.message) for error in form.errors if error.field not in named]
        section = ""
        for field in form.fields:
            lines += [f"{one_line(field.section)}:"] if field.section not in {"", section} else []
            section = field.section
            lines += self.field(field, form)
        return [*lines, " ".join(f"[{one_line(label)}]" for label in buttons_of(form))]

    def field(self, field: Field, form: Form) -> list[str]:
        needed = _(" (needed)") if field.required else ""
        lines = [f"{one_line(field.label)}{needed}: {_value(field)}".rstrip()]
        if field.choices:
            lines.append("  " + _("One of: {choices}").format(choices=_labels(field)))
        if field.hint:
            lines.append(f"  {one_line(field.hint)}")
        return lines + ["  " + _error(error.message) for error in form.errors if error.field == field.name]

    def line(self, spans: Line) -> str:
        pieces = [self.span(span) for span in spans]
        if len(pieces) > 1:
            pieces = [_isolated(piece) for piece in pieces]
        return _folded("".join(pieces))

    def span(self, span: Span) -> str:
        match span:
            case str():
                return _unsteered(span)
            case Strong(text):
                return _unsteered(text)
            case Code(text):
                return f"`{_unsteered(text)}`"
            case Link(label, url):
                return f"{_unsteered(label)} ({url})" if self.addresses and label != url else _unsteered(label)
            case Mention(name, _):
                return _unsteered(name)
            case When():
                return format_when(span, self.zone, self.locale)
            case _:
                assert_never(span)


def buttons_of(form: Form) -> tuple[str, ...]:
    """What sends it, and what leads back."""
    return (form.submit, *((form.back.label,) if form.back else ()))


def _value(field: Field) -> str:
    """What stands in the field, in the words of its choices."""
    labels = {choice.value: choice.label for choice in field.choices}
    if field.kind is FieldKind.TICK:
        return _("yes") if field.value == "true" else _("no")
    values = field.values or ((field.value,) if field.value else ())
    return ", ".join(one_line(labels.get(value, value)) for value in values)


def _labels(field: Field) -> str:
    """The choices by name, as many as anybody would listen to."""
    labels = [one_line(choice.label) for choice in field.choices]
    shown = labels if len(labels) <= _MOST_CHOICES else [*labels[:_MOST_CHOICES], "…"]
    return ", ".join(shown)


def _error(message: str) -> str:
    return _("Error: {message}").format(message=one_line(message))


def _unsteered(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(c for c in text if c not in _STEERING)


def _folded(text: str) -> str:
    """`one_line` for text that may hold the isolates we put there ourselves."""
    if text.isprintable():
        return " ".join(text.split())
    kept = (" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in text)
    return " ".join("".join(kept).split())


def _isolated(text: str) -> str:
    """Right-to-left text keeps to itself, or the time that follows it would be read in the wrong order."""
    if text.isascii():
        return text
    steers = any(unicodedata.bidirectional(c) in {"R", "AL"} for c in text)
    return f"{_ISOLATE}{text}{_END_ISOLATE}" if steers else text
