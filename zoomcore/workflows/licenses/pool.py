"""Reading the pool: who there is, who hosts, who is in which group, what was bought. Nothing here changes Zoom."""

import logging
from collections.abc import Awaitable
from datetime import datetime, timedelta

from zoomcore.domain.licenses.choosing import DonorFacts, choose_donors
from zoomcore.domain.licenses.pool import LicenseRules, Seats, ZoomAccount
from zoomcore.domain.work import SweepPool
from zoomcore.errors import ZoomAuthError, ZoomError, ZoomNotFound, ZoomRefused
from zoomcore.services.licenses.rules import (
    bought_by_bill,
    keep_bill,
    keep_groups,
    keep_sweep,
    last_sweep,
    load_rules,
)
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.client import ZoomClient
from zoomcore.zoom.models import ZoomUser

logger = logging.getLogger(__name__)

#: How many months of hosting are looked at: one report run each.
MONTHS = 2
#: A pool read longer ago than this is read anew before it is chosen from.
STALE = timedelta(hours=36)
#: So many of the idlest are asked for add-ons each night, and so long their answer holds.
_ASKED, ADD_ONS_HOLD = 10, timedelta(days=7)
_PAGE = 300
_MONTH = timedelta(days=31)
_DAY = timedelta(days=1)
#: What an account's plan or the app's scopes may keep from us.
_OPTIONAL = (ZoomAuthError, ZoomRefused, ZoomNotFound)


async def sweep_pool(_work: SweepPool, tools: Tools) -> None:
    """Everything, for work nobody waits for."""
    await read_pool(tools, tools.zoom.in_bulk())


async def read_pool(tools: Tools, zoom: ZoomClient) -> None:
    """⌈users/300⌉ list calls, a report run a month looked at, the groups with the guarded ones' members, the bill.

    What a scope or the plan keeps from us is written down and left out.
    """
    began = tools.clock()
    await _read_users(tools, zoom, began)
    trouble = {
        "hosting": await _tried(_read_hosting(tools, zoom, began)),
        "groups": await _tried(_read_groups(tools, zoom)),
        "plan": await _tried(read_bill(tools, zoom)),
        "add-ons": await _tried(_read_add_ons(tools, zoom)),
    }
    async with tools.store.unit() as unit:
        await unit.pool.pardon()
        await keep_sweep(unit, began, {part: said for part, said in trouble.items() if said})


async def _tried(part: Awaitable[None]) -> str:
    """What kept it from being read, "" for nothing."""
    try:
        await part
    except _OPTIONAL as error:
        logger.warning("a part of the license pool could not be read", exc_info=error)
        missing = error.missing_scopes if isinstance(error, ZoomAuthError) else ()
        return ", ".join(missing) or str(error.code)
    return ""


async def ensure_pool(tools: Tools) -> None:
    """Reads the pool where it was not read lately: the first request of a fresh house pays for it."""
    async with tools.store.reading() as unit:
        read_at, _trouble = await last_sweep(unit)
    if read_at is None or tools.clock() - read_at > STALE:
        await read_pool(tools, tools.zoom)


def account_of(user: ZoomUser, known: ZoomAccount | None, now: datetime) -> ZoomAccount:
    """A user as Zoom has them now, with what only other calls taught us."""
    return ZoomAccount(
        id=user.id,
        email=user.email.lower(),
        name=user.name,
        type=user.type,
        status=user.status or "active",
        role_id=user.role_id,
        groups=frozenset(user.group_ids) if user.group_ids or known is None else known.groups,
        last_login=user.last_login_time,
        created_at=user.created_at,
        bundle=bool(user.bundle),
        hosted_on=known.hosted_on if known else None,
        addons=known.addons if known else None,
        addons_at=known.addons_at if known else None,
        flipped_at=known.flipped_at if known else None,
        refused_code=known.refused_code if known else 0,
        read_at=now,
    )


async def _read_users(tools: Tools, zoom: ZoomClient, began: datetime) -> None:
    page: list[ZoomAccount] = []
    async for user in zoom.iterate_users():
        if user.id:
            page.append(account_of(user, None, began))
        if len(page) == _PAGE:
            await _keep(tools, page)
            page = []
    await _keep(tools, page)
    async with tools.store.unit() as unit:
        await unit.pool.forget_before(began)


async def _keep(tools: Tools, page: list[ZoomAccount]) -> None:
    async with tools.store.unit() as unit:
        await unit.pool.keep(page)


async def _read_hosting(tools: Tools, zoom: ZoomClient, now: datetime) -> None:
    """The later month last, so that its day stands."""
    for back in reversed(range(MONTHS)):
        last = now.date() - back * _MONTH
        hosted = {host.id: last async for host in zoom.iterate_hosts(last - _MONTH + _DAY, last) if host.meetings}
        async with tools.store.unit() as unit:
            await unit.pool.note_hosting(hosted)


async def _read_groups(tools: Tools, zoom: ZoomClient) -> None:
    """Only where a group guards or confines anybody."""
    async with tools.store.reading() as unit:
        guarded = (await unit.pool.protections()).groups
    wanted = tools.deployment.zoom_groups
    if not guarded and not wanted:
        return
    groups = await zoom.list_groups()
    async with tools.store.unit() as unit:
        await keep_groups(unit, {group.name: group.id for group in groups})
    for group in groups:
        if group.name in guarded:
            # Protected by its name, before anybody had asked Zoom for the number of it.
            async with tools.store.unit() as unit:
                await unit.pool.rename_guard(group.name, group.id)
        if group.id in guarded or group.name in guarded or group.name in wanted:
            members = [member.id async for member in zoom.iterate_group_members(group.id)]
            async with tools.store.unit() as unit:
                await unit.pool.note_group(group.id, members)


async def read_bill(tools: Tools, zoom: ZoomClient) -> None:
    """One request of the Heavy class; a refusal is remembered for a day."""
    now = tools.clock()
    try:
        usage = await zoom.get_plan_usage()
    except _OPTIONAL:
        async with tools.store.unit() as unit:
            await keep_bill(unit, None, refused_at=now)
        raise
    async with tools.store.unit() as unit:
        await keep_bill(unit, usage.bought, refused_at=None)


async def _read_add_ons(tools: Tools, zoom: ZoomClient) -> None:
    """Of those who would be proposed next: a request of the Medium class each."""
    now = tools.clock()
    async with tools.store.reading() as unit:
        rules = await load_rules(unit, tools.deployment)
        holders, guarded = await unit.pool.licensed(), await unit.pool.protections()
    idlest = choose_donors(holders, DonorFacts(), rules, guarded, now, most=_ASKED)
    for candidate in idlest.best:
        await learn_add_ons(tools, zoom, candidate.account)


async def learn_add_ons(tools: Tools, zoom: ZoomClient, account: ZoomAccount) -> tuple[str, ...]:
    """What this user would lose; asked for again after a week."""
    now = tools.clock()
    if account.addons is not None and account.addons_at is not None and now - account.addons_at < ADD_ONS_HOLD:
        return account.addons
    found = await zoom.list_add_ons(account.id)
    async with tools.store.unit() as unit:
        await unit.pool.note(account.id, addons=list(found), addons_at=now)
    return found


async def read_seats(tools: Tools, rules: LicenseRules) -> Seats:
    """One or two requests: the users counted, and the bill where Zoom shows it. A lower limit of an admin wins."""
    now = tools.clock()
    async with tools.store.reading() as unit:
        _bought, ask = await bought_by_bill(unit, now)
    if ask:
        await _tried(read_bill(tools, tools.zoom))
    used = await _count(tools)
    async with tools.store.reading() as unit:
        bought, _ask = await bought_by_bill(unit, now)
    known = [number for number in (bought, rules.limit) if number is not None]
    return Seats(bought=min(known) if known else None, used=used, read_at=now)


async def _count(tools: Tools) -> int:
    """As Zoom counts now; as the sweep counted where the app may not ask."""
    try:
        return (await tools.zoom.count_users()).licensed
    except ZoomAuthError:
        async with tools.store.reading() as unit:
            return await unit.pool.count_licensed()


async def find_account(tools: Tools, id_or_email: str) -> ZoomAccount | None:
    """A user as Zoom has them now, kept; None for nobody of this account. One request."""
    if not id_or_email:
        return None
    try:
        user = await tools.zoom.get_user(id_or_email)
    except ZoomNotFound:
        return None
    async with tools.store.unit() as unit:
        account = account_of(user, await unit.pool.find(user.id), tools.clock())
        await unit.pool.keep([account])
    return account


def donors_own_fault(error: ZoomError) -> bool:
    """Whether a refusal to take a license is about this one user: a room, events to come, an open invitation."""
    return error.code in {200, 300, 1001, 1010, 1109, 1120}
