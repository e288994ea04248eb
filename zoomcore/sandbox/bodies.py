"""Reading the body of a create or update: every field judged as the spec's request schema bounds it (400/300)."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from zoomcore.sandbox.answers import Json, invalid
from zoomcore.sandbox.booking import ON_MEETINGS, ON_WEBINARS, Kind

# zoom-api 5.2
LONGEST_TOPIC = 200
LONGEST_AGENDA = 2000
LONGEST_DURATION = 1440
LONGEST_PASSCODE = 10


def _text(longest: int) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and len(value) <= longest


def _minutes(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= LONGEST_DURATION


def _flag(value: Any) -> bool:
    return isinstance(value, bool)


def _zone(value: Any) -> bool:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, TypeError, OSError):
        return False
    return True


def _moment(value: Any) -> bool:
    try:
        datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return bool(value == "")  # an empty text counts as left out
    return True


def _tracking(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) and "field" in each for each in value)


FIELDS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "topic": (_text(LONGEST_TOPIC), f"Length of topic must be less than or equal to {LONGEST_TOPIC}."),
    "agenda": (_text(LONGEST_AGENDA), f"Length of agenda must be less than or equal to {LONGEST_AGENDA}."),
    "duration": (_minutes, f"Duration must be between 1 and {LONGEST_DURATION} minutes."),
    "timezone": (_zone, "Invalid field: timezone."),
    "start_time": (_moment, "Invalid field: start_time."),
    "password": (_text(LONGEST_PASSCODE), f"The passcode must be at most {LONGEST_PASSCODE} characters."),
    "pre_schedule": (_flag, "Invalid field: pre_schedule."),
    "default_password": (_flag, "Invalid field: default_password."),
    "default_passcode": (_flag, "Invalid field: default_passcode."),
    "schedule_for": (_text(256), "Invalid field: schedule_for."),
    "tracking_fields": (_tracking, "Invalid field: tracking_fields."),
}


def check_fields(body: Json, kind: Kind) -> None:
    """Raises 400/300 naming the first field that does not pass."""
    for name, (passes, complaint) in FIELDS.items():
        if name in body and not passes(body[name]):
            raise invalid(name, complaint)
    allowed = ON_MEETINGS if kind is Kind.MEETING else ON_WEBINARS
    if "type" in body and body["type"] not in allowed:
        raise invalid("type", f"Invalid field: type. Allowed are {sorted(allowed)}.")


def read_start(text: str | None, timezone: str) -> datetime | None:
    """`…Z` is UTC, text without a zone is wall time in the meeting's timezone (zoom-api 5.2)."""
    if not text:
        return None
    moment = datetime.fromisoformat(text)
    zoned = moment.replace(tzinfo=ZoneInfo(timezone)) if moment.tzinfo is None else moment
    return zoned.astimezone(UTC)
