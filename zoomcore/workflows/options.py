"""A meeting's options in Zoom's words, and Zoom's settings in ours."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from zoomcore.domain.options import (
    Audio,
    Encryption,
    JoinEarly,
    Options,
    RecordingMode,
    Registration,
)
from zoomcore.zoom.models import ZoomMeeting
from zoomcore.zoom.settings import MeetingSettings, read_settings

#: approval_type (zoom-api 5.7).
_APPROVAL = {Registration.AUTOMATIC: 0, Registration.MANUAL: 1, Registration.NONE: 2}
#: Those of them with which people can register.
_OPEN = frozenset({0, 1})
_ENCRYPTION = {Encryption.ENHANCED: "enhanced_encryption", Encryption.END_TO_END: "e2ee"}
#: Our option → the one setting of Zoom's that means the same; what is not here is told below.
_SAME = {
    "waiting_room": "waiting_room",
    "signed_in": "meeting_authentication",
    "signed_in_domains": "authentication_domains",
    "signed_in_except": "authentication_exception",
    "registration_closes": "close_registration",
    "several_devices": "allow_multiple_devices",
    "own_id": "use_pmi",
    "private": "private_meeting",
    "alternative_hosts": "alternative_hosts",
    "alternative_hosts_mail": "alternative_hosts_email_notification",
    "mute": "mute_upon_entry",
    "host_video": "host_video",
    "participant_video": "participant_video",
    "watermark": "watermark",
    "focus": "focus_mode",
    "attendee_mails": "email_in_attendee_report",
    "practice": "practice_session",
    "panelists_video": "panelists_video",
    "hd_video": "hd_video",
    "on_demand": "on_demand",
}


def settings_from(options: Options, known: MeetingSettings | None = None) -> MeetingSettings:
    """What is said, over what was known of the meeting; the agenda is no setting and goes its own way."""
    before = known or MeetingSettings()
    said: dict[str, Any] = {
        theirs: value for ours, theirs in _SAME.items() if (value := getattr(options, ours)) is not None
    }
    said |= _entry(options, before)
    if options.audio is not None:
        said["audio"] = options.audio.value
    if options.encryption is not None:
        said["encryption_type"] = _ENCRYPTION[options.encryption]
    if options.recording:
        said["auto_recording"] = options.recording.value
    if options.questions is not None:
        said["question_and_answer"] = {**(before.question_and_answer or {}), "enable": options.questions}
    if options.chat is not None:
        said["continuous_meeting_chat"] = {**(before.continuous_meeting_chat or {}), "enable": options.chat}
    return replace(before, **said)


def _entry(options: Options, before: MeetingSettings) -> Mapping[str, Any]:
    """Zoom's own mails stay off unless asked for; nobody waits inside for a host where there is a waiting room."""
    said: dict[str, Any] = {}
    if options.registration is not None:
        said["approval_type"] = _APPROVAL[options.registration]
        if options.registration is not Registration.NONE:
            # Where people could register already, whether Zoom mails them was decided before.
            if options.registration_mails is not None or before.approval_type not in _OPEN:
                said |= _mails(on=bool(options.registration_mails))
            # A registered class never opens at the host's own number (mod-zoom 1.2).
            said["use_pmi"] = False
    elif options.registration_mails is not None:
        said |= _mails(on=options.registration_mails)
    early = options.join_early
    if early is not None:
        said["join_before_host"] = early is not JoinEarly.NO
        said["jbh_time"] = 0 if early in {JoinEarly.NO, JoinEarly.ANY} else int(early.value)
    if options.waiting_room or (options.waiting_room is None and early is None and before.waiting_room):
        said["join_before_host"] = False
    return said


def _mails(*, on: bool) -> Mapping[str, bool]:
    return {"registrants_confirmation_email": on, "registrants_email_notification": on}


def changed_settings(asked: Options, kept: Mapping[str, Any]) -> MeetingSettings:
    """Only what is asked for. Of an object that Zoom replaces whole, the rest is as `kept` (Zoom's words) has it."""
    known = read_settings(kept)
    before = MeetingSettings(
        question_and_answer=known.question_and_answer if asked.questions is not None else None,
        continuous_meeting_chat=known.continuous_meeting_chat if asked.chat is not None else None,
    )
    if asked.registration is not None:
        # What it is now decides about the mails; what it shall be is said over it.
        before = replace(before, approval_type=known.approval_type)
    return settings_from(asked, before)


def options_from(made: ZoomMeeting) -> Options:
    """All that Zoom tells; what it does not tell stays None."""
    return options_in_settings(made.settings)


def options_in_settings(settings: MeetingSettings) -> Options:
    return Options(
        **{ours: _told(getattr(settings, theirs)) for ours, theirs in _SAME.items()},
        join_early=_join_early(settings),
        registration={0: Registration.AUTOMATIC, 1: Registration.MANUAL, 2: Registration.NONE}.get(
            -1 if settings.approval_type is None else settings.approval_type
        ),
        registration_mails=settings.registrants_confirmation_email,
        audio=_audio(settings.audio),
        encryption=next((ours for ours, theirs in _ENCRYPTION.items() if theirs == settings.encryption_type), None),
        recording=_recording(settings),
        agenda=None,
        questions=_enabled(settings.question_and_answer),
        chat=_enabled(settings.continuous_meeting_chat),
    )


def _told(value: Any) -> Any:
    """Mail addresses in lower case."""
    return tuple(one.lower() for one in value) if isinstance(value, tuple) else value


def _join_early(settings: MeetingSettings) -> JoinEarly | None:
    if settings.join_before_host is None:
        return None
    if not settings.join_before_host:
        return JoinEarly.NO
    minutes = str(settings.jbh_time or 0)
    return JoinEarly(minutes) if minutes in {*JoinEarly} else JoinEarly.ANY


def _audio(known: str | None) -> Audio | None:
    """Zoom also knows the account's own telephone service, which is nobody's choice here."""
    return Audio(known) if known is not None and known in {*Audio} else None


def _recording(settings: MeetingSettings) -> RecordingMode | None:
    known = settings.auto_recording
    return RecordingMode(known) if known in {"none", "local", "cloud"} else None


def _enabled(raw: Mapping[str, Any] | None) -> bool | None:
    found = None if raw is None else raw.get("enable")
    return found if isinstance(found, bool) else None
