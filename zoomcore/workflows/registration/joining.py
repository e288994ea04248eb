"""Join, where people sign up: on the roster they get a link on the spot, others are let in or asked about."""

from zoomcore.domain.meetings import DatedClass
from zoomcore.domain.people import Role
from zoomcore.domain.registration import NOT_THERE, Registrant, RegistrantState, by_hand, hosts_of, needs_a_yes
from zoomcore.errors import AnswerLost, ZoomError
from zoomcore.services.reaching import staff_of
from zoomcore.services.registration import cards
from zoomcore.services.registration.asking import ask_staff
from zoomcore.services.scene import Scene
from zoomcore.views import Card, Redirect, Reply
from zoomcore.wording import _
from zoomcore.workflows.registration.links import (
    add_at_zoom,
    approve_at_zoom,
    approve_of_roster,
    link_at_zoom,
    link_of,
)
from zoomcore.workflows.registration.taking_in import take_in_list
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.refusals import explain


async def way_in(tools: Tools, scene: Scene, dated: DatedClass) -> Reply:
    """On to Zoom by their own link. No request for who has one; one for who is signed up now.

    Three where a yes is theirs without asking. Pressed twice, it is still one: the second press finds the first.
    """
    meeting, person = dated.meeting, scene.person
    async with tools.store.reading() as unit:
        host = await unit.people.get(meeting.host_id)
        known = await unit.registrants.find(meeting.id, person_id=person.id, email=person.email)
    if person.email in hosts_of(meeting, host.email):
        return Reply(view=Redirect(url=meeting.join_url))
    if not person.email:
        words = (_("I have no e-mail of yours, so I can't sign you up."), "")
        return Reply(view=cards.own_page(dated, words))
    try:
        return await _let_in(tools, scene, dated, known)
    except AnswerLost:
        return Reply(view=cards.still_asking(dated))
    except ZoomError as error:
        return Reply(view=cards.own_page(dated, explain(error)))


async def _let_in(tools: Tools, scene: Scene, dated: DatedClass, known: Registrant | None) -> Reply:
    if known is not None and _is_doubtful(known):
        if tools.clock() - (known.sent_at or tools.clock()) < tools.doubt:
            return Reply(view=cards.still_asking(dated))
        await take_in_list(tools, dated.meeting)
        async with tools.store.reading() as unit:
            known = await unit.registrants.get(known.id)
    if known is None or known.state in NOT_THERE or not _is_for(known, dated):
        claimed = await _claim(tools, scene, dated)
        if isinstance(claimed, Card):
            return Reply(view=claimed)
        known = await add_at_zoom(tools, dated.meeting, claimed)
    return await _by_state(tools, scene, dated, known)


def _is_doubtful(known: Registrant) -> bool:
    return known.state is RegistrantState.WISHED and known.sent_at is not None


def _is_for(known: Registrant, dated: DatedClass) -> bool:
    return known.is_for(dated.occurrence.id) or known.state is not RegistrantState.APPROVED


def _enrolled(scene: Scene) -> bool:
    return scene.role is not Role.GUEST


async def _claim(tools: Tools, scene: Scene, dated: DatedClass) -> Registrant | Card:
    """Theirs to be sent, once; a card where somebody else sends it just now, or Zoom wants no more of it today."""
    person = scene.person
    async with tools.store.unit() as unit:
        await unit.registrants.wish(
            dated.meeting.id,
            [{"person_id": person.id, "email": person.email, "name": person.name, "guest": not _enrolled(scene)}],
        )
        row = await unit.registrants.find(dated.meeting.id, email=person.email)
        lost = tools.clock() - tools.doubt
        claimed = await unit.registrants.claim_one(row.id, lost_before=lost) if row else None
    if claimed is not None:
        return claimed
    if row is not None and not row.may_be_added(scene.now):
        return cards.own_page(dated, (_("Zoom takes three sign-ups of one person a day, and yours are used up."), ""))
    return cards.still_asking(dated)


async def _by_state(tools: Tools, scene: Scene, dated: DatedClass, known: Registrant) -> Reply:
    match known.state:
        case RegistrantState.APPROVED:
            url = await link_of(tools, dated.meeting, known)
            return Reply(view=Redirect(url=url) if url else cards.denied(dated))
        case RegistrantState.DENIED if _enrolled(scene) and needs_a_yes(known):
            url = await _let_in_after_all(tools, scene, dated, known)
            return Reply(view=Redirect(url=url) if url else cards.denied(dated))
        case RegistrantState.DENIED:
            return Reply(view=cards.denied(dated))
        case RegistrantState.PENDING if _enrolled(scene) or not by_hand(dated.meeting):
            url = await approve_at_zoom(tools, dated.meeting, known)
            return Reply(view=Redirect(url=url) if url else cards.denied(dated))
        case RegistrantState.PENDING:
            return Reply(view=await _asked(tools, dated, known))
        case _:
            return Reply(view=cards.still_asking(dated))


async def _let_in_after_all(tools: Tools, scene: Scene, dated: DatedClass, known: Registrant) -> str:
    """Of the roster since they were denied as a guest: their link. Two requests, harmless twice."""
    async with tools.store.unit() as unit:
        await unit.registrants.adopt(known.id, scene.person.id)
    await approve_of_roster(tools, dated.meeting, [known])
    return await link_at_zoom(tools, dated.meeting, known)


async def _asked(tools: Tools, dated: DatedClass, known: Registrant) -> Card:
    async with tools.store.unit() as unit:
        await ask_staff(unit, dated.meeting, known)
        staff = await staff_of(unit, dated.meeting.course_id)
    return cards.wait_for_answer(dated, [one.name for one in staff])
