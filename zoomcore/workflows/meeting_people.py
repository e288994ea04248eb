"""Getting to know somebody: `connect`, and the one private welcome."""

from zoomcore.domain.people import Person
from zoomcore.domain.work import LookUpHost, WelcomePerson
from zoomcore.errors import ZoomError, ZoomRateLimited, ZoomUnavailable
from zoomcore.services.connecting import connected_card, welcome_card
from zoomcore.views import Reply
from zoomcore.views.codec import reply_to_json
from zoomcore.views.ways import connect_button, help_button
from zoomcore.wording import speaking
from zoomcore.workflows.hosts import look_up
from zoomcore.workflows.telling import refused_card, tell
from zoomcore.workflows.tools import Tools


async def look_up_host(work: LookUpHost, tools: Tools) -> None:
    """Who the asker is at Zoom, now: one request."""
    async with tools.store.reading() as unit:
        person = await unit.people.get(work.person)
        courses = await unit.courses.of_person(person.id)
    with speaking(person.locale):
        try:
            person = await look_up(tools, person)
        except (ZoomUnavailable, ZoomRateLimited):
            raise
        except ZoomError as error:
            await tell(tools, work, refused_card("Zoom", error, (connect_button(), help_button())), outcome="failed")
            return
        card = connected_card(person, person.zone or tools.deployment.zone, len(courses))
        await tell(tools, work, card, outcome="done")


async def welcome_person(work: WelcomePerson, tools: Tools) -> None:
    """Once for each person, on the chat they were met on; Zoom away only leaves its line out."""
    async with tools.store.reading() as unit:
        person = await unit.people.get(work.person)
        courses = await unit.courses.of_person(person.id)
    if person.welcomed:
        return
    person = await _with_zoom(tools, person)
    platform = str(work.to["platform"])
    admin = tools.deployment.is_admin(person, platform, str(work.to.get("user", "")))
    with speaking(person.locale):
        word = tools.deployment.words.get(platform, "")
        card = welcome_card(person, person.zone or tools.deployment.zone, len(courses), admin=admin, word=word)
        async with tools.store.unit() as unit:
            cause = f"welcome:{person.id}"
            await unit.outbox.put(cause=cause, to=work.to, reply=reply_to_json(Reply(view=card, card=cause)))
            await unit.people.update(person.id, welcomed=True)


async def _with_zoom(tools: Tools, person: Person) -> Person:
    try:
        return await look_up(tools, person)
    except ZoomError:
        return person
