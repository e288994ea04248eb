"""Tolerant reading of single values out of Zoom's JSON: numbers as strings, missing keys, null. No I/O.

A key of the wrong type reads as absent: Zoom adds and changes fields without notice, and one odd field must not
cost the whole answer.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from zoomcore.errors import ZoomUnexpected

Raw = Mapping[str, Any]


def text(raw: Raw, key: str) -> str:
    """The value as text, "" when absent; numbers are written out."""
    value = raw.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value)


def whole(raw: Raw, key: str) -> int | None:
    value = raw.get(key)
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        stripped = value.strip()
        return int(stripped) if stripped.isascii() and stripped.lstrip("-").isdigit() else None
    if isinstance(value, float):
        return int(value) if value.is_integer() else None
    return value if isinstance(value, int) else None


def flag(raw: Raw, key: str) -> bool | None:
    value = raw.get(key)
    if isinstance(value, str):
        return {"true": True, "1": True, "false": False, "0": False}.get(value.strip().lower())
    return bool(value) if isinstance(value, bool | int) and value in {0, 1} else None


def instant(raw: Raw, key: str) -> datetime | None:
    """An aware moment in UTC. A time without an offset is read in the object's own `timezone`, else as UTC."""
    value = raw.get(key)
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        parsed = datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    if parsed.tzinfo is None:
        parsed = parsed.replace(tzinfo=_zone(text(raw, "timezone")))
    try:
        return parsed.astimezone(UTC)
    except OverflowError:
        return None


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def texts(raw: Raw, key: str) -> tuple[str, ...]:
    value = raw.get(key)
    return tuple(each for each in value if isinstance(each, str) and each) if isinstance(value, list) else ()


def child(raw: Raw, key: str) -> Raw:
    value = raw.get(key)
    return value if isinstance(value, Mapping) else {}


def children(raw: Raw, key: str) -> tuple[Raw, ...]:
    value = raw.get(key)
    return tuple(each for each in value if isinstance(each, Mapping)) if isinstance(value, list) else ()


def rest(raw: Raw, known: frozenset[str]) -> dict[str, Any]:
    """What Zoom said and we have no name for: kept, so that an edit or a backup loses nothing."""
    return {key: value for key, value in raw.items() if key not in known}


def required_id(raw: Raw, key: str = "id") -> int:
    """Raises ZoomUnexpected: an object without its number cannot be used."""
    value = whole(raw, key)
    if value is None:
        raise ZoomUnexpected(f"Zoom's answer has no {key}.")
    return value
