"""From a wish, as it came, to the command it means."""

from dataclasses import dataclass, replace
from typing import assert_never

from zoomcore.chat import Asked, Pressed, Request, Reshaped, Submitted, Typed, Uploaded, Wish, read_press
from zoomcore.commands.base import Command, Spec
from zoomcore.commands.outcome import NotUnderstood, Parsed, Speaker
from zoomcore.commands.parse import parse, spec_of
from zoomcore.commands.wishes.files import TakeFile
from zoomcore.errors import InvalidInput
from zoomcore.services.meetings.passcodes import hidden, openly_typed
from zoomcore.services.scene import Scene
from zoomcore.views.filling import fill, fill_readable
from zoomcore.wording import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A command with what the grammar guessed, or noted for sure."""

    command: Command
    guesses: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def writes(wish: Wish) -> bool:
    """Whether it needs a writing unit: a cheap look at its first words. A line nobody understands writes nothing."""
    spec = _spec_of(wish)
    return spec is not None and spec.writes and not isinstance(wish, Reshaped)


def verb_of(wish: Wish) -> str:
    """The typed verb it is about, where help can show how it is used; "" otherwise."""
    try:
        spec = _spec_of(wish)
    except InvalidInput:
        return ""
    return spec.name if spec is not None and spec.typed and spec.examples else ""


def _spec_of(wish: Wish) -> Spec | None:
    match wish:
        case Typed(text=text):
            return spec_of(text)
        case Pressed(payload=payload) | Submitted(payload=payload) | Reshaped(payload=payload):
            return read_press(payload).command.spec
        case Asked(command=command):
            return command.spec
        case Uploaded():
            return TakeFile.spec
        case _:
            assert_never(wish)


def effect_of(request: Request) -> str:
    """The key that stops the second of two equal deliveries; "" where a repeat does no harm."""
    match request.wish:
        case Pressed(payload=payload) | Submitted(payload=payload):
            press = read_press(payload)
            return f"{press.effect}:{request.sender.user_id}" if press.command.spec.writes else ""
        case Reshaped():
            return ""
        case Typed() | Asked() | Uploaded():
            return request.delivery


def understand(request: Request, scene: Scene) -> Understood:
    """InvalidInput (or NotUnderstood, with ways on) for what has no one meaning. A typed passcode is closed here."""
    seal = scene.deployment.seal
    try:
        read = _read(request, scene)
    except NotUnderstood as error:
        error.choices = tuple(replace(one, command=hidden(one.command, seal)) for one in error.choices)
        raise
    return replace(read, command=hidden(read.command, seal), notes=(*read.notes, *_overheard(request, read.command)))


def _overheard(request: Request, command: Command) -> tuple[str, ...]:
    """Where deliveries are kept they are messages, which all in a channel have read."""
    told = isinstance(request.wish, Typed) and request.kept and not request.conversation.direct
    if not told or not openly_typed(command):
        return ()
    return (_("You typed the passcode where others may have read it: `set passcode` makes another one."),)


def _read(request: Request, scene: Scene) -> Understood:
    wish = request.wish
    match wish:
        case Typed(text=text, mentions=mentions):
            return _from_line(parse(text, mentions, _speaker(request, scene)))
        case Pressed(payload=payload):
            return Understood(command=read_press(payload).command)
        case Submitted(payload=payload, values=values):
            return Understood(command=fill(read_press(payload).command, values))
        case Reshaped(payload=payload, values=values):
            return Understood(command=fill_readable(read_press(payload).command, values))
        case Asked(command=command):
            return Understood(command=command)
        case Uploaded():
            return Understood(command=_handed_over(wish))
        case _:
            assert_never(wish)


def _handed_over(wish: Uploaded) -> TakeFile:
    return TakeFile(
        name=wish.name, media_type=wish.media_type, content=wish.content, text=wish.text, trouble=wish.trouble
    )


def _from_line(parsed: Parsed) -> Understood:
    return Understood(
        command=parsed.command,
        guesses=tuple(one.text for one in parsed.guesses),
        notes=tuple(one.text for one in parsed.notes),
    )


def _speaker(request: Request, scene: Scene) -> Speaker:
    locale = scene.person.locale or request.sender.locale or "en"
    minutes = scene.course.presets.duration_minutes if scene.course else 60
    return Speaker(now=scene.now, zone=scene.zone, locale=locale, default_minutes=minutes)
