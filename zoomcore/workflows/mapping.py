"""Asking the admins whether a channel may stand for a course: one card each, or none where the policy says so."""

from zoomcore.chat import ConversationRef
from zoomcore.commands.wishes.courses import DecideMapping
from zoomcore.domain.courses import CourseMapping, MappingState
from zoomcore.domain.people import License, Person
from zoomcore.domain.work import AskForMapping
from zoomcore.errors import Conflict, ZoomError
from zoomcore.services import courses
from zoomcore.storage.store import Unit
from zoomcore.views import Card, Code, Reply, Text, Tone
from zoomcore.views.codec import reply_to_json
from zoomcore.views.ways import courses_button, help_button
from zoomcore.wording import _, phrase, speaking
from zoomcore.workflows.admins import admin_places
from zoomcore.workflows.hosts import look_up
from zoomcore.workflows.telling import put_answer, tell
from zoomcore.workflows.tools import Tools


async def ask_for_mapping(work: AskForMapping, tools: Tools) -> None:
    """One user look-up at Zoom; where Zoom is away the card says that the plan is unknown."""
    async with tools.store.reading() as unit:
        mapping = await unit.courses.get_mapping(work.mapping)
        person = await unit.people.get(mapping.requested_by or 0)
    if mapping.state is not MappingState.REQUESTED:
        return
    person = await _with_license(tools, person)
    with speaking(person.locale):
        if tools.deployment.mapping_policy == "self-service" and person.license is License.LICENSED:
            await _link_at_once(work, tools, mapping)
            return
        await _ask(work, tools, mapping, person)


async def _with_license(tools: Tools, person: Person) -> Person:
    try:
        return await look_up(tools, person)
    except ZoomError:
        return person


async def _link_at_once(work: AskForMapping, tools: Tools, mapping: CourseMapping) -> None:
    wish = DecideMapping(mapping=mapping.id, version=mapping.version, approve=True)
    async with tools.store.unit() as unit:
        linked = await courses.apply_decision(unit, None, mapping, wish, zone=tools.deployment.zone)
        if linked is None:
            raise Conflict(
                _("Somebody else has decided this already."), next_step=_("`course list` shows how it stands.")
            )
        card = courses.verdict_card(mapping, _("The self-service policy"), approved=True)
        await put_answer(unit, work, card, outcome="done")


async def _ask(work: AskForMapping, tools: Tools, mapping: CourseMapping, person: Person) -> None:
    places = await admin_places(tools, mapping.platform, mapping.tenant)
    if not places:
        await tell(tools, work, _nobody_to_ask(mapping), outcome="nobody")
        return
    async with tools.store.unit() as unit:
        card = courses.request_card(person, mapping)
        for place in places:
            await _put_copy(unit, mapping, place, card)
        # Kept for whoever decides, perhaps days later: where the asker waits.
        waits = f"answer:{courses.mapping_subject(mapping.id)}:{mapping.version}"
        await unit.inbox.first(waits, "answer", {"to": dict(work.answer), "card": work.card})
        waiting = Card(
            title=_("The admins are asked"),
            body=(
                Text(
                    line=phrase(
                        "This card changes when one of them has decided on {code}.", code=Code(mapping.course_code)
                    )
                ),
            ),
            actions=(courses_button(),),
        )
        await put_answer(unit, work, waiting, outcome="asked")


async def _put_copy(unit: Unit, mapping: CourseMapping, to: ConversationRef, card: Card) -> None:
    cause = f"mapping:{mapping.id}:{mapping.version}:{to.place}"
    reply = reply_to_json(Reply(view=card, card=cause))
    await unit.outbox.put(cause=cause, to=to.to_data(), reply=reply, subject=courses.mapping_subject(mapping.id))


def _nobody_to_ask(mapping: CourseMapping) -> Card:
    return Card(
        title=_("Nobody can decide on {code} yet").replace("{code}", mapping.course_code),
        tone=Tone.WARNING,
        body=(Text(line=phrase("No admin of Lectern is known in this chat. Ask whoever installed it to name one.")),),
        actions=(help_button("course map"),),
    )
