"""Between instants and what a clock on the wall shows."""

from datetime import date, datetime
from zoneinfo import ZoneInfo


def local_now(now: datetime, zone: str) -> datetime:
    """The wall time of an instant in a zone (IANA), to the minute, without offset."""
    return now.astimezone(ZoneInfo(zone)).replace(second=0, microsecond=0, tzinfo=None)


def local_day(instant: datetime, zone: str) -> date:
    return instant.astimezone(ZoneInfo(zone)).date()
