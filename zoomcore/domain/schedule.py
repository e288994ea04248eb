"""When a class meets: wall time in a zone, and how it repeats.

The wall time and the zone are the truth; instants are computed from them, so that 15:00 stays 15:00 over a change of
the clocks.
"""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

#: Zoom's recurrence page and LTI guide; its OpenAPI file says 60 (facts: zoom-api 5.4, 14 row 8).
MOST_OCCURRENCES = 50
MOST_INTERVAL_DAYS = 90
MOST_INTERVAL_WEEKS = 12
MOST_INTERVAL_MONTHS = 3
#: Zoom's cap on one meeting (zoom-api 5.2).
LONGEST_MINUTES = 1440
SHORTEST_MINUTES = 5
#: Zoom's cap (zoom-api 5.2).
LONGEST_TOPIC = 200


class Repeat(StrEnum):
    """How a class repeats. ANYTIME is Zoom's "recurring, no fixed time" (type 3)."""

    NONE = ""
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    ANYTIME = "anytime"


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """`day` and `at` are wall time in `zone` (IANA) of the first class; both None with ANYTIME.

    `weekdays` are ISO (1 = Monday) and sorted; `monthly_week` is 1..4 or -1 for the last, 0 for "by day of month", and
    goes with exactly one weekday. `until` is the last local day that may hold a class; `until` and `count` exclude each
    other; a repeat without either ends at MOST_OCCURRENCES. `skip` are local days left out.
    """

    zone: str
    duration_minutes: int
    day: date | None = None
    at: time | None = None
    repeat: Repeat = Repeat.NONE
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    monthly_week: int = 0
    until: date | None = None
    count: int | None = None
    skip: tuple[date, ...] = ()
