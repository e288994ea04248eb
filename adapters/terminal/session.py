"""A conversation at the prompt: lines, numbers for buttons, fields for forms, and whose chair one sits in."""

import re
import sys
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import uuid4

from rich.console import Console

from adapters.terminal.address import Speaker
from adapters.terminal.app import Shown
from adapters.terminal.parse import Values, fill, prefilled, pressed, reshaped, split_words, submitted, typed, uploaded
from adapters.terminal.render import actions_of, render
from zoomcore.chat import Request, press_payload
from zoomcore.errors import InvalidInput, UserError
from zoomcore.views import Action, Button, Card, Confirm, Document, Form, OpenUrl, Redirect, Reply, Text, Tone
from zoomcore.views.plain import plain, plain_line
from zoomcore.views.ways import help_button
from zoomcore.wording import _

#: The core's door; None for what was answered before.
Handle = Callable[[Request], Awaitable[Reply | None]]

_SEND = "send"


def new_key() -> str:
    return uuid4().hex


class Screen:
    """Where replies appear: cards with colour on a terminal, plain text in a pipe."""

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(file=sys.stdout, highlight=False)

    def show(self, reply: Reply, *, zone: str | None = None) -> None:
        if self._console.is_terminal:
            self._console.print(render(reply.view, zone=zone))
        else:
            self._console.print(plain(reply.view, zone=zone), markup=False, highlight=False, soft_wrap=True)

    def say(self, text: str) -> None:
        """One line of the prompt's own, never of the core's."""
        self._console.print(text, markup=False, highlight=False, style="dim", soft_wrap=True)


#: One word, with or without its #; "in 2 hours" is a time.
_CHANNEL = re.compile(r"#(?P<marked>\S+)|(?P<bare>[^\W\d][\w-]*)")


@dataclass(kw_only=True)
class Session:
    """`enter` takes one line and shows what comes of it; `False` means goodbye.

    Give `heard` to the TerminalAdapter, so that what the core posts later appears here too.
    """

    handle: Handle
    screen: Screen
    speaker: Speaker
    people: Mapping[str, str] = field(default_factory=dict)
    #: Files are written here; None shows their names alone.
    downloads: Path | None = None
    key: Callable[[], str] = new_key
    latest: Reply | None = None
    values: dict[str, str | tuple[str, ...]] = field(default_factory=dict)

    async def enter(self, line: str) -> bool:
        text = line.strip()
        if text.casefold() in {"exit", "quit"}:
            return False
        try:
            await self._enter(text)
        except UserError as error:
            self._show(_refusal(error))
        return True

    def heard(self, shown: Shown) -> None:
        """A message for this speaker, or for everybody in their channel, appears; others' do not."""
        mine = self.speaker.sender().user_id
        if shown.to.user in {"", mine} and shown.to.channel in {"", self.speaker.channel}:
            self._show(shown.reply)

    async def _enter(self, text: str) -> None:
        word, _blank, rest = text.partition(" ")
        form = self.latest.view if self.latest and isinstance(self.latest.view, Form) else None
        if word == "as" and "@" in rest:
            self._sit_down(rest.strip())
        elif word == "in" and (channel := _CHANNEL.fullmatch(rest.strip())):
            self.speaker = replace(self.speaker, channel=channel["marked"] or channel["bare"])
            self.screen.say(_("You are in #{channel}.").format(channel=self.speaker.channel))
        elif word == "file" and rest:
            await self._hand_over(rest)
        elif text.isdecimal():
            await self._press(int(text))
        elif form and (text == _SEND or "=" in word):
            await self._fill(form, text)
        else:
            await self._ask(typed(self.speaker, text, key=self.key(), people=self.people))

    async def _hand_over(self, rest: str) -> None:
        """`file PATH`, and what is said beside it; a path with spaces in quotation marks. Never into a channel."""
        path, *words = split_words(rest)
        alone = replace(self.speaker, channel="")
        await self._ask(uploaded(alone, Path(path), " ".join(words), key=self.key()))

    def _sit_down(self, email: str) -> None:
        name = self.people.get(email, "")
        self.speaker = replace(self.speaker, email=email, name=name)
        self.screen.say(_("You are {name}.").format(name=name or email))

    async def _press(self, number: int) -> None:
        action = self._action(number)
        if isinstance(action, OpenUrl):
            self.screen.say(action.url)
            return
        card = self.latest.card if self.latest else ""
        if action.confirm:
            self._show(_question(action, action.confirm, card))
            return
        await self._ask(pressed(self.speaker, press_payload(card, action.command), key=self.key()))

    def _action(self, number: int) -> Action:
        actions = actions_of(self.latest.view) if self.latest else ()
        if not 1 <= number <= len(actions):
            raise InvalidInput(
                _("I couldn't find a button {number}.").format(number=number),
                next_step=_("The buttons of the last card are numbered from 1."),
            )
        return actions[number - 1]

    async def _fill(self, form: Form, text: str) -> None:
        """`topic=Algebra day=2026-12-01` fills; `send`, alone or at the end of the line, sends."""
        sends = text == _SEND or text.endswith(f" {_SEND}")
        filled = fill(form, text.removesuffix(_SEND))
        self.values |= filled
        values: Values = {**prefilled(form), **self.values}
        payload = press_payload(self.latest.card if self.latest else "", form.base)
        if sends:
            await self._ask(submitted(self.speaker, payload, values=values, key=self.key()))
        elif any(one.shapes and one.name in filled for one in form.fields):
            await self._ask(reshaped(self.speaker, payload, values=values, key=self.key()))
        else:
            self.screen.say(_("Noted. Fill in more fields, or type `send`."))

    async def _ask(self, request: Request) -> None:
        reply = await self.handle(request)
        if reply is not None:
            self._show(reply)

    def _show(self, reply: Reply) -> None:
        self.screen.show(reply, zone=self.speaker.zone or None)
        match reply.view:
            case Card() | Form():
                self.latest, self.values = reply, {}
            case Document():
                self._take(reply, reply.view)
            case Redirect():
                pass
        if isinstance(reply.view, Form) and reply.view.fields:
            names = " ".join(f"{one.name}=…" for one in reply.view.fields)
            self.screen.say(_("Fill in with {names}, then type `send`.").format(names=names))
        elif isinstance(reply.view, Form):
            self.screen.say(_("Type `send` to do it, or the number of the button that leads back."))

    def _take(self, reply: Reply, document: Document) -> None:
        if document.told:
            self.latest, self.values = reply, {}
        if self.downloads:
            self.screen.say(str(save(document, self.downloads)))


def save(document: Document, folder: Path) -> Path:
    """Write the file into the folder under its own bare name, beside and never over one that is there."""
    folder.mkdir(parents=True, exist_ok=True)
    bare = Path(Path(document.name).name or "file")
    target, number = folder / bare, 1
    while True:
        try:
            with target.open("xb") as file:
                file.write(document.content)
        except FileExistsError:
            target, number = folder / f"{bare.stem}-{number}{bare.suffix}", number + 1
        else:
            return target


def _question(button: Button, confirm: Confirm, card: str) -> Reply:
    """The same button once more, under the question that goes with it."""
    yes = replace(button, label=confirm.yes, confirm=None)
    body = (Text(line=(confirm.question,)),)
    return Reply(view=Card(title=confirm.title, tone=Tone.ASK, body=body, actions=(yes,)), card=card)


def _refusal(error: UserError) -> Reply:
    text = plain_line((error.message,))
    body = (Text(line=(error.next_step,)),) if error.next_step else ()
    return Reply(view=Card(title=text, tone=Tone.BAD, body=body, actions=(help_button(),)))
