"""Cards as HTML. Every text goes through markupsafe's `format`, which escapes it; nothing is put together by hand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from markupsafe import Markup

from adapters.pages.sorting import Sorting
from adapters.pages.spans import line, span
from adapters.pages.tables import draw_table
from zoomcore.chat import press_payload
from zoomcore.commands.wishes.files import TakeFile
from zoomcore.commands.wishes.meetings import FollowJoinLink
from zoomcore.commands.wishes.pages import OpenLink
from zoomcore.commands.wishes.recordings import FollowRecording
from zoomcore.views import (
    Action,
    Block,
    Button,
    ButtonStyle,
    Card,
    Facts,
    Item,
    Items,
    OpenUrl,
    Picture,
    Table,
    Text,
    Tone,
    When,
)
from zoomcore.views.plain import tone_word
from zoomcore.wording import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """What may be pressed on a page that is open in its own browser.

    `press` is where its buttons are sent and `upload` where its files are, `card` the nonce of this showing, `proof`
    that the form stood on our page.
    `ours` is where our addresses begin; those of `files` belong to one browser: pressing one here makes it this one's.
    """

    press: str
    upload: str
    card: str
    proof: str
    ours: str
    files: str


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


def page(card: Card, *, doors: Doors | None = None, sorting: Sorting | None = None) -> Page:
    """Draw a card. A WORKING card waits for the first instant its text names; until then its door has no handle.

    `doors`: None where nothing but a page's own button can be pressed. `sorting`: None for tables in one order.
    """
    opens = _first_instant(card) if card.tone is Tone.WORKING else None
    actions = tuple(action for action in card.actions if not (opens and _enters(action)))
    painter = _Painter(doors=doors, sorting=sorting)
    return Page(
        title=card.title,
        tone=card.tone,
        tone_word="" if opens else tone_word(card.tone),
        body=painter.body(card),
        actions=painter.actions(actions),
        footnote=line(card.footnote),
        opens=opens,
        personal=opens is not None or any(_enters(action) for action in card.actions),
    )


def _first_instant(card: Card) -> datetime | None:
    spans = (one for block in card.body if isinstance(block, Text) for one in block.line)
    return next((one.instant for one in spans if isinstance(one, When)), None)


def _enters(action: Action) -> bool:
    return isinstance(action, Button) and isinstance(action.command, FollowJoinLink)


def _joined(pieces: Iterable[Markup]) -> Markup:
    return Markup().join(pieces)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Painter:
    doors: Doors | None
    sorting: Sorting | None

    def body(self, card: Card) -> Markup:
        tables = iter(range(len(card.body)))
        return _joined(
            draw_table(block, next(tables), self.sorting) + self.actions((block.more,) if block.more else ())
            if isinstance(block, Table)
            else self.block(block)
            for block in card.body
        )

    def block(self, block: Block) -> Markup:
        match block:
            case Text():
                lines = Markup("<br>").join(line(one) for one in block.lines)
                return Markup('<p class="{}">{}</p>').format("quiet" if block.quiet else "said", lines)
            case Facts():
                rows = (Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(label, line(v)) for label, v in block.rows)
                return Markup("<dl>{}</dl>").format(_joined(rows))
            case Table():
                return draw_table(block, 0, self.sorting)
            case Items():
                return self.items(block)
            case Picture():
                return _picture(block)
            case _:
                assert_never(block)

    def items(self, items: Items) -> Markup:
        heading = Markup("<h2>{}</h2>").format(line(items.heading)) if items.heading else Markup()
        return heading + Markup("<ul>{}</ul>").format(_joined(self.item(item) for item in items.items))

    def item(self, item: Item) -> Markup:
        detail = Markup('<p class="quiet">{}</p>').format(line(item.detail)) if item.detail else Markup()
        return Markup("<li>{}{}{}</li>").format(line(item.line), detail, self.actions(item.actions))

    def actions(self, actions: tuple[Action, ...]) -> Markup:
        drawn = _joined(map(self.action, actions))
        return Markup('<div class="actions">{}</div>').format(drawn) if drawn else drawn

    def action(self, action: Action) -> Markup:
        """A link, or a button: the one that a link's token stands for, or on an open page any."""
        match action:
            case OpenUrl():
                return self.link(action)
            case Button(command=FollowJoinLink() | FollowRecording() | OpenLink()):
                return Markup('<form method="post"><button class="button {}">{}</button></form>').format(
                    ButtonStyle.PRIMARY.value, action.label
                )
            case Button(command=TakeFile() as wish):
                return self.upload(action.label, wish.text)
            case Button():
                return self.press(action)
            case _:
                assert_never(action)

    def link(self, action: OpenUrl) -> Markup:
        path = action.url.removeprefix(self.doors.ours) if self.doors else ""
        if self.doors and path.startswith(self.doors.files):
            # Pressed, not followed: it becomes this browser's, and the file comes at once.
            return Markup('<form method="post" action="{}"><button class="button {}">{}</button></form>').format(
                path, action.style.value, action.label
            )
        return Markup('<p><a class="button {}" href="{}">{}</a></p>').format(
            action.style.value, action.url, action.label
        )

    def press(self, button: Button) -> Markup:
        if self.doors is None:
            return Markup()
        return Markup(
            '<form method="post" action="{}"><input type="hidden" name="proof" value="{}">'
            '<button class="button {}" name="payload" value="{}">{}</button></form>'
        ).format(
            self.doors.press,
            self.doors.proof,
            button.style.value,
            press_payload(self.doors.card, button.command),
            button.label,
        )

    def upload(self, label: str, text: str) -> Markup:
        """A file from the reader's own device; the proof goes first, so that nothing large is read without it."""
        if self.doors is None:
            return Markup()
        return Markup(
            '<form method="post" action="{}" enctype="multipart/form-data" class="upload">'
            '<input type="hidden" name="proof" value="{}"><input type="hidden" name="text" value="{}">'
            '<label for="upload">{}</label><input type="file" id="upload" name="file" required>'
            '<button class="button plain">{}</button></form>'
        ).format(self.doors.upload, self.doors.proof, text, _("Your grade book, as your LMS exports it:"), label)


def _picture(picture: Picture) -> Markup:
    if not picture.url:
        return Markup('<p class="said">{}</p>').format(span(picture.alt))
    return Markup('<p><img src="{}" alt="{}" width="480" height="270"></p>').format(picture.url, picture.alt)
