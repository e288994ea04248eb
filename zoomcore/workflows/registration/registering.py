"""Signing a course's people up for a class: planned from the rows, sent in batches, resumed wherever it died."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from zoomcore.domain.meetings import Meeting
from zoomcore.domain.people import Person
from zoomcore.domain.registration import (
    AT_ONCE,
    Expected,
    Registrant,
    RegistrantState,
    batches,
    by_hand,
    hosts_of,
    needs_a_yes,
    plan,
    registers,
    takes_batches,
)
from zoomcore.domain.registration_work import RegisterPeople
from zoomcore.errors import AnswerLost, UserError, ZoomError, ZoomRateLimited, ZoomRefused, ZoomUnavailable
from zoomcore.jobs.port import Later
from zoomcore.services.reaching import tell_staff
from zoomcore.services.registration import cards
from zoomcore.storage.registrants import Wish
from zoomcore.views import Card
from zoomcore.wording import speaking
from zoomcore.workflows.pausing import wait_while_paused
from zoomcore.workflows.registration.links import add_at_zoom, approve_of_roster, made_facts
from zoomcore.workflows.registration.taking_in import take_in_list
from zoomcore.workflows.telling import tell
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.refusals import by_code, explain
from zoomcore.zoom.registering import NewRegistrant

#: About one person, where all others may go on: a value Zoom does not take, a host, an e-mail that is no work e-mail.
_ABOUT_ONE = frozenset({300, 3027, 3034})
#: Zoom takes no batches for this meeting after all: one by one it is.
_NO_BATCH = 303


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """One run over one class."""

    work: RegisterPeople
    tools: Tools
    meeting: Meeting

    async def wait_while_paused(self) -> None:
        """Before each request that writes: a run is long, and an admin who stops everything means it too."""
        await wait_while_paused(self.tools, self.work, self.meeting.topic)


async def register_people(work: RegisterPeople, tools: Tools) -> None:
    """A one-time class of N: ceil(N / 30) adds; a series: N. After a lost answer the list of registrants first.

    Rows are marked before they are sent, so whoever comes after a crash looks at Zoom before sending them again;
    a second job for the same class takes other rows. Approvals and cancels: thirty a request, and harmless twice.
    """
    async with tools.store.reading() as unit:
        meeting = await unit.meetings.get(work.meeting)
        host = await unit.people.get(meeting.host_id)
        person = await unit.people.get(work.person) if work.person else host
    if not registers(meeting) or meeting.zoom_id is None:
        return
    run = _Run(work=work, tools=replace(tools, zoom=tools.zoom.in_bulk()), meeting=meeting)
    with speaking(person.locale):
        await run.wait_while_paused()
        try:
            await _carry_out(run, host)
        except ZoomRateLimited as error:
            # Nothing failed: Zoom, or its budget, wants this later.
            raise Later(error.retry_after) from error
        except AnswerLost as error:
            raise Later(tools.doubt) from error
        except ZoomUnavailable:
            raise
        except ZoomError as error:
            await _stop(run, error)


async def _carry_out(run: _Run, host: Person) -> None:
    tools, meeting = run.tools, run.meeting
    doubtful = await _doubtful(run)
    if doubtful or run.work.look:
        await take_in_list(tools, meeting)
    async with tools.store.unit() as unit:
        hosts = hosts_of(meeting, host.email)
        roster = [one for one in await unit.registrants.expected(meeting) if one.email not in hosts]
        planned = plan(roster, await unit.registrants.of_meeting(meeting.id))
        await unit.registrants.wish(meeting.id, [_wish(one) for one in planned.adds])
        for guest, one in planned.adopts:
            await unit.registrants.adopt(guest.id, one.person)
    await _cancel(run, planned.cancels)
    await _add_all(run, len(roster))
    await _add_dates(run)
    await _approve(run, {one.email for one in roster})
    await _say(run, len(planned.cancels))


def _wish(one: Expected) -> Wish:
    return {"person_id": one.person, "email": one.email, "name": one.name}


async def _doubtful(run: _Run) -> bool:
    """Whether somebody was sent by an earlier try. Later while Zoom, or another job, may still be at it."""
    async with run.tools.store.reading() as unit:
        rows = await unit.registrants.of_meeting(run.meeting.id)
    sent = [one.sent_at for one in rows if one.state is RegistrantState.WISHED and one.sent_at is not None]
    if not sent:
        return False
    waited = run.tools.clock() - max(sent)
    if waited < run.tools.doubt:
        raise Later(run.tools.doubt - waited)
    return True


# Adding.


async def _add_all(run: _Run, of: int) -> None:
    size = AT_ONCE if takes_batches(run.meeting) else 1
    since = 0
    while True:
        await run.wait_while_paused()
        async with run.tools.store.unit() as unit:
            claimed = await unit.registrants.claim(run.meeting.id, size)
        if not claimed:
            return
        if len(claimed) == 1 or not await _add_batch(run, claimed):
            for number, one in enumerate(claimed, start=1):
                await _add_one(run, one, claimed[number:])
        since += len(claimed)
        if since >= AT_ONCE:
            since = 0
            await _tell_progress(run, of)


async def _add_dates(run: _Run) -> None:
    """Who came onto the roster as a guest of some dates is signed up for all of them; till then they keep those."""
    async with run.tools.store.reading() as unit:
        rows = await unit.registrants.of_meeting(run.meeting.id)
    for one in rows:
        if one.occurrences and not one.guest and one.state is RegistrantState.APPROVED:
            await run.wait_while_paused()
            async with run.tools.store.unit() as unit:
                claimed = await unit.registrants.claim_one(one.id, lost_before=run.tools.clock() - run.tools.doubt)
            if claimed is not None:
                await _add_one(run, claimed)


async def _add_batch(run: _Run, people: Sequence[Registrant]) -> bool:
    """False where Zoom wants them one by one: no batches here, or one of them is no registrant."""
    meeting = run.meeting
    news = [NewRegistrant(email=one.email, name=one.name) for one in people]
    try:
        made = await run.tools.zoom.add_registrants(
            meeting.kind, meeting.zoom_id or 0, news, auto_approve=by_hand(meeting)
        )
    except ZoomRefused as error:
        if error.code in _ABOUT_ONE or error.code == _NO_BATCH:
            return False
        await _release(run, people)
        raise
    except AnswerLost:
        raise
    except ZoomError:
        await _release(run, people)
        raise
    answered = {one.email: one for one in made}
    async with run.tools.store.unit() as unit:
        for one in people:
            if one.email in answered:
                await unit.registrants.record(one.id, **made_facts(run.tools.deployment.seal, answered[one.email]))
            else:
                # Zoom said nothing of them: neither made nor refused in words.
                await unit.registrants.record(one.id, state=RegistrantState.REFUSED, sent_at=None)
    return True


async def _add_one(run: _Run, one: Registrant, rest: Sequence[Registrant] = ()) -> None:
    """What Zoom says about one person stands with them; what it says about the class ends the run, for `rest` too."""
    try:
        await add_at_zoom(run.tools, run.meeting, one)
    except ZoomError as error:
        if isinstance(error, ZoomRefused) and error.code in _ABOUT_ONE:
            async with run.tools.store.unit() as unit:
                await unit.registrants.record(
                    one.id, state=RegistrantState.REFUSED, sent_at=None, error_code=error.code
                )
            return
        await _release(run, rest)
        raise


async def _release(run: _Run, people: Sequence[Registrant]) -> None:
    if people:
        async with run.tools.store.unit() as unit:
            await unit.registrants.release([one.id for one in people])


# Approving and cancelling.


async def _cancel(run: _Run, people: Sequence[Registrant]) -> None:
    """Who was wished for and never sent simply goes."""
    meeting = run.meeting
    for some in batches(people):
        await run.wait_while_paused()
        there = [one.zoom_id for one in some if one.zoom_id]
        if there:
            await run.tools.zoom.decide_registrants(meeting.kind, meeting.zoom_id or 0, "cancel", there)
        async with run.tools.store.unit() as unit:
            await unit.registrants.count_decisions([one.id for one in some if one.zoom_id])
            for one in some:
                await unit.registrants.record(one.id, state=RegistrantState.CANCELLED, link="", sent_at=None)


async def _approve(run: _Run, wanted: set[str]) -> None:
    """Of a class where each is approved, the roster is let in by itself; their links are read after."""
    meeting = run.meeting
    async with run.tools.store.reading() as unit:
        rows = await unit.registrants.of_meeting(meeting.id)
    waiting = [one for one in rows if one.zoom_id and one.email in wanted and needs_a_yes(one)]
    for some in batches(waiting):
        await run.wait_while_paused()
        await approve_of_roster(run.tools, meeting, some)
    if waiting:
        await take_in_list(run.tools, meeting)


# Telling.


async def _tell_progress(run: _Run, of: int) -> None:
    if run.work.answer:
        async with run.tools.store.reading() as unit:
            there = _there(await unit.registrants.of_meeting(run.meeting.id))
        await tell(run.tools, run.work, cards.progress(run.meeting, there, of), outcome=f"at-{there}")


def _there(rows: Sequence[Registrant]) -> int:
    return sum(one.state is RegistrantState.APPROVED and not one.guest for one in rows)


async def _say(run: _Run, cancelled: int) -> None:
    if not run.work.answer:
        return
    async with run.tools.store.reading() as unit:
        rows = await unit.registrants.of_meeting(run.meeting.id)
        unreachable = await unit.registrants.count_without_email(run.meeting)
    reasons = {code: words[0] for code, words in by_code().items()}
    own = [one for one in rows if not one.guest]
    now = run.tools.clock()
    done = cards.Outcome(
        there=_there(rows),
        cancelled=cancelled,
        refused=[(one, cards.names_of(reasons, one.error_code)) for one in own if one.state is RegistrantState.REFUSED],
        tomorrow=sum(one.state is RegistrantState.WISHED and not one.may_be_added(now) for one in own),
        unreachable=unreachable,
    )
    await tell(run.tools, run.work, cards.registered(run.meeting, done), outcome="done")


async def _stop(run: _Run, error: ZoomError) -> None:
    """Zoom said no for the whole class: told to who waits, else to the instructors, once for each reason."""
    if run.work.answer:
        await tell(run.tools, run.work, _stopped(run.meeting, error), outcome="stopped")
        return
    await _tell_staff(run.tools, run.meeting, error, reason=str(error.code))


def _stopped(meeting: Meeting, error: UserError | ZoomError) -> Card:
    words = explain(error) if isinstance(error, ZoomError) else (error.message, error.next_step)
    return cards.stopped(meeting, words)


async def _tell_staff(tools: Tools, meeting: Meeting, error: UserError | ZoomError, *, reason: str) -> None:
    card = partial(_stopped, meeting, error)
    async with tools.store.unit() as unit:
        await tell_staff(unit, meeting.course_id, card, cause=f"registration:{meeting.id}:{reason}")


async def fail(work: RegisterPeople, tools: Tools, error: UserError | ZoomError) -> None:
    """Given up: told with what to do next; the sweep tries again."""
    async with tools.store.reading() as unit:
        meeting = await unit.meetings.get(work.meeting)
        person = await unit.people.get(work.person or meeting.host_id)
    with speaking(person.locale):
        if work.answer:
            await tell(tools, work, _stopped(meeting, error), outcome="failed")
        else:
            await _tell_staff(tools, meeting, error, reason="given-up")
