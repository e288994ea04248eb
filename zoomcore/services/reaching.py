"""Speaking to somebody who did not ask: in their direct chat, once for each cause."""

from collections.abc import Callable, Collection

from zoomcore.chat import ConversationRef
from zoomcore.domain.people import CourseId, Person, PersonId, Role
from zoomcore.storage.store import Unit
from zoomcore.views import Card, Reply
from zoomcore.views.codec import reply_to_json
from zoomcore.wording import current_language, speaking

#: Staff of one course who are told; more is a mailing.
_MOST_STAFF = 50
_STAFF = (Role.INSTRUCTOR,)


async def direct_place(unit: Unit, person_id: PersonId) -> ConversationRef | None:
    """Where somebody was met first, their home workspace or tenant before any other; None where they never wrote."""
    met = await unit.people.identities(person_id)
    if not met:
        return None
    one = min(met, key=lambda identity: not identity.trusted)
    return ConversationRef(platform=one.platform, tenant=one.tenant, user=one.user_id, direct=True)


async def tell(unit: Unit, person_id: PersonId, card: Card, *, cause: str, subject: str = "") -> bool:
    """Puts a card into the outbox, in the language of the block; False where there is no place to reach them.

    The same cause is said once, however often it is told. What is told about a `subject` can be edited by it later.
    """
    to = await direct_place(unit, person_id)
    if to is None:
        return False
    reply = Reply(view=card, card=cause, language=current_language())
    await unit.outbox.put(cause=cause, to=to.to_data(), reply=reply_to_json(reply), subject=subject)
    return True


async def staff_of(unit: Unit, course_id: CourseId, roles: Collection[Role] = _STAFF) -> tuple[Person, ...]:
    """A course's instructors, or those who hold the roles."""
    roster = await unit.courses.roster(course_id, limit=_MOST_STAFF)
    return tuple(entry.person for entry in roster if entry.role in roles)


async def tell_staff(
    unit: Unit, course_id: CourseId, card: Callable[[], Card], *, cause: str, subject: str = ""
) -> None:
    """To each of a course's instructors, in their own language, once for the same cause."""
    for person in await staff_of(unit, course_id):
        with speaking(person.locale):
            await tell(unit, person.id, card(), cause=f"{cause}:{person.id}", subject=subject)
