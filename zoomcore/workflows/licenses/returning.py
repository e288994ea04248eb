"""Moments of a request that have come: asking further, telling the host, expiring, and giving a license back."""

from datetime import timedelta

from zoomcore.domain.licenses.requests import LicenseRequest, Origin, RequestEvent, RequestState
from zoomcore.domain.work import RemindOfLicense, ReturnLicense
from zoomcore.jobs.port import Later
from zoomcore.services.licenses import cards, notices
from zoomcore.services.licenses.deciding import begin_reversal
from zoomcore.workflows.admins import admin_places
from zoomcore.workflows.licenses.speaking import teller
from zoomcore.workflows.tools import Tools

#: A class that still runs, or is about to begin, keeps its license: looked at again after this.
_A_WHILE = timedelta(minutes=5)
_NEAR = timedelta(minutes=30)


async def remind_of_license(work: RemindOfLicense, tools: Tools) -> None:
    """Only of a request that still waits, in the version it was planned for."""
    async with tools.store.reading() as unit:
        request = await unit.licenses.get(work.request)
    if request.state is not RequestState.REQUESTED or request.version != work.version:
        return
    match work.what:
        case "next":
            await _ask_further(tools, request)
        case "host":
            await _tell_host(tools, request)
        case _:
            await _expire(tools, request)


async def _ask_further(tools: Tools, request: LicenseRequest) -> None:
    """Each admin in private, as a new message that rings."""
    platform, tenant = str(request.answer.get("platform", "")), str(request.answer.get("tenant", ""))
    places = await admin_places(tools, platform, tenant)
    async with tools.store.unit() as unit:
        speaker = teller(unit, tools)
        card = cards.request_card(await speaker.story(request))
        await speaker.put_copies(request, places, card, again=":next")


async def _tell_host(tools: Tools, request: LicenseRequest) -> None:
    async with tools.store.unit() as unit:
        speaker = teller(unit, tools)
        card = notices.basic_start_card(await speaker.story(request))
        await speaker.tell(request.person, card, cause=f"license:{request.id}:{request.version}:host")


async def _expire(tools: Tools, request: LicenseRequest) -> None:
    wait = request.expires_at - tools.clock()
    if wait > timedelta():
        raise Later(wait)
    async with tools.store.unit() as unit:
        expired = await unit.licenses.go(request, RequestEvent.EXPIRED)
        if expired is not None:
            await teller(unit, tools).end(expired)


async def return_license(work: ReturnLicense, tools: Tools) -> None:
    """Once the class it was for is over, and none is about to begin."""
    async with tools.store.reading() as unit:
        request = await unit.licenses.get(work.request)
        facts = await unit.licenses.facts("", but=request.id)
    if request.state is not RequestState.DONE:
        return
    following = facts.next_class.get(request.recipient)
    if request.recipient in facts.live or (following is not None and following - tools.clock() < _NEAR):
        raise Later(_A_WHILE)
    async with tools.store.unit() as unit:
        await begin_reversal(unit, request, Origin.RETURN, by=None)
