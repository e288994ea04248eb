"""One person and their link: signing somebody up, letting them in, reading the link Zoom keeps for them."""

from collections.abc import Sequence
from dataclasses import replace

from zoomcore.domain.meetings import Meeting
from zoomcore.domain.registration import Registrant, RegistrantState
from zoomcore.errors import AnswerLost, ZoomError
from zoomcore.services.registration.links import close_link, open_link
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.registering import NewRegistrant


async def add_at_zoom(
    tools: Tools, meeting: Meeting, one: Registrant, *, occurrence_ids: Sequence[str] = ()
) -> Registrant:
    """One request for somebody who was claimed. After AnswerLost they stay marked as sent; other errors free them."""
    new = NewRegistrant(email=one.email, name=one.name)
    try:
        made = await tools.zoom.add_registrant(meeting.kind, meeting.zoom_id or 0, new, occurrence_ids=occurrence_ids)
    except AnswerLost:
        raise
    except ZoomError:
        async with tools.store.unit() as unit:
            await unit.registrants.release([one.id])
        raise
    state = RegistrantState.APPROVED if made.join_url else RegistrantState.PENDING
    link = close_link(tools.deployment.seal, made.join_url)
    async with tools.store.unit() as unit:
        await unit.registrants.record(one.id, state=state, zoom_id=made.id, link=link, sent_at=None, error_code=0)
    return replace(one, state=state, zoom_id=made.id, link=link, sent_at=None)


async def approve_at_zoom(tools: Tools, meeting: Meeting, one: Registrant) -> str:
    """Let in; their link. Two requests, harmless twice."""
    await tools.zoom.decide_registrants(meeting.kind, meeting.zoom_id or 0, "approve", [one.zoom_id])
    async with tools.store.unit() as unit:
        await unit.registrants.count_decisions([one.id])
    return await link_at_zoom(tools, meeting, one)


async def link_at_zoom(tools: Tools, meeting: Meeting, one: Registrant) -> str:
    """The link as Zoom has it now, kept sealed; one request. "" where Zoom has none for them."""
    found = await tools.zoom.get_registrant(meeting.kind, meeting.zoom_id or 0, one.zoom_id)
    if found.join_url:
        link = close_link(tools.deployment.seal, found.join_url)
        async with tools.store.unit() as unit:
            await unit.registrants.record(one.id, state=RegistrantState.APPROVED, link=link)
    return found.join_url


async def link_of(tools: Tools, meeting: Meeting, one: Registrant) -> str:
    """Ours, else Zoom's: a link sealed under another secret, or told by a webhook, is read anew."""
    return open_link(tools.deployment.seal, one.link) or await link_at_zoom(tools, meeting, one)
