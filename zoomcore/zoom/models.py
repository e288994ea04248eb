"""What Zoom answers, as frozen values. Read tolerantly; what has no name here is kept in `extra`. No I/O.

No start address is kept in a meeting: it is a host's credential and is fetched fresh (`ZoomClient.get_start_url`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.passcodes import PasscodeRule
from zoomcore.zoom.reading import Raw, child, children, flag, instant, required_id, rest, text, texts, whole
from zoomcore.zoom.recurrence import Recurrence, read_recurrence
from zoomcore.zoom.settings import MeetingSettings, read_settings

LICENSED = 2
#: Types without a start time: recurring without fixed time, meeting and webinar.
NO_FIXED_TIME = frozenset({3, 6})
RECURRING = frozenset({8, 9})


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoomUser:
    """`id` is "" for a pending user. `type` is Zoom's: 1 Basic, 2 Licensed, 4 unassigned, 99 none."""

    id: str
    email: str = field(repr=False)
    first_name: str
    last_name: str
    display_name: str
    type: int
    status: str
    timezone: str
    role_id: str
    role_name: str
    group_ids: tuple[str, ...]
    #: Zoom moves it only when the sign-in is more than three days after the stored one.
    last_login_time: datetime | None
    created_at: datetime | None
    #: Zoom United or Workplace: the license is part of a bundle, "" for none
    bundle: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict, repr=False)

    @property
    def is_licensed(self) -> bool:
        return self.type == LICENSED

    @property
    def name(self) -> str:
        """What Zoom shows; the e-mail when Zoom knows no name."""
        return self.display_name or f"{self.first_name} {self.last_name}".strip() or self.email


_USER_KEYS = frozenset(
    [
        "id",
        "email",
        "first_name",
        "last_name",
        "display_name",
        "type",
        "status",
        "timezone",
        "role_id",
        "role_name",
        "group_ids",
        "last_login_time",
        "created_at",
        "user_created_at",
        "host_key",
        "plan_united_type",
        "zoom_one_type",
    ]
)


def read_user(raw: Raw) -> ZoomUser:
    return ZoomUser(
        id=text(raw, "id"),
        email=text(raw, "email"),
        first_name=text(raw, "first_name"),
        last_name=text(raw, "last_name"),
        display_name=text(raw, "display_name"),
        type=whole(raw, "type") or 0,
        status=text(raw, "status"),
        timezone=text(raw, "timezone"),
        role_id=text(raw, "role_id"),
        role_name=text(raw, "role_name"),
        group_ids=texts(raw, "group_ids"),
        last_login_time=instant(raw, "last_login_time"),
        # For pending users Zoom's created_at is the time of the call.
        created_at=instant(raw, "user_created_at") or instant(raw, "created_at"),
        bundle=text(raw, "plan_united_type") or text(raw, "zoom_one_type"),
        extra=rest(raw, _USER_KEYS),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoomScheduler:
    """A user whom the asked one may schedule for."""

    id: str
    email: str = field(repr=False)


def read_schedulers(raw: Raw) -> tuple[ZoomScheduler, ...]:
    return tuple(ZoomScheduler(id=text(each, "id"), email=text(each, "email")) for each in children(raw, "schedulers"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoomUserSettings:
    """None where Zoom did not say."""

    passcode_rule: PasscodeRule
    passcode_required: bool | None
    waiting_room: bool | None
    join_before_host: bool | None
    auto_recording: str
    breakout_room: bool | None
    meeting_capacity: int | None
    has_webinar: bool | None
    webinar_capacity: int | None
    extra: Mapping[str, Any] = field(default_factory=dict, repr=False)


def read_user_settings(raw: Raw) -> ZoomUserSettings:
    schedule, inside, feature = child(raw, "schedule_meeting"), child(raw, "in_meeting"), child(raw, "feature")
    return ZoomUserSettings(
        passcode_rule=PasscodeRule.of_zoom(child(schedule, "meeting_password_requirement")),
        passcode_required=flag(schedule, "require_password_for_scheduling_new_meetings"),
        waiting_room=flag(inside, "waiting_room"),
        join_before_host=flag(schedule, "join_before_host"),
        auto_recording=text(child(raw, "recording"), "auto_recording"),
        breakout_room=flag(inside, "breakout_room"),
        meeting_capacity=whole(feature, "meeting_capacity"),
        has_webinar=flag(feature, "webinar"),
        webinar_capacity=whole(feature, "webinar_capacity"),
        extra=dict(raw),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoomOccurrence:
    """`id` is Zoom's and may change whenever the series does: read it again, never compute it."""

    id: str
    start_time: datetime | None
    duration_minutes: int | None
    #: "available" or "deleted"
    status: str

    @property
    def is_available(self) -> bool:
        return self.status != "deleted"


def read_occurrence(raw: Raw) -> ZoomOccurrence:
    return ZoomOccurrence(
        id=text(raw, "occurrence_id"),
        start_time=instant(raw, "start_time"),
        duration_minutes=whole(raw, "duration"),
        status=text(raw, "status") or "available",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoomMeetingSummary:
    """One row of a host's list: `agenda` is cut at 250 characters, occurrences of a series are rows of their own."""

    kind: MeetingKind
    id: int
    uuid: str
    host_id: str
    topic: str
    agenda: str
    type: int
    start_time: datetime | None
    duration_minutes: int | None
    timezone: str
    #: carries the passcode: for the people of the class, not for logs
    join_url: str = field(repr=False)
    created_at: datetime | None


def read_summary(kind: MeetingKind, raw: Raw) -> ZoomMeetingSummary:
    """Raises ZoomUnexpected when the row has no id."""
    return ZoomMeetingSummary(kind=kind, **_shared(raw))


def _shared(raw: Raw) -> dict[str, Any]:
    return {
        "id": required_id(raw),
        "uuid": text(raw, "uuid"),
        "host_id": text(raw, "host_id"),
        "topic": text(raw, "topic"),
        "agenda": text(raw, "agenda"),
        "type": whole(raw, "type") or 0,
        "start_time": instant(raw, "start_time"),
        "duration_minutes": whole(raw, "duration"),
        "timezone": text(raw, "timezone"),
        "join_url": text(raw, "join_url"),
        "created_at": instant(raw, "created_at"),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoomMeeting(ZoomMeetingSummary):
    """A meeting or webinar in full. `status` is "waiting" or "started", never "ended"; `start_time` is UTC."""

    host_email: str = field(repr=False)
    status: str
    password: str = field(repr=False)
    registration_url: str
    recurrence: Recurrence | None
    occurrences: tuple[ZoomOccurrence, ...]
    settings: MeetingSettings
    tracking_fields: tuple[tuple[str, str], ...]
    extra: Mapping[str, Any] = field(default_factory=dict, repr=False)


_SECRET_KEYS = frozenset(
    [
        "start_url",
        "encrypted_password",
        "encrypted_passcode",
        "pstn_password",
        "h323_password",
        "h323_passcode",
        "dynamic_host_key",
    ]
)
_MEETING_KEYS = _SECRET_KEYS | frozenset(
    [
        "id",
        "uuid",
        "host_id",
        "topic",
        "agenda",
        "type",
        "start_time",
        "duration",
        "timezone",
        "join_url",
        "created_at",
        "host_email",
        "status",
        "password",
        "registration_url",
        "recurrence",
        "occurrences",
        "settings",
        "tracking_fields",
    ]
)


def read_meeting(kind: MeetingKind, raw: Raw) -> ZoomMeeting:
    """Raises ZoomUnexpected when there is no id. Host credentials are dropped, also from `extra`."""
    return ZoomMeeting(
        kind=kind,
        **_shared(raw),
        host_email=text(raw, "host_email"),
        status=text(raw, "status"),
        password=text(raw, "password"),
        registration_url=text(raw, "registration_url"),
        recurrence=read_recurrence(child(raw, "recurrence")),
        occurrences=tuple(read_occurrence(each) for each in children(raw, "occurrences")),
        settings=read_settings(child(raw, "settings")),
        tracking_fields=tuple((text(each, "field"), text(each, "value")) for each in children(raw, "tracking_fields")),
        extra=rest(raw, _MEETING_KEYS),
    )


@dataclass(frozen=True, slots=True)
class StartUrl:
    """Opens the meeting as its host for two hours: shown to that host only, never stored, never logged."""

    value: str = field(repr=False)
