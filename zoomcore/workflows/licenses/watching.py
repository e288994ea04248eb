"""Acting on what Zoom tells of its users: the pool is kept true, and a license that moves by itself is noticed."""

from zoomcore.chat import ConversationRef
from zoomcore.domain.licenses.pool import BASIC, LICENSED, ZoomAccount
from zoomcore.domain.licenses.requests import LicenseRequest, LicenseStep, RequestState, StepKind
from zoomcore.services.licenses import notices
from zoomcore.services.licenses.rules import approval_places
from zoomcore.storage.pool import GONE
from zoomcore.views import Card, Reply
from zoomcore.views.codec import reply_to_json
from zoomcore.workflows.admins import admin_places
from zoomcore.workflows.licenses.pool import find_account
from zoomcore.workflows.licenses.speaking import teller
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.user_events import LEFT, UserEvent


async def follow_user(event: UserEvent, tools: Tools) -> None:
    """Late and repeated events do no harm: what counts is read from Zoom, one request where a license may differ."""
    if not event.user_id:
        return
    if event.what in LEFT:
        await _note(tools, event.user_id, status=GONE, type=0)
    elif event.what == "deactivated":
        await _note(tools, event.user_id, status="inactive", type=BASIC)
    elif event.what == "signed_in":
        await _signed_in(tools, event)
    elif event.what != "updated" or event.type is not None:
        await _read_again(tools, event)


async def _note(tools: Tools, user: str, **known: object) -> None:
    async with tools.store.unit() as unit:
        await unit.pool.note(user, **known)


async def _signed_in(tools: Tools, event: UserEvent) -> None:
    """To the minute, where Zoom's own field has a buffer of three days."""
    async with tools.store.unit() as unit:
        known = await unit.pool.find(event.user_id)
        if known is not None and (known.last_login is None or known.last_login < event.at):
            await unit.pool.note(known.id, last_login=event.at)


async def _read_again(tools: Tools, event: UserEvent) -> None:
    account = await find_account(tools, event.user_id)
    if account is None:
        await _note(tools, event.user_id, status=GONE, type=0)
        return
    async with tools.store.reading() as unit:
        step = await unit.licenses.last_step(account.id)
        request = await unit.licenses.get(step.request_id) if step is not None else None
    if step is not None and request is not None and _moved_by_itself(account, step, request):
        await _tell_flip(tools, account, step, request)


def _moved_by_itself(account: ZoomAccount, step: LicenseStep, request: LicenseRequest) -> bool:
    """It is not as we left it, and nobody here has a hand in it now."""
    wanted = BASIC if step.kind is StepKind.LOWER else LICENSED
    return request.state is RequestState.DONE and account.active and account.type != wanted


async def _tell_flip(tools: Tools, account: ZoomAccount, step: LicenseStep, request: LicenseRequest) -> None:
    """Once for each lending: to the admins, and to who lost it before their class."""
    lost = step.kind is not StepKind.LOWER
    places = await _places(tools, request)
    async with tools.store.unit() as unit:
        await unit.pool.note(account.id, flipped_at=tools.clock())
        facts = await unit.licenses.facts("")
        needed_at = request.needed_at or facts.next_class.get(account.id)
        card = notices.flipped_card(account.name, lost=lost, zone=tools.deployment.zone, needed_at=needed_at)
        cause = f"license:{request.id}:flip:{account.id}"
        for place in places:
            reply = _once(card, f"{cause}:{place.place}")
            await unit.outbox.put(cause=f"{cause}:{place.place}", to=place.to_data(), reply=reply)
        if lost:
            await teller(unit, tools).tell(request.person, card, cause=f"{cause}:person")
        await unit.audit.write(None, "license flip", f"license:{request.id}", {"who": account.name, "lost": lost})


def _once(card: Card, cause: str) -> dict[str, object]:
    return reply_to_json(Reply(view=card, card=cause))


async def _places(tools: Tools, request: LicenseRequest) -> tuple[ConversationRef, ...]:
    async with tools.store.reading() as unit:
        channels = await approval_places(unit)
    answer = request.answer
    return channels or await admin_places(tools, str(answer.get("platform", "")), str(answer.get("tenant", "")))
