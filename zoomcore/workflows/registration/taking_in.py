"""Taking in who is registered at Zoom: every page of every status, into our rows."""

from collections.abc import Mapping
from datetime import datetime

from zoomcore.domain.meetings import Meeting
from zoomcore.domain.registration import THERE, Registrant, RegistrantState
from zoomcore.services.privacy import erased_among
from zoomcore.services.registration.asking import ask_staff
from zoomcore.services.registration.links import close_link, open_link
from zoomcore.services.sealing import Seal
from zoomcore.storage.registrants import Facts
from zoomcore.storage.store import Unit
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.attendance import ZoomRegistrant
from zoomcore.zoom.history import RegistrantStatus

_STATUSES: Mapping[RegistrantStatus, RegistrantState] = {
    "approved": RegistrantState.APPROVED,
    "pending": RegistrantState.PENDING,
    "denied": RegistrantState.DENIED,
}


async def take_in_list(tools: Tools, meeting: Meeting) -> None:
    """As Zoom has them now; one request a page of 300 and status, so three at least.

    Who is in none of the lists was cancelled there, unless somebody was signed up while we read.
    """
    began = tools.clock()
    zoom = tools.zoom.in_bulk()
    found: dict[str, tuple[ZoomRegistrant, RegistrantState]] = {}
    for status, state in _STATUSES.items():
        async for one in zoom.iterate_registrants(meeting.kind, meeting.zoom_id or 0, status=status):
            found[one.email] = (one, state)
    async with tools.store.unit() as unit:
        known = {one.email: one for one in await unit.registrants.of_meeting(meeting.id)}
        seal = tools.deployment.seal
        for email, (one, state) in found.items():
            if email in known:
                await _compare(unit, seal, known[email], one, state)
        await _add_new(unit, tools, meeting, {email: one for email, one in found.items() if email not in known})
        for email, registrant in known.items():
            if email not in found:
                await _missing(unit, registrant, began)


async def _compare(unit: Unit, seal: Seal, known: Registrant, one: ZoomRegistrant, state: RegistrantState) -> None:
    """Written only where something is otherwise. A link is kept where it is the same."""
    facts: Facts = {}
    if known.state is not state:
        facts["state"] = state
    if known.zoom_id != one.id:
        facts["zoom_id"] = one.id
    if one.join_url and open_link(seal, known.link) != one.join_url:
        facts["link"] = close_link(seal, one.join_url)
    if facts:
        facts["sent_at"] = None
        await unit.registrants.record(known.id, **facts)


async def _missing(unit: Unit, known: Registrant, began: datetime) -> None:
    if known.state not in THERE or (known.changed_at or began) >= began:
        return
    if known.state is RegistrantState.WISHED:
        # Sent, and not there: Zoom has not taken it, so it is sent again.
        if known.sent_at is not None and known.sent_at < began:
            await unit.registrants.release([known.id])
        return
    await unit.registrants.record(known.id, state=RegistrantState.WITHDRAWN, link="")


async def _add_new(
    unit: Unit, tools: Tools, meeting: Meeting, found: Mapping[str, tuple[ZoomRegistrant, RegistrantState]]
) -> None:
    """People who signed up at Zoom. Whoever gave an e-mail there has proved nothing: the row is not ours."""
    erased = await erased_among(unit, found, tools.deployment.pepper)
    people = await unit.registrants.people_called(found.keys())
    seal = tools.deployment.seal
    for email, (one, state) in found.items():
        if email in erased:
            continue
        added = await unit.registrants.add_found(
            meeting.id,
            email=email,
            name=one.name or email.partition("@")[0],
            person_id=people.get(email),
            state=state,
            zoom_id=one.id,
            link=close_link(seal, one.join_url),
        )
        if added is not None and state is RegistrantState.PENDING:
            await ask_staff(unit, meeting, added)
