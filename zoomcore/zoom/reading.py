"""Tolerant reading of single values out of Zoom's JSON: numbers as strings, missing keys, null. No I/O.

A key of the wrong type reads as absent: Zoom adds and changes fields without notice, and one odd field must not
cost the whole answer.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from zoomcore.errors import ZoomUnexpected

Raw = Mapping[str, Any]

#: A month in seconds: longer is a slip.
_LONGEST = 31 * 24 * 3600


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
        return int(stripped) if re.fullmatch("-?[0-9]{1,40}", stripped) else None
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


def seconds(raw: Raw, key: str) -> timedelta | None:
    """A length in seconds, as of participants. None for what no class can last."""
    return _length(whole(raw, key))


def minutes(raw: Raw, key: str) -> timedelta | None:
    """A length of a class: minutes as a number or its text; "1:02:03" or "16:08" (minutes, seconds) in dashboards.

    Sources: Zoom's dashboard pages, mod-zoom 1.5.
    """
    number = whole(raw, key)
    if number is not None:
        return _length(number * 60)
    parts = text(raw, key).strip().split(":")
    if not 2 <= len(parts) <= 3 or not all(re.fullmatch("[0-9]{1,6}", part) for part in parts):  # noqa: PLR2004 - m:s, h:m:s
        return None
    total = 0
    for part in parts:
        total = total * 60 + int(part)
    return _length(total)


def _length(count: int | None) -> timedelta | None:
    return timedelta(seconds=count) if count is not None and 0 <= count <= _LONGEST else None


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


def listed(raw: Raw, key: str) -> tuple[Raw, ...]:
    """Every row of a list whose loss would be taken for absence. Raises ZoomUnexpected where it is no list of rows."""
    value = raw.get(key)
    if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
        raise ZoomUnexpected(f"Zoom's answer has no list of {key}.")
    return tuple(value)


def rest(raw: Raw, known: frozenset[str]) -> dict[str, Any]:
    """What Zoom said and we have no name for: kept, so that an edit or a backup loses nothing."""
    return {key: value for key, value in raw.items() if key not in known}


def required_id(raw: Raw, key: str = "id") -> int:
    """Raises ZoomUnexpected: an object without its number cannot be used."""
    value = whole(raw, key)
    if value is None:
        raise ZoomUnexpected(f"Zoom's answer has no {key}.")
    return value
