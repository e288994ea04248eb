"""Saying an answer about a registrant, whoever gave it: to who asked, and on every copy of the question."""

from functools import partial

from zoomcore.domain.meetings import Meeting
from zoomcore.domain.registration import ANSWERED, Registrant, RegistrantState
from zoomcore.services.reaching import tell
from zoomcore.services.registration import cards
from zoomcore.services.registration.asking import close_question
from zoomcore.storage.store import Unit
from zoomcore.wording import speaking
from zoomcore.workflows.tools import Tools


async def say_answer(unit: Unit, tools: Tools, meeting: Meeting, registrant: Registrant, by: str = "") -> None:
    """`registrant` as they are now, under the version they were asked about. `by`: who answered, where it was here."""
    card = partial(cards.decided, meeting, registrant, by)
    await close_question(unit, meeting, registrant, card, what="answered")
    if registrant.guest and registrant.state in ANSWERED:
        await _tell_registrant(unit, tools, meeting, registrant)


async def _tell_registrant(unit: Unit, tools: Tools, meeting: Meeting, registrant: Registrant) -> None:
    """In their chat, if they were ever met there; with their own page's link, which knows when the door opens."""
    if registrant.person_id is None:
        return
    approved = registrant.state is RegistrantState.APPROVED
    person = await unit.people.get(registrant.person_id)
    dated = await unit.meetings.next_of(meeting.id, tools.clock())
    with speaking(person.locale):
        url = tools.deployment.links.join(person.id, dated.occurrence.id) if dated else ""
        card = cards.let_in(meeting, dated, url) if approved else cards.turned_away(meeting)
        said = "yes" if approved else "no"
        await tell(unit, person.id, card, cause=f"registrant:{registrant.id}:{registrant.version}:{said}")
