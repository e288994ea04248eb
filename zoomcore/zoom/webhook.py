"""Zoom's webhooks as pure functions: is it from Zoom, what happened, what to answer. No I/O.

Bodies are read tolerantly: a third of Zoom's own examples break Zoom's own schema, and ids come as text or as number.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any

from zoomcore.domain.kinds import MeetingKind
from zoomcore.errors import ZoomUnexpected
from zoomcore.zoom.models import ZoomOccurrence, read_occurrence
from zoomcore.zoom.reading import Raw, child, children, instant, required_id, text, whole
from zoomcore.zoom.recording_events import RecordingEvent, read_recording_event
from zoomcore.zoom.registration_events import RegistrationEvent, read_registration_event
from zoomcore.zoom.user_events import USER_EVENTS, UserEvent, read_user_event


def is_from_zoom(body: bytes, *, timestamp: str, signature: str, secret: str) -> bool:
    """True when `x-zm-signature` fits the raw body and `x-zm-request-timestamp`; compared in constant time.

    Age alone proves nothing: Zoom sends again after 5, 25 and 85 minutes. Without a secret nothing is believed.
    https://developers.zoom.us/docs/api/webhooks/#verify-webhook-events
    """
    if not secret:
        return False
    message = b"v0:" + timestamp.encode() + b":" + body
    expected = "v0=" + _hmac(secret, message)
    return hmac.compare_digest(expected.encode(), signature.encode())


def _hmac(secret: str, message: bytes) -> str:
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


def validation_answer(plain_token: str, *, secret: str) -> dict[str, str]:
    """The body for `endpoint.url_validation`, wanted within three seconds, again every 72 hours."""
    return {"plainToken": plain_token, "encryptedToken": _hmac(secret, plain_token.encode())}


_SECRET = frozenset({"download_token", "password", "recording_play_passcode"})
#: Beside the name of somebody who signed up: their own way in, and what they told of themselves.
_OF_A_REGISTRANT = frozenset({"id", "first_name", "last_name", "email", "status"})


@dataclass(frozen=True, slots=True, kw_only=True)
class UrlValidation:
    """Zoom asks whether the address is ours; answer with `validation_answer`, keep nothing."""

    plain_token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingEvent:
    """Something about one meeting. `at` is when Zoom says it happened; events come late, twice and out of order."""

    kind: MeetingKind
    meeting_id: int
    at: datetime
    #: of the run for started, ended and participants; of the booking otherwise; "" when absent
    uuid: str
    host_id: str
    topic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingCreated(MeetingEvent):
    """`source` is Zoom's word for who made it: "open_api" for an app, ours among them; "" where it does not say."""

    occurrences: tuple[ZoomOccurrence, ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingUpdated(MeetingEvent):
    """`changed` are Zoom's names of what differs, where it says; read the meeting again for the values."""

    changed: frozenset[str]
    occurrences: tuple[ZoomOccurrence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDeleted(MeetingEvent):
    """The whole meeting when `occurrences` is empty, else only those dates."""

    occurrences: tuple[ZoomOccurrence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRecovered(MeetingEvent):
    """A deleted meeting, or dates of it, are back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingStarted(MeetingEvent):
    start_time: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingEnded(MeetingEvent):
    """The real times; Zoom's `duration` in this event is the scheduled one and is left out."""

    start_time: datetime | None
    end_time: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EventParticipant:
    """Somebody in a meeting; everything may be "": guests have no e-mail and no id."""

    name: str
    #: in lower case
    email: str = field(repr=False)
    #: of the account's own people; "" for outsiders
    zoom_user_id: str
    registrant_id: str
    #: Zoom's `user_id`: of this one stay, the same in the reports that come later
    connection_id: str
    #: the same through waiting room and breakout rooms
    participant_uuid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantEvent(MeetingEvent):
    """Somebody at a moment of a run. `moment` is Zoom's word for when it was, UTC; `at` is when it told of it."""

    participant: EventParticipant
    moment: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantJoined(ParticipantEvent):
    """A stay begins. In a breakout room it lies inside the stay in the class; webinars have neither of the rooms."""

    waiting: bool
    breakout: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantLeft(ParticipantEvent):
    """A stay ends. `reason` is Zoom's sentence, in English, with the person's name in it."""

    waiting: bool
    breakout: bool
    reason: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantAdmitted(ParticipantEvent):
    """Let in from the waiting room: the stay there ends and one in the class begins with events of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantBeforeHost(ParticipantEvent):
    """Somebody at the door of a class that has not begun: a first sign of arrival, no stay. Names no connection."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherEvent:
    """An event we do nothing about, kept by name."""

    name: str
    at: datetime


ZoomEvent = (
    UrlValidation
    | MeetingCreated
    | MeetingUpdated
    | MeetingDeleted
    | MeetingRecovered
    | MeetingStarted
    | MeetingEnded
    | ParticipantJoined
    | ParticipantLeft
    | ParticipantAdmitted
    | ParticipantBeforeHost
    | RecordingEvent
    | RegistrationEvent
    | UserEvent
    | OtherEvent
)


def read_body(body: bytes) -> Raw:
    """The event's JSON. Raises ZoomUnexpected for anything without an event's name."""
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ZoomUnexpected("A webhook that is no JSON.") from error
    if not isinstance(raw, Mapping) or not text(raw, "event"):
        raise ZoomUnexpected("A webhook without an event.")
    return raw


def delivery_key(raw: Raw) -> str:
    """The same for every delivery of one event: Zoom gives no id, and sends other tokens beside a repeated payload."""
    payload = json.dumps(raw.get("payload"), sort_keys=True, separators=(",", ":"))
    return f"{text(raw, 'event')}:{text(raw, 'event_ts')}:{hashlib.sha256(payload.encode()).hexdigest()}"


def without_secrets(raw: Raw) -> dict[str, Any]:
    """What may be kept of it: passcodes and download tokens open somebody's class, and are never needed again."""
    return {
        key: _registrant(value)
        if key == "registrant"
        else without_secrets(value)
        if isinstance(value, Mapping)
        else value
        for key, value in raw.items()
        if key not in _SECRET
    }


def _registrant(who: object) -> dict[str, Any]:
    """Telephone, address and answers to questions are nobody's business here; the link opens the class as them."""
    return {key: who[key] for key in _OF_A_REGISTRANT & who.keys()} if isinstance(who, Mapping) else {}


def read_event(raw: Raw) -> ZoomEvent:
    """What happened. Raises ZoomUnexpected when one of the named events has no meeting in it."""
    name, payload = text(raw, "event"), child(raw, "payload")
    if name == "endpoint.url_validation":
        return UrlValidation(plain_token=text(payload, "plainToken"))
    at = _moment(raw)
    subject, _, happening = name.partition(".")
    if subject == "recording":
        return read_recording_event(payload, happening, at) or OtherEvent(name=name, at=at)
    if subject == "user" and happening in USER_EVENTS:
        return read_user_event(happening, payload, at)
    if subject not in set(MeetingKind):
        return OtherEvent(name=name, at=at)
    thing, reader = child(payload, "object"), _READERS.get(happening)
    if reader is None:
        return read_registration_event(MeetingKind(subject), happening, thing, at) or OtherEvent(name=name, at=at)
    return reader(payload, thing, _shared(MeetingKind(subject), thing, at))


def _moment(raw: Raw) -> datetime:
    """`event_ts` counts milliseconds."""
    milliseconds = whole(raw, "event_ts")
    if milliseconds is None:
        raise ZoomUnexpected("A webhook without a time.")
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise ZoomUnexpected("A webhook with an impossible time.") from error


def _shared(kind: MeetingKind, thing: Raw, at: datetime) -> dict[str, Any]:
    return {
        "kind": kind,
        "meeting_id": required_id(thing),
        "at": at,
        "uuid": text(thing, "uuid"),
        "host_id": text(thing, "host_id"),
        "topic": text(thing, "topic"),
    }


def _occurrences(thing: Raw) -> tuple[ZoomOccurrence, ...]:
    return tuple(read_occurrence(each) for each in children(thing, "occurrences"))


def _created(payload: Raw, thing: Raw, shared: dict[str, Any]) -> ZoomEvent:  # noqa: ARG001 - one shape for all readers
    return MeetingCreated(**shared, occurrences=_occurrences(thing), source=text(thing, "creation_source"))


def _updated(payload: Raw, thing: Raw, shared: dict[str, Any]) -> ZoomEvent:
    # Webinars carry the old values inside the object, meetings beside it.
    old = child(payload, "old_object") or child(thing, "old_object")
    return MeetingUpdated(**shared, changed=frozenset(old) - {"id", "uuid"}, occurrences=_occurrences(thing))


def _deleted(payload: Raw, thing: Raw, shared: dict[str, Any]) -> ZoomEvent:
    single = text(payload, "operation") == "single"
    return MeetingDeleted(**shared, occurrences=_occurrences(thing) if single else ())


def _recovered(payload: Raw, thing: Raw, shared: dict[str, Any]) -> ZoomEvent:  # noqa: ARG001 - one shape for all readers
    return MeetingRecovered(**shared)


def _started(payload: Raw, thing: Raw, shared: dict[str, Any]) -> ZoomEvent:  # noqa: ARG001 - one shape for all readers
    return MeetingStarted(**shared, start_time=instant(thing, "start_time") or shared["at"])


def _ended(payload: Raw, thing: Raw, shared: dict[str, Any]) -> ZoomEvent:  # noqa: ARG001 - one shape for all readers
    end_time = instant(thing, "end_time") or shared["at"]
    return MeetingEnded(**shared, start_time=instant(thing, "start_time"), end_time=end_time)


def _joined(
    payload: Raw,  # noqa: ARG001 - one shape for all readers
    thing: Raw,
    shared: dict[str, Any],
    *,
    waiting: bool = False,
    breakout: bool = False,
) -> ZoomEvent:
    return ParticipantJoined(**_somebody(thing, shared, "join_time"), waiting=waiting, breakout=breakout)


def _left(
    payload: Raw,  # noqa: ARG001 - one shape for all readers
    thing: Raw,
    shared: dict[str, Any],
    *,
    waiting: bool = False,
    breakout: bool = False,
) -> ZoomEvent:
    reason = text(child(thing, "participant"), "leave_reason")
    somebody = _somebody(thing, shared, "leave_time")
    return ParticipantLeft(**somebody, waiting=waiting, breakout=breakout, reason=reason)


def _admitted(payload: Raw, thing: Raw, shared: dict[str, Any]) -> ZoomEvent:  # noqa: ARG001 - one shape for all readers
    return ParticipantAdmitted(**_somebody(thing, shared, "date_time"))


def _before_host(payload: Raw, thing: Raw, shared: dict[str, Any]) -> ZoomEvent:  # noqa: ARG001 - one shape for all readers
    return ParticipantBeforeHost(**_somebody(thing, shared, "date_time"))


def _somebody(thing: Raw, shared: dict[str, Any], moment: str) -> dict[str, Any]:
    """Zoom's schema says join_time and leave_time where its examples say date_time; waiting rooms say date_time."""
    who = child(thing, "participant")
    when = instant(who, moment) or instant(who, "date_time") or shared["at"]
    return shared | {"participant": _participant(who), "moment": when}


def _participant(who: Raw) -> EventParticipant:
    return EventParticipant(
        name=text(who, "user_name"),
        email=text(who, "email").strip().lower(),
        zoom_user_id=text(who, "participant_user_id") or text(who, "id"),
        registrant_id=text(who, "registrant_id"),
        connection_id=text(who, "user_id"),
        participant_uuid=text(who, "participant_uuid"),
    )


_READERS: dict[str, Callable[[Raw, Raw, dict[str, Any]], ZoomEvent]] = {
    "created": _created,
    "updated": _updated,
    "deleted": _deleted,
    "permanently_deleted": _deleted,
    "recovered": _recovered,
    "started": _started,
    "ended": _ended,
    "participant_joined": _joined,
    "participant_joined_waiting_room": partial(_joined, waiting=True),
    # Out of the class again; where Zoom tells of the stay that ended, it does so with an event of its own.
    "participant_put_in_waiting_room": partial(_joined, waiting=True),
    "participant_joined_breakout_room": partial(_joined, breakout=True),
    "participant_left": _left,
    "participant_left_waiting_room": partial(_left, waiting=True),
    "participant_left_breakout_room": partial(_left, breakout=True),
    "participant_admitted": _admitted,
    "participant_jbh_waiting": _before_host,
}
