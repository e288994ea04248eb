"""The passcode of a meeting that is about to be made: typed and checked, or made by its host's rule."""

import secrets
from collections.abc import Sequence

from zoomcore.domain.host_settings import HostSettings
from zoomcore.domain.meetings import Meeting
from zoomcore.domain.passcodes import passcode
from zoomcore.domain.people import Person
from zoomcore.errors import ZoomAuthError, ZoomRefused
from zoomcore.services.meetings.passcodes import require_taken
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.models import ZoomUserSettings


async def passcode_for(tools: Tools, meeting: Meeting, host: Person, host_id: str) -> str | None:
    """The same at every try; "" for none, None to let Zoom make one. InvalidInput for one its host's rule refuses.

    It is kept sealed until Zoom has confirmed the meeting. Costs one request where the host's settings were not read
    within a day.
    """
    settings = await settings_of(tools, host, host_id)
    seal = tools.deployment.seal
    kept = seal.open(meeting.passcode) if meeting.passcode is not None else None
    if kept is None and settings.passcode_rule is not None and meeting.passcode is None:
        made = seal.close(passcode(settings.passcode_rule, _choose))
        async with tools.store.unit() as unit:
            kept = seal.open(await unit.meetings.keep_passcode(meeting.id, made))
    if kept is not None:
        require_taken(kept, settings, host.name)
    return kept


def _choose(several: Sequence[str]) -> str:
    return secrets.choice(several)


async def settings_of(tools: Tools, host: Person, host_id: str) -> HostSettings:
    """As Zoom had them within a day, else read: one request. A free account's say nothing (400/200)."""
    async with tools.store.reading() as unit:
        kept = await unit.people.host_settings(host.id)
    if kept is not None and kept.fresh(tools.clock()):
        return kept.settings
    try:
        found = _of_host(await tools.zoom.get_user_settings(host_id))
    except ZoomAuthError as error:
        if not error.missing_scopes:
            raise
        # The scope may be granted any moment: nothing is kept, and Zoom makes passcodes by itself until then.
        return HostSettings()
    except ZoomRefused:
        found = HostSettings()
    async with tools.store.unit() as unit:
        await unit.people.keep_host_settings(host.id, found)
    return found


def _of_host(read: ZoomUserSettings) -> HostSettings:
    return HostSettings(
        passcode_rule=read.passcode_rule,
        passcode_required=read.passcode_required,
        meeting_capacity=read.meeting_capacity,
        has_webinar=read.has_webinar,
        webinar_capacity=read.webinar_capacity,
    )
