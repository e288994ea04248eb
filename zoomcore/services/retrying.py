"""Taking up again what ended badly: given up after many tries, or refused by Zoom."""

from dataclasses import replace

from zoomcore.commands.wishes.house import RetryWork
from zoomcore.domain.hosting_work import BringSubstitute, ChangeAlternatives, ChangeHost, TakeOffSubstitute, keeper
from zoomcore.domain.meetings import MeetingState
from zoomcore.domain.people import PersonId, Role
from zoomcore.domain.records import ChangeState, JobRow, JobState
from zoomcore.domain.substitutes import SubstituteState
from zoomcore.domain.tracking_work import SetTracked
from zoomcore.domain.work import Answered, ChangeMeeting, CreateMeeting, DeliverMessage
from zoomcore.errors import Conflict, NotAllowed
from zoomcore.services import access
from zoomcore.services.meetings.alternatives import lock
from zoomcore.services.meetings.changing import require_settled
from zoomcore.services.scene import Scene
from zoomcore.services.underway import underway
from zoomcore.storage.hosting import require_substitute
from zoomcore.storage.payloads import work_of
from zoomcore.storage.store import Unit
from zoomcore.views import Action, Button, Card, Reply
from zoomcore.views.ways import help_button, status_button
from zoomcore.wording import _


async def retry(unit: Unit, scene: Scene, wish: RetryWork) -> Reply:
    """Back into the queue, at an admin's word or at that of whoever asked for the class or its change.

    Who asked hears of it where they press now. Conflict where it is under way again, or came to a good end meanwhile.
    """
    job = await unit.jobs.get(wish.job)
    author, failed = await _standing(unit, job)
    mine = author == scene.person.id
    if not mine:
        _require_admin(scene, author)
    if not failed or not await _take_up(unit, scene, job, mine=mine):
        raise Conflict(
            _("That work isn't waiting for anybody any more."), next_step=_("`list` shows how things stand.")
        )
    await unit.audit.write(scene.person.id, "retry", f"job:{wish.job}", {})
    return Reply(view=_again_card(mine=mine), replaces=mine)


async def _standing(unit: Unit, job: JobRow) -> tuple[PersonId | None, bool]:
    """Who asked for it (None: nobody in person), and whether it ended badly."""
    match job.kind:
        case CreateMeeting.kind:
            meeting = await unit.meetings.get(int(job.key))
            return meeting.created_by, meeting.state is MeetingState.FAILED
        case ChangeMeeting.kind:
            change = await unit.meetings.get_change(int(job.key))
            return change.requested_by, change.state is ChangeState.FAILED
    match work_of(job):
        case ChangeAlternatives() | ChangeHost() as work:
            return work.by, await unit.inbox.seen(work.done) is None
        case SetTracked() as work:
            return work.by, await unit.inbox.answer(work.done) is None
        case BringSubstitute(substitute=number):
            found = await unit.hosting.find(number)
            return (found.asked_by, found.state is SubstituteState.REFUSED) if found else (None, False)
        case TakeOffSubstitute(substitute=number, by=by):
            found = await unit.hosting.find(number)
            return by, found is not None and found.state is SubstituteState.ON
        case _:
            return None, job.state is JobState.GIVEN_UP


def _require_admin(scene: Scene, author: PersonId | None) -> None:
    if author is not None and not scene.admin:
        raise NotAllowed(
            _("Only who asked for that can try it again."), next_step=_("Ask them, or one of Lectern's admins.")
        )
    access.require(scene, Role.ADMIN)


async def _take_up(unit: Unit, scene: Scene, job: JobRow, *, mine: bool) -> bool:
    work = work_of(job)
    if work is None:
        return False
    if isinstance(work, Answered):
        work = replace(work, turn=work.turn + 1)
        work = replace(work, answer=scene.answer.to_data(), card=scene.card) if mine else work
    if not await unit.jobs.take_up(job.id, work):
        return False
    match work:
        case ChangeAlternatives(meeting=number) | ChangeHost(meeting=number) | SetTracked(meeting=number):
            await _hold(unit, number)
        case BringSubstitute() | TakeOffSubstitute():
            await _hold_for(unit, work)
    if isinstance(work, DeliverMessage):
        # Giving a message up settled it, so that those behind it could go on.
        await unit.outbox.reopen(work.outbox)
    return True


async def _hold(unit: Unit, meeting_id: int) -> None:
    """The class was given back when that ended badly. Conflict where it is in other hands by now, or off."""
    meeting = await unit.meetings.get(meeting_id)
    require_settled(meeting)
    await lock(unit, meeting)


async def _hold_for(unit: Unit, work: BringSubstitute | TakeOffSubstitute) -> None:
    found = require_substitute(await unit.hosting.find(work.substitute))
    if isinstance(work, BringSubstitute):
        if await unit.hosting.of_date(found.occurrence_id) is not None:
            raise Conflict(_("Somebody stands in on that date by now."), next_step=_("`sub` shows who does."))
        await unit.hosting.set_state(found.id, SubstituteState.REFUSED, SubstituteState.ASKED)
    await _hold(unit, found.meeting_id)
    if not await unit.hosting.keep_for(found.id, keeper(work)):
        raise Conflict(_("Zoom is being asked about them at this moment."), next_step=_("Ask again in a moment."))


def _again_card(*, mine: bool) -> Card:
    title = _("Trying again …")
    if mine:
        return underway(title)
    return Card(title=title, actions=(status_button(),))


async def ways_back(unit: Unit, work: Answered, verb: str) -> tuple[Action, ...]:
    """For the card that says how it failed: once more, and help. One statement."""
    job = await unit.jobs.find(work.kind, work.key)
    again = (Button(label=_("Try again"), command=RetryWork(job=job.id)),) if job else ()
    return (*again, help_button(verb))
