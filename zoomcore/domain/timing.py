"""Wall time and instants: what a clock on the wall means where clocks are changed twice a year."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from zoomcore.domain.faults import Fault, ScheduleFault


class ClockShift(StrEnum):
    """What a change of the clocks did to a wall time. GAP: it does not exist; FOLD: it comes twice."""

    NONE = ""
    GAP = "gap"
    FOLD = "fold"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A wall time resolved: `instant` in UTC, `wall` what a clock there then shows, without its zone."""

    instant: datetime
    wall: datetime
    shift: ClockShift = ClockShift.NONE


@lru_cache(maxsize=1024)
def read_zone(name: str) -> ZoneInfo:
    """Find the zone of an IANA name; InvalidInput for any other word."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ScheduleFault(Fault.ZONE_UNKNOWN, "zone", name=name) from error


def resolve(day: date, at: time, zone: str) -> Moment:
    """Find the instant of a wall time. What a gap leaves out moves forward by its length; of two, the first is meant.

    InvalidInput for an unknown zone, or a day so early or late that no clock of ours can hold it.
    """
    place = read_zone(zone)
    wall = datetime.combine(day, at.replace(tzinfo=None, fold=0))
    try:
        instant = wall.replace(tzinfo=place).astimezone(UTC)
        shown = instant.astimezone(place).replace(tzinfo=None, fold=0)
        later = wall.replace(tzinfo=place, fold=1).astimezone(UTC)
    except OverflowError as error:
        raise ScheduleFault(Fault.YEAR_TOO_FAR, "day", year=day.year) from error
    if shown != wall:
        return Moment(instant=instant, wall=shown, shift=ClockShift.GAP)
    return Moment(instant=instant, wall=wall, shift=ClockShift.FOLD if later != instant else ClockShift.NONE)
