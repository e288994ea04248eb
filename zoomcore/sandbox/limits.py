"""Zoom's budgets: requests a second and a day by plan, and the hundred creates and updates a host has a day.

Off until somebody asks for them (`plan`), except the hundred, which every account has (zoom-api 2).
"""

from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from enum import Enum

from zoomcore.sandbox.answers import Refused


class Label(Enum):
    """The rate class of a call, as the spec's description names it (zoom-api 2.2)."""

    LIGHT = "Light"
    MEDIUM = "Medium"
    HEAVY = "Heavy"
    INTENSIVE = "Resource-intensive"


@dataclass(frozen=True, slots=True)
class Rate:
    """So many in a window; `daily` names the pool counted by the UTC day and its size."""

    requests: int
    window: timedelta
    daily: tuple[str, int] | None = None


SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)

# zoom-api 2.1. Heavy and Resource-intensive share one daily pool on Pro and Business.
PLANS: Mapping[str, Mapping[Label, Rate]] = {
    "free": {
        Label.LIGHT: Rate(4, SECOND, ("light", 6_000)),
        Label.MEDIUM: Rate(2, SECOND, ("medium", 2_000)),
        Label.HEAVY: Rate(1, SECOND, ("heavy", 1_000)),
        Label.INTENSIVE: Rate(10, MINUTE, ("intensive", 30_000)),
    },
    "pro": {
        Label.LIGHT: Rate(30, SECOND),
        Label.MEDIUM: Rate(20, SECOND),
        Label.HEAVY: Rate(10, SECOND, ("heavy", 30_000)),
        Label.INTENSIVE: Rate(10, MINUTE, ("heavy", 30_000)),
    },
    "business": {
        Label.LIGHT: Rate(80, SECOND),
        Label.MEDIUM: Rate(60, SECOND),
        Label.HEAVY: Rate(40, SECOND, ("heavy", 60_000)),
        Label.INTENSIVE: Rate(20, MINUTE, ("heavy", 60_000)),
    },
}

PER_SECOND = "You have reached the maximum per-second rate limit for this API. Try again later."
PER_DAY = (
    "You have reached the maximum daily rate limit for this API. Refer to the response header for details on when you"
    " can make another request."
)
PER_REGISTRANT = (
    "You have exceeded the daily rate limit ({limit}) of registrant {act} API requests permitted for this registrant"
    " in this meeting. You may resume these requests at GMT 00:00:00."
)
PER_HOST = (
    "You have exceeded the daily rate limit ({limit}) of Meeting Create/Update API requests permitted for this"
    " particular user. You may resume these requests at GMT 00:00:00."
)


class HeaderStyle(Enum):
    """The sets of headers that were seen on a 429 (zoom-api 2.4): sources disagree, so a story picks one."""

    DOCUMENTED = "documented"
    BARE = "bare"
    NONE = "none"


class RetryAfter(Enum):
    """How `Retry-After` is written; Zoom's own form is ISO-8601, only on daily limits (zoom-api 2.4)."""

    ISO = "iso"
    SECONDS = "seconds"
    HTTP_DATE = "http-date"


def _next_midnight(now: datetime) -> datetime:
    return datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), tzinfo=UTC)


@dataclass(slots=True, kw_only=True)
class Limits:
    """The account's counters. A change of `plan`, `per_host` or a style holds from the next request on."""

    plan: str | None = None
    per_host: int = 100
    # Adds and changes of status of one registrant in one meeting a day (zoom-api 2.3).
    per_registrant: Mapping[str, int] = field(default_factory=lambda: {"add": 3, "status": 10})
    headers: HeaderStyle = HeaderStyle.DOCUMENTED
    retry_after: RetryAfter = RetryAfter.ISO
    code: int = 429
    _recent: dict[Label, deque[datetime]] = field(default_factory=dict)
    _pools: Counter[tuple[str, date]] = field(default_factory=Counter)
    _hosts: Counter[tuple[str, date]] = field(default_factory=Counter)
    _registrants: Counter[tuple[str, int, str, date]] = field(default_factory=Counter)

    def charge(self, label: Label, now: datetime) -> None:
        """Count one request of this class; raises the 429 that stands in its way."""
        rate = PLANS[self.plan][label] if self.plan else None
        if rate is None:
            return
        recent = self._recent.setdefault(label, deque())
        while recent and recent[0] <= now - rate.window:
            recent.popleft()
        if len(recent) >= rate.requests:
            raise Refused(429, self.code, PER_SECOND, headers=self._headers(label, rate, "QPS", now))
        if rate.daily is not None:
            pool = (rate.daily[0], now.date())
            if self._pools[pool] >= rate.daily[1]:
                raise Refused(429, self.code, PER_DAY, headers=self._headers(label, rate, "Daily-limit", now))
            self._pools[pool] += 1
        recent.append(now)

    def charge_host(self, host_id: str, now: datetime) -> None:
        """Count one create or update against the host in the URL; 00:00 UTC starts anew (zoom-api 2.3)."""
        key = (host_id, now.date())
        if self._hosts[key] >= self.per_host:
            # Seen on this limit: the category, but neither a type nor a Retry-After (zoom-api 2.4).
            headers = {"X-RateLimit-Category": "Light", "X-RateLimit-Limit": "6000", "X-RateLimit-Remaining": "5893"}
            shown = {} if self.headers is HeaderStyle.NONE else headers
            raise Refused(429, self.code, PER_HOST.format(limit=self.per_host), headers=shown)
        self._hosts[key] += 1

    def charge_registrant(self, act: str, meeting_id: int, email: str, now: datetime) -> None:
        """Count one `add` or one change of `status` of somebody in a meeting (zoom-api 2.3)."""
        key = (act, meeting_id, email.casefold(), now.date())
        if self._registrants[key] >= self.per_registrant[act]:
            message = PER_REGISTRANT.format(limit=self.per_registrant[act], act=act)
            raise Refused(429, self.code, message)
        self._registrants[key] += 1

    def used_by_host(self, host_id: str, now: datetime) -> int:
        return self._hosts[(host_id, now.date())]

    def spend_host(self, host_id: str, now: datetime, count: int) -> None:
        """Say that the host has used so many today, whoever used them: another app shares the budget."""
        self._hosts[(host_id, now.date())] = count

    def _headers(self, label: Label, rate: Rate, kind: str, now: datetime) -> dict[str, str]:
        if self.headers is HeaderStyle.NONE:
            return {}
        if self.headers is HeaderStyle.BARE:
            return {"x-ratelimit-category": label.value}
        daily = kind == "Daily-limit" and rate.daily is not None
        shown = {
            "X-RateLimit-Category": label.value,
            "X-RateLimit-Type": kind,
            "X-RateLimit-Limit": str(rate.daily[1] if daily and rate.daily else rate.requests),
            "X-RateLimit-Remaining": "0",
        }
        if daily:
            shown["Retry-After"] = self._resume(now)
        return shown

    def _resume(self, now: datetime) -> str:
        moment = _next_midnight(now)
        if self.retry_after is RetryAfter.SECONDS:
            return str(int((moment - now).total_seconds()))
        if self.retry_after is RetryAfter.HTTP_DATE:
            return format_datetime(moment, usegmt=True)
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
