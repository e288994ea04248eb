"""Asking a course's instructors about somebody who wants to be let in."""

from zoomcore.domain.meetings import Meeting
from zoomcore.domain.registration import Registrant
from zoomcore.services.reaching import staff_of, tell
from zoomcore.services.registration import cards
from zoomcore.storage.store import Unit
from zoomcore.wording import speaking


async def ask_staff(unit: Unit, meeting: Meeting, registrant: Registrant) -> int:
    """Each instructor gets a card with Approve and Deny, once; how many could be reached.

    Who is on the roster waits for nobody: they are approved by the next run of their class's registration.
    """
    if not registrant.guest:
        return 0
    course = await unit.courses.get(meeting.course_id)
    many = 0
    for person in await staff_of(unit, course.id):
        with speaking(person.locale):
            card = cards.question(meeting, course, registrant)
            cause = f"registrant:{registrant.id}:{registrant.version}:{person.id}"
            many += await tell(unit, person.id, card, cause=cause)
    return many
