"""Signing up a guest from outside, for one date, and handing their link to who invited them."""

from zoomcore.domain.meetings import DatedClass, Meeting
from zoomcore.domain.registration import Registrant, RegistrantState
from zoomcore.domain.registration_work import RegisterGuest
from zoomcore.errors import AnswerLost, UserError, ZoomError, ZoomRateLimited, ZoomUnavailable
from zoomcore.jobs.port import Later
from zoomcore.services.registration import cards
from zoomcore.wording import speaking
from zoomcore.workflows.pausing import wait_while_paused
from zoomcore.workflows.registration.links import add_at_zoom, approve_at_zoom, link_of
from zoomcore.workflows.registration.taking_in import take_in_list
from zoomcore.workflows.telling import put_answer, refused_card, tell, waiting_card
from zoomcore.workflows.tools import Tools


async def register_guest(work: RegisterGuest, tools: Tools) -> None:
    """One request, three where a yes is needed; a list first where an earlier try was sent."""
    async with tools.store.reading() as unit:
        registrant = await unit.registrants.get(work.registrant)
        dated = await unit.meetings.get_occurrence(work.occurrence)
        person = await unit.people.get(work.person)
    with speaking(person.locale):
        await wait_while_paused(tools, work, dated.meeting.topic)
        try:
            url = await _link(tools, dated, registrant)
        except ZoomRateLimited as error:
            raise Later(error.retry_after) from error
        except AnswerLost as error:
            raise Later(tools.doubt) from error
        except ZoomUnavailable as error:
            await tell(tools, work, waiting_card(dated.meeting.topic, error), outcome="waiting")
            raise
        except ZoomError as error:
            await fail(work, tools, error)
            return
        series = bool(dated.occurrence.zoom_occurrence_id)
        await tell(tools, work, cards.invited(registrant, dated, url, series=series), outcome="done")


async def _link(tools: Tools, dated: DatedClass, registrant: Registrant) -> str:
    meeting = dated.meeting
    registrant = await _settled(tools, meeting, registrant)
    if registrant.state is RegistrantState.WISHED:
        async with tools.store.unit() as unit:
            claimed = await unit.registrants.claim(meeting.id, 1, only=registrant.id)
        if not claimed:
            raise Later(tools.doubt)
        occurrence = dated.occurrence.zoom_occurrence_id
        dates = [occurrence] if occurrence and registrant.occurrences else []
        registrant = await add_at_zoom(tools, meeting, registrant, occurrence_ids=dates)
    if registrant.state is RegistrantState.APPROVED:
        return await link_of(tools, meeting, registrant)
    # Whoever invites has said yes, also to somebody who was denied before.
    return await approve_at_zoom(tools, meeting, registrant)


async def _settled(tools: Tools, meeting: Meeting, registrant: Registrant) -> Registrant:
    """After a lost answer: as Zoom has them. Later while Zoom may still be at it."""
    if registrant.state is not RegistrantState.WISHED or registrant.sent_at is None:
        return registrant
    waited = tools.clock() - registrant.sent_at
    if waited < tools.doubt:
        raise Later(tools.doubt - waited)
    await take_in_list(tools, meeting)
    async with tools.store.reading() as unit:
        return await unit.registrants.get(registrant.id)


async def fail(work: RegisterGuest, tools: Tools, error: UserError | ZoomError) -> None:
    """Nobody goes on trying: who invites again begins anew."""
    async with tools.store.unit() as unit:
        registrant = await unit.registrants.get(work.registrant)
        if registrant.state is RegistrantState.WISHED:
            await unit.registrants.record(registrant.id, state=RegistrantState.REFUSED, sent_at=None)
        dated = await unit.meetings.get_occurrence(work.occurrence)
        person = await unit.people.get(work.person)
        with speaking(person.locale):
            card = refused_card(dated.meeting.topic, error, (cards.class_button(dated.meeting),))
            await put_answer(unit, work, card, outcome="failed")
