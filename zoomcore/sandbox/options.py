"""The `settings` of a meeting or webinar: which there are, what a new one begins with, what Zoom changes unasked."""

from collections.abc import Callable
from typing import Any

from zoomcore.sandbox.account import Account
from zoomcore.sandbox.answers import Json, invalid
from zoomcore.sandbox.booking import Kind
from zoomcore.sandbox.people import Plan, User

# Names and defaults: spec, GET /meetings/{meetingId} and GET /webinars/{webinarId}.
MEETING_DEFAULTS: Json = {
    "host_video": False,
    "participant_video": False,
    "cn_meeting": False,
    "in_meeting": False,
    "join_before_host": False,
    "jbh_time": 0,
    "mute_upon_entry": False,
    "watermark": False,
    "use_pmi": False,
    "approval_type": 2,
    "registration_type": 1,
    "audio": "both",
    "auto_recording": "none",
    "enforce_login": False,
    "enforce_login_domains": "",
    "alternative_hosts": "",
    "alternative_hosts_email_notification": True,
    "alternative_host_update_polls": False,
    "close_registration": False,
    "show_share_button": False,
    "allow_multiple_devices": False,
    "registrants_confirmation_email": True,
    "registrants_email_notification": True,
    "email_notification": True,
    "waiting_room": False,
    "request_permission_to_unmute_participants": False,
    "meeting_authentication": False,
    "encryption_type": "enhanced_encryption",
    "approved_or_denied_countries_or_regions": {"enable": False},
    "breakout_room": {"enable": False},
    "internal_meeting": False,
    "continuous_meeting_chat": {"enable": False, "auto_add_invited_external_users": False},
    "participant_focused_meeting": False,
    "push_change_to_calendar": False,
    "private_meeting": False,
    "focus_mode": False,
    "host_save_video_order": False,
    "device_testing": False,
    "auto_start_meeting_summary": False,
    "email_in_attendee_report": True,
    "show_join_info": False,
    "global_dial_in_countries": ["ES"],
    "global_dial_in_numbers": [
        {"city": "Madrid", "country": "ES", "country_name": "Spain", "number": "+34 910 123 456", "type": "toll"}
    ],
}
WEBINAR_DEFAULTS: Json = {
    "host_video": False,
    "panelists_video": False,
    "practice_session": False,
    "hd_video": False,
    "approval_type": 2,
    "registration_type": 1,
    "audio": "both",
    "auto_recording": "none",
    "enforce_login": False,
    "enforce_login_domains": "",
    "alternative_hosts": "",
    "alternative_host_update_polls": False,
    "close_registration": False,
    "show_share_button": False,
    "allow_multiple_devices": False,
    "on_demand": False,
    "registrants_confirmation_email": True,
    "registrants_email_notification": True,
    "registrants_restrict_number": 0,
    "meeting_authentication": False,
    "panelist_authentication": False,
    "post_webinar_survey": False,
    "question_and_answer": {"enable": True},
    "request_permission_to_unmute_participants": False,
    "email_in_attendee_report": True,
}
# Read back only once they were set.
MEETING_OPTIONAL = frozenset(
    {
        *("additional_data_center_regions", "audio_conference_info", "authentication_domains", "authentication_name"),
        *("authentication_exception", "authentication_option", "auto_add_recording_to_video_management"),
        *("calendar_type", "contact_email", "contact_name", "custom_keys", "global_dial_in_countries"),
        *("global_dial_in_numbers", "host_pause_stop_recording", "language_interpretation", "meeting_invitees"),
        *("question_and_answer", "resources", "sign_language_interpretation", "waiting_room_options"),
        *("who_will_receive_summary", "auto_start_ai_companion_questions", "who_can_ask_questions"),
        *("summary_template_id", "allow_host_control_participant_mute_state", "disable_participant_video"),
        *("alternative_host_manage_meeting_summary", "alternative_host_manage_cloud_recording"),
    }
)
WEBINAR_OPTIONAL = frozenset(
    {
        *("additional_data_center_regions", "audio_conference_info", "authentication_domains", "authentication_name"),
        *("authentication_option", "attendees_and_panelists_reminder_email_notification", "contact_email"),
        *("contact_name", "email_language", "follow_up_absentees_email_notification", "survey_url"),
        *("follow_up_attendees_email_notification", "global_dial_in_countries", "global_dial_in_numbers"),
        *("hd_video_for_attendees", "language_interpretation", "sign_language_interpretation", "add_watermark"),
        *("add_audio_watermark", "panelists_invitation_email_notification", "send_1080p_video_to_attendees"),
        *("show_join_info", "enable_session_branding", "allow_host_control_participant_mute_state"),
    }
)
# What a PATCH of one occurrence may change (zoom-api 5.5).
PER_OCCURRENCE = frozenset(
    {
        *("host_video", "participant_video", "join_before_host", "mute_upon_entry"),
        *("waiting_room", "watermark", "auto_recording"),
    }
)
CHOICES: dict[str, tuple[object, ...]] = {
    "approval_type": (0, 1, 2),
    "registration_type": (1, 2, 3),
    "audio": ("both", "telephony", "voip", "thirdParty"),
    "auto_recording": ("local", "cloud", "none"),
    "jbh_time": (0, 5, 10, 15),
    "encryption_type": ("enhanced_encryption", "e2ee"),
}


def defaults(kind: Kind) -> Json:
    return dict(MEETING_DEFAULTS if kind is Kind.MEETING else WEBINAR_DEFAULTS)


def _known(kind: Kind) -> frozenset[str]:
    own = (MEETING_DEFAULTS, MEETING_OPTIONAL) if kind is Kind.MEETING else (WEBINAR_DEFAULTS, WEBINAR_OPTIONAL)
    return frozenset(own[0]) | own[1]


def _fits(name: str, value: Any) -> bool:
    if name in CHOICES:
        return value in CHOICES[name] and not isinstance(value, bool)
    example = MEETING_DEFAULTS.get(name, WEBINAR_DEFAULTS.get(name))
    return example is None or isinstance(value, type(example))


def read_settings(raw: object, kind: Kind) -> Json:
    """What was sent, judged; names that Zoom does not know are dropped without a word."""
    if raw is None:
        return {}
    if not isinstance(raw, dict):
        raise invalid("settings", "Invalid field: settings.")
    for name, value in raw.items():
        if not _fits(name, value):
            raise invalid(f"settings.{name}", f"Invalid field: {name}.")
    return {name: value for name, value in raw.items() if name in _known(kind)}


def merged(account: Account, host: User, current: Json, sent: Json) -> Json:
    """The settings after a create or a PATCH: keys left out stay, lists and objects are replaced (zoom-api 5.3).

    Then what Zoom changes unasked: locked settings win, breakout rooms vanish where they may not be assigned at
    scheduling, registration needs a Licensed host, a waiting room switches join_before_host off (5.7, 5.8); the cloud
    records for Licensed hosts alone (6.4), end to end only where the host's settings allow it (mod-zoom 1.2), and
    nobody is made to sign in where the account has no profile of how.
    """
    result = current | sent
    if "alternative_hosts" in sent:
        _check_alternative_hosts(account, str(sent["alternative_hosts"]))
    _check_profile(account, sent)
    for name, drop in UNASKED.items():
        if name in result and drop(account, host, result):
            result[name] = (MEETING_DEFAULTS | WEBINAR_DEFAULTS)[name]
    return result | {name: value for name, value in account.settings.locked_settings.items() if name in result}


# In this order: what goes may take another with it.
UNASKED: dict[str, Callable[[Account, User, Json], bool]] = {
    "breakout_room": lambda _, host, __: not host.breakout_rooms_at_scheduling,
    "approval_type": lambda _, host, __: host.plan is not Plan.LICENSED,
    "join_before_host": lambda _, __, settings: settings.get("waiting_room") is True,
    "encryption_type": lambda _, host, __: not host.end_to_end,
    "auto_recording": lambda _, host, settings: (
        (settings["auto_recording"] == "cloud" and host.plan is not Plan.LICENSED)
        or settings.get("encryption_type") == "e2ee"
    ),
    "meeting_authentication": lambda account, _, __: not account.settings.authentication_profiles,
}


def _check_profile(account: Account, sent: Json) -> None:
    """A sign-in profile is one of the account's own (spec, authentication_option)."""
    profile = sent.get("authentication_option")
    if profile and profile not in account.settings.authentication_profiles:
        raise invalid("settings.authentication_option", "Invalid field: authentication_option.")


def _check_alternative_hosts(account: Account, text: str) -> None:
    """Licensed users of the same account, else 400 (zoom-api 5.7, mod_zoom #302)."""
    for key in filter(None, (part.strip() for part in text.split(";"))):
        user = account.find_user(key)
        if user is None or user.plan is not Plan.LICENSED:
            raise invalid("settings.alternative_hosts", f"User {key} cannot be an alternative host.")
