"""Zoom's invitation, for who runs the class."""

from zoomcore.domain.dialling import nearest_first
from zoomcore.domain.invitation_work import FetchInvitation
from zoomcore.domain.meetings import DatedClass
from zoomcore.domain.people import Person
from zoomcore.errors import UserError, ZoomAuthError, ZoomError, ZoomRateLimited, ZoomUnavailable, ZoomUnexpected
from zoomcore.services.meetings.dialling import country_of
from zoomcore.services.meetings.invitations import own_card, text_card
from zoomcore.views.ways import classes_button, help_button
from zoomcore.wording import speaking
from zoomcore.workflows.telling import put_answer, refused_card, tell, waiting_card
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.refusals import explain


async def fetch_invitation(work: FetchInvitation, tools: Tools) -> None:
    """One request. Without its scope: the scope's name, and what is known without Zoom's text."""
    async with tools.store.reading() as unit:
        dated = await unit.meetings.get_occurrence(work.occurrence)
        person = await unit.people.get(work.person)
    with speaking(person.locale):
        try:
            text = await tools.zoom.get_invitation(dated.meeting.zoom_id or 0)
        except (ZoomUnavailable, ZoomRateLimited, ZoomUnexpected) as error:
            await tell(tools, work, waiting_card(dated.meeting.topic, error), outcome="waiting")
            raise
        except ZoomAuthError as error:
            if not error.missing_scopes:
                await fail(work, tools, error)
                return
            await _tell_own(work, tools, dated, person, error)
            return
        except ZoomError as error:
            await fail(work, tools, error)
            return
        await tell(tools, work, text_card(dated.meeting, text), outcome="done")


async def _tell_own(
    work: FetchInvitation, tools: Tools, dated: DatedClass, person: Person, error: ZoomAuthError
) -> None:
    async with tools.store.unit() as unit:
        numbers = await unit.sync.dial_in(dated.meeting.id)
        near = nearest_first(numbers, country_of(person.zone or dated.course_zone))
        link = tools.deployment.links.join(person.id, dated.occurrence.id)
        card = own_card(dated, near, link, (" ".join(explain(error)),))
        await put_answer(unit, work, card, outcome="done")


async def fail(work: FetchInvitation, tools: Tools, error: UserError | ZoomError) -> None:
    async with tools.store.reading() as unit:
        dated = await unit.meetings.get_occurrence(work.occurrence)
        person = await unit.people.get(work.person)
    with speaking(person.locale):
        actions = (classes_button(dated.course_code), help_button("invitation"))
        await tell(tools, work, refused_card(dated.meeting.topic, error, actions), outcome="failed")
