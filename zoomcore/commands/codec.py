"""Commands as short JSON: what a button or a form carries to a chat client and back.

Attributes at their default are left out, so that a payload stays far below Slack's 2,000 characters. What comes back is
a client's word: it is read strictly here, and authorised again by whoever handles it.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any, get_type_hints

import cattrs
from cattrs.gen import make_dict_unstructure_fn

from zoomcore.commands.base import Command
from zoomcore.commands.catalogue import CATALOGUE
from zoomcore.errors import InvalidInput
from zoomcore.wording import _

BY_NAME: Mapping[str, type[Command]] = {kind.spec.name: kind for kind in CATALOGUE}


def build_converter() -> cattrs.Converter:
    """Make a converter for commands and everything they hold; views builds on it."""
    converter = cattrs.Converter(forbid_extra_keys=True, omit_if_default=True)
    for kind in (datetime, date, time):
        converter.register_unstructure_hook(kind, lambda value: value.isoformat())
        converter.register_structure_hook(kind, _read_iso)
    converter.register_unstructure_hook(bytes, lambda value: b64encode(value).decode())
    converter.register_structure_hook(bytes, lambda value, _: b64decode(value, validate=True))
    converter.register_unstructure_hook(Decimal, str)
    converter.register_structure_hook(Decimal, _read_decimal)
    for scalar in (int, str, bool):
        converter.register_structure_hook(scalar, _read_exactly)
    converter.register_structure_hook(Command, lambda data, _: _structure(converter, data))
    converter.register_unstructure_hook(Command, _writer(converter))
    return converter


def _read_iso(value: Any, kind: Any) -> Any:
    return kind.fromisoformat(value)


def _read_decimal(value: Any, _kind: Any) -> Decimal:
    """Written as text, so that no fraction is rounded; ValueError for what is no finite number."""
    if not isinstance(value, str):
        raise TypeError(value)
    try:
        number = Decimal(value)
    except InvalidOperation as error:
        raise ValueError(value) from error
    if not number.is_finite():
        raise ValueError(value)
    return number


def _read_exactly(value: Any, kind: Any) -> Any:
    # A StrEnum arrives here too, as a kind of str.
    if issubclass(kind, Enum):
        return kind(value)
    if type(value) is not kind:
        raise TypeError(value)
    return value


def _writer(converter: cattrs.Converter) -> Callable[[Command], list[Any]]:
    """Write a command as a pair of name and attributes, whatever union or base class it is held in."""
    # cattrs compiles a function for a class: once, because a card may carry forty commands.
    writers: dict[type[Command], Callable[[Command], dict[str, Any]]] = {}

    def write(command: Command) -> list[Any]:
        kind = type(command)
        if kind not in writers:
            writers[kind] = make_dict_unstructure_fn(kind, converter, _cattrs_omit_if_default=True)
        return [command.spec.name, writers[kind](command)]

    return write


def _structure(converter: cattrs.Converter, data: Any) -> Command:
    name, attributes = data
    kind = BY_NAME[name]
    return kind(**_read_attributes(converter, kind, attributes))


def _read_attributes(converter: cattrs.Converter, kind: type[Command], attributes: Mapping[str, Any]) -> dict[str, Any]:
    types = attribute_types(kind)
    return {name: converter.structure(value, types[name]) for name, value in attributes.items()}


def attribute_types(kind: type[Command]) -> Mapping[str, Any]:
    """Attribute name → declared type, in the order of declaration."""
    return _TYPES[kind.spec.name]


def _read_types(kind: type[Command]) -> Mapping[str, Any]:
    hints = get_type_hints(kind)
    return {one.name: hints[one.name] for one in fields(kind)}


_TYPES: Mapping[str, Mapping[str, Any]] = {kind.spec.name: _read_types(kind) for kind in CATALOGUE}


_CONVERTER = build_converter()


def pack(command: Command) -> str:
    """Write the command as compact JSON; `unpack` gives an equal one back."""
    return json.dumps(_CONVERTER.unstructure(command, unstructure_as=Command), separators=(",", ":"))


def unpack(payload: str) -> Command:
    """Read a payload; InvalidInput for anything that is not a payload of ours, whatever is wrong with it."""
    try:
        return _CONVERTER.structure(json.loads(payload), Command)
    except (ValueError, TypeError, KeyError, cattrs.BaseValidationError) as error:
        raise InvalidInput(
            _("I couldn't read what that button sent."), next_step=_("Ask for a fresh card, for example with `list`.")
        ) from error
