"""Zoom's 429 in all its shapes, read into one error. No I/O.

The headers are documented, undocumented or absent depending on the year (facts of Zoom's API, section 2.4), so each is
optional: Retry-After as seconds, HTTP date or ISO-8601, then the words of the body, then the headers' own type.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from zoomcore.domain.kinds import RateClass
from zoomcore.errors import ZoomRateLimited

SECOND, DAY, HOST_DAY, CONCURRENCY = "second", "day", "host-day", "concurrency"
#: Three adds and ten decisions of one registrant in one class (zoom-api 2.3).
REGISTRANT_DAY = "registrant-day"

#: Words of the body, the more particular first: the host's sentence speaks of a daily limit too.
_WORDS = (
    ("registrant", REGISTRANT_DAY),
    ("for this particular user", HOST_DAY),
    ("too many concurrent", CONCURRENCY),
    ("per-second", SECOND),
    ("daily rate limit", DAY),
)
_TYPES = {"qps": SECOND, "daily-limit": DAY}
_LEAST = timedelta(seconds=1)
#: Daily limits end at the next 00:00 UTC, so a longer answer is a mistake.
_MOST = timedelta(days=1)
#: Zoom counts resource-intensive calls by the minute, whatever its sentence says.
_MINUTE = timedelta(minutes=1)
_CONCURRENCY_PAUSE = timedelta(seconds=5)


def read_rate_limit(
    headers: Mapping[str, str], message: str, *, now: datetime, rate: RateClass, code: int = 429
) -> ZoomRateLimited:
    """The error with the least to wait. `headers` must be case-insensitive."""
    scope = _scope(headers, message)
    asked = parse_retry_after(headers.get("Retry-After", ""), now)
    wait = _default_wait(scope, rate, now) if asked is None else asked
    return ZoomRateLimited(
        message or "Zoom asked us to slow down.", retry_after=min(max(wait, _LEAST), _MOST), scope=scope, code=code
    )


def _scope(headers: Mapping[str, str], message: str) -> str:
    words = message.lower()
    for part, scope in _WORDS:
        if part in words:
            return scope
    # A translated sentence: the headers are all that is left.
    return _TYPES.get(headers.get("X-RateLimit-Type", "").lower(), SECOND)


def _default_wait(scope: str, rate: RateClass, now: datetime) -> timedelta:
    if scope in {DAY, HOST_DAY, REGISTRANT_DAY}:
        return until_utc_midnight(now)
    if scope == CONCURRENCY:
        return _CONCURRENCY_PAUSE
    return _MINUTE if rate is RateClass.RESOURCE_INTENSIVE else _LEAST


def until_utc_midnight(now: datetime) -> timedelta:
    """How long until Zoom's day ends: more than nothing, at most 24 hours."""
    utc = now.astimezone(UTC)
    return utc.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1) - utc


def parse_retry_after(value: str, now: datetime) -> timedelta | None:
    """None when there is nothing, or nothing readable; negative for a moment already past."""
    stripped = value.strip()
    if not stripped:
        return None
    if stripped.isascii() and stripped.isdigit():
        return timedelta(seconds=min(int(stripped[:12]), int(_MOST.total_seconds())))
    moment = _iso(stripped) or _http_date(stripped)
    if moment is None:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now


def _iso(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def _http_date(value: str) -> datetime | None:
    try:
        return parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
