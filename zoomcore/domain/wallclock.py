"""Between instants and what a clock on the wall shows."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo


def local_now(now: datetime, zone: str) -> datetime:
    """The wall time of an instant in a zone (IANA), to the minute, without offset."""
    return now.astimezone(ZoneInfo(zone)).replace(second=0, microsecond=0, tzinfo=None)


def local_day(instant: datetime, zone: str) -> date:
    return instant.astimezone(ZoneInfo(zone)).date()


def instant_of(day: date, at: time, zone: str) -> datetime:
    """The instant of a wall time, in UTC: the first one where it comes twice, moved on where it does not exist."""
    local = datetime.combine(day, at).replace(tzinfo=ZoneInfo(zone))
    return local.astimezone(ZoneInfo("UTC"))
