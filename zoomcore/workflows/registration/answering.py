"""Saying an answer about a registrant, whoever gave it: to who asked, and on every copy of the question."""

from functools import partial

from zoomcore.domain.meetings import Meeting
from zoomcore.domain.registration import ANSWERED, Registrant, RegistrantState
from zoomcore.services.reaching import tell
from zoomcore.services.registration import cards
from zoomcore.services.registration.asking import close_question, was_asked
from zoomcore.storage.store import Unit
from zoomcore.wording import speaking
from zoomcore.workflows.tools import Tools


async def say_answer(unit: Unit, tools: Tools, meeting: Meeting, registrant: Registrant, by: str = "") -> bool | None:
    """Once, however often it is said. Whether they could be told; None where there is nothing to tell them.

    `registrant` as they are now, under the version they were asked about. `by`: who answered, where it was here.
    """
    told = None
    if registrant.guest and registrant.state in ANSWERED:
        told = await _tell_registrant(unit, tools, meeting, registrant)
    card = partial(cards.decided, meeting, registrant, by, told=told)
    await close_question(unit, meeting, registrant, card, what="answered")
    return told


async def say_what_became(unit: Unit, tools: Tools, meeting: Meeting, number: int, by: str = "") -> None:
    """The same of somebody as Zoom was just read, if anybody was asked about them; `by` is who said yes."""
    now = await unit.registrants.get(number)
    if await was_asked(unit, now):
        await say_answer(unit, tools, meeting, now, by if now.state is RegistrantState.APPROVED else "")


async def _tell_registrant(unit: Unit, tools: Tools, meeting: Meeting, registrant: Registrant) -> bool:
    """In their chat, if they were ever met there; with their own page's link, which knows when the door opens."""
    if registrant.person_id is None:
        return False
    approved = registrant.state is RegistrantState.APPROVED
    person = await unit.people.get(registrant.person_id)
    dated = await unit.meetings.next_of(meeting.id, tools.clock())
    with speaking(person.locale):
        url = tools.deployment.links.join(person.id, dated.occurrence.id) if dated else ""
        card = cards.let_in(meeting, dated, url) if approved else cards.turned_away(meeting)
        said = "yes" if approved else "no"
        return await tell(unit, person.id, card, cause=f"registrant:{registrant.id}:{registrant.version}:{said}")
