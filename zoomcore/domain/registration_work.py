"""What is to be done about registration, as frozen data."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from zoomcore.domain.work import Answered, Periodic, Work


@dataclass(frozen=True, kw_only=True)
class RegisterPeople(Answered):
    """Sign up who is on the roster and cancel who is not any more. `look`: read first what stands at Zoom.

    `person` is told how it goes, where there is an `answer`; 0: it follows a change, and only trouble is told.
    """

    kind: ClassVar[str] = "register-people"
    key_fields: ClassVar[tuple[str, ...]] = ("meeting", "request")
    meeting: int
    request: str
    look: bool = False
    person: int = 0


@dataclass(frozen=True, kw_only=True)
class DecideRegistrant(Answered):
    """Carry somebody's yes or no about a registrant to Zoom."""

    kind: ClassVar[str] = "decide-registrant"
    key_fields: ClassVar[tuple[str, ...]] = ("registrant", "version")
    registrant: int
    version: int
    approve: bool
    person: int


@dataclass(frozen=True, kw_only=True)
class RegisterGuest(Answered):
    """Sign up somebody from outside, for one date where one is named, and hand over their link."""

    kind: ClassVar[str] = "register-guest"
    key_fields: ClassVar[tuple[str, ...]] = ("registrant", "request")
    registrant: int
    request: str
    person: int
    occurrence: int


@dataclass(frozen=True, kw_only=True)
class CancelRegistrants(Work):
    """Take people off a class at Zoom of whom nothing is kept here any more: `zoom_ids` name nobody."""

    kind: ClassVar[str] = "cancel-registrants"
    key_fields: ClassVar[tuple[str, ...]] = ("meeting", "request")
    meeting: int
    request: str
    zoom_ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SweepRegistrations(Periodic):
    """Look at every class with registration: what webhooks missed is taken in, and who came late is signed up."""

    kind: ClassVar[str] = "sweep-registrations"
    every: ClassVar[timedelta] = timedelta(hours=6)
    offset: ClassVar[timedelta] = timedelta(minutes=29)


WORK = (RegisterPeople, DecideRegistrant, RegisterGuest, CancelRegistrants, SweepRegistrations)
