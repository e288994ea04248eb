"""From a submitted form back to its command: every value is read anew, as strictly as anything typed."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from decimal import Decimal, InvalidOperation
from enum import Enum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin

from zoomcore.commands.base import Command
from zoomcore.commands.codec import attribute_types
from zoomcore.errors import InvalidInput
from zoomcore.views.forms import UNSAID, FormError
from zoomcore.wording import _

_BETWEEN = re.compile(r"[\s,;]+")
#: What a choice carries for an attribute's empty value: no chat takes an empty one.
_EMPTY_CHOICES = frozenset({"none", "host"})


class FormInvalid(InvalidInput):
    """One or more fields could not be read; the form is shown again with these beside them."""

    def __init__(self, errors: tuple[FormError, ...]) -> None:
        super().__init__(errors[0].message, field=errors[0].field)
        self.errors = errors


def fill(base: Command, values: Mapping[str, str | tuple[str, ...]]) -> Command:
    """The base command with the fields' values laid over it. FormInvalid names every field at fault."""
    filled, errors = _filled(base, values)
    if errors:
        raise FormInvalid(errors)
    return filled


def fill_readable(base: Command, values: Mapping[str, str | tuple[str, ...]]) -> Command:
    """The same for a form that is still being filled in: what cannot be read yet is as the base has it."""
    return _filled(base, values)[0]


def _filled(base: Command, values: Mapping[str, str | tuple[str, ...]]) -> tuple[Command, tuple[FormError, ...]]:
    types = attribute_types(type(base))
    read: dict[str, Any] = {}
    errors: list[FormError] = []
    for name, value in values.items():
        try:
            read[name] = _read(value, types[name])
        except (ValueError, KeyError, TypeError):
            errors.append(FormError(field=name, message=_sentence(types.get(name))))
    return replace(base, **read), tuple(errors)


def _read(value: str | tuple[str, ...], kind: Any) -> Any:
    optional = isinstance(kind, UnionType)
    if optional:
        kind = next(one for one in get_args(kind) if one is not NoneType)
    if isinstance(value, str) and optional and value.strip() in {"", UNSAID}:
        return None
    if get_origin(kind) is tuple:
        # Several in one text field, as people write a list; or several choices.
        many = _BETWEEN.split(value) if isinstance(value, str) else value
        read = tuple(_read_one(one.strip(), get_args(kind)[0]) for one in many if one.strip())
        return None if optional and not read else read
    if not isinstance(value, str):
        raise TypeError(value)
    return _read_one(value.strip(), kind)


def _read_one(text: str, kind: Any) -> Any:
    if kind is bool:
        return {"true": True, "false": False}[text]
    if kind in {date, time}:
        return kind.fromisoformat(text)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _read_choice(text, kind)
    if kind is Decimal:
        return _read_decimal(text)
    if kind in {str, int}:
        return kind(text)
    # A nested value is never typed into a field.
    raise TypeError(kind)


def _read_decimal(text: str) -> Decimal:
    """With a point or a comma, as people write fractions."""
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not number.is_finite():
        raise ValueError(text)
    return number


def _read_choice(text: str, kind: type[Enum]) -> Enum:
    try:
        return kind(text)
    except ValueError:
        if text in _EMPTY_CHOICES:
            return kind("")
        raise


def _sentence(kind: Any) -> str:
    known = {date: _("I need a date here, like 2026-12-01."), time: _("I need a time here, like 15:00.")}
    for one in (kind, *get_args(kind)):
        if one in known:
            return known[one]
        if one is int:
            return _("I need a whole number here.")
        if one is Decimal:
            return _("I need a number here, like 7.5.")
    return _("I couldn't read this; please choose again.")
