"""Taking in who is registered at Zoom: every page of every status, into our rows."""

from collections.abc import Mapping
from datetime import datetime

from zoomcore.domain.meetings import Meeting
from zoomcore.domain.registration import THERE, Registrant, RegistrantState
from zoomcore.services.privacy import erased_among
from zoomcore.services.registration.asking import ask_about
from zoomcore.services.registration.links import close_link, open_link
from zoomcore.services.sealing import Seal
from zoomcore.storage.registrants import Facts
from zoomcore.storage.store import Unit
from zoomcore.workflows.registration.noticing import Notice
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.attendance import ZoomRegistrant
from zoomcore.zoom.history import RegistrantStatus

_STATUSES: Mapping[RegistrantStatus, RegistrantState] = {
    "approved": RegistrantState.APPROVED,
    "pending": RegistrantState.PENDING,
    "denied": RegistrantState.DENIED,
}


async def take_in_list(tools: Tools, meeting: Meeting, *, invited: int = 0) -> None:
    """As Zoom has them now; one request a page of 300 and status, so three at least.

    Who is in none of the lists was cancelled there, unless somebody was signed up while we read. Nobody is asked
    about the registrant who is `invited`: they have a yes.
    """
    began = tools.clock()
    zoom = tools.zoom.in_bulk()
    found: dict[str, tuple[ZoomRegistrant, RegistrantState]] = {}
    for status, state in _STATUSES.items():
        async for one in zoom.iterate_registrants(meeting.kind, meeting.zoom_id or 0, status=status):
            found[one.email] = (one, state)
    async with tools.store.unit() as unit:
        known = {one.email: one for one in await unit.registrants.of_meeting(meeting.id)}
        notice = Notice(unit=unit, tools=tools, meeting=meeting, since=began)
        waiting: list[Registrant | None] = []
        for email, (one, state) in found.items():
            if email in known and (facts := _otherwise(tools.deployment.seal, known[email], one, state)):
                waiting.append(await notice.take(known[email], facts))
        waiting += await _add_new(unit, tools, meeting, {e: one for e, one in found.items() if e not in known})
        for email, registrant in known.items():
            if email not in found:
                await _missing(notice, registrant, began)
        asked = [one for one in waiting if one is not None and one.id != invited]
        await ask_about(unit, meeting, asked, request=f"list:{began.isoformat()}")


def _otherwise(seal: Seal, known: Registrant, one: ZoomRegistrant, state: RegistrantState) -> Facts:
    """What is not as we have it. A link is kept where it is the same."""
    facts: Facts = {}
    if known.state is not state:
        facts["state"] = state
    if known.zoom_id != one.id:
        facts["zoom_id"] = one.id
    if one.join_url and open_link(seal, known.link) != one.join_url:
        facts["link"] = close_link(seal, one.join_url)
    if facts:
        facts["sent_at"] = None
    return facts


async def _missing(notice: Notice, known: Registrant, began: datetime) -> None:
    if known.state not in THERE or (known.changed_at or began) >= began:
        return
    if known.state is RegistrantState.WISHED:
        # Sent, and not there: Zoom has not taken it, so it is sent again.
        if known.sent_at is not None and known.sent_at < began:
            await notice.unit.registrants.release([known.id])
        return
    await notice.take(known, {"state": RegistrantState.WITHDRAWN, "link": ""})


async def _add_new(
    unit: Unit, tools: Tools, meeting: Meeting, found: Mapping[str, tuple[ZoomRegistrant, RegistrantState]]
) -> list[Registrant | None]:
    """People who signed up at Zoom; returned where they wait. Whoever gave an e-mail there has proved nothing."""
    waiting: list[Registrant | None] = []
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
        if state is RegistrantState.PENDING:
            waiting.append(added)
    return waiting
