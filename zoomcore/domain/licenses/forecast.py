"""How many licenses the coming weeks ask for: one a host and hour, and where there are not enough."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

#: A Basic host's meetings end after this (zoom-api 6.4).
BASIC_MINUTES = 40
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Booking:
    """A class that needs a licensed host, from `start` to `end`; who needs one longer than this is up to the caller."""

    host: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Hour:
    """An hour in which classes run, beginning on the hour in UTC, and how many hosts need a license in it."""

    start: datetime
    hosts: int


def needed_hours(bookings: Iterable[Booking]) -> tuple[Hour, ...]:
    """Hours with classes, in order. A host with two classes in one hour needs one license."""
    hosts: dict[datetime, set[str]] = {}
    for booking in bookings:
        hour = booking.start.replace(minute=0, second=0, microsecond=0)
        while hour < booking.end:
            hosts.setdefault(hour, set()).add(booking.host)
            hour += _HOUR
    return tuple(Hour(start=hour, hosts=len(people)) for hour, people in sorted(hosts.items()))


def shortages(hours: Iterable[Hour], bought: int) -> tuple[Hour, ...]:
    """The hours that ask for more licenses than there are."""
    return tuple(hour for hour in hours if hour.hosts > bought)


def by_day(hours: Iterable[Hour]) -> Mapping[str, int]:
    """The most that is needed at once on each day (ISO, UTC)."""
    most: dict[str, int] = {}
    for hour in hours:
        day = hour.start.date().isoformat()
        most[day] = max(most.get(day, 0), hour.hosts)
    return most
