"""Somebody came into a channel: its course's instructors hear of it, once a day, with a button to look."""

from zoomcore.chat import ConversationRef
from zoomcore.commands.wishes.courses import SuggestRoster
from zoomcore.domain.courses import Course
from zoomcore.domain.people import Role
from zoomcore.storage.store import Unit
from zoomcore.views import Button, ButtonStyle, Card, Reply, Text
from zoomcore.views.codec import reply_to_json
from zoomcore.views.ways import people_button
from zoomcore.wording import _, phrase, speaking
from zoomcore.workflows.tools import Tools

#: Instructors of one course who are told; more is a mailing.
_TOLD = 10


async def member_came(tools: Tools, conversation: ConversationRef, user_id: str) -> None:
    """Nobody is enrolled unasked. Nothing is said of who is in the course already, nor in a channel without one."""
    async with tools.store.unit() as unit:
        place = (conversation.platform, conversation.tenant)
        mapping = await unit.courses.mapping_of(*place, conversation.channel)
        if mapping is None or mapping.course_id is None:
            return
        known = await unit.people.find_identity(*place, user_id) if user_id else None
        if known and await unit.courses.role_of(mapping.course_id, known.person_id) is not None:
            return
        course = await unit.courses.get(mapping.course_id)
        await _tell_instructors(unit, tools, course, conversation)


async def _tell_instructors(unit: Unit, tools: Tools, course: Course, conversation: ConversationRef) -> None:
    today = tools.clock().date()
    for entry in await unit.courses.roster(course.id, limit=_TOLD):
        if entry.role is not Role.INSTRUCTOR:
            continue
        for identity in await unit.people.identities(entry.person.id):
            if (identity.platform, identity.tenant) != (conversation.platform, conversation.tenant):
                continue
            cause = f"newcomers:{course.id}:{today}:{identity.person_id}:{identity.platform}"
            to = ConversationRef(platform=identity.platform, tenant=identity.tenant, user=identity.user_id)
            with speaking(entry.person.locale):
                reply = Reply(view=newcomers_card(course), card=cause)
            await unit.outbox.put(cause=cause, to=to.to_data(), reply=reply_to_json(reply))


def newcomers_card(course: Course) -> Card:
    look = SuggestRoster(code=course.code)
    return Card(
        title=_("New people in the channel of {code}").replace("{code}", course.code),
        body=(Text(line=phrase("They can join classes as guests. Shall I look who isn't in the course yet?")),),
        actions=(
            Button(label=_("Look who is new"), command=look, style=ButtonStyle.PRIMARY),
            people_button(course.code),
        ),
    )
