"""The sandbox's time: the clock it was given, moved forward or set by whoever tells the story."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    return datetime.now(UTC)


class MovableClock:
    """A clock on top of another: it ticks as that one does, from wherever it was set to."""

    def __init__(self, base: Clock) -> None:
        self._base = base
        self._shift = timedelta(0)
        self._pinned: datetime | None = None

    def now(self) -> datetime:
        """Aware, UTC."""
        return (self._pinned or self._base() + self._shift).astimezone(UTC)

    def set(self, moment: datetime) -> None:
        self._shift += moment - self.now()

    @contextmanager
    def pinned(self, moment: datetime) -> Iterator[None]:
        """Stand still at this moment: what was planned for it happens at exactly its time."""
        self._pinned = moment
        try:
            yield
        finally:
            self._pinned = None
