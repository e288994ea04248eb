"""The options of a meeting, typed, as we read them and as we send them. No I/O.

None means "not said": Zoom keeps what a PATCH leaves out. Lists and objects are replaced as a whole. What has no name
here stays in `extra` and is sent back as it came. Locked account settings win over what is sent, without an error:
compare what a GET shows afterwards (facts of Zoom's API, "Settings worth modelling").
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from zoomcore.domain.kinds import MeetingKind
from zoomcore.zoom.reading import Raw, child, children, flag, rest, text, texts, whole


@dataclass(frozen=True, slots=True)
class BreakoutRoom:
    name: str
    participants: tuple[str, ...] = ()


def _flag() -> Any:
    return field(default=None, metadata={"read": flag})


def _whole() -> Any:
    return field(default=None, metadata={"read": whole})


def _text(*, repr: bool = True) -> Any:  # noqa: A002 - the word of dataclasses
    return field(default=None, repr=repr, metadata={"read": _text_or_none})


def _object() -> Any:
    return field(default=None, metadata={"read": _object_or_none})


def _object_or_none(raw: Raw, key: str) -> Mapping[str, Any] | None:
    return dict(child(raw, key)) if isinstance(raw.get(key), Mapping) else None


def _text_or_none(raw: Raw, key: str) -> str | None:
    return text(raw, key) if key in raw and raw[key] is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingSettings:
    """Field names are Zoom's. Meetings and webinars share the class; what a kind has not is not sent."""

    # Who gets in, and when. The waiting room switches join_before_host off.
    waiting_room: bool | None = _flag()
    join_before_host: bool | None = _flag()
    #: minutes before the start: 0 (any time), 5, 10 or 15
    jbh_time: int | None = _whole()
    meeting_authentication: bool | None = _flag()
    authentication_option: str | None = _text()
    authentication_domains: str | None = _text()
    private_meeting: bool | None = _flag()
    use_pmi: bool | None = _flag()
    encryption_type: str | None = _text()
    # Sound, picture, recording.
    host_video: bool | None = _flag()
    participant_video: bool | None = _flag()
    mute_upon_entry: bool | None = _flag()
    audio: str | None = _text()
    watermark: bool | None = _flag()
    focus_mode: bool | None = _flag()
    #: "local", "cloud" or "none"
    auto_recording: str | None = _text()
    # Registration: approval_type 0 automatic, 1 manual, 2 none.
    approval_type: int | None = _whole()
    registration_type: int | None = _whole()
    close_registration: bool | None = _flag()
    allow_multiple_devices: bool | None = _flag()
    show_share_button: bool | None = _flag()
    registrants_confirmation_email: bool | None = _flag()
    registrants_email_notification: bool | None = _flag()
    email_notification: bool | None = _flag()
    email_in_attendee_report: bool | None = _flag()
    # People: addresses stay out of log lines.
    alternative_hosts: tuple[str, ...] | None = field(default=None, repr=False)
    alternative_hosts_email_notification: bool | None = _flag()
    alternative_host_update_polls: bool | None = _flag()
    contact_name: str | None = _text()
    contact_email: str | None = _text(repr=False)
    meeting_invitees: tuple[str, ...] | None = field(default=None, repr=False)
    #: E-mails of guests who need not sign in.
    authentication_exception: tuple[str, ...] | None = field(default=None, repr=False)
    breakout_rooms: tuple[BreakoutRoom, ...] | None = field(default=None, repr=False)
    # Webinars only.
    practice_session: bool | None = _flag()
    panelists_video: bool | None = _flag()
    hd_video: bool | None = _flag()
    on_demand: bool | None = _flag()
    # Objects that Zoom replaces as a whole: kept as they came, so that one answer of theirs can be changed alone.
    question_and_answer: Mapping[str, Any] | None = _object()
    continuous_meeting_chat: Mapping[str, Any] | None = _object()
    extra: Mapping[str, Any] = field(default_factory=dict, repr=False)


_PLAIN = {each.name: each.metadata["read"] for each in fields(MeetingSettings) if "read" in each.metadata}
_KNOWN = frozenset(_PLAIN) | {"alternative_hosts", "meeting_invitees", "authentication_exception", "breakout_room"}

#: Options Zoom has for the other kind only.
_LACKS = {
    MeetingKind.MEETING: frozenset(
        {"practice_session", "panelists_video", "hd_video", "on_demand", "question_and_answer"}
    ),
    MeetingKind.WEBINAR: frozenset(
        {
            "waiting_room",
            "join_before_host",
            "jbh_time",
            "private_meeting",
            "use_pmi",
            "encryption_type",
            "participant_video",
            "mute_upon_entry",
            "watermark",
            "focus_mode",
            "email_notification",
            "alternative_hosts_email_notification",
            "meeting_invitees",
            "breakout_room",
            "authentication_exception",
            "continuous_meeting_chat",
        }
    ),
}

#: What Zoom changes on a single occurrence; anything else sent with an occurrence_id is ignored by Zoom without a word.
OCCURRENCE_SETTINGS = frozenset(
    {
        "host_video",
        "participant_video",
        "join_before_host",
        "mute_upon_entry",
        "waiting_room",
        "watermark",
        "auto_recording",
    }
)


def read_settings(raw: Raw) -> MeetingSettings:
    return MeetingSettings(
        **{name: read(raw, name) for name, read in _PLAIN.items()},
        alternative_hosts=_read_hosts(raw),
        meeting_invitees=_read_people(raw, "meeting_invitees"),
        authentication_exception=_read_people(raw, "authentication_exception"),
        breakout_rooms=_read_rooms(raw),
        extra=rest(raw, _KNOWN),
    )


def _read_hosts(raw: Raw) -> tuple[str, ...] | None:
    """Zoom writes them with semicolons, older answers with commas."""
    if "alternative_hosts" not in raw:
        return None
    names = text(raw, "alternative_hosts").replace(",", ";").split(";")
    return tuple(name.strip() for name in names if name.strip())


def _read_people(raw: Raw, key: str) -> tuple[str, ...] | None:
    if key not in raw:
        return None
    return tuple(text(each, "email") for each in children(raw, key) if text(each, "email"))


def _read_rooms(raw: Raw) -> tuple[BreakoutRoom, ...] | None:
    room = child(raw, "breakout_room")
    if not room:
        return None
    return tuple(BreakoutRoom(text(each, "name"), texts(each, "participants")) for each in children(room, "rooms"))


def write_settings(settings: MeetingSettings, kind: MeetingKind) -> dict[str, Any]:
    """Only what was said and what the kind has, in Zoom's shapes."""
    body: dict[str, Any] = dict(settings.extra)
    body |= {name: value for name in _PLAIN if (value := getattr(settings, name)) is not None}
    if settings.alternative_hosts is not None:
        body["alternative_hosts"] = ";".join(settings.alternative_hosts)
    if settings.meeting_invitees is not None:
        body["meeting_invitees"] = [{"email": email} for email in settings.meeting_invitees]
    if settings.authentication_exception is not None:
        guests = settings.authentication_exception
        body["authentication_exception"] = [{"name": one.partition("@")[0], "email": one} for one in guests]
    if settings.breakout_rooms is not None:
        rooms = [{"name": room.name, "participants": list(room.participants)} for room in settings.breakout_rooms]
        body["breakout_room"] = {"enable": bool(rooms), "rooms": rooms}
    return {name: value for name, value in body.items() if name not in _LACKS[kind]}
