"""Replies as JSON: for the outbox, for stored answers and for `say --json`."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, get_args

from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn

from zoomcore.commands.codec import build_converter
from zoomcore.views.cards import Action, Block
from zoomcore.views.replies import Reply, View
from zoomcore.views.spans import Span

_CONVERTER = build_converter()
_CONVERTER.register_unstructure_hook(timedelta, lambda value: value.total_seconds())
_CONVERTER.register_structure_hook(timedelta, lambda value, _: timedelta(seconds=value))


def _mark(kind: type[Any]) -> None:
    """Write each member of a union with its class beside its attributes, wherever it stands."""
    write = make_dict_unstructure_fn(kind, _CONVERTER, _cattrs_omit_if_default=True)
    read = make_dict_structure_fn(kind, _CONVERTER, _cattrs_forbid_extra_keys=True)
    _CONVERTER.register_unstructure_hook(kind, lambda value: {"is": kind.__name__, **write(value)})
    _CONVERTER.register_structure_hook(kind, lambda data, _: read(_unmarked(data), kind))


def _unmarked(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != "is"}


def _reader(union: Any) -> Callable[[Any, Any], Any]:
    by_name = {kind.__name__: kind for kind in get_args(union)}

    def read(data: Any, _: Any) -> Any:
        if isinstance(data, str):
            return data
        return _CONVERTER.structure(data, by_name[data["is"]])

    return read


def _configure(union: Any) -> None:
    for kind in get_args(union):
        if kind is not str:
            _mark(kind)
    _CONVERTER.register_structure_hook_func(lambda kind: kind == union, _reader(union))


# From the leaves up: a class keeps the writers of its attributes from the moment it is marked.
for _union in (Span, Action, Block, View):
    _configure(_union)


def reply_to_json(reply: Reply) -> dict[str, Any]:
    """Plain data for a JSON column; `reply_from_json` gives an equal reply back."""
    data: dict[str, Any] = _CONVERTER.unstructure(reply)
    return data


def reply_from_json(data: dict[str, Any]) -> Reply:
    return _CONVERTER.structure(data, Reply)
