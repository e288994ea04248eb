"""What was held, as Zoom tells it afterwards: runs, who was in them, and who had signed up. Frozen values, no I/O.

Zoom names the same thing differently in each source (zoom-api 7.1); here it has one name. Units end here: lengths are
read once, and only where Zoom left out the moment they lead to.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from zoomcore.domain.kinds import MeetingKind, ParticipantSource
from zoomcore.errors import ZoomUnexpected
from zoomcore.zoom.reading import Raw, flag, instant, minutes, required_id, rest, seconds, text, whole

_WEBINAR_TYPES = frozenset({5, 6, 9})
_WAITING = "in_waiting_room"


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoomRun:
    """One time a meeting was really held: Zoom's own start and end, not the scheduled ones.

    `id` is the meeting's number; host and topic are "" where the asked call does not name them.
    """

    kind: MeetingKind
    uuid: str
    id: int
    host_id: str
    host_email: str = field(repr=False)
    topic: str
    start_time: datetime | None
    end_time: datetime | None
    #: Zoom's count, of joins in some calls and of people in others: no more than a hint
    participants_count: int | None


def read_run(raw: Raw, *, kind: MeetingKind | None = None, meeting_id: int | None = None) -> ZoomRun:
    """A row or answer about one run; kind and number stand in for what the row does not say.

    Raises ZoomUnexpected without a number or a UUID. `duration` counts only where there is no end: it is minutes in
    reports and "hh:mm:ss" in dashboards.
    """
    uuid = text(raw, "uuid")
    if not uuid:
        raise ZoomUnexpected("Zoom's answer has a run without a UUID.")
    start = instant(raw, "start_time")
    return ZoomRun(
        kind=kind or (MeetingKind.WEBINAR if whole(raw, "type") in _WEBINAR_TYPES else MeetingKind.MEETING),
        uuid=uuid,
        id=required_id(raw) if meeting_id is None else meeting_id,
        host_id=text(raw, "host_id"),
        host_email=(text(raw, "user_email") or text(raw, "email")).lower(),
        topic=text(raw, "topic"),
        start_time=start,
        end_time=instant(raw, "end_time") or _after(start, minutes(raw, "duration")),
        participants_count=_first_whole(raw, "participants_count", "participants"),
    )


def _first_whole(raw: Raw, *keys: str) -> int | None:
    return next((found for key in keys if (found := whole(raw, key)) is not None), None)


def _after(moment: datetime | None, span: timedelta | None) -> datetime | None:
    """None for a length of zero too: reports say 0 until they are ready."""
    if moment is None or not span:
        return None
    try:
        return moment + span
    except OverflowError:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoomParticipant:
    """One stay: a join until a leave. The same person has a row for each join, device, waiting and breakout room.

    Everything but the join may be "" or None: guests have no e-mail and no id, what goes on has no end. Zoom's times
    stand as they are, also where a leave is before its join.
    """

    source: ParticipantSource
    name: str
    email: str = field(repr=False)
    #: of the account's own people; "" for outsiders
    zoom_user_id: str
    registrant_id: str
    #: Zoom's `user_id`: of this one stay, the same in webhooks and in all three sources
    connection_id: str
    #: the same through waiting room and breakout rooms; dashboards and webhooks only
    participant_uuid: str
    join_time: datetime
    leave_time: datetime | None
    waiting: bool
    #: in a breakout room; may lie inside another row of the same person. PAST does not tell rooms from the class.
    breakout: bool
    internal: bool
    extra: Mapping[str, Any] = field(default_factory=dict, repr=False)


_PARTICIPANT_KEYS = frozenset(
    [
        "name",
        "user_name",
        "email",
        "user_email",
        "id",
        "participant_user_id",
        "registrant_id",
        "user_id",
        "participant_uuid",
        "join_time",
        "leave_time",
        "duration",
        "status",
        "bo_mtg_id",
        "internal_user",
    ]
)


def read_participant(source: ParticipantSource, raw: Raw) -> ZoomParticipant:
    """A row of any of the three sources. Raises ZoomUnexpected when it says neither when the stay began nor ended.

    `duration` is seconds in these rows and counts only where one of the two moments is missing.
    """
    join, leave, span = instant(raw, "join_time"), instant(raw, "leave_time"), seconds(raw, "duration")
    begun = join or _after(leave, -span if span else None) or leave
    if begun is None:
        raise ZoomUnexpected("Zoom's answer has a participant without a time.")
    zoom_user_id = text(raw, "participant_user_id") or text(raw, "id")
    internal = flag(raw, "internal_user")
    return ZoomParticipant(
        source=source,
        name=text(raw, "name") or text(raw, "user_name"),
        email=(text(raw, "user_email") or text(raw, "email")).strip().lower(),
        zoom_user_id=zoom_user_id,
        registrant_id=text(raw, "registrant_id"),
        connection_id=text(raw, "user_id"),
        participant_uuid=text(raw, "participant_uuid"),
        join_time=begun,
        leave_time=leave or _after(join, span),
        waiting=text(raw, "status") == _WAITING,
        breakout=bool(text(raw, "bo_mtg_id")),
        # Reports and dashboards do not say; since 2023 they leave the id of outsiders blank (zoom-api 7.2).
        internal=bool(zoom_user_id) if internal is None else internal,
        extra=rest(raw, _PARTICIPANT_KEYS),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoomRegistrant:
    """Somebody who signed up. `id` is what rows and webhooks of the class call the registrant's id."""

    id: str
    email: str = field(repr=False)
    first_name: str
    last_name: str
    #: "approved", "pending" or "denied"
    status: str
    #: the registrant's own way in: for that person only, not for logs
    join_url: str = field(repr=False)
    created_at: datetime | None

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


def read_registrant(raw: Raw) -> ZoomRegistrant:
    return ZoomRegistrant(
        id=text(raw, "id") or text(raw, "registrant_id"),
        email=text(raw, "email").strip().lower(),
        first_name=text(raw, "first_name"),
        last_name=text(raw, "last_name"),
        status=text(raw, "status"),
        join_url=text(raw, "join_url"),
        created_at=instant(raw, "create_time"),
    )
