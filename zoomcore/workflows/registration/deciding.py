"""Carrying a yes or no about a registrant to Zoom, and telling who waited for it."""

from functools import partial

from zoomcore.domain.meetings import Meeting
from zoomcore.domain.people import Person
from zoomcore.domain.registration import Registrant, RegistrantState, batches
from zoomcore.domain.registration_work import CancelRegistrants, DecideRegistrant
from zoomcore.errors import UserError, ZoomError, ZoomNotFound, ZoomRateLimited, ZoomRefused, ZoomUnavailable
from zoomcore.jobs.port import Later
from zoomcore.services.registration import cards
from zoomcore.services.registration.asking import ask_staff, close_question
from zoomcore.storage.store import Unit
from zoomcore.wording import speaking
from zoomcore.workflows.pausing import wait_unseen_while_paused, wait_while_paused
from zoomcore.workflows.registration.answering import say_answer
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
            if registrant.state is RegistrantState.PENDING and registrant.version == work.version:
                await _carry_out(work, tools, meeting, registrant, by=person.name)
        except ZoomRateLimited as error:
            raise Later(error.retry_after) from error
        except ZoomUnavailable as error:
            await tell(tools, work, waiting_card(meeting.topic, error), outcome="waiting")
            raise
        except ZoomError as error:
            await fail(work, tools, error)
            return
        async with tools.store.unit() as unit:
            await _say(unit, work, tools, meeting, person)


async def _carry_out(
    work: DecideRegistrant, tools: Tools, meeting: Meeting, registrant: Registrant, *, by: str
) -> None:
    if work.approve:
        await approve_at_zoom(tools, meeting, registrant, by)
        return
    await tools.zoom.decide_registrants(meeting.kind, meeting.zoom_id or 0, "deny", [registrant.zoom_id])
    async with tools.store.unit() as unit:
        await unit.registrants.count_decisions([registrant.id])
        await unit.registrants.record(registrant.id, state=RegistrantState.DENIED, link="")


def _is_done(work: DecideRegistrant, now: Registrant) -> bool:
    wanted = RegistrantState.APPROVED if work.approve else RegistrantState.DENIED
    return now.version == work.version and now.state is wanted


async def _say(unit: Unit, work: DecideRegistrant, tools: Tools, meeting: Meeting, decider: Person) -> None:
    """As they are now, which another answer may have made of them, at Zoom or here, before this one came there."""
    now = await unit.registrants.get(work.registrant)
    if not _is_done(work, now):
        await put_answer(unit, work, cards.overtaken(meeting, now), outcome="overtaken")
        return
    told = await say_answer(unit, tools, meeting, now, decider.name)
    await put_answer(unit, work, cards.decided(meeting, now, decider.name, told=told), outcome="done")


async def fail(work: DecideRegistrant, tools: Tools, error: UserError | ZoomError) -> None:
    """Zoom would not hear it: the question is open again, and asked anew of everybody who may answer."""
    async with tools.store.unit() as unit:
        registrant = await unit.registrants.get(work.registrant)
        meeting = await unit.meetings.get(registrant.meeting_id)
        person = await unit.people.get(work.person)
        with speaking(person.locale):
            if _is_done(work, registrant):
                # Only their link was not to be read; Join reads it.
                await _say(unit, work, tools, meeting, person)
                return
            card = refused_card(meeting.topic, error, (cards.class_button(meeting),))
            await put_answer(unit, work, card, outcome="failed")
        again = await unit.registrants.take_decision_back(registrant.id, work.version)
        if again is not None:
            await close_question(unit, meeting, registrant, partial(cards.asked_anew, meeting, again), what="anew")
            await ask_staff(unit, meeting, again)


async def cancel_registrants(work: CancelRegistrants, tools: Tools) -> None:
    """One request for thirty. Whom Zoom has no more, or a class that is over, needs nothing."""
    async with tools.store.reading() as unit:
        meeting = await unit.meetings.get(work.meeting)
    for some in batches(work.zoom_ids):
        await wait_unseen_while_paused(tools)
        try:
            await tools.zoom.in_bulk().decide_registrants(meeting.kind, meeting.zoom_id or 0, "cancel", some)
        except (ZoomNotFound, ZoomRefused):
            return
