"""Rules and agreements as plain data, for storage. What an older row lacks gets the rule's own default."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import timedelta
from decimal import Decimal
from typing import Any

from zoomcore.domain.attendance.rules import Accommodation, AttendanceRule, GradeMethod
from zoomcore.domain.people import PersonId

#: Fractions as text, so that none is rounded on the way; spans in seconds.
_READERS: Mapping[str, Callable[[Any], Any]] = {
    "method": GradeMethod,
    "points": Decimal,
    "full_from": Decimal,
    "partial_below": Decimal,
    "nothing_below": Decimal,
    "late_after": lambda seconds: None if seconds is None else timedelta(seconds=seconds),
    "late_keeps": Decimal,
    "drop_lowest": int,
    "strict": bool,
    "alert_after": int,
    "share_of_window": Decimal,
    "late_grace": lambda seconds: timedelta(seconds=seconds),
    "never_late": bool,
}


def _plain(value: Any) -> Any:
    match value:
        case timedelta():
            return int(value.total_seconds())
        case Decimal():
            return str(value)
        case GradeMethod():
            return value.value
    return value


def _read(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _READERS[name](value) for name, value in data.items() if name in _READERS}


def rule_to_data(rule: AttendanceRule) -> dict[str, Any]:
    return {one.name: _plain(getattr(rule, one.name)) for one in fields(rule)}


def rule_from_data(data: Mapping[str, Any]) -> AttendanceRule:
    return AttendanceRule(**_read(data))


def accommodation_to_data(agreed: Accommodation) -> dict[str, Any]:
    """Without the person, whose key it stands under."""
    return {one.name: _plain(getattr(agreed, one.name)) for one in fields(agreed) if one.name != "person"}


def accommodation_from_data(person: PersonId, data: Mapping[str, Any]) -> Accommodation:
    return Accommodation(person=person, **_read(data))
