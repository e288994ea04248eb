"""The scopes an app may hold, granular (new apps) and classic (old ones): zoom-api 1.3 and zoom-endpoints."""

# Of the calls the sandbox answers, and of the webhook events it sends (zoom-api 8.5).
GRANULAR = (
    "meeting:read:meeting:admin",
    "meeting:write:meeting:admin",
    "meeting:update:meeting:admin",
    "meeting:delete:meeting:admin",
    "meeting:update:status:admin",
    "meeting:read:list_meetings:admin",
    "meeting:read:list_upcoming_meetings:admin",
    "meeting:read:invitation:admin",
    "meeting:read:participant:admin",
    "meeting:read:past_meeting:admin",
    "meeting:read:list_past_instances:admin",
    "meeting:read:list_past_participants:admin",
    "meeting:read:registrant:admin",
    "meeting:read:list_registrants:admin",
    "meeting:write:registrant:admin",
    "meeting:write:batch_registrants:admin",
    "meeting:update:registrant_status:admin",
    "meeting:delete:registrant:admin",
    "webinar:read:webinar:admin",
    "webinar:write:webinar:admin",
    "webinar:update:webinar:admin",
    "webinar:delete:webinar:admin",
    "webinar:update:status:admin",
    "webinar:read:list_webinars:admin",
    "webinar:read:participant:admin",
    "webinar:read:list_past_instances:admin",
    "webinar:read:list_past_participants:admin",
    "webinar:read:registrant:admin",
    "webinar:read:list_registrants:admin",
    "webinar:write:registrant:admin",
    "webinar:write:batch_registrants:admin",
    "webinar:update:registrant_status:admin",
    "webinar:delete:registrant:admin",
    "webinar:read:list_panelists:admin",
    "webinar:write:panelist:admin",
    "webinar:delete:panelist:admin",
    "user:read:user:admin",
    "user:update:user:admin",
    "user:read:list_users:admin",
    "user:read:summary:admin",
    "user:read:settings:admin",
    "user:read:list_schedulers:admin",
    "user:read:list_assistants:admin",
    "report:read:meeting:admin",
    "report:read:list_meeting_participants:admin",
    "report:read:list_webinar_participants:admin",
    "report:read:webinar:admin",
    "report:read:list_users:admin",
    "report:read:user:admin",
    "dashboard:read:list_meetings:admin",
    "dashboard:read:list_meeting_participants:admin",
    "dashboard:read:list_webinars:admin",
    "dashboard:read:list_webinar_participants:admin",
    "cloud_recording:read:list_user_recordings:admin",
    "cloud_recording:read:list_recording_files:admin",
    "cloud_recording:read:recording:admin",
    "cloud_recording:read:recording_settings:admin",
    "cloud_recording:update:recording_settings:admin",
    "cloud_recording:update:recover_meeting_recordings:admin",
    "cloud_recording:update:recover_single_recording:admin",
    "cloud_recording:delete:meeting_recording:admin",
    "cloud_recording:delete:recording_file:admin",
    "group:read:list_groups:admin",
    "group:read:list_members:admin",
    "tracking_field:read:list_tracking_fields:admin",
    "account:read:settings:admin",
    "billing:read:plan_usage:admin",
)
CLASSIC = (
    "meeting:read:admin",
    "meeting:write:admin",
    "webinar:read:admin",
    "webinar:write:admin",
    "user:read:admin",
    "user:write:admin",
    "report:read:admin",
    "dashboard:read:admin",
    "recording:read:admin",
    "recording:write:admin",
    "group:read:admin",
    "tracking_fields:read:admin",
    "account:read:admin",
)

# Which scope an event asks for: granular, then the classic ones of which any will do (zoom-api 8.5).
MEETING_EVENTS = frozenset({"meeting:read:meeting:admin", "meeting:read:admin", "meeting:write:admin"})
MEETING_PEOPLE = frozenset({"meeting:read:participant:admin", "meeting:read:admin", "meeting:write:admin"})
MEETING_SIGN_UPS = frozenset({"meeting:read:registrant:admin", "meeting:read:admin", "meeting:write:admin"})
WEBINAR_EVENTS = frozenset({"webinar:read:webinar:admin", "webinar:read:admin", "webinar:write:admin"})
WEBINAR_PEOPLE = frozenset({"webinar:read:participant:admin", "webinar:read:admin", "webinar:write:admin"})
WEBINAR_SIGN_UPS = frozenset({"webinar:read:registrant:admin", "webinar:read:admin", "webinar:write:admin"})
USER_EVENTS = frozenset({"user:read:user:admin", "user:read:admin", "user:write:admin"})
RECORDING_EVENTS = frozenset({"cloud_recording:read:recording:admin", "recording:read:admin", "recording:write:admin"})
EVENT_SCOPES = {
    "meeting.participant_": MEETING_PEOPLE,
    "webinar.participant_": WEBINAR_PEOPLE,
    "meeting.registration_": MEETING_SIGN_UPS,
    "webinar.registration_": WEBINAR_SIGN_UPS,
    "meeting.": MEETING_EVENTS,
    "webinar.": WEBINAR_EVENTS,
    "recording.": RECORDING_EVENTS,
    "user.": USER_EVENTS,
}


def may_see(scopes: frozenset[str], event: str) -> bool:
    """Whether an app with these scopes is sent this event."""
    wanted = next((needed for prefix, needed in EVENT_SCOPES.items() if event.startswith(prefix)), frozenset())
    return not wanted.isdisjoint(scopes)
