"""The jobs that carry breakout rooms to Zoom."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from zoomcore.domain.job import Answered, Periodic, Work

#: Changes of a course's people within so long are carried together.
TOGETHER = timedelta(minutes=2)


@dataclass(frozen=True, kw_only=True)
class SendRooms(Answered):
    """Give Zoom the rooms of one meeting, where they are not as Zoom was last given them. `person` 0: nobody waits.

    `over` marks rooms made in Zoom's portal that may be replaced.
    """

    kind: ClassVar[str] = "send-rooms"
    key_fields: ClassVar[tuple[str, ...]] = ("meeting", "request")
    meeting: int
    request: str
    person: int = 0
    entry: int = 0
    over: str = ""


@dataclass(frozen=True, kw_only=True)
class FollowRoster(Work):
    """Look at the rooms of a course whose people have changed: all that came within one `slot`."""

    kind: ClassVar[str] = "follow-roster"
    key_fields: ClassVar[tuple[str, ...]] = ("course", "slot")
    course: int
    slot: int

    @classmethod
    def soon(cls, course: int, now: datetime) -> tuple["FollowRoster", datetime]:
        """The job that gathers what changes now, and when it is due."""
        return cls(course=course, slot=int(now.timestamp() // TOGETHER.total_seconds())), now + TOGETHER


@dataclass(frozen=True, kw_only=True)
class FollowRosters(Periodic):
    """The same for every course: a change of people that nobody told of is found here."""

    kind: ClassVar[str] = "follow-rosters"
    every: ClassVar[timedelta] = timedelta(hours=6)
    offset: ClassVar[timedelta] = timedelta(minutes=17)
