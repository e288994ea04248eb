"""How quickly pages may be pressed: calmly by everybody, never in a storm by one.

A link that we signed has a pace of its own, whatever address presses it: a whole class stands behind one address of
its campus, and behind a proxy everybody does. Addresses are counted only where a link cannot be read, which no student
at a class's start ever sees. Each replica counts for itself.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

#: Links and addresses remembered at once; the one that was quiet longest is forgotten for another.
_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """So many at once, and one more every so often."""

    at_once: int
    every: timedelta


#: Of one link: far more than any person presses, also where a few share one by mistake.
PRESSES = Pace(at_once=30, every=timedelta(seconds=1))
#: Of one address with links that nobody can read: a chat's own servers may try a broken one for many people.
UNREADABLE = Pace(at_once=60, every=timedelta(seconds=1))


class Hurried(Exception):  # named by what it tells
    """Too quick: the same may be tried again after `wait`."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"to be tried again in {wait}")
        self.wait = wait


class Turnstile:
    """A bucket for each key, kept as the instant at which it will be full again."""

    def __init__(self, pace: Pace, *, remembered: int = _REMEMBERED) -> None:
        self._pace = pace
        self._remembered = remembered
        self._full_at: OrderedDict[str, datetime] = OrderedDict()

    def __len__(self) -> int:
        return len(self._full_at)

    def wait(self, key: str, now: datetime) -> timedelta:
        """Zero, and one is taken; else how long until there is one again, and none is taken."""
        longest = self._pace.at_once * self._pace.every
        # Never further off than an empty bucket is: a clock that was set back locks nobody out.
        full_at = min(max(self._full_at.get(key, now), now), now + longest)
        missing = full_at + self._pace.every - now - longest
        if missing > timedelta():
            return missing
        self._full_at[key] = full_at + self._pace.every
        self._full_at.move_to_end(key)
        while len(self._full_at) > self._remembered:
            self._full_at.popitem(last=False)
        return timedelta()


class Pacing:
    """What all pages share; `clock` tells the present instant, aware."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._links = Turnstile(PRESSES)
        self._addresses = Turnstile(UNREADABLE)

    def press(self, link: str) -> None:
        """Raises Hurried. `link` names what was signed, so that another spelling of a link is the same one."""
        _pass(self._links.wait(link, self._clock()))

    def unreadable(self, address: str | None) -> None:
        """Raises Hurried."""
        _pass(self._addresses.wait(address or "", self._clock()))


def _pass(wait: timedelta) -> None:
    if wait:
        raise Hurried(wait)
