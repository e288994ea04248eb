"""Each kind of value in a record: how it is written, how strictly it is read, and how the JSON Schema tells of it."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from zoomcore.domain.attendance.rule_data import accommodation_from_data, rule_from_data
from zoomcore.domain.files import MOST_BYTES
from zoomcore.domain.options import options_from_data
from zoomcore.domain.recurrence import check
from zoomcore.domain.schedule_data import schedule_from_data
from zoomcore.errors import InvalidInput

#: What every database of ours can hold in a whole number.
_LARGEST = 2**63 - 1
_LONGEST_TEXT = 20_000
#: Deeper than any settings of Zoom's or ours.
_DEEPEST = 6
_POINTS = r"^-?[0-9]{1,6}(\.[0-9]{1,2})?$"


class _Bad(ValueError):
    """A value of another kind."""


@dataclass(frozen=True, slots=True)
class Kind:
    """`read` raises ValueError, TypeError or KeyError for anything that `write` does not write."""

    write: Callable[[Any], Any]
    read: Callable[[Any], Any]
    schema: Mapping[str, Any]


def _same(value: Any) -> Any:
    return value


def _exactly(kind: type) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise _Bad(value)
        return value

    return read


def _read_text(value: Any) -> str:
    """What both databases keep: no NUL, no half of a surrogate pair."""
    text: str = _exactly(str)(value)
    if len(text) > _LONGEST_TEXT or "\0" in text:
        raise _Bad
    text.encode()
    return text


def _read_whole(value: Any) -> int:
    number: int = _exactly(int)(value)
    if abs(number) > _LARGEST:
        raise _Bad(value)
    return number


def _read_moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(_read_text(value))
    if moment.tzinfo is None:
        raise _Bad(value)
    return moment.astimezone(UTC)


def _read_day(value: Any) -> date:
    return date.fromisoformat(_read_text(value))


def _read_points(value: Any) -> Decimal:
    try:
        points = Decimal(_read_text(value))
    except InvalidOperation as error:
        raise _Bad(value) from error
    if not points.is_finite() or abs(points) >= 10**6 or points != round(points, 2):
        raise _Bad(value)
    return points


def _read_schedule(value: Any) -> Any:
    try:
        check(schedule_from_data(_plain(value)))
    except InvalidInput as error:
        raise _Bad from error
    return value


def _read_options(value: Any) -> Any:
    options_from_data(_plain(value))
    return value


def _read_rule(value: Any) -> Any:
    rule_from_data(_plain(value))
    return value


def _read_agreed(value: Any) -> Any:
    accommodation_from_data(0, _plain(value))
    return value


def _read_nested(value: Any) -> Any:
    _require_nested(_exactly(dict)(value), _DEEPEST)
    return value


def _read_zoom(value: Any) -> Any:
    """Lists of objects where Zoom has them: what reads them later looks for no other thing."""
    rooms = _exactly(dict)(_read_nested(value).get("breakout_room", {})).get("rooms", [])
    for one in (*_exactly(list)(rooms), *_exactly(list)(value.get("tracking_fields", []))):
        _exactly(dict)(one)
    for one in value.get("tracking_fields", []):
        _read_text(one["field"])
        _read_text(one["value"])
    return value


def _require_nested(value: Any, depth: int) -> None:
    if depth < 0:
        raise _Bad
    match value:
        case dict():
            for name, one in value.items():
                _read_text(name)
                _require_nested(one, depth - 1)
        case list():
            for one in value:
                _require_nested(one, depth - 1)
        case str():
            _read_text(value)
        case bool() | None:
            return
        case _:
            _read_whole(value)


def _read_bytes(value: Any) -> bytes:
    content = b64decode(_exactly(str)(value), validate=True)
    if len(content) > MOST_BYTES:
        raise _Bad
    return content


def _plain(value: Any) -> dict[str, Any]:
    """An object of short values, all the way down to lists of them."""
    found: dict[str, Any] = _exactly(dict)(value)
    for name, one in found.items():
        _read_text(name)
        for each in one if isinstance(one, list) else [one]:
            if isinstance(each, str):
                _read_text(each)
            elif isinstance(each, dict | list | float):
                raise _Bad
    return found


_OBJECT = {"type": "object"}
_KINDS: Mapping[Any, Kind] = {
    bool: Kind(_same, _exactly(bool), {"type": "boolean"}),
    int: Kind(_same, _read_whole, {"type": "integer", "minimum": -_LARGEST, "maximum": _LARGEST}),
    str: Kind(_same, _read_text, {"type": "string", "maxLength": _LONGEST_TEXT}),
    bytes: Kind(lambda value: b64encode(value).decode(), _read_bytes, {"type": "string", "contentEncoding": "base64"}),
    date: Kind(
        date.isoformat, lambda value: date.fromisoformat(_read_text(value)), {"type": "string", "format": "date"}
    ),
    datetime: Kind(
        lambda value: value.astimezone(UTC).isoformat(), _read_moment, {"type": "string", "format": "date-time"}
    ),
    Decimal: Kind(lambda value: f"{value:.2f}", _read_points, {"type": "string", "pattern": _POINTS}),
}
_PLAIN = {
    "schedule": Kind(_same, _read_schedule, {**_OBJECT, "description": "How a class repeats."}),
    "options": Kind(_same, _read_options, {**_OBJECT, "description": "What a class can be, by the names of Options."}),
    "zoom": Kind(_same, _read_zoom, {**_OBJECT, "description": "Settings of a meeting in Zoom's words."}),
    "setting": Kind(_same, _read_nested, {**_OBJECT, "description": "What an admin set."}),
    "rule": Kind(_same, _read_rule, {**_OBJECT, "description": "How attendance is judged."}),
    "agreed": Kind(_same, _read_agreed, {**_OBJECT, "description": "What was agreed with one student."}),
}


_OF_RECORD: dict[type[Any], Mapping[str, Kind]] = {}


@cache
def kind_of(declared: Any) -> Kind:
    """By the declared type of an attribute."""
    if get_origin(declared) is Annotated:
        return _PLAIN[get_args(declared)[1]]
    if get_origin(declared) is list:
        return _list_of(kind_of(get_args(declared)[0]))
    if isinstance(declared, UnionType):
        return _or_null(kind_of(next(one for one in get_args(declared) if one is not NoneType)))
    if issubclass(declared, StrEnum):
        return Kind(lambda value: value.value, lambda value: declared(_read_text(value)), {"enum": [*declared]})
    return _KINDS[declared]


def _list_of(one: Kind) -> Kind:
    return Kind(
        lambda values: [one.write(each) for each in values],
        lambda values: [one.read(each) for each in _exactly(list)(values)],
        {"type": "array", "items": one.schema},
    )


def _or_null(one: Kind) -> Kind:
    return Kind(
        lambda value: None if value is None else one.write(value),
        lambda value: None if value is None else one.read(value),
        {"anyOf": [one.schema, {"type": "null"}]},
    )


def kinds_of(record: type[Any]) -> Mapping[str, Kind]:
    """Attribute → its kind, in the order of declaration; of a record's class or of the header's."""
    if record not in _OF_RECORD:
        hints = get_type_hints(record, include_extras=True)
        _OF_RECORD[record] = {one.name: kind_of(hints[one.name]) for one in fields(record)}
    return _OF_RECORD[record]
