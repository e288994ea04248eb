"""The result for one class as it is kept: what everybody of the roster has, and how sure it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from zoomcore.domain.attendance.rules import Attendance, AttendanceRule
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.people import PersonId


class SheetState(StrEnum):
    """LIVE while the class runs; PROVISIONAL until two reads of Zoom agree; FINAL; VOID counts for nobody.

    NOT_HELD: nobody opened the class in its time. FROZEN: its rows were forgotten, its results stay as they are.
    """

    LIVE = "live"
    PROVISIONAL = "provisional"
    FINAL = "final"
    VOID = "void"
    NOT_HELD = "not held"
    FROZEN = "frozen"


class ReadingState(StrEnum):
    """How far Zoom's report of a run was read. LIVE_ONLY: Zoom reports nothing for it, so its webhooks are all."""

    WAITING = "waiting"
    ONCE = "once"
    AGREED = "agreed"
    LIVE_ONLY = "live only"
    UNREADABLE = "unreadable"


class Unreadable(StrEnum):
    """Why Zoom's report of a run cannot be read; kept as a Reading's reason."""

    SCOPES = "scopes"
    PLAN = "plan"
    TOO_OLD = "too old"


#: What an admin can change: it is asked for again.
MENDABLE = frozenset({Unreadable.SCOPES, Unreadable.PLAN})


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledRun:
    """A run with what it takes to ask Zoom about it. Either instant is None until Zoom told it."""

    uuid: str
    kind: MeetingKind
    zoom_id: int
    meeting: int
    occurrence: int
    started_at: datetime | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Where the collection of one run stands. `digest` is of the last rows read; `reason` is why it is unreadable."""

    run: str
    occurrence: int
    meeting: int
    state: ReadingState
    source: str = ""
    reads: int = 0
    rows: int = 0
    digest: str = ""
    read_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """One student's kept result. `released` are the points the student was shown last, None before a release."""

    occurrence: int
    attendance: Attendance
    released: Decimal | None = None
    released_at: datetime | None = None

    @property
    def changed_since_release(self) -> bool:
        return self.released_at is not None and self.released != self.attendance.points


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One class's attendance. `rule` is what it was computed by; `review`: participants that wait for a person."""

    occurrence: int
    course: int
    state: SheetState
    rule: AttendanceRule
    window: timedelta
    computed_at: datetime
    review: int = 0
    void_reason: str = ""
    released_at: datetime | None = None
    released_by: PersonId | None = None


class ClaimState(StrEnum):
    OPEN = "open"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A student's answer to "Under which name were you in?": no credit before an instructor confirms it.

    `participant` is the key it names, empty where no participant of the class bears that name.
    """

    id: int
    occurrence: int
    person: PersonId
    name: str
    participant: str
    state: ClaimState
    made_at: datetime


class QueryState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A student's "Something's wrong" about one class; it stays open until somebody answers with a reason."""

    id: int
    occurrence: int
    person: PersonId
    text: str
    state: QueryState
    asked_at: datetime
    answer: str = ""
    answered_by: PersonId | None = None
