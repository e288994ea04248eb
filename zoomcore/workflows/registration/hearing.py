"""What Zoom tells of registrants by webhook: who signed up on its page, and what a host decided there."""

from zoomcore.domain.meetings import Meeting
from zoomcore.domain.registration import GONE, Registrant, RegistrantState
from zoomcore.services.privacy import erased_among
from zoomcore.services.registration.asking import ask_about
from zoomcore.storage.registrants import Facts
from zoomcore.storage.store import Unit
from zoomcore.workflows.registration.noticing import Notice
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.registration_events import RegistrationEvent

_STATES = {
    "approved": RegistrantState.APPROVED,
    "pending": RegistrantState.PENDING,
    "denied": RegistrantState.DENIED,
    "cancelled": RegistrantState.WITHDRAWN,
}


async def hear_registration(event: RegistrationEvent, tools: Tools) -> None:
    """No request: a link is read when it is needed. A late or repeated event changes nothing."""
    state = _STATES.get(event.status)
    if state is None or not event.email:
        return
    async with tools.store.unit() as unit:
        meeting = await unit.meetings.find_by_number(event.meeting_id)
        if meeting is None:
            return
        known = await unit.registrants.find(meeting.id, email=event.email)
        if known is None:
            waits = await _add(unit, tools, meeting, event, state)
        elif _is_old_news(known, event):
            return
        else:
            waits = await _follow(unit, tools, meeting, known, event)
        if waits is not None:
            await ask_about(unit, meeting, [waits], request=f"event:{waits.id}:{waits.version}")


def _is_old_news(known: Registrant, event: RegistrationEvent) -> bool:
    """Zoom repeats events for an hour and a half: what we wrote after it happened is newer."""
    return known.changed_at is not None and known.changed_at > event.at


async def _add(
    unit: Unit, tools: Tools, meeting: Meeting, event: RegistrationEvent, state: RegistrantState
) -> Registrant | None:
    """Signed up at Zoom; returned where they wait for a yes."""
    if await erased_among(unit, [event.email], tools.deployment.pepper):
        return None
    people = await unit.registrants.people_called([event.email])
    added = await unit.registrants.add_found(
        meeting.id,
        email=event.email,
        name=event.name or event.email.partition("@")[0],
        person_id=people.get(event.email),
        state=state,
        zoom_id=event.registrant_id,
        occurrences=await _dates(unit, meeting, event),
    )
    return added if state is RegistrantState.PENDING else None


async def _dates(unit: Unit, meeting: Meeting, event: RegistrationEvent) -> tuple[int, ...]:
    """Our numbers of the dates signed up for; () where it is all of them."""
    live = {one.zoom_occurrence_id: one.id for one in await unit.meetings.occurrences(meeting.id)}
    named = {live[one] for one in event.occurrence_ids if one in live}
    return () if len(named) in {0, len(live)} else tuple(sorted(named))


async def _follow(
    unit: Unit, tools: Tools, meeting: Meeting, known: Registrant, event: RegistrationEvent
) -> Registrant | None:
    """Where it is news; returned where they wait anew. The answer to our own add, under way, brings the link along."""
    state = _STATES[event.status]
    if known.state in {state, RegistrantState.WISHED}:
        return None
    if (known.state, state) == (RegistrantState.CANCELLED, RegistrantState.WITHDRAWN):
        return None
    facts: Facts = {"state": state, "zoom_id": event.registrant_id, "link": ""}
    if known.state in GONE:
        facts["occurrences"] = await _dates(unit, meeting, event)
    return await Notice(unit=unit, tools=tools, meeting=meeting).take(known, facts)
