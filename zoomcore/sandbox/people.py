"""The users of the account: their licenses, add-ons and the right to schedule for each other (zoom-api 6)."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum

from zoomcore.sandbox.identifiers import PasscodeRule


class Plan(IntEnum):
    """`type` of a user (zoom-api 6.1)."""

    BASIC = 1
    LICENSED = 2
    UNASSIGNED = 4
    NONE = 99


@dataclass(slots=True, kw_only=True)
class User:
    """One Zoom user. `assistants` are ids of those who may schedule for this one (zoom-api 6.1)."""

    id: str
    email: str
    first_name: str
    last_name: str
    plan: Plan
    pmi: int
    timezone: str
    created_at: datetime
    status: str = "active"
    role_id: str = "2"
    dept: str = ""
    last_login_time: datetime | None = None
    webinar_capacity: int = 0
    assistants: list[str] = field(default_factory=list)
    group_ids: list[str] = field(default_factory=list)
    passcode_rule: PasscodeRule = field(default_factory=PasscodeRule)
    require_passcode: bool = True
    breakout_rooms_at_scheduling: bool = True
    #: whether the host may have meetings encrypted end to end (spec, end_to_end_encrypted_meetings)
    end_to_end: bool = False
    #: a Zoom Rooms device: it has a license of its own kind and keeps it (zoom-api 6.3, code 200)
    room: bool = False
    #: Zoom United or Workplace, "" for none: the license comes with a bundle (spec, plan_united_type)
    united_plan: str = ""
    large_meeting_capacity: int = 0
    #: Zoom Events to come: no downgrade before them (zoom-api 6.3, code 300)
    coming_events: bool = False

    @property
    def display_name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def may_host(self) -> bool:
        """Types 4 and 99 have no Meetings license: 400/3161 on nearly every meeting call (zoom-api 5.3)."""
        return self.plan in {Plan.BASIC, Plan.LICENSED}

    @property
    def may_host_webinars(self) -> bool:
        """The webinar add-on sits on a Licensed user only (zoom-api 6.3, 1122)."""
        return self.plan is Plan.LICENSED and self.webinar_capacity > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of users; who is in it stands with the users, as Zoom shows it (spec, group_ids)."""

    id: str
    name: str
