"""Views as HTML. Every text goes through markupsafe's `format`, which escapes it; nothing is put together by hand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from markupsafe import Markup

from zoomcore.commands.catalogue import FollowJoinLink
from zoomcore.views import (
    Action,
    Block,
    Button,
    ButtonStyle,
    Card,
    Code,
    Facts,
    Item,
    Items,
    Line,
    Link,
    Mention,
    OpenUrl,
    Picture,
    Span,
    Strong,
    Table,
    Text,
    Tone,
    When,
)
from zoomcore.views.plain import tone_word
from zoomcore.views.times import format_when
from zoomcore.wording import current_language


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the template fills in. `opens`: the instant the page counts down to; `personal`: it speaks to one person."""

    title: str
    tone: Tone
    tone_word: str
    body: Markup
    actions: Markup
    footnote: Markup
    opens: datetime | None = None
    personal: bool = False


def page(card: Card) -> Page:
    """Draw a card. A WORKING card waits for the first instant its text names; until then its door has no handle."""
    opens = _first_instant(card) if card.tone is Tone.WORKING else None
    actions = [action for action in card.actions if not (opens and _enters(action))]
    return Page(
        title=card.title,
        tone=card.tone,
        tone_word="" if opens else tone_word(card.tone),
        body=_joined(_block(block) for block in card.body),
        actions=_joined(_action(action) for action in actions),
        footnote=_line(card.footnote),
        opens=opens,
        personal=opens is not None or any(_enters(action) for action in card.actions),
    )


def _first_instant(card: Card) -> datetime | None:
    spans = (span for block in card.body if isinstance(block, Text) for span in block.line)
    return next((span.instant for span in spans if isinstance(span, When)), None)


def _enters(action: Action) -> bool:
    return isinstance(action, Button) and isinstance(action.command, FollowJoinLink)


def _joined(pieces: Iterable[Markup]) -> Markup:
    return Markup().join(pieces)


def _block(block: Block) -> Markup:
    match block:
        case Text():
            return Markup('<p class="{}">{}</p>').format("quiet" if block.quiet else "said", _line(block.line))
        case Facts():
            rows = (Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(label, _line(v)) for label, v in block.rows)
            return Markup("<dl>{}</dl>").format(_joined(rows))
        case Table():
            return _table(block)
        case Items():
            return _items(block)
        case Picture():
            return _picture(block)
        case _:
            assert_never(block)


def _picture(picture: Picture) -> Markup:
    if not picture.url:
        return Markup('<p class="said">{}</p>').format(_span(picture.alt))
    return Markup('<img src="{}" alt="{}" width="480" height="270">').format(picture.url, picture.alt)


def _table(table: Table) -> Markup:
    head = _joined(Markup('<th scope="col">{}</th>').format(name) for name in table.columns)
    rows = _joined(Markup("<tr>{}</tr>").format(_row(row)) for row in table.rows)
    return Markup("<table><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(
        table.caption, head, rows
    )


def _row(cells: tuple[Line, ...]) -> Markup:
    heading, *rest = (_line(cell) for cell in cells)
    return Markup('<th scope="row">{}</th>').format(heading) + _joined(Markup("<td>{}</td>").format(c) for c in rest)


def _items(items: Items) -> Markup:
    heading = Markup("<h2>{}</h2>").format(_line(items.heading)) if items.heading else Markup()
    return heading + Markup("<ul>{}</ul>").format(_joined(_item(item) for item in items.items))


def _item(item: Item) -> Markup:
    detail = Markup('<p class="quiet">{}</p>').format(_line(item.detail)) if item.detail else Markup()
    actions = _joined(_action(action) for action in item.actions)
    return Markup("<li>{}{}{}</li>").format(_line(item.line), detail, actions)


def _action(action: Action) -> Markup:
    """A link, or the one button a page can press: its token stands for no other command."""
    match action:
        case OpenUrl():
            return Markup('<p><a class="button {}" href="{}">{}</a></p>').format(
                action.style.value, action.url, action.label
            )
        case Button(command=FollowJoinLink()):
            return Markup('<form method="post"><button class="button {}">{}</button></form>').format(
                ButtonStyle.PRIMARY.value, action.label
            )
        case Button():
            return Markup()
        case _:
            assert_never(action)


def _line(spans: Line) -> Markup:
    return _joined(_span(span) for span in spans)


def _span(span: Span) -> Markup:
    match span:
        case str():
            return Markup.escape(span) if span.isascii() else Markup("<bdi>{}</bdi>").format(span)
        case Strong(text):
            return Markup("<strong><bdi>{}</bdi></strong>").format(text)
        case Code(text):
            return Markup("<code>{}</code>").format(text)
        case Link(label, url):
            return Markup('<a href="{}">{}</a>').format(url, label)
        case Mention(name, _):
            return Markup("<bdi>{}</bdi>").format(name)
        case When():
            text = format_when(span, None, current_language())
            return Markup('<time datetime="{}">{}</time>').format(span.instant.isoformat(), text)
        case _:
            assert_never(span)
