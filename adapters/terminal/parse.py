"""What is typed at a terminal, as requests to the core: a line, a button by its number, a form by its fields."""

import re
import shlex
from collections.abc import Mapping
from mimetypes import guess_type
from pathlib import Path

from adapters.terminal.address import Speaker
from zoomcore.chat import Asked, Pressed, Request, Reshaped, Submitted, Typed, Uploaded, Wish
from zoomcore.commands.base import Command
from zoomcore.commands.mentions import Mention, MentionKind, clean_raw, placeholder
from zoomcore.commands.wishes.files import FileTrouble
from zoomcore.domain.files import MOST_BYTES
from zoomcore.errors import InvalidInput
from zoomcore.views import Field, FieldKind, Form
from zoomcore.wording import _

Values = Mapping[str, str | tuple[str, ...]]

#: `@ana` or `@ana@uni.example`, at the start of a word.
_AT = re.compile(r"(?<!\S)@([\w.+-]+(?:@[\w.-]+)?)")
_YES = frozenset({"yes", "true", "on", "1", "sí", "si"})


def typed(speaker: Speaker, text: str, *, key: str, people: Mapping[str, str] | None = None) -> Request:
    """A line as typed; `@ana` becomes a mention when one of `people` (e-mail → name) is called so."""
    line, mentions = lift_mentions(text, people or {})
    return _request(speaker, Typed(text=line, mentions=mentions), key)


def pressed(speaker: Speaker, payload: str, *, key: str) -> Request:
    """A button's press; `payload` comes from `zoomcore.chat.press_payload`."""
    return _request(speaker, Pressed(payload=payload), key)


def submitted(speaker: Speaker, payload: str, *, values: Values, key: str) -> Request:
    return _request(speaker, Submitted(payload=payload, values=values), key)


def reshaped(speaker: Speaker, payload: str, *, values: Values, key: str) -> Request:
    return _request(speaker, Reshaped(payload=payload, values=values), key)


def asked(speaker: Speaker, command: Command, *, key: str) -> Request:
    return _request(speaker, Asked(command=command), key)


def uploaded(speaker: Speaker, path: Path, text: str = "", *, key: str) -> Request:
    """A file of this machine, handed over. InvalidInput where it is not there, or may not be read."""
    try:
        too_large = path.stat().st_size > MOST_BYTES
        content = b"" if too_large else path.read_bytes()
    except OSError as error:
        raise InvalidInput(
            _("I couldn't read the file {name}.").replace("{name}", str(path)),
            next_step=_("Check its name, and whether you may read it."),
        ) from error
    trouble = FileTrouble.TOO_LARGE if too_large else FileTrouble.NONE
    media_type = guess_type(path.name)[0] or ""
    wish = Uploaded(name=path.name, media_type=media_type, content=content, text=text, trouble=trouble)
    return _request(speaker, wish, key)


def _request(speaker: Speaker, wish: Wish, key: str) -> Request:
    return Request(
        sender=speaker.sender(),
        conversation=speaker.conversation(),
        wish=wish,
        answer=speaker.answer(),
        delivery=f"terminal:{key}",
    )


def lift_mentions(text: str, people: Mapping[str, str]) -> tuple[str, Mapping[str, Mention]]:
    """Put a placeholder where somebody known is mentioned; what fits nobody, or two people, stays text."""
    mentions: dict[str, Mention] = {}

    def lift(match: re.Match[str]) -> str:
        found = [email for email in people if match[1].lower() in {email, email.partition("@")[0]}]
        if len(found) != 1:
            return match[0]
        token = placeholder(len(mentions))
        mentions[token] = Mention(kind=MentionKind.PERSON, id=found[0], name=people[found[0]])
        return token

    return _AT.sub(lift, clean_raw(text)), mentions


def prefilled(form: Form) -> dict[str, str | tuple[str, ...]]:
    """The values a form would send if nobody touched it."""
    return {one.name: one.values if one.kind is FieldKind.CHOICES else _wire(one, one.value) for one in form.fields}


def fill(form: Form, text: str) -> Values:
    """Read `topic="Algebra II" day=2026-12-01 weekdays=1,3`; only the fields named are in the answer.

    A choice may be given by its label, a tick as yes or no. InvalidInput for a field the form does not have.
    """
    by_name = {one.name: one for one in form.fields}
    values: dict[str, str | tuple[str, ...]] = {}
    for word in split_words(text):
        name, equals, value = word.partition("=")
        if not equals or name not in by_name:
            raise InvalidInput(
                _("I couldn't find a field for “{word}”.").format(word=word),
                next_step=_("The fields are: {names}.").format(names=", ".join(by_name)),
            )
        values[name] = _read(by_name[name], value)
    return values


def split_words(text: str) -> list[str]:
    """As a shell does. InvalidInput for an open quotation mark."""
    try:
        return shlex.split(text)
    except ValueError as error:
        raise InvalidInput(
            _("A quotation mark is open."), next_step=_('Write a value with spaces as topic="Algebra II".')
        ) from error


def _read(field: Field, value: str) -> str | tuple[str, ...]:
    if field.kind is FieldKind.CHOICES:
        return tuple(_choice(field, one.strip()) for one in value.split(",") if one.strip())
    return _wire(field, _choice(field, value))


def _choice(field: Field, text: str) -> str:
    """The value behind a label; anything else as it is, for the core to judge."""
    by_label = {choice.label.casefold(): choice.value for choice in field.choices}
    return by_label.get(text.casefold(), text)


def _wire(field: Field, value: str) -> str:
    if field.kind is FieldKind.TICK:
        return "true" if value.casefold() in _YES else "false"
    return value
