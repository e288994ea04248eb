"""What hosts' accounts allow, as Zoom said at most a day ago."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.people import Person
from zoomcore.errors import ZoomAuthError, ZoomNotFound, ZoomRefused
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.models import ZoomUserSettings, read_user_settings
from zoomcore.zoom.reading import child, whole

#: Zoom's settings change seldom, and each look is a request of the Medium class.
HOLDS = timedelta(days=1)
#: Parts of Zoom's answer that are kept. Nothing secret: passcodes of personal rooms stand beside them.
_KEPT: Mapping[str, frozenset[str]] = {
    "feature": frozenset(
        {
            *("meeting_capacity", "large_meeting", "large_meeting_capacity"),
            *("webinar", "webinar_capacity", "zoom_events", "zoom_events_capacity", "concurrent_meeting"),
        }
    ),
    "schedule_meeting": frozenset(
        {
            *("meeting_password_requirement", "require_password_for_scheduling_new_meetings", "join_before_host"),
        }
    ),
    "in_meeting": frozenset({"waiting_room", "breakout_room", "breakout_room_schedule"}),
    "recording": frozenset({"cloud_recording", "local_recording", "auto_recording"}),
}


async def settings_of_host(tools: Tools, person: Person) -> ZoomUserSettings | None:
    """One request at most a day for each host. None where Zoom does not tell: no account, or a scope is missing.

    Raises what every call raises while Zoom is away or busy.
    """
    key = person.zoom_user_id or person.email
    if not key:
        return None
    async with tools.store.reading() as unit:
        kept = await unit.hosting.settings(person.id)
    if kept is not None and tools.clock() - kept[1] < HOLDS:
        return read_user_settings(kept[0])
    try:
        found = await tools.zoom.get_user_settings(key)
    except (ZoomAuthError, ZoomNotFound):
        return read_user_settings(kept[0]) if kept is not None else None
    except ZoomRefused:
        # Of a free account Zoom tells nothing (mod-zoom 1.2): that holds for a day too.
        found = read_user_settings({})
    async with tools.store.unit() as unit:
        await unit.hosting.keep_settings(person.id, _parts(found.extra))
    return found


def _parts(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        section: {name: value for name, value in child(raw, section).items() if name in names}
        for section, names in _KEPT.items()
    }


def capacity(settings: ZoomUserSettings, kind: MeetingKind) -> int | None:
    """How many may be in at once: the largest of what the account has (mod-zoom 1.6); None where Zoom does not say."""
    feature = child(settings.extra, "feature")
    names = {
        MeetingKind.MEETING: ("meeting_capacity", "large_meeting_capacity"),
        MeetingKind.WEBINAR: ("webinar_capacity", "zoom_events_capacity"),
    }[kind]
    known = [number for name in names if (number := whole(feature, name)) is not None]
    return max(known, default=None)
