"""What Zoom allows an account, by plan: how fast, and how many a day (zoom-api 2.1 and 2.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from zoomcore.domain.kinds import RateClass

#: Creates and updates of meetings and webinars together, for one host and UTC day, on every plan.
HOST_CALLS_A_DAY = 100
#: Of a day's allowance, what work that nobody waits for must leave for people.
_FOR_PEOPLE = 0.1


class Plan(StrEnum):
    FREE = "free"
    PRO = "pro"
    BUSINESS = "business"


@dataclass(frozen=True, slots=True)
class Pace:
    """One call each `interval`, after `burst` at once. Together they never exceed the limit in any of its periods."""

    interval: timedelta
    burst: int

    @classmethod
    def of(cls, calls: int, period: timedelta) -> "Pace":
        """A fifth of the limit at once, the rest spread over the period."""
        burst = max(1, calls // 5)
        return cls(interval=period / max(1, calls - burst), burst=burst)

    def latest(self, *, urgent: bool) -> timedelta:
        """How far ahead of now the calls taken may reach for one more to be sent.

        What is not urgent leaves half of the burst; where the burst is a single call, it leaves every second one.
        """
        spare = 0 if urgent else max(1, self.burst // 2)
        return self.interval * (self.burst - 1 - spare)


@dataclass(frozen=True, slots=True)
class Pool:
    """A day's allowance; classes that name the same pool share it."""

    name: str
    calls: int

    def open_to(self, *, urgent: bool) -> int:
        return self.calls if urgent else self.calls - round(self.calls * _FOR_PEOPLE)


def host_pool(host: str) -> Pool:
    return Pool(f"host:{host}", HOST_CALLS_A_DAY)


@dataclass(frozen=True, slots=True)
class Allowance:
    pace: Pace
    pool: Pool | None = None


_SECOND, _MINUTE = timedelta(seconds=1), timedelta(minutes=1)
_PRO_HEAVY, _BUSINESS_HEAVY = Pool("heavy", 30_000), Pool("heavy", 60_000)

ALLOWANCES: Mapping[Plan, Mapping[RateClass, Allowance]] = {
    Plan.FREE: {
        RateClass.LIGHT: Allowance(Pace.of(4, _SECOND), Pool("light", 6_000)),
        RateClass.MEDIUM: Allowance(Pace.of(2, _SECOND), Pool("medium", 2_000)),
        RateClass.HEAVY: Allowance(Pace.of(1, _SECOND), Pool("heavy", 1_000)),
        RateClass.RESOURCE_INTENSIVE: Allowance(Pace.of(10, _MINUTE), Pool("resource-intensive", 30_000)),
    },
    Plan.PRO: {
        RateClass.LIGHT: Allowance(Pace.of(30, _SECOND)),
        RateClass.MEDIUM: Allowance(Pace.of(20, _SECOND)),
        RateClass.HEAVY: Allowance(Pace.of(10, _SECOND), _PRO_HEAVY),
        RateClass.RESOURCE_INTENSIVE: Allowance(Pace.of(10, _MINUTE), _PRO_HEAVY),
    },
    Plan.BUSINESS: {
        RateClass.LIGHT: Allowance(Pace.of(80, _SECOND)),
        RateClass.MEDIUM: Allowance(Pace.of(60, _SECOND)),
        RateClass.HEAVY: Allowance(Pace.of(40, _SECOND), _BUSINESS_HEAVY),
        RateClass.RESOURCE_INTENSIVE: Allowance(Pace.of(20, _MINUTE), _BUSINESS_HEAVY),
    },
}


def until_next_day(now: datetime) -> timedelta:
    """Until 00:00 UTC, when Zoom's days begin: more than nothing, at most 24 hours."""
    utc = now.astimezone(UTC)
    return utc.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1) - utc
