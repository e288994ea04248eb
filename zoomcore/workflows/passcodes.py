"""The passcode of a meeting that is about to be made: typed and checked, or made by its host's rule."""

import secrets
from collections.abc import Sequence

from zoomcore.domain.meetings import Meeting
from zoomcore.domain.passcodes import Demands, PasscodeRule, demands_in, passcode
from zoomcore.domain.people import Person
from zoomcore.services.meetings.passcodes import require_taken
from zoomcore.storage.store import Unit
from zoomcore.wording import _
from zoomcore.workflows.host_settings import settings_of_host
from zoomcore.workflows.tools import Tools


async def passcode_for(tools: Tools, meeting: Meeting, host: Person) -> str | None:
    """The same at every try; "" for none, None to let Zoom make one. InvalidInput for one its host's rule refuses.

    It is kept sealed until Zoom has confirmed the meeting. One that can't be read any more is made anew, and that is
    noted for `lost_notes`. Costs one request where the host's settings were not read within a day.
    """
    demands = await demands_of(tools, host)
    seal = tools.deployment.seal
    kept = seal.open(meeting.passcode) if meeting.passcode is not None else None
    if kept is None and meeting.passcode is not None:
        async with tools.store.unit() as unit:
            await unit.inbox.first(_lost(meeting), "job")
    if kept is None and demands.rule is not None:
        made = seal.close(made_by(demands.rule))
        async with tools.store.unit() as unit:
            stands = await unit.meetings.keep_passcode(meeting.id, made, instead_of=meeting.passcode)
            kept = seal.open(stands)
    if kept is not None:
        require_taken(kept, demands, host.name)
    return kept


async def demands_of(tools: Tools, host: Person) -> Demands:
    """What the host's Zoom settings want of a passcode; nothing where they can't be read. As `settings_of_host`."""
    settings = await settings_of_host(tools, host)
    return demands_in(settings.extra) if settings is not None else Demands()


async def lost_notes(unit: Unit, meeting: Meeting) -> tuple[str, ...]:
    """For the card of the class that was made: that its passcode is not the one somebody may have typed."""
    if await unit.inbox.seen(_lost(meeting)) is None:
        return ()
    note = _("I couldn't read the passcode kept for {topic} any more, because my key was changed: it has a new one.")
    return (note.replace("{topic}", meeting.topic),)


def _lost(meeting: Meeting) -> str:
    return f"lost-passcode:{meeting.id}"


def made_by(rule: PasscodeRule) -> str:
    return passcode(rule, _choose)


def _choose(several: Sequence[str]) -> str:
    return secrets.choice(several)
