"""What is booked and what was held: meetings and webinars, their occurrences, their runs and who was in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, IntEnum
from typing import Any

# How long an id lives after its date or last use (zoom-api 4).
ONE_OFF_LIFE = timedelta(days=30)
SERIES_LIFE = timedelta(days=365)


class Kind(Enum):
    """Meetings and webinars answer on different paths and speak different event names (zoom-api 5)."""

    MEETING = "meeting"
    WEBINAR = "webinar"


class MeetingType(IntEnum):
    """zoom-api 5.1."""

    INSTANT = 1
    SCHEDULED = 2
    NO_FIXED_TIME = 3
    PERSONAL = 4
    WEBINAR = 5
    WEBINAR_NO_FIXED_TIME = 6
    SERIES = 8
    WEBINAR_SERIES = 9
    SCREEN_SHARE = 10


ON_MEETINGS = frozenset({1, 2, 3, 8, 10})
ON_WEBINARS = frozenset({5, 6, 9})
SERIES_TYPES = frozenset({MeetingType.SERIES, MeetingType.WEBINAR_SERIES})
TIMELESS = frozenset({MeetingType.INSTANT, MeetingType.NO_FIXED_TIME, MeetingType.WEBINAR_NO_FIXED_TIME})


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """The rule of a series, in Zoom's own fields (zoom-api 5.4). `end` is an aware UTC moment."""

    type: int
    repeat_interval: int = 1
    weekly_days: tuple[int, ...] = ()
    monthly_day: int | None = None
    monthly_week: int | None = None
    monthly_week_day: int | None = None
    end_times: int | None = None
    end: datetime | None = None


@dataclass(slots=True, kw_only=True)
class Occurrence:
    """One dated repeat. `settings` are those that were changed for this one alone (zoom-api 5.5)."""

    id: str
    start: datetime
    duration_minutes: int
    deleted: bool = False
    agenda: str | None = None
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.duration_minutes)


@dataclass(slots=True, kw_only=True)
class Stay:
    """One row of a report: a join until a leave, in the class, its waiting room or a breakout room (zoom-api 7.2).

    `user_id` is of this stay alone; `participant_uuid` goes along through waiting and breakout rooms (webhook spec).
    """

    name: str
    email: str
    zoom_user_id: str
    user_id: str
    participant_uuid: str
    joined: datetime
    left: datetime | None = None
    waiting: bool = False
    internal: bool = False
    registrant_id: str = ""
    device: str = "Windows"
    # the breakout room's id, and the stay in the class that this one lies inside
    room: str = ""
    parent_user_id: str = ""
    reason: str = ""

    @property
    def shown_email(self) -> str:
        """Outsiders' e-mails come only where they were given by registration (zoom-api 7.2)."""
        return self.email if self.internal or self.registrant_id else ""

    @property
    def person(self) -> tuple[str, str]:
        """Whom Zoom takes for one participant; two guests of one name are two where their devices differ."""
        known = self.zoom_user_id or self.registrant_id or self.email
        return (known, "") if known else (self.name, self.device)


@dataclass(slots=True, kw_only=True)
class Registrant:
    """Somebody who signed up (zoom-api 5.8); without occurrences for every date."""

    id: str
    email: str
    first_name: str
    last_name: str
    status: str
    created_at: datetime
    occurrence_ids: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Panelist:
    """Who speaks in a webinar, by a link of their own (spec, GET /webinars/{webinarId}/panelists)."""

    id: str
    email: str
    name: str


@dataclass(slots=True, kw_only=True)
class Run:
    """One time a meeting was really held; every start makes a new uuid (zoom-api 4)."""

    uuid: str
    started: datetime
    ended: datetime | None = None
    stays: list[Stay] = field(default_factory=list)
    # breakout rooms by name, with their ids
    rooms: dict[str, str] = field(default_factory=dict)

    def present(self) -> Iterator[Stay]:
        return (stay for stay in self.stays if stay.left is None)

    def people(self) -> int:
        """How many different ones came in."""
        return len({stay.person for stay in self.stays if not stay.waiting})


@dataclass(slots=True, kw_only=True)
class Meeting:
    """A booked meeting or webinar. `start` is aware; `timezone` is the zone its wall time is kept in."""

    id: int
    uuid: str
    kind: Kind
    type: int
    host_id: str
    created_at: datetime
    topic: str
    timezone: str
    duration_minutes: int
    start: datetime | None
    agenda: str = ""
    password: str = ""
    encrypted_password: str = ""
    pstn_password: str = ""
    recurrence: Recurrence | None = None
    occurrences: list[Occurrence] = field(default_factory=list)
    settings: dict[str, Any] = field(default_factory=dict)
    tracking_fields: list[dict[str, Any]] = field(default_factory=list)
    pre_schedule: bool = False
    assistant_id: str = ""
    dynamic_host_key: str = ""
    deleted: bool = False
    runs: list[Run] = field(default_factory=list)
    registrants: list[Registrant] = field(default_factory=list)
    panelists: list[Panelist] = field(default_factory=list)

    @property
    def live(self) -> Run | None:
        """The run that goes on now; a read then says `started`, else `waiting` (zoom-api 5.1)."""
        return self.runs[-1] if self.runs and self.runs[-1].ended is None else None

    @property
    def is_series(self) -> bool:
        return self.type in SERIES_TYPES

    def occurrence(self, occurrence_id: str) -> Occurrence | None:
        found = (each for each in self.occurrences if each.id == occurrence_id and not each.deleted)
        return next(found, None)

    def expired(self, now: datetime) -> bool:
        """Whether the id is dead: 30 days (one-off) or 365 days (recurring) after its date or last use (4)."""
        dates = [self.created_at, *(run.ended or now for run in self.runs)]
        dates += [each.end for each in self.occurrences if not each.deleted]
        if self.start is not None:
            dates.append(self.start)
        once = self.type in {MeetingType.INSTANT, MeetingType.SCHEDULED, MeetingType.WEBINAR}
        return max(dates) + (ONE_OFF_LIFE if once else SERIES_LIFE) < now
