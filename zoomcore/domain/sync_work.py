"""The jobs that keep us and Zoom agreed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from zoomcore.domain.job import Answered, Periodic, Work

#: News of one course that come within so long are told in one message.
DIGEST = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class SweepZoom(Periodic):
    """Look through the lists of everybody who hosts something: what webhooks missed is found here."""

    kind: ClassVar[str] = "sweep-zoom"
    every: ClassVar[timedelta] = timedelta(hours=6)
    offset: ClassVar[timedelta] = timedelta(minutes=43)


@dataclass(frozen=True, kw_only=True)
class SweepHost(Work):
    """Read one host's list, of meetings or of webinars. `sweep` names the round, so that a list is read once in it."""

    kind: ClassVar[str] = "sweep-host"
    key_fields: ClassVar[tuple[str, ...]] = ("host", "listing", "sweep")
    host: int
    listing: str
    sweep: str


@dataclass(frozen=True, kw_only=True)
class ReadMeeting(Work):
    """Read one meeting in full and take over what Zoom has. `cause` names why, once for ever."""

    kind: ClassVar[str] = "read-meeting"
    key_fields: ClassVar[tuple[str, ...]] = ("meeting", "cause")
    meeting: int
    cause: str


@dataclass(frozen=True, kw_only=True)
class TellSynced(Work):
    """Tell a course's instructors what became different at Zoom: all that came within one `slot`."""

    kind: ClassVar[str] = "tell-synced"
    key_fields: ClassVar[tuple[str, ...]] = ("course", "slot")
    course: int
    slot: int

    @classmethod
    def soon(cls, course: int, now: datetime) -> tuple["TellSynced", datetime]:
        """The job that gathers what is found now, and when it is due."""
        slot = int(now.timestamp() // DIGEST.total_seconds())
        return cls(course=course, slot=slot), now + DIGEST


@dataclass(frozen=True, kw_only=True)
class TakeInMeeting(Answered):
    """Take a meeting made in Zoom's portal into a course, by its number."""

    kind: ClassVar[str] = "take-in-meeting"
    key_fields: ClassVar[tuple[str, ...]] = ("request",)
    number: int
    course: int
    person: int
    admin: bool
    request: str


@dataclass(frozen=True, kw_only=True)
class OfferClasses(Answered):
    """Look for coming meetings of a person at Zoom that we don't know, and offer them for a course.

    Without an `answer` they hear of it in their direct chat, and of nothing where there is none.
    """

    kind: ClassVar[str] = "offer-classes"
    key_fields: ClassVar[tuple[str, ...]] = ("request",)
    course: int
    person: int
    request: str
