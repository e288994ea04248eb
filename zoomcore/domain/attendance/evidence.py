"""What is known about who came: rows as Zoom told them, clicks on Join, and the intervals read out of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from zoomcore.domain.people import PersonId


class EvidenceSource(StrEnum):
    """Who said it. WEBHOOK comes live; the others are Zoom's own reports, read after the run (zoom-api 7.1)."""

    WEBHOOK = "webhook"
    REPORT = "report"
    PAST = "past"
    DASHBOARD = "dashboard"


class Where(StrEnum):
    """What a row is about: the meeting itself, its waiting room, or a breakout room of it (which is in the meeting)."""

    MEETING = "meeting"
    WAITING_ROOM = "waiting"
    BREAKOUT = "breakout"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantRecord:
    """One row as Zoom told it, kept raw. Instants are UTC.

    A webhook tells one end of a stay, so one of the instants is None; a report tells both. `connection` is Zoom's
    number of one joining (`user_id`: a new one each time, zoom-api 7.2), empty where it gave none. `email` is lower
    case. What Zoom left out is empty.
    """

    run: str
    source: EvidenceSource
    where: Where
    name: str
    email: str = ""
    zoom_user_id: str = ""
    registrant_id: str = ""
    connection: str = ""
    joined_at: datetime | None = None
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinClick:
    """Somebody pressed Join on their own signed link: a sign of arrival, never presence by itself."""

    person: PersonId
    at: datetime


@dataclass(frozen=True, slots=True, order=True)
class JoinInterval:
    """From joining to leaving, UTC, `end` after `start`."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        return self.end - self.start


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRun:
    """One time the class was really held; `ended_at` is None while it goes on, or until Zoom told it."""

    uuid: str
    started_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """One presence at one occurrence as Zoom tells them apart: all rows that an id, an e-mail or a name joins.

    `key` names it for decisions: "r:" registrant id, "z:" Zoom user id, "e:" e-mail, "n:" normalised names; the first
    that is known. "t:" is a note-taker by its name, "c:" a single connection, where a name tells nobody apart. `keys`
    are all that it answers to, `key` first: a later row may bring a stronger one, and a decision about an older one
    is still found (`matching`).
    `names` are as typed, the latest first. `stays` are unions, in order, over all devices and runs; `waits` those in
    the waiting room. `first_seen` is any sign of it at Zoom, also of a stay without length. `together` is how many of
    its connections were in at the same moment, at most; `crowded` that two of those showed names which are not one
    person's, from different Zoom accounts.
    """

    key: str
    names: tuple[str, ...]
    email: str = ""
    zoom_user_id: str = ""
    registrant_id: str = ""
    keys: tuple[str, ...] = ()
    stays: tuple[JoinInterval, ...] = ()
    waits: tuple[JoinInterval, ...] = ()
    first_seen: datetime | None = None
    together: int = 1
    crowded: bool = False

    @property
    def arrived_at(self) -> datetime | None:
        """The first sign of it at Zoom: waiting room or meeting."""
        signs = [one.start for one in (*self.waits[:1], *self.stays[:1])]
        return min([*signs, self.first_seen] if self.first_seen else signs, default=None)


class Evidence(StrEnum):
    """Why a participant is taken for a person, from the strongest to the weakest; what is told is what was strongest.

    NAME and CLICK rest on a name somebody typed; CLICK besides on their own link having been pressed minutes before.
    """

    DECISION = "decision"
    REGISTRANT = "registrant"
    ZOOM_USER = "zoom user"
    EMAIL = "email"
    COURSE_ALIAS = "course alias"
    ALIAS = "alias"
    NAME = "name"
    CLICK = "click"


class Ruling(StrEnum):
    """What an instructor decided about a participant of one occurrence."""

    PERSON = "person"
    #: Two people, or more, sat at one device: each of them was there for all of it.
    SHARED = "shared"
    NOT_A_STUDENT = "not a student"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    ruling: Ruling
    people: tuple[PersonId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """One person of the roster as matching sees them. `legal_name` is empty where it is the same."""

    person: PersonId
    name: str
    legal_name: str = ""
    emails: frozenset[str] = frozenset()
    zoom_user_id: str = ""
    #: Whether attendance is expected of them: a student of the section concerned, enrolled on that day.
    expected: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEvidence:
    """What matching may lean on besides the rows. Name keys are normalised by `names.name_key`.

    `registrants` holds only those that Lectern registered for a person. `strangers` are people whom Lectern knows
    but who are not in the course, by Zoom user id and by e-mail.
    """

    registrants: Mapping[str, PersonId] = field(default_factory=dict)
    course_aliases: Mapping[str, PersonId] = field(default_factory=dict)
    aliases: Mapping[str, frozenset[PersonId]] = field(default_factory=dict)
    clicks: tuple[JoinClick, ...] = ()
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    strangers: Mapping[str, PersonId] = field(default_factory=dict)


class Pile(StrEnum):
    """Where a participant is put. Only MATCHED earns anybody anything."""

    MATCHED = "matched"
    REVIEW = "review"
    #: Known for sure, and not in this course.
    NOT_ENROLLED = "not enrolled"
    #: A note-taker, or ruled not to be a student.
    SET_ASIDE = "set aside"


class Doubt(StrEnum):
    """Why a participant is a name to review."""

    UNKNOWN = "unknown"
    #: The name is borne by several people of the course.
    SAME_NAME = "same name"
    #: Strong evidence points to one person and the name shown is another's.
    CONTRADICTION = "contradiction"
    #: One personal link, two people at once.
    SHARED_LINK = "shared link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Where one participant was put and why. `people` holds one person, or several for one shared device."""

    participant: Participant
    pile: Pile
    people: tuple[PersonId, ...] = ()
    evidence: Evidence | None = None
    doubt: Doubt | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A guess for a person to confirm. `score` is 0 to 100."""

    person: PersonId
    score: float
