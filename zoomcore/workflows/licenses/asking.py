"""From a wish for a license to a decision: a free seat at once, else whoever may lend, shown to the admins."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from zoomcore.chat import ConversationRef
from zoomcore.domain.licenses.choosing import (
    SHOWN,
    Candidate,
    Choice,
    DonorFacts,
    choose_donors,
    objection_to,
)
from zoomcore.domain.licenses.offers import Offer, offer_of
from zoomcore.domain.licenses.pool import LicenseRules, Policy, Protections, Seats
from zoomcore.domain.licenses.requests import (
    NOBODY_DECIDES,
    NOBODY_LENDS,
    NOT_IN_ACCOUNT,
    REMIND_HOST,
    REMIND_NEXT,
    UNREAD,
    LicenseRequest,
    RequestEvent,
    RequestState,
    expires,
)
from zoomcore.domain.people import License
from zoomcore.domain.work import AskForLicense, MoveLicense, RemindOfLicense
from zoomcore.errors import UserError, ZoomAuthError, ZoomError, ZoomNotFound, ZoomRefused
from zoomcore.jobs.port import Later
from zoomcore.services.licenses import cards, notices
from zoomcore.services.licenses.rules import approval_places, hold_rules, load_rules
from zoomcore.services.licenses.words import reasons_why_not
from zoomcore.storage.store import Unit
from zoomcore.workflows.admins import admin_places
from zoomcore.workflows.licenses.pool import ensure_pool, find_account, learn_add_ons, read_seats
from zoomcore.workflows.licenses.reading import read_engagement, with_engagement
from zoomcore.workflows.licenses.speaking import teller
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.refusals import explain

#: So many of the idlest are looked at before it is said that nobody can lend.
_LOOKED_AT = 10
#: A class so near is asked for at any hour.
_PRESSING = timedelta(hours=8)


async def ask_for_license(work: AskForLicense, tools: Tools) -> None:
    """Warm: the seats, and what the three best host. Cold: the whole pool before that (see `read_pool`)."""
    async with tools.store.reading() as unit:
        request = await unit.licenses.get(work.request)
        rules = await load_rules(unit, tools.deployment)
    if request.state is not RequestState.REQUESTED or request.version != work.version:
        return
    known = await _with_recipient(tools, request, rules)
    if known is None:
        return
    seats = await read_seats(tools, rules)
    async with tools.store.reading() as unit:
        owed = await unit.licenses.owed()
    if seats.free is not None and seats.free > owed:
        await _offer_free(tools, known, rules, seats)
        return
    await _offer_lent(tools, known, rules, seats)


async def _with_recipient(tools: Tools, request: LicenseRequest, rules: LicenseRules) -> LicenseRequest | None:
    """The request with its recipient as Zoom has them; None, and told, where there is nothing to give them."""
    account = await find_account(tools, request.recipient)
    outside = account is not None and bool(rules.groups) and rules.groups.isdisjoint(account.groups)
    unfit = account is None or not account.active or outside
    async with tools.store.unit() as unit:
        if account is None or unfit or account.licensed:
            ended = await unit.licenses.go(request, RequestEvent.WITHDRAWN, error_code=NOT_IN_ACCOUNT if unfit else 0)
            if ended is not None:
                await teller(unit, tools).end(ended)
            return None
        if request.person is not None:
            await unit.people.update(request.person, zoom_user_id=account.id, license=License.BASIC)
        return await unit.licenses.amend(request, recipient=account.id, recipient_name=account.name)


async def _offer_free(tools: Tools, request: LicenseRequest, rules: LicenseRules, seats: Seats) -> None:
    """Given at once, but where everything is only proposed."""
    offer = Offer(donors=(), eligible=0, bought=seats.bought, used=seats.used, checked_at=tools.clock())
    if rules.policy is Policy.WATCH or rules.paused:
        await _ask(tools, request, offer)
        return
    async with tools.store.unit() as unit:
        await _approve(unit, request, offer)


async def _offer_lent(tools: Tools, request: LicenseRequest, rules: LicenseRules, seats: Seats) -> None:
    await ensure_pool(tools)
    choice, offer = await propose(tools, request, rules, seats)
    if not offer.donors:
        await _nobody(tools, request, choice)
        return
    if await _decides_itself(tools, request, offer):
        return
    _respect_quiet(tools, request, rules)
    await _ask(tools, request, offer)


def _respect_quiet(tools: Tools, request: LicenseRequest, rules: LicenseRules) -> None:
    """Later where the house sleeps and nothing presses: a class within hours is no time to be polite."""
    now = tools.clock()
    local = now.astimezone(ZoneInfo(tools.deployment.zone))
    presses = request.needed_at is not None and request.needed_at - now < _PRESSING
    if rules.quiet_at(local.hour) and not presses:
        raise Later(timedelta(minutes=60 - local.minute))


async def propose(tools: Tools, request: LicenseRequest, rules: LicenseRules, seats: Seats) -> tuple[Choice, Offer]:
    """The idlest of those who may lend, looked at one by one until three are left: two lists of meetings each."""
    now = tools.clock()
    async with tools.store.reading() as unit:
        holders, guarded = await unit.pool.licensed(), await unit.pool.protections()
        facts = await unit.licenses.facts(request.recipient, but=request.id)
    choice = choose_donors(holders, facts, rules, guarded, now, most=_LOOKED_AT)
    fit: list[Candidate] = []
    passed_over = 0
    for candidate in choice.best:
        if len(fit) == SHOWN:
            break
        looked_at = await _look_at(tools, candidate, facts, rules, guarded)
        fit += [looked_at] if looked_at is not None else []
        passed_over += looked_at is None
    seen = replace(choice, best=tuple(fit), eligible=choice.eligible - passed_over)
    return seen, offer_of(seen, seats, now)


async def _look_at(
    tools: Tools, candidate: Candidate, facts: DonorFacts, rules: LicenseRules, guarded: Protections
) -> Candidate | None:
    """The candidate with what they host; None where that, or an add-on, stands against it."""
    user = candidate.account.id
    try:
        engagement = await read_engagement(tools, user)
        addons = await _add_ons(tools, candidate)
    except (ZoomNotFound, ZoomRefused):
        return None
    account = replace(candidate.account, addons=addons)
    known = with_engagement(facts, user, engagement)
    if objection_to(account, known, rules, guarded, tools.clock()) is not None:
        return None
    return replace(candidate, account=account, next_class=known.next_class.get(user))


async def _add_ons(tools: Tools, candidate: Candidate) -> tuple[str, ...] | None:
    """None where the app may not ask: then Zoom's own refusals are all that guards them."""
    try:
        return await learn_add_ons(tools, tools.zoom, candidate.account)
    except ZoomAuthError:
        return candidate.account.addons


# What becomes of the offer.


async def _decides_itself(tools: Tools, request: LicenseRequest, offer: Offer) -> bool:
    """The same rules without the card, so often a day. Free licenses, and what an admin decided, don't count.

    Counted and approved in one unit that holds the rules: of two at the same moment the second counts the first.
    """
    since = tools.clock() - timedelta(days=1)
    async with tools.store.unit() as unit:
        rules = await hold_rules(unit, tools.deployment)
        if rules.policy is not Policy.AUTO or rules.paused:
            return False
        if await unit.licenses.count_automatic(since, but=request.id) >= rules.auto_per_day:
            return False
        await _approve(unit, request, offer)
        return True


async def _approve(unit: Unit, request: LicenseRequest, offer: Offer) -> None:
    best = offer.donors[0] if offer.donors else None
    approved = await unit.licenses.decide(
        request,
        RequestEvent.APPROVED,
        offer=offer,
        donor=best.id if best else "",
        donor_name=best.name if best else "",
    )
    if approved is not None:
        await unit.jobs.enqueue(MoveLicense(request=approved.id, version=approved.version))


async def _ask(tools: Tools, request: LicenseRequest, offer: Offer) -> None:
    best = offer.donors[0] if offer.donors else None
    places = await _places(tools, request)
    if not places:
        await _nobody_decides(tools, request)
        return
    async with tools.store.unit() as unit:
        waiting = await unit.licenses.amend(
            request,
            offer=offer,
            donor=best.id if best else "",
            donor_name=best.name if best else "",
            # The half hour begins when somebody is asked.
            expires_at=max(request.expires_at, expires(tools.clock(), request.needed_at)),
        )
        if waiting is None:
            return
        speaker = teller(unit, tools)
        told = await speaker.story(waiting)
        card = cards.request_card(told)
        await speaker.stamp(waiting, card, what="offer")
        if waiting.version == 1:
            await speaker.put_copies(waiting, places, card)
        await speaker.answer(waiting, cards.waiting_card(told), what="asked")
        await _plan_reminders(unit, waiting, tools.clock())


async def _nobody_decides(tools: Tools, request: LicenseRequest) -> None:
    """The last admin has left: whoever asked, or is to host, hears it now and not after half an hour."""
    async with tools.store.unit() as unit:
        ended = await unit.licenses.go(request, RequestEvent.WITHDRAWN, refusal=NOBODY_DECIDES)
        if ended is None:
            return
        speaker = teller(unit, tools)
        await speaker.end(ended)
        if not ended.answer:
            card = cards.asker_card(await speaker.story(ended))
            await speaker.tell(ended.person, card, cause=f"license:{ended.id}:{ended.version}:nobody decides")


async def _places(tools: Tools, request: LicenseRequest) -> tuple[ConversationRef, ...]:
    """The admins' channels; each admin in private where none was named."""
    async with tools.store.reading() as unit:
        channels = await approval_places(unit)
    if channels:
        return channels
    asked = ConversationRef.from_data(request.answer) if request.answer else ConversationRef(platform="")
    return await admin_places(tools, asked.platform, asked.tenant)


async def _plan_reminders(unit: Unit, request: LicenseRequest, now: datetime) -> None:
    """Rows with a due time: they outlive every process."""
    moments = {"expire": request.expires_at}
    if request.needed_at is not None:
        moments |= {"next": request.needed_at - REMIND_NEXT, "host": request.needed_at - REMIND_HOST}
    for what, moment in moments.items():
        if moment > now:
            work = RemindOfLicense(request=request.id, version=request.version, what=what)
            await unit.jobs.enqueue(work, due=moment)


async def _nobody(tools: Tools, request: LicenseRequest, choice: Choice) -> None:
    """Nobody may lend: said with the reasons, to the asker and to the admins."""
    places = await _places(tools, request)
    async with tools.store.unit() as unit:
        ended = await unit.licenses.go(request, RequestEvent.WITHDRAWN, refusal=NOBODY_LENDS)
        if ended is None:
            return
        speaker = teller(unit, tools)
        card = cards.nobody_card(await speaker.story(ended), reasons_why_not(choice))
        await speaker.stamp(ended, card, what="nobody")
        if ended.version == 1:
            await speaker.put_copies(ended, places, card, again=":nobody")
        await speaker.answer(ended, card, what="nobody")


async def leave_unasked(work: AskForLicense, tools: Tools, error: UserError | ZoomError) -> None:
    """Zoom was away for too long, or refuses to be read: the asker hears why, and may ask again."""
    async with tools.store.unit() as unit:
        request = await unit.licenses.get(work.request)
        if request.version != work.version or request.state is not RequestState.REQUESTED:
            return
        code = error.code if isinstance(error, ZoomError) else 0
        ended = await unit.licenses.go(request, RequestEvent.WITHDRAWN, error_code=code, refusal=UNREAD)
        if ended is not None:
            happened, then = (error.message, error.next_step) if isinstance(error, UserError) else explain(error)
            speaker = teller(unit, tools)
            card = notices.unasked_card(await speaker.story(ended), happened, then)
            await speaker.stamp(ended, card, what="unasked")
            await speaker.answer(ended, card, what="unasked")
