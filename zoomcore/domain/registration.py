"""Who is to be signed up for a class at Zoom, and who not any more: the roster against the registrants, linear in both.

Only what we made goes again by the roster: guests, and people who signed up at Zoom, are the instructor's business.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import TypeVar

from zoomcore.domain.meetings import Meeting, MeetingState
from zoomcore.domain.options import Registration
from zoomcore.domain.people import PersonId
from zoomcore.domain.schedule import Repeat

T = TypeVar("T")

#: People in one batch of a one-time class, and in one decision (zoom-api 5.8).
AT_ONCE = 30
#: Of one registrant in one class, a UTC day (zoom-api 2.3).
ADDS_A_DAY, DECISIONS_A_DAY = 3, 10

_ALIVE = frozenset({MeetingState.SCHEDULED, MeetingState.CHANGING})


class RegistrantState(StrEnum):
    """WISHED: to be sent, or sent and not answered yet. WITHDRAWN: cancelled at Zoom; CANCELLED: by us, who left.

    REFUSED: Zoom would not take them.
    """

    WISHED = "wished"
    PENDING = "pending"
    APPROVED = "approved"
    DENIED = "denied"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


#: At Zoom, or on the way there.
THERE = frozenset({RegistrantState.WISHED, RegistrantState.PENDING, RegistrantState.APPROVED})
#: Somebody was asked about them, and said so.
ANSWERED = frozenset({RegistrantState.APPROVED, RegistrantState.DENIED})
#: Whom a registration can be asked for anew.
GONE = frozenset({RegistrantState.CANCELLED, RegistrantState.WITHDRAWN, RegistrantState.REFUSED})
#: Not at Zoom, as far as we know: whatever dates they once had, they have none.
NOT_THERE = GONE | {RegistrantState.WISHED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Registrant:
    """Somebody signed up for one class; one row an e-mail, as at Zoom.

    `ours`: made by us for that person, so that who comes by the link is they. `guest`: not by the roster.
    `link` is sealed; "" where it has to be read first. `occurrences` are the dates they signed up for, () for all.
    `counted_on` is the UTC day of `adds` and `decisions`.
    """

    id: int
    meeting_id: int
    email: str = field(repr=False)
    name: str
    state: RegistrantState
    person_id: PersonId | None = None
    zoom_id: str = ""
    link: str = field(default="", repr=False)
    ours: bool = True
    guest: bool = False
    occurrences: tuple[int, ...] = ()
    version: int = 1
    sent_at: datetime | None = None
    changed_at: datetime | None = None
    decided_by: PersonId | None = None
    decided_at: datetime | None = None
    adds: int = 0
    decisions: int = 0
    counted_on: date | None = None
    error_code: int = 0

    def may_be_added(self, now: datetime) -> bool:
        """Zoom takes three adds of one registrant a day."""
        return self.counted_on != now.astimezone(UTC).date() or self.adds < ADDS_A_DAY

    def is_for(self, occurrence_id: int) -> bool:
        return not self.occurrences or occurrence_id in self.occurrences


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Somebody of the roster who ought to be signed up. The e-mail is in lower case."""

    person: PersonId
    email: str = field(repr=False)
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """People: `there` are signed up of those `expected` from the roster; `waiting` ask to be let in."""

    expected: int = 0
    there: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationPlan:
    """`adds` are to be signed up, `adopts` came as guests before, `cancels` are ours and on the roster no more."""

    adds: tuple[Expected, ...]
    adopts: tuple[tuple[Registrant, Expected], ...]
    cancels: tuple[Registrant, ...]


def plan(roster: Iterable[Expected], registrants: Iterable[Registrant]) -> RegistrationPlan:
    """Who was denied, withdrew at Zoom or was refused by it is left as they are: nobody is signed up again unasked.

    What became of somebody as a guest binds nobody once they are on the roster: from then on they are one of it.
    """
    known = {one.email: one for one in registrants}
    adds: list[Expected] = []
    adopts: list[tuple[Registrant, Expected]] = []
    wanted: set[str] = set()
    for one in roster:
        if not one.email or one.email in wanted:
            continue
        wanted.add(one.email)
        there = known.get(one.email)
        if there is None or there.state is RegistrantState.CANCELLED or (there.guest and there.state in GONE):
            adds.append(one)
        elif there.guest:
            adopts.append((there, one))
    cancels = [
        one for one in known.values() if one.email not in wanted and one.ours and not one.guest and one.state in THERE
    ]
    return RegistrationPlan(adds=tuple(adds), adopts=tuple(adopts), cancels=tuple(cancels))


def needs_a_yes(one: Registrant) -> bool:
    """Of the roster: who waits, and who was denied as a guest before they were on it."""
    return one.state is RegistrantState.PENDING or (one.guest and one.state is RegistrantState.DENIED)


def batches(people: Sequence[T], size: int = AT_ONCE) -> Iterator[Sequence[T]]:
    for start in range(0, len(people), size):
        yield people[start : start + size]


def registers(meeting: Meeting) -> bool:
    """Whether people sign up for it at Zoom. A class at no fixed time can't have that (zoom-api 5.8)."""
    on = meeting.options.registration in {Registration.AUTOMATIC, Registration.MANUAL}
    return on and meeting.schedule.repeat is not Repeat.ANYTIME and meeting.state in _ALIVE


def by_hand(meeting: Meeting) -> bool:
    """Whether somebody says yes or no to each who signs up."""
    return meeting.options.registration is Registration.MANUAL


def takes_batches(meeting: Meeting) -> bool:
    """Zoom signs people up thirty at a time for one-time classes only."""
    return meeting.schedule.repeat is Repeat.NONE


def hosts_of(meeting: Meeting, host_email: str) -> frozenset[str]:
    """Their e-mails: Zoom lets no host sign up, and lets them in by their account (zoom-api 5.8, code 3027)."""
    return frozenset({host_email, *(meeting.options.alternative_hosts or ())}) - {""}
