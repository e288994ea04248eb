"""Asking a course's instructors about somebody who wants to be let in, and closing the question once it is answered."""

from collections.abc import Callable, Sequence
from functools import partial

from zoomcore.chat import ConversationRef
from zoomcore.domain.meetings import Meeting
from zoomcore.domain.registration import Registrant
from zoomcore.services.reaching import direct_place, staff_of, tell_staff
from zoomcore.services.registration import cards
from zoomcore.services.registration.following import follow_class
from zoomcore.storage.store import Unit
from zoomcore.views import Card, Reply
from zoomcore.views.codec import reply_to_json
from zoomcore.wording import current_language, speaking


def question_subject(registrant: Registrant) -> str:
    """Under which the instructors' copies of one question are filed; asked anew, it is another question."""
    return f"registrant:{registrant.id}:{registrant.version}"


async def ask_about(unit: Unit, meeting: Meeting, waiting: Sequence[Registrant], *, request: str) -> None:
    """Who waits at Zoom: people of the roster are let in by a run of their class, about others the staff is asked.

    `request` tells this occasion from every other of the class. Told again, nothing is asked twice.
    """
    if not waiting:
        return
    expected = {one.email for one in await unit.registrants.expected(meeting)}
    if any(one.email in expected for one in waiting):
        await follow_class(unit, meeting, request=request)
    for one in waiting:
        if one.email not in expected:
            await ask_staff(unit, meeting, one)


async def ask_staff(unit: Unit, meeting: Meeting, registrant: Registrant) -> None:
    """Each instructor whom we ever met gets a card with Approve and Deny, once for each time they ask."""
    course = await unit.courses.get(meeting.course_id)
    subject = question_subject(registrant)
    card = partial(cards.question, meeting, course, registrant)
    await tell_staff(unit, course.id, card, cause=subject, subject=subject)


async def was_asked(unit: Unit, registrant: Registrant) -> bool:
    """Whether the question about them, as they are now, stands in anybody's chat, answered or not."""
    return bool(await unit.posts.of_subject(question_subject(registrant)))


async def close_question(
    unit: Unit, meeting: Meeting, registrant: Registrant, card: Callable[[], Card], *, what: str
) -> None:
    """Every copy that stands says it, each in its reader's language; once for each `what`.

    `registrant` as they were when they were asked about.
    """
    posts = await unit.posts.of_subject(question_subject(registrant))
    if not posts:
        return
    languages: dict[str, str] = {}
    for person in await staff_of(unit, meeting.course_id):
        to = await direct_place(unit, person.id)
        if to is not None:
            languages[to.place] = person.locale
    for post in posts:
        place = ConversationRef.from_data(post.to).place
        with speaking(languages.get(place, "")):
            cause = f"post:{post.id}:{what}"
            reply = Reply(view=card(), replaces=True, card=cause, language=current_language())
        await unit.outbox.put(cause=cause, to=post.to, reply=reply_to_json(reply), edits=post.id)
