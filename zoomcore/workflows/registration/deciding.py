"""Carrying a yes or no about a registrant to Zoom, and telling who waited for it."""

from zoomcore.domain.meetings import Meeting
from zoomcore.domain.registration import Registrant, RegistrantState, batches
from zoomcore.domain.registration_work import CancelRegistrants, DecideRegistrant
from zoomcore.errors import UserError, ZoomError, ZoomNotFound, ZoomRateLimited, ZoomRefused, ZoomUnavailable
from zoomcore.jobs.port import Later
from zoomcore.services.reaching import tell as tell_person
from zoomcore.services.registration import cards
from zoomcore.storage.store import Unit
from zoomcore.wording import speaking
from zoomcore.workflows.pausing import wait_unseen_while_paused, wait_while_paused
from zoomcore.workflows.registration.links import approve_at_zoom
from zoomcore.workflows.telling import put_answer, refused_card, tell, waiting_card
from zoomcore.workflows.tools import Tools


async def decide_registrant(work: DecideRegistrant, tools: Tools) -> None:
    """One request for a no, two for a yes; the same again does no harm at Zoom."""
    async with tools.store.reading() as unit:
        registrant = await unit.registrants.get(work.registrant)
        meeting = await unit.meetings.get(registrant.meeting_id)
        person = await unit.people.get(work.person)
    with speaking(person.locale):
        await wait_while_paused(tools, work, meeting.topic)
        try:
            if registrant.state is RegistrantState.PENDING:
                await _carry_out(work, tools, meeting, registrant)
        except ZoomRateLimited as error:
            raise Later(error.retry_after) from error
        except ZoomUnavailable as error:
            await tell(tools, work, waiting_card(meeting.topic, error), outcome="waiting")
            raise
        except ZoomError as error:
            await fail(work, tools, error)
            return
        async with tools.store.unit() as unit:
            await put_answer(unit, work, cards.decided(meeting, registrant, approve=work.approve), outcome="done")
            await tell_registrant(unit, tools, meeting, registrant, approved=work.approve)


async def _carry_out(work: DecideRegistrant, tools: Tools, meeting: Meeting, registrant: Registrant) -> None:
    if work.approve:
        await approve_at_zoom(tools, meeting, registrant)
        return
    await tools.zoom.decide_registrants(meeting.kind, meeting.zoom_id or 0, "deny", [registrant.zoom_id])
    async with tools.store.unit() as unit:
        await unit.registrants.count_decisions([registrant.id])
        await unit.registrants.record(registrant.id, state=RegistrantState.DENIED, link="")


async def tell_registrant(
    unit: Unit, tools: Tools, meeting: Meeting, registrant: Registrant, *, approved: bool
) -> None:
    """In their chat, if they were ever met there; with their own page's link, which knows when the door opens."""
    if registrant.person_id is None:
        return
    person = await unit.people.get(registrant.person_id)
    dated = await unit.meetings.next_of(meeting.id, tools.clock())
    with speaking(person.locale):
        url = tools.deployment.links.join(person.id, dated.occurrence.id) if dated else ""
        card = cards.let_in(meeting, dated, url) if approved else cards.turned_away(meeting)
        said = "yes" if approved else "no"
        await tell_person(unit, person.id, card, cause=f"registrant:{registrant.id}:{registrant.version}:{said}")


async def fail(work: DecideRegistrant, tools: Tools, error: UserError | ZoomError) -> None:
    """Zoom would not hear it: the question is open again."""
    async with tools.store.unit() as unit:
        registrant = await unit.registrants.get(work.registrant)
        meeting = await unit.meetings.get(registrant.meeting_id)
        person = await unit.people.get(work.person)
        await unit.registrants.take_decision_back(registrant.id)
        with speaking(person.locale):
            card = refused_card(meeting.topic, error, (cards.class_button(meeting),))
            await put_answer(unit, work, card, outcome="failed")


async def cancel_registrants(work: CancelRegistrants, tools: Tools) -> None:
    """One request for thirty. Whom Zoom has no more, or a class that is over, needs nothing."""
    await wait_unseen_while_paused(tools)
    async with tools.store.reading() as unit:
        meeting = await unit.meetings.get(work.meeting)
    for some in batches(work.zoom_ids):
        try:
            await tools.zoom.in_bulk().decide_registrants(meeting.kind, meeting.zoom_id or 0, "cancel", some)
        except (ZoomNotFound, ZoomRefused):
            return
