"""One person and their link: signing somebody up, letting them in, reading the link Zoom keeps for them."""

from collections.abc import Sequence

from zoomcore.domain.meetings import Meeting, Occurrence
from zoomcore.domain.registration import NOT_THERE, Registrant, RegistrantState
from zoomcore.errors import AnswerLost, ZoomError, ZoomRefused
from zoomcore.services.registration.links import close_link, open_link
from zoomcore.services.sealing import Seal
from zoomcore.storage.registrants import Facts
from zoomcore.workflows.registration.answering import say_what_became
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.registering import MadeRegistrant, NewRegistrant

#: Zoom has no such registrant, or none any more (zoom-api 5.8).
_NOBODY = 3079


def made_facts(seal: Seal, made: MadeRegistrant, occurrences: Sequence[int] = ()) -> Facts:
    """What an add that Zoom answered leaves behind: who has no link waits for a yes. () is for all dates."""
    return {
        "state": RegistrantState.APPROVED if made.join_url else RegistrantState.PENDING,
        "zoom_id": made.id,
        "link": close_link(seal, made.join_url),
        "occurrences": occurrences,
        "sent_at": None,
        "error_code": 0,
    }


async def add_at_zoom(
    tools: Tools, meeting: Meeting, one: Registrant, *, dates: Sequence[Occurrence] = ()
) -> Registrant:
    """One request for somebody who was claimed: for these dates beside those they have, or for all.

    After AnswerLost they stay marked as sent; other errors free them, and they are what they were.
    """
    new = NewRegistrant(email=one.email, name=one.name)
    ids = [date.zoom_occurrence_id for date in dates]
    try:
        made = await tools.zoom.add_registrant(meeting.kind, meeting.zoom_id or 0, new, occurrence_ids=ids)
    except AnswerLost:
        raise
    except ZoomError:
        async with tools.store.unit() as unit:
            await unit.registrants.release([one.id])
        raise
    before = () if one.state in NOT_THERE else one.occurrences
    held = sorted({*before, *(date.id for date in dates)}) if dates else ()
    async with tools.store.unit() as unit:
        await unit.registrants.record(one.id, **made_facts(tools.deployment.seal, made, held))
        return await unit.registrants.get(one.id)


async def approve_at_zoom(tools: Tools, meeting: Meeting, one: Registrant, by: str = "") -> str:
    """Let in, by somebody here or nobody; their link. Two requests, harmless twice.

    Whoever was asked about them hears of it with the link: where its reading fails, by whoever reads it next.
    """
    await tools.zoom.decide_registrants(meeting.kind, meeting.zoom_id or 0, "approve", [one.zoom_id])
    async with tools.store.unit() as unit:
        await unit.registrants.count_decisions([one.id])
        await unit.registrants.record(one.id, state=RegistrantState.APPROVED)
    return await link_at_zoom(tools, meeting, one, by)


async def approve_of_roster(tools: Tools, meeting: Meeting, people: Sequence[Registrant]) -> None:
    """Up to thirty who are on the roster by now, let in with one request. Their links are read after.

    Who was denied as a guest is one of the roster from here on, and not before Zoom has let them in.
    """
    numbers = [one.zoom_id for one in people]
    await tools.zoom.decide_registrants(meeting.kind, meeting.zoom_id or 0, "approve", numbers)
    async with tools.store.unit() as unit:
        await unit.registrants.count_decisions([one.id for one in people])
        await unit.registrants.let_in_after_all([one.id for one in people])


async def link_at_zoom(tools: Tools, meeting: Meeting, one: Registrant, by: str = "") -> str:
    """The link as Zoom has it now, kept sealed; one request. "" where Zoom has none for them, and why is kept."""
    try:
        found = await tools.zoom.get_registrant(meeting.kind, meeting.zoom_id or 0, one.zoom_id)
    except ZoomRefused as error:
        if error.code != _NOBODY:
            raise
        async with tools.store.unit() as unit:
            await unit.registrants.record(one.id, state=RegistrantState.WITHDRAWN, link="")
            await say_what_became(unit, tools, meeting, one.id)
        return ""
    if found.join_url:
        facts: Facts = {
            "state": RegistrantState.APPROVED,
            "link": close_link(tools.deployment.seal, found.join_url),
        }
    elif found.status == RegistrantState.DENIED.value:
        facts = {"state": RegistrantState.DENIED, "link": ""}
    else:
        return ""
    async with tools.store.unit() as unit:
        await unit.registrants.record(one.id, **facts)
        await say_what_became(unit, tools, meeting, one.id, by)
    return found.join_url


async def link_of(tools: Tools, meeting: Meeting, one: Registrant, by: str = "") -> str:
    """Ours, else Zoom's: a link sealed under another secret, or told by a webhook, is read anew."""
    return open_link(tools.deployment.seal, one.link) or await link_at_zoom(tools, meeting, one, by)
