"""The page that tells a Zoom admin what to tick: every scope, why, and what is lost without it."""

from bot.manifests.naming import Deployment
from zoomcore.zoom.scopes import CALLS, Feature

#: The webhooks Lectern acts on, and the one scope each of them needs in its own list.
EVENTS = {
    "meeting.started": "opens the class for those who wait at their join link",
    "meeting.ended": "closes the join window when the class has really ended",
    "meeting.updated": "follows what a host changed at Zoom",
    "meeting.deleted": "follows what a host deleted at Zoom",
    "meeting.created": "offers a class made at Zoom whose topic names its course",
    "meeting.permanently_deleted": "follows what was taken out of Zoom's trash",
    "meeting.recovered": "brings a class back that was brought back at Zoom",
    "webinar.created": "the same for webinars",
    "webinar.permanently_deleted": "the same for webinars",
    "webinar.recovered": "the same for webinars",
    "webinar.started": "the same for webinars",
    "webinar.ended": "the same for webinars",
    "webinar.updated": "the same for webinars",
    "webinar.deleted": "the same for webinars",
    "recording.started": "knows that a recording is coming",
    "recording.completed": "reads a recording that is ready, and asks the instructor about it",
    "recording.transcript_completed": "reads it again, now with its transcript",
    "recording.renamed": "follows the new name",
    "recording.trashed": "takes it from the students",
    "recording.deleted": "the same",
    "recording.recovered": "brings it back",
    "recording.batch_trashed": "the same as for one, for several at once",
    "recording.batch_deleted": "the same",
    "recording.batch_recovered": "the same",
    "meeting.participant_joined": "shows who is here now, and is evidence of attendance",
    "meeting.participant_left": "the same",
    "meeting.participant_joined_waiting_room": "tells when somebody arrived, however long the host let them wait",
    "meeting.participant_left_waiting_room": "the same",
    "meeting.participant_joined_breakout_room": "keeps those in breakout rooms counted as in class",
    "meeting.participant_left_breakout_room": "the same",
    "webinar.participant_joined": "the same for webinars",
    "webinar.participant_left": "the same for webinars",
    "meeting.registration_created": "knows who signed up on Zoom's own page",
    "meeting.registration_approved": "follows what a host decided at Zoom",
    "meeting.registration_cancelled": "the same",
    "meeting.registration_denied": "the same",
    "webinar.registration_created": "the same for webinars",
    "webinar.registration_approved": "the same for webinars",
    "webinar.registration_cancelled": "the same for webinars",
    "webinar.registration_denied": "the same for webinars",
    "user.updated": "notices a license that moves by itself, as single sign-on moves them",
    "user.signed_in": "tells who uses their license, to the minute",
    "user.created": "keeps the list of license holders true between two nights",
    "user.activated": "the same",
    "user.deactivated": "the same",
    "user.deleted": "the same",
    "user.disassociated": "the same",
}
#: What those events need besides the scopes of the calls: they open none.
EVENT_SCOPES = {
    "meeting.participant_*": "meeting:read:participant:admin",
    "webinar.participant_*": "webinar:read:participant:admin",
    "recording.*": "cloud_recording:read:recording:admin",
}


def zoom_files(deployment: Deployment) -> dict[str, bytes]:
    return {"zoom.md": zoom_page(deployment).encode()}


def zoom_page(deployment: Deployment) -> str:
    return "\n".join([*_steps(deployment), "", *_scopes(), "", *_events(), ""])


def _steps(deployment: Deployment) -> list[str]:
    return [
        "# Connecting Zoom",
        "",
        "1. As an admin of the Zoom account, open the Zoom App Marketplace, **Develop → Build App**, and choose",
        "   **Server-to-Server OAuth App**.",
        "2. **App Credentials**: copy the account id, client id and client secret into `LECTERN_ZOOM_ACCOUNT_ID`,",
        "   `LECTERN_ZOOM_CLIENT_ID` and `LECTERN_ZOOM_CLIENT_SECRET`.",
        "3. **Feature**: copy the Secret Token into `LECTERN_ZOOM_WEBHOOK_SECRET`, then add an event subscription with",
        f"   the address `{deployment.url}/zoom/webhook` and the events below, and press Validate.",
        "4. **Scopes**: add those of the table below. A feature whose scope is missing is off; the rest works.",
        "5. **Activation**: activate the app, then run `lectern check`.",
    ]


def _scopes() -> list[str]:
    rows = [
        f"| {feature.value} | {_code(granular)} | {_code(classic)} |"
        for feature in Feature
        for granular, classic in [_needs(feature)]
    ]
    return [
        "## Scopes",
        "",
        "New apps have granular scopes; an older app with classic ones needs those of the last column instead.",
        "",
        "| to | granular scopes | classic scopes |",
        "|---|---|---|",
        *rows,
    ]


def _needs(feature: Feature) -> tuple[list[str], list[str]]:
    calls = CALLS[feature]
    return sorted({call.granular for call in calls}), sorted({call.classic[0] for call in calls})


def _events() -> list[str]:
    return [
        "## Events",
        "",
        "| event | what Lectern does with it |",
        "|---|---|",
        *(f"| `{event}` | {use} |" for event, use in EVENTS.items()),
        "",
        "Granular apps need these scopes for events alone; an older app's scopes for meetings and webinars cover them:",
        "",
        *(f"- `{events}`: `{scope}`" for events, scope in EVENT_SCOPES.items()),
    ]


def _code(scopes: list[str]) -> str:
    return ", ".join(f"`{scope}`" for scope in scopes)
