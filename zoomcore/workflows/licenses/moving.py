"""Carrying an approved request to Zoom: lower, verify, raise, verify; and back where the second half is refused.

Each state is one conditional UPDATE, each call is written down before it is sent, and whatever died in between is
looked for at Zoom before anything is sent again. So it may be killed anywhere: it ends done or rolled back.
"""

from datetime import timedelta

from zoomcore.domain.licenses.checking import Judgement, Verdict, judge, wants_back
from zoomcore.domain.licenses.choosing import Objection
from zoomcore.domain.licenses.pool import BASIC, LICENSED, LicenseRules
from zoomcore.domain.licenses.requests import (
    MOVING,
    NOT_IN_ACCOUNT,
    LicenseRequest,
    Origin,
    RequestEvent,
    RequestState,
    StepKind,
    expires,
)
from zoomcore.domain.work import AskForLicense, MoveLicense, ReturnLicense
from zoomcore.errors import ZoomError, ZoomNotFound, ZoomRefused, ZoomUnavailable, ZoomUnexpected
from zoomcore.jobs.port import Later
from zoomcore.services.licenses import notices
from zoomcore.services.licenses.rules import load_rules
from zoomcore.storage.licenses import POOL
from zoomcore.storage.store import Unit
from zoomcore.workflows.licenses.pool import donors_own_fault, find_account
from zoomcore.workflows.licenses.reading import look_again
from zoomcore.workflows.licenses.speaking import teller
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.refusals import explain

#: Another request has the pool or one of the two people to itself.
_BRIEF = timedelta(seconds=2)
#: A switch was thrown, or a class goes on: looked at again after this.
_A_WHILE = timedelta(minutes=1)
#: A donor's seat was taken by somebody outside: tried again so often, so long.
_AGAIN, _STRANDED_AFTER = timedelta(minutes=5), timedelta(hours=24)
#: After Zoom has been away for hours a job is taken up anew.
_TURN = timedelta(minutes=10)


async def move_license(work: MoveLicense, tools: Tools) -> None:
    """Until it has ended. A request that was renewed meanwhile is another job's."""
    while await advance(tools, work.request, work.version):
        pass


async def advance(tools: Tools, number: int, version: int) -> bool:
    """One step, whole by itself; False when there is nothing more to do here. Raises Later to wait."""
    async with tools.store.reading() as unit:
        request = await unit.licenses.get(number)
        rules = await load_rules(unit, tools.deployment)
    if request.version != version:
        return False
    match request.state:
        case RequestState.APPROVED:
            return await _begin(tools, request, rules)
        case RequestState.DONOR_LOWERED:
            return await _second_half(tools, request)
        case RequestState.RECIPIENT_RAISED:
            return await _finish(tools, request)
        case RequestState.ROLLING_BACK:
            return await _restore(tools, request)
        case _:
            return False


# The first half.


async def _begin(tools: Tools, request: LicenseRequest, rules: LicenseRules) -> bool:
    async with tools.store.unit() as unit:
        begun = await unit.licenses.was_sent(request, StepKind.LOWER)
        if rules.paused and not begun:
            raise Later(_A_WHILE)
        people = [one for one in (request.donor, request.recipient) if one]
        held = await unit.licenses.hold(request.id, [POOL, *people])
    if not held:
        raise Later(_BRIEF)
    seen = await look_again(tools, request, rules)
    async with tools.store.reading() as unit:
        guarded = await unit.pool.protections()
    judged = judge(request, seen, rules, guarded, tools.clock())
    return await _act_on(tools, request, judged)


async def _act_on(tools: Tools, request: LicenseRequest, judged: Judgement) -> bool:
    match judged.verdict:
        case Verdict.LOWER:
            return await _lower(tools, request)
        case Verdict.LOWERED:
            return await _go(tools, request, RequestEvent.LOWERED, step=StepKind.LOWER)
        case Verdict.RAISE:
            return await _raise(tools, request)
        case Verdict.RAISED:
            return await _go(tools, request, RequestEvent.RAISED, step=StepKind.RAISE)
        case Verdict.BUSY:
            async with tools.store.unit() as unit:
                await unit.licenses.release(request.id)
            raise Later(_A_WHILE)
        case Verdict.CHANGED:
            return await _changed(tools, request, judged.objection)
        case Verdict.NEEDLESS | Verdict.UNFIT:
            return await _leave_it(tools, request, judged.verdict)


async def _leave_it(tools: Tools, request: LicenseRequest, verdict: Verdict) -> bool:
    """Nothing is to be done: on the way back that is an end like any other."""
    if request.reverses is not None:
        return await _end(tools, request, RequestEvent.VERIFIED)
    return await _end(
        tools, request, RequestEvent.WITHDRAWN, error_code=NOT_IN_ACCOUNT if verdict is Verdict.UNFIT else 0
    )


async def _lower(tools: Tools, request: LicenseRequest) -> bool:
    """Take the donor's license. A refusal changes nothing, so another donor is looked for.

    Their class may have begun since Zoom was read: webhooks tell it, so our own tables are looked at once more in the
    unit that writes the call down. Nothing else comes before the call.
    """
    async with tools.store.unit() as unit:
        teaching = request.donor in await unit.licenses.live()
        if not teaching:
            await unit.licenses.step_sent(request, StepKind.LOWER, request.donor)
    if teaching:
        verdict = Verdict.CHANGED if request.reverses is None else Verdict.BUSY
        return await _act_on(tools, request, Judgement(verdict=verdict, objection=Objection.LIVE))
    try:
        await _set(tools, request, request.donor, BASIC)
    except (ZoomRefused, ZoomNotFound) as refusal:
        await _refused(tools, request, StepKind.LOWER, refusal)
        if request.reverses is not None:
            return await _end(tools, request, RequestEvent.WITHDRAWN)
        if not donors_own_fault(refusal):
            return await _end(tools, request, RequestEvent.WITHDRAWN, error_code=refusal.code)
        async with tools.store.unit() as unit:
            await unit.pool.note(request.donor, refused_code=refusal.code)
        return await _changed(tools, request, Objection.REFUSED)
    return await _go(tools, request, RequestEvent.LOWERED, step=StepKind.LOWER)


# The second half.


async def _second_half(tools: Tools, request: LicenseRequest) -> bool:
    """Both people were looked at in this round; only after a lost answer, and on the way back, they are again."""
    if not request.recipient:
        return await _end(tools, request, RequestEvent.VERIFIED)
    async with tools.store.reading() as unit:
        sent = await unit.licenses.was_sent(request, StepKind.RAISE)
    if sent or request.reverses is not None:
        recipient = await find_account(tools, request.recipient)
        if recipient is not None and recipient.licensed:
            return await _go(tools, request, RequestEvent.RAISED, step=StepKind.RAISE)
        if request.reverses is not None and not wants_back(request, recipient):
            return await _end(tools, request, RequestEvent.VERIFIED)
    return await _raise(tools, request)


async def _raise(tools: Tools, request: LicenseRequest) -> bool:
    """Give the license. A refusal after the first half brings the donor's back."""
    await _write_down(tools, request, StepKind.RAISE, request.recipient)
    try:
        await _set(tools, request, request.recipient, LICENSED)
    except (ZoomRefused, ZoomNotFound) as refusal:
        await _refused(tools, request, StepKind.RAISE, refusal)
        if request.state is RequestState.APPROVED and request.reverses is None and not donors_own_fault(refusal):
            # The free seat was somebody else's by then: a donor is looked for.
            return await _changed(tools, request, None)
        return await _go(tools, request, RequestEvent.RAISE_REFUSED, error_code=refusal.code)
    return await _go(tools, request, RequestEvent.RAISED, step=StepKind.RAISE)


async def _finish(tools: Tools, request: LicenseRequest) -> bool:
    return await _end(tools, request, RequestEvent.VERIFIED)


async def _restore(tools: Tools, request: LicenseRequest) -> bool:
    """The donor gets it back. Where somebody else took the seat meanwhile, it is tried again for a day, and told."""
    donor = await find_account(tools, request.donor)
    if donor is None or not donor.active or donor.licensed:
        return await _end(tools, request, RequestEvent.RESTORED)
    await _write_down(tools, request, StepKind.RESTORE, request.donor)
    try:
        await _set(tools, request, request.donor, LICENSED)
    except (ZoomRefused, ZoomNotFound) as refusal:
        await _refused(tools, request, StepKind.RESTORE, refusal)
        decided = request.decided_at or request.created_at
        if tools.clock() - decided > _STRANDED_AFTER:
            return await _end(tools, request, RequestEvent.ABANDONED, error_code=refusal.code)
        async with tools.store.unit() as unit:
            # The pool is full, so nobody else can be served but by lending: they need not wait for us.
            await unit.licenses.release(request.id, POOL)
            await teller(unit, tools).stamp(request, notices.owed_card(request), what="owed")
        raise Later(_AGAIN) from refusal
    return await _end(tools, request, RequestEvent.RESTORED, step=StepKind.RESTORE)


# Calls and records.


async def _write_down(tools: Tools, request: LicenseRequest, kind: StepKind, zoom_user: str) -> None:
    async with tools.store.unit() as unit:
        await unit.licenses.step_sent(request, kind, zoom_user)


async def _set(tools: Tools, request: LicenseRequest, zoom_user: str, user_type: int) -> None:
    """Written down before, sent, read back. AnswerLost leaves it to the next try to look."""
    await tools.zoom.set_user_type(zoom_user, user_type)
    account = await find_account(tools, zoom_user)
    if account is None or account.type != user_type:
        raise ZoomUnexpected(f"Zoom took a change of {request.ref} and does not show it.")


async def _refused(tools: Tools, request: LicenseRequest, kind: StepKind, refusal: ZoomError) -> None:
    async with tools.store.unit() as unit:
        await unit.licenses.step_refused(request, kind, refusal.code)


async def _go(
    tools: Tools, request: LicenseRequest, event: RequestEvent, *, step: StepKind | None = None, error_code: int = 0
) -> bool:
    async with tools.store.unit() as unit:
        if step is not None:
            await unit.licenses.step_seen(request, step)
        following = await unit.licenses.go(request, event, error_code=error_code)
        if following is not None and following.state is RequestState.ROLLED_BACK:
            await _close(unit, tools, following)
    return following is not None


async def _end(
    tools: Tools, request: LicenseRequest, event: RequestEvent, *, step: StepKind | None = None, error_code: int = 0
) -> bool:
    """The last state, and all that follows from it, in one unit. Nothing follows where another runner was quicker."""
    async with tools.store.unit() as unit:
        if step is not None:
            await unit.licenses.step_seen(request, step)
        done_at = tools.clock() if event is RequestEvent.VERIFIED else None
        following = await unit.licenses.go(request, event, error_code=error_code or request.error_code, done_at=done_at)
        if following is not None:
            await _close(unit, tools, following)
    return False


async def _close(unit: Unit, tools: Tools, request: LicenseRequest) -> None:
    await unit.licenses.release(request.id)
    if request.reverses is not None:
        await _close_reversal(unit, tools, request)
        return
    if request.state is RequestState.DONE and request.until is not None:
        await unit.jobs.enqueue(ReturnLicense(request=request.id), due=request.until)
    await teller(unit, tools).end(request)


async def _close_reversal(unit: Unit, tools: Tools, request: LicenseRequest) -> None:
    """The request that was taken back says so; where that failed it stands as before."""
    original = await unit.licenses.get(request.reverses or 0)
    undone = RequestEvent.TAKEN_BACK if request.origin is Origin.UNDO else RequestEvent.GIVEN_BACK
    event = undone if request.state is RequestState.DONE else RequestEvent.REVERSAL_FAILED
    ended = await unit.licenses.go(original, event)
    if ended is not None:
        await teller(unit, tools).reversed(ended, request)


async def _changed(tools: Tools, request: LicenseRequest, objection: Objection | None) -> bool:
    """Nothing was done. A new version of the request asks again, unless this one has waited too long."""
    if request.reverses is not None or request.origin is Origin.SWEEP:
        return await _end(tools, request, RequestEvent.WITHDRAWN)
    async with tools.store.unit() as unit:
        version, again = request.version + 1, expires(tools.clock(), request.needed_at)
        following = await unit.licenses.go(
            request, RequestEvent.CHANGED, version=version, expires_at=again, offer=None, donor="", donor_name=""
        )
        if following is not None:
            await unit.licenses.release(request.id)
            await unit.jobs.enqueue(AskForLicense(request=request.id, version=version))
            card = notices.changed_card(following, request.donor_name, objection)
            await teller(unit, tools).stamp(following, card, what="changed")
    return False


async def take_up(work: MoveLicense, tools: Tools, error: BaseException) -> None:
    """Given up after hours of trying: a request under way never ends so. It is taken up anew, and told."""
    async with tools.store.unit() as unit:
        request = await unit.licenses.get(work.request)
        if request.version != work.version or request.state not in MOVING:
            return
        following = MoveLicense(request=work.request, version=work.version, turn=work.turn + 1)
        await unit.jobs.enqueue(following, due=tools.clock() + _TURN)
        known = error if isinstance(error, ZoomError) else ZoomUnavailable(str(error))
        card = notices.trouble_card(request, *explain(known))
        await teller(unit, tools).stamp(request, card, what=f"trouble:{work.turn}")
