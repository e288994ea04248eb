"""Charts as data: what is to be seen, in numbers and in words of the reader's language, never how it is drawn.

They show counts and name nobody, because a chat's own servers fetch the pictures made of them.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """From one instant to a later one, with a word or two that name it."""

    start: datetime
    end: datetime
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceiling:
    """A count that the others are to be seen against: the roster, the seats that were bought."""

    count: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepChart:
    """A count over time. `points`: from this instant on it is so many, in order; the last holds until `until`.

    Times are drawn in `zone` (IANA). `shaded` is the span that matters, say the class itself.
    """

    title: str
    points: tuple[tuple[datetime, int], ...]
    until: datetime
    zone: str
    shaded: Stretch | None = None
    ceiling: Ceiling | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One whole: as many counts as its chart has parts. All zero leaves its place empty."""

    label: str
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareChart:
    """What each whole is made of, as shares, side by side. At most four `parts`, the best first."""

    title: str
    parts: tuple[str, ...]
    bars: tuple[Bar, ...]


Chart = StepChart | ShareChart
