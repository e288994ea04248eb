"""Signing up a guest from outside, for one date, and handing their link to who invited them."""

from zoomcore.domain.meetings import DatedClass
from zoomcore.domain.registration import NOT_THERE, Registrant, RegistrantState
from zoomcore.domain.registration_work import RegisterGuest
from zoomcore.errors import AnswerLost, Conflict, LimitReached, UserError, ZoomError, ZoomRateLimited, ZoomUnavailable
from zoomcore.jobs.port import Later
from zoomcore.services.registration import cards
from zoomcore.wording import _, speaking
from zoomcore.workflows.pausing import wait_while_paused
from zoomcore.workflows.registration.links import add_at_zoom, approve_at_zoom, link_of
from zoomcore.workflows.registration.taking_in import take_in_list
from zoomcore.workflows.telling import put_answer, refused_card, tell, waiting_card
from zoomcore.workflows.tools import Tools

_NEEDS_A_YES = frozenset({RegistrantState.PENDING, RegistrantState.DENIED})


async def register_guest(work: RegisterGuest, tools: Tools) -> None:
    """One request, three where a yes is needed; a list first where an earlier try was sent."""
    async with tools.store.reading() as unit:
        registrant = await unit.registrants.get(work.registrant)
        dated = await unit.meetings.get_occurrence(work.occurrence)
        person = await unit.people.get(work.person)
    with speaking(person.locale):
        await wait_while_paused(tools, work, dated.meeting.topic)
        try:
            url = await _link(tools, dated, registrant, person.name)
        except ZoomRateLimited as error:
            raise Later(error.retry_after) from error
        except AnswerLost as error:
            raise Later(tools.doubt) from error
        except ZoomUnavailable as error:
            await tell(tools, work, waiting_card(dated.meeting.topic, error), outcome="waiting")
            raise
        except (UserError, ZoomError) as error:
            await fail(work, tools, error)
            return
        series = bool(dated.occurrence.zoom_occurrence_id)
        async with tools.store.unit() as unit:
            now = await unit.registrants.get(registrant.id)
            await put_answer(unit, work, cards.invited(now, dated, url, series=series), outcome="done")


async def _link(tools: Tools, dated: DatedClass, registrant: Registrant, by: str) -> str:
    """Whoever invites has said yes, also to somebody who waits for one or was denied before."""
    meeting, url = dated.meeting, ""
    registrant = await _settled(tools, dated, registrant)
    if registrant.state in _NEEDS_A_YES:
        url = await approve_at_zoom(tools, meeting, registrant, by)
        async with tools.store.reading() as unit:
            registrant = await unit.registrants.get(registrant.id)
    if registrant.state in NOT_THERE or not registrant.is_for(dated.occurrence.id):
        registrant = await _add(tools, dated, registrant)
        url = await approve_at_zoom(tools, meeting, registrant, by) if registrant.state in _NEEDS_A_YES else ""
    if not (url := url or await link_of(tools, meeting, registrant, by)):
        raise Conflict(_("Zoom has no link for them."), next_step=_("Invite them again in a few minutes."))
    return url


async def _add(tools: Tools, dated: DatedClass, registrant: Registrant) -> Registrant:
    now = tools.clock()
    if not registrant.may_be_added(now):
        raise LimitReached(
            _("Zoom takes three sign-ups of one person a day, and theirs are used up."),
            next_step=_("Invite them again tomorrow."),
        )
    async with tools.store.unit() as unit:
        claimed = await unit.registrants.claim_one(registrant.id, lost_before=now - tools.doubt)
    if claimed is None:
        raise Later(tools.doubt)
    dates = [dated.occurrence] if dated.occurrence.zoom_occurrence_id else []
    return await add_at_zoom(tools, dated.meeting, claimed, dates=dates)


async def _settled(tools: Tools, dated: DatedClass, registrant: Registrant) -> Registrant:
    """After a lost answer: as Zoom has them. Later while Zoom may still be at it."""
    if registrant.sent_at is None:
        return registrant
    waited = tools.clock() - registrant.sent_at
    if waited < tools.doubt:
        raise Later(tools.doubt - waited)
    if registrant.state is RegistrantState.WISHED:
        await take_in_list(tools, dated.meeting, invited=registrant.id)
    else:
        await _look_for_date(tools, dated, registrant)
    async with tools.store.reading() as unit:
        return await unit.registrants.get(registrant.id)


async def _look_for_date(tools: Tools, dated: DatedClass, registrant: Registrant) -> None:
    """Whether one more date of somebody who is there was taken; one request a page. If not, it is sent again."""
    meeting, occurrence = dated.meeting, dated.occurrence
    there = tools.zoom.iterate_registrants(
        meeting.kind, meeting.zoom_id or 0, occurrence_id=occurrence.zoom_occurrence_id or None
    )
    taken = any([one.email == registrant.email async for one in there])
    async with tools.store.unit() as unit:
        if taken and registrant.occurrences:
            held = sorted({*registrant.occurrences, occurrence.id})
            await unit.registrants.record(registrant.id, occurrences=held, sent_at=None)
        else:
            await unit.registrants.release([registrant.id])


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
