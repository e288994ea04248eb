"""What a meeting can be besides its topic and its dates: one attribute an option, and where each stands at Zoom.

Three levels say what a new class gets: the deployment's presets, its course's, and its own line or form. None means
"not said here": the level below decides, and where none does, the host's own Zoom settings do.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from zoomcore.domain.kinds import MeetingKind

#: Zoom's caps (zoom-api 5.2).
LONGEST_AGENDA = 2000


class RecordingMode(StrEnum):
    """What Zoom records by itself; HOST leaves the host's own Zoom setting alone."""

    HOST = ""
    NONE = "none"
    LOCAL = "local"
    CLOUD = "cloud"


class JoinEarly(StrEnum):
    """Whether people may be in the meeting before its host, and how many minutes before the start."""

    NO = "no"
    FIVE = "5"
    TEN = "10"
    FIFTEEN = "15"
    ANY = "any"


class Audio(StrEnum):
    BOTH = "both"
    TELEPHONY = "telephony"
    VOIP = "voip"


class Encryption(StrEnum):
    ENHANCED = "enhanced"
    END_TO_END = "e2ee"


class Registration(StrEnum):
    """Whether people sign up beforehand; MANUAL: staff approve each who is not on the roster."""

    NONE = "none"
    AUTOMATIC = "automatic"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an option stands at Zoom.

    `keys` are Zoom's names under `settings`, or the one of the meeting itself where `top` is said. `kinds`: what has
    it. `one_date`: Zoom changes it on a single date too (zoom-api 5.5); elsewhere only on the whole class.
    """

    keys: tuple[str, ...]
    top: bool = False
    kinds: frozenset[MeetingKind] = frozenset(MeetingKind)
    one_date: bool = False


_MEETINGS = frozenset({MeetingKind.MEETING})
_WEBINARS = frozenset({MeetingKind.WEBINAR})


_BOTH = frozenset(MeetingKind)


def _at(
    *keys: str, kinds: frozenset[MeetingKind] = _BOTH, one_date: bool = False, top: bool = False
) -> Mapping[str, Place]:
    return {"place": Place(keys=keys, top=top, kinds=kinds, one_date=one_date)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """None: not said. Mail addresses are in lower case. What a kind of meeting has not, is not sent."""

    # Who gets in, and when.
    waiting_room: bool | None = field(default=None, metadata=_at("waiting_room", kinds=_MEETINGS, one_date=True))
    #: Zoom ignores it while there is a waiting room (zoom-api 5.7).
    join_early: JoinEarly | None = field(
        default=None, metadata=_at("join_before_host", "jbh_time", kinds=_MEETINGS, one_date=True)
    )
    signed_in: bool | None = field(default=None, metadata=_at("meeting_authentication"))
    #: Mail domains, with commas.
    signed_in_domains: str | None = field(default=None, metadata=_at("authentication_domains"))
    #: E-mails of guests who need not sign in.
    signed_in_except: tuple[str, ...] | None = field(
        default=None, metadata=_at("authentication_exception", kinds=_MEETINGS)
    )
    registration: Registration | None = field(default=None, metadata=_at("approval_type"))
    registration_mails: bool | None = field(
        default=None, metadata=_at("registrants_confirmation_email", "registrants_email_notification")
    )
    registration_closes: bool | None = field(default=None, metadata=_at("close_registration"))
    several_devices: bool | None = field(default=None, metadata=_at("allow_multiple_devices"))
    own_id: bool | None = field(default=None, metadata=_at("use_pmi", kinds=_MEETINGS))
    encryption: Encryption | None = field(default=None, metadata=_at("encryption_type", kinds=_MEETINGS))
    private: bool | None = field(default=None, metadata=_at("private_meeting", kinds=_MEETINGS))
    # Who may start it besides its host.
    alternative_hosts: tuple[str, ...] | None = field(default=None, metadata=_at("alternative_hosts"))
    alternative_hosts_mail: bool | None = field(
        default=None, metadata=_at("alternative_hosts_email_notification", kinds=_MEETINGS)
    )
    # Sound, picture, recording.
    audio: Audio | None = field(default=None, metadata=_at("audio"))
    mute: bool | None = field(default=None, metadata=_at("mute_upon_entry", kinds=_MEETINGS, one_date=True))
    host_video: bool | None = field(default=None, metadata=_at("host_video", one_date=True))
    participant_video: bool | None = field(
        default=None, metadata=_at("participant_video", kinds=_MEETINGS, one_date=True)
    )
    recording: RecordingMode | None = field(default=None, metadata=_at("auto_recording", one_date=True))
    watermark: bool | None = field(default=None, metadata=_at("watermark", kinds=_MEETINGS, one_date=True))
    focus: bool | None = field(default=None, metadata=_at("focus_mode", kinds=_MEETINGS))
    # Words and mails.
    agenda: str | None = field(default=None, metadata=_at("agenda", top=True, one_date=True))
    chat: bool | None = field(default=None, metadata=_at("continuous_meeting_chat", kinds=_MEETINGS))
    attendee_mails: bool | None = field(default=None, metadata=_at("email_in_attendee_report"))
    # Webinars only.
    practice: bool | None = field(default=None, metadata=_at("practice_session", kinds=_WEBINARS))
    questions: bool | None = field(default=None, metadata=_at("question_and_answer", kinds=_WEBINARS))
    panelists_video: bool | None = field(default=None, metadata=_at("panelists_video", kinds=_WEBINARS))
    hd_video: bool | None = field(default=None, metadata=_at("hd_video", kinds=_WEBINARS))
    on_demand: bool | None = field(default=None, metadata=_at("on_demand", kinds=_WEBINARS))


#: Option → where it stands at Zoom, in the order of the table.
PLACES: Mapping[str, Place] = {each.name: each.metadata["place"] for each in fields(Options)}
#: Zoom's own names that no option of ours stands for → why. Together with PLACES: all of zoom-api 5.7 and mod-zoom 1.2.
LEFT_OUT: Mapping[str, str] = {
    "password": "said as `passcode 12ab@x` or `no passcode`: a secret, and never a preset",
    "schedule_for": "the class is made in its host's name at once: `host kim@uni.example`",
    "breakout_room": "rooms are kept in a table of their own, following the roster, and sent whole",
    "tracking_fields": "the account's own fields, read from Zoom: a table of their own",
    "meeting_invitees": "the roster says who belongs to a class, and Lectern tells them",
    "registration_type": "always for every date: one personal link lasts the term",
    "email_notification": "Zoom's mails about changes stay off where there are registrants: Lectern tells them in chat",
    "show_share_button": "social networks on a registration page: nothing for a class",
    "waiting_room_options": "who waits is the account's rule; Zoom takes it from the host's settings",
    "authentication_option": "the account's default sign-in profile is taken",
    "internal_meeting": "shuts out whoever has no account of the school's Zoom, students too: use `signed in from …`",
    "alternative_host_update_polls": "a right of alternative hosts that follows the host's settings",
    "alternative_host_manage_meeting_summary": "a right of alternative hosts that follows the host's settings",
    "alternative_host_manage_cloud_recording": "recordings are managed in chat, by role",
    "language_interpretation": "interpreters are named in Zoom's portal; what stands there is kept over every edit",
    "push_change_to_calendar": "Lectern's own calendar feed follows every change",
}
#: What a class gets that nobody has said anything about.
BUILT_IN = Options(waiting_room=True)
NOTHING_SAID = Options()

#: What an option's attribute may hold.
OptionValue = bool | str | tuple[str, ...] | None


def options_in(holder: Options) -> Options:
    """The options of a wish that says other things too."""
    return Options(**{name: getattr(holder, name) for name in PLACES})


def lay_over(below: Options, above: Options) -> Options:
    """What `above` says, and what `below` says where it says nothing."""
    return replace(below, **said_in(above))


def resolve(levels: Iterable[Options], *, locked: frozenset[str] = frozenset()) -> Options:
    """From the deployment's level up to the class's own; what is locked is as the first level has it."""
    first, *rest = levels
    found = first
    for level in rest:
        found = lay_over(found, replace(level, **dict.fromkeys(locked)))
    return found


def only_for(options: Options, kind: MeetingKind) -> Options:
    """Without what such a meeting has not."""
    return replace(options, **{name: None for name, place in PLACES.items() if kind not in place.kinds})


#: How early people come in, Zoom takes for the whole class alone; whether at all, on one date too (zoom-api 5.5).
_MINUTES_EARLY = frozenset({JoinEarly.FIVE, JoinEarly.TEN, JoinEarly.FIFTEEN})


def on_one_date(name: str, options: Options) -> bool:
    """Whether Zoom takes this option, as it is said here, for a single date."""
    return PLACES[name].one_date and getattr(options, name) not in _MINUTES_EARLY


def said_in(options: Options) -> dict[str, Any]:
    """What is said, by name, to be laid into a wish."""
    return {name: getattr(options, name) for name in said(options)}


def otherwise(own: Options, below: Options) -> Options:
    """Of what is said in `own` that which `below` has otherwise, or doesn't say."""
    same = [name for name in said(own) if getattr(own, name) == getattr(below, name)]
    return replace(own, **dict.fromkeys(same))


#: What Zoom, or we with it, switch off along with an option: taking that one back brings these back too (zoom-api 5.7).
_ALONG: Mapping[str, str] = {"waiting_room": "join_early", "registration": "own_id", "encryption": "recording"}


def along_with(names: Iterable[str]) -> tuple[str, ...]:
    """What may change with these without being said."""
    names = tuple(names)
    return tuple(other for name, other in _ALONG.items() if name in names and other not in names)


def said(options: Options) -> tuple[str, ...]:
    """The names of what is said, in the order of the table."""
    return tuple(name for name in PLACES if getattr(options, name) is not None)


def changed(asked: Options, kept: Options) -> tuple[str, ...]:
    """What was asked for and is otherwise at Zoom: dropped or locked there without a word (zoom-api 5.7).

    What Zoom does not tell of is not judged, nor is a recording left to the host.
    """
    found = []
    for name in said(asked):
        wanted, has = getattr(asked, name), getattr(kept, name)
        if has is None or _same(wanted, has) or wanted is RecordingMode.HOST:
            continue
        found.append(name)
    return tuple(found)


def _same(wanted: object, has: object) -> bool:
    """Of people Zoom keeps no order, and no case."""
    if isinstance(wanted, tuple) and isinstance(has, tuple):
        return {one.lower() for one in wanted} == {one.lower() for one in has}
    return wanted == has


def taken_over(asked: Options, kept: Options) -> Options:
    """What was asked for, as Zoom has it now: an option that nobody here spoke of stays the host's."""
    return replace(asked, **{name: getattr(kept, name) for name in changed(asked, kept)})


def without_hosts(options: Options, emails: Collection[str]) -> Options:
    """Without those as alternative hosts."""
    if options.alternative_hosts is None:
        return options
    left = tuple(one for one in options.alternative_hosts if one not in emails)
    return replace(options, alternative_hosts=left)


# --- as plain data -------------------------------------------------------------------------------------------------

_HINTS: Mapping[str, Any] = {
    name: next(one for one in get_args(hint) if one is not NoneType) for name, hint in get_type_hints(Options).items()
}


def option_type(name: str) -> type:
    """bool, str, tuple, or the enumeration of its values."""
    hint = _HINTS[name]
    kind: type = get_origin(hint) or hint
    return kind


def options_to_data(options: Options) -> dict[str, Any]:
    """Only what is said."""
    return {name: _plain(getattr(options, name)) for name in said(options)}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value.value if isinstance(value, StrEnum) else value


def options_from_data(data: Mapping[str, Any]) -> Options:
    """ValueError, TypeError or KeyError for anything that `options_to_data` does not write."""
    return Options(**{name: _read(_HINTS[name], value) for name, value in data.items()})


def _read(kind: Any, value: Any) -> Any:
    if get_origin(kind) is tuple:
        if not isinstance(value, list):
            raise TypeError(value)
        return tuple(_exactly(str, one) for one in value)
    return kind(_exactly(str, value)) if issubclass(kind, StrEnum) else _exactly(kind, value)


def _exactly(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise TypeError(value)
    return value
