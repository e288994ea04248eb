"""What Zoom tells of registrants by webhook: who signed up on its page, and what a host decided there."""

from zoomcore.domain.meetings import Meeting
from zoomcore.domain.registration import Registrant, RegistrantState
from zoomcore.services.privacy import erased_among
from zoomcore.services.registration.asking import ask_staff
from zoomcore.services.registration.following import follow_class
from zoomcore.storage.store import Unit
from zoomcore.workflows.registration.deciding import tell_registrant
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.registration_events import RegistrationEvent

_STATES = {
    "approved": RegistrantState.APPROVED,
    "pending": RegistrantState.PENDING,
    "denied": RegistrantState.DENIED,
    "cancelled": RegistrantState.WITHDRAWN,
}
_ANSWERS = frozenset({RegistrantState.APPROVED, RegistrantState.DENIED})


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
            await _add(unit, tools, meeting, event, state)
        elif not _is_old_news(known, event):
            changed = await _follow(unit, known, state, event)
            if changed and known.state is RegistrantState.PENDING and known.guest and state in _ANSWERS:
                await tell_registrant(unit, tools, meeting, known, approved=state is RegistrantState.APPROVED)


def _is_old_news(known: Registrant, event: RegistrationEvent) -> bool:
    """Zoom repeats events for an hour and a half: what we wrote after it happened is newer."""
    return known.changed_at is not None and known.changed_at > event.at


async def _add(unit: Unit, tools: Tools, meeting: Meeting, event: RegistrationEvent, state: RegistrantState) -> None:
    """Signed up at Zoom. Somebody of the roster is let in by the class's next run; others are asked about."""
    if await erased_among(unit, [event.email], tools.deployment.pepper):
        return
    people = await unit.registrants.people_called([event.email])
    dates = await _dates(unit, meeting, event)
    added = await unit.registrants.add_found(
        meeting.id,
        email=event.email,
        name=event.name or event.email.partition("@")[0],
        person_id=people.get(event.email),
        state=state,
        zoom_id=event.registrant_id,
        occurrences=dates,
    )
    if added is None or state is not RegistrantState.PENDING:
        return
    expected = {one.email for one in await unit.registrants.expected(meeting)}
    if event.email in expected:
        await follow_class(unit, meeting, request=f"event:{event.registrant_id}")
    else:
        await ask_staff(unit, meeting, added)


async def _dates(unit: Unit, meeting: Meeting, event: RegistrationEvent) -> tuple[int, ...]:
    """Our numbers of the dates signed up for; () where it is all of them."""
    live = {one.zoom_occurrence_id: one.id for one in await unit.meetings.occurrences(meeting.id)}
    named = {live[one] for one in event.occurrence_ids if one in live}
    return () if len(named) in {0, len(live)} else tuple(sorted(named))


async def _follow(unit: Unit, known: Registrant, state: RegistrantState, event: RegistrationEvent) -> bool:
    """False where it is no news. While the answer to our own add is under way, that brings the link along."""
    if known.state in {state, RegistrantState.WISHED}:
        return False
    if (known.state, state) == (RegistrantState.CANCELLED, RegistrantState.WITHDRAWN):
        return False
    await unit.registrants.record(known.id, state=state, zoom_id=event.registrant_id, link="")
    return True
