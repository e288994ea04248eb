"""What people read of a meeting's options: their names, their values, and where Zoom kept another one."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from zoomcore.domain.options import (
    Audio,
    Encryption,
    JoinEarly,
    Options,
    RecordingMode,
    Registration,
    options_from_data,
    said,
)
from zoomcore.services.phrases import recording_words
from zoomcore.views import Line
from zoomcore.wording import _


def option_name(name: str) -> str:
    """The label of a form's field and of a fact."""
    return {
        "waiting_room": _("Waiting room"),
        "join_early": _("Join before the host"),
        "signed_in": _("Only people signed in to Zoom"),
        "signed_in_domains": _("Signed in with these mail domains"),
        "signed_in_except": _("Guests who need not sign in"),
        "registration": _("Registration"),
        "registration_mails": _("Zoom mails to people who register"),
        "registration_closes": _("Registration closes when the class begins"),
        "several_devices": _("One person on several devices"),
        "own_id": _("Host's personal meeting ID"),
        "encryption": _("Encryption"),
        "private": _("Hidden from the host's public list"),
        "alternative_hosts": _("Alternative hosts"),
        "alternative_hosts_mail": _("Zoom mails to alternative hosts"),
        "audio": _("Audio"),
        "mute": _("Mute people when they come in"),
        "host_video": _("Host's camera on at the start"),
        "participant_video": _("Participants' cameras on at the start"),
        "recording": _("Recording"),
        "watermark": _("Watermark over shared screens"),
        "focus": _("Focus mode"),
        "agenda": _("Agenda"),
        "chat": _("Chat goes on before and after"),
        "attendee_mails": _("E-mails in the attendance report"),
        "practice": _("Practice session before the webinar"),
        "questions": _("Questions and answers"),
        "panelists_video": _("Panelists' cameras on at the start"),
        "hd_video": _("HD video"),
        "on_demand": _("Recording can be watched afterwards by who registers"),
    }[name]


def option_rows(options: Options, *, besides: Collection[str] = ()) -> tuple[tuple[str, Line], ...]:
    """Label and value of whatever is said, but for those that are told elsewhere."""
    names = [name for name in said(options) if name not in besides]
    return tuple((option_name(name), (value_words(getattr(options, name)),)) for name in names)


def option_words(options: Options) -> str:
    """As one sentence's part: "Recording: off; Waiting room: on"."""
    return "; ".join(f"{option_name(name)}: {value_words(getattr(options, name))}" for name in said(options))


def value_words(value: Any) -> str:
    """Of one option, in the reader's language."""
    match value:
        case None:
            return _("as the host's Zoom settings say")
        case bool():
            return _("on") if value else _("off")
        case RecordingMode():
            return recording_words(value)
        case JoinEarly() if value not in _choice_words():
            return _("{count} minutes before").replace("{count}", value.value)
        case str() if not value:
            return _("none")
        case tuple():
            return ", ".join(value) or _("nobody")
        case _:
            return _choice_words().get(value, str(value))


def _choice_words() -> Mapping[Any, str]:
    return {
        JoinEarly.NO: _("not before the host"),
        JoinEarly.ANY: _("at any time"),
        Audio.BOTH: _("telephone and computer"),
        Audio.TELEPHONY: _("telephone only"),
        Audio.VOIP: _("computer only"),
        Encryption.ENHANCED: _("enhanced (allows recording and telephone)"),
        Encryption.END_TO_END: _("end to end (no recording, no telephone)"),
        Registration.NONE: _("no registration"),
        Registration.AUTOMATIC: _("everybody is let in"),
        Registration.MANUAL: _("you approve who is not on the roster"),
    }


def option_value(name: str, stored: str) -> str:
    """Of a value stored as JSON by its option's name."""
    return value_words(getattr(options_from_data({name: json.loads(stored)}), name))


def kept_otherwise(name: str, kept: Options) -> str:
    """Zoom took the wish and kept something else, without a word (zoom-api 5.7)."""
    if name == "waiting_room" and kept.waiting_room is False:
        return _("Zoom's account settings switched the waiting room off.")
    return _("Zoom's account settings decide this: {option} is {value}.").format(
        option=option_name(name), value=value_words(getattr(kept, name))
    )
