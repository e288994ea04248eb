"""Taking up again what ended badly: given up after many tries, or refused by Zoom."""

from collections.abc import Mapping
from dataclasses import replace

from zoomcore.commands.base import Command
from zoomcore.commands.wishes import hosting as wishes
from zoomcore.commands.wishes.house import RetryWork
from zoomcore.commands.wishes.meetings import CancelMeeting, MoveMeeting, RecoverMeeting, ScheduleMeeting
from zoomcore.commands.wishes.options import ChangeOptions
from zoomcore.commands.wishes.tracking import SetTracking
from zoomcore.domain.hosting_work import BringSubstitute, ChangeAlternatives, ChangeHost, TakeOffSubstitute, keeper
from zoomcore.domain.meetings import MeetingState
from zoomcore.domain.people import PersonId, Role
from zoomcore.domain.records import ChangeKind, ChangeState, JobRow, JobState
from zoomcore.domain.substitutes import SubstituteState
from zoomcore.domain.tracking_work import SetTracked
from zoomcore.domain.work import Answered, ChangeMeeting, CreateMeeting, DeliverMessage
from zoomcore.errors import Conflict, NotAllowed
from zoomcore.services import access
from zoomcore.services.meetings.alternatives import lock
from zoomcore.services.meetings.changing import require_settled
from zoomcore.services.meetings.handover import require_another
from zoomcore.services.meetings.substituting import require_free
from zoomcore.services.scene import Scene
from zoomcore.services.underway import underway
from zoomcore.storage.hosting import require_substitute
from zoomcore.storage.payloads import work_of
from zoomcore.storage.store import Unit
from zoomcore.views import Action, Button, Card, Reply
from zoomcore.views.ways import help_button, status_button
from zoomcore.wording import _

#: As what each change of a class was wished for.
_CHANGES: Mapping[ChangeKind, type[Command]] = {
    ChangeKind.MOVE: MoveMeeting,
    ChangeKind.CANCEL: CancelMeeting,
    ChangeKind.RECOVER: RecoverMeeting,
    ChangeKind.OPTIONS: ChangeOptions,
}


async def retry(unit: Unit, scene: Scene, wish: RetryWork) -> Reply:
    """Back into the queue, at an admin's word or at that of whoever asked for the class or its change.

    Who asked hears of it where they press now. Conflict where it is under way again, or came to a good end meanwhile.
    """
    job = await unit.jobs.get(wish.job)
    author, failed = await _standing(unit, job)
    mine = author == scene.person.id
    if mine:
        await _require_still(unit, scene, job)
    else:
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


async def _require_still(unit: Unit, scene: Scene, job: JobRow) -> None:
    """NotAllowed for whoever asked, and may not ask for that any more in the course of the class."""
    asked = await _asked(unit, job)
    if asked is None:
        return
    number, wish = asked
    course = await unit.courses.get((await unit.meetings.get(number)).course_id)
    access.require(scene.at(course, await unit.courses.role_of(course.id, scene.person.id)), wish.spec.role)


async def _asked(unit: Unit, job: JobRow) -> tuple[int, type[Command]] | None:
    """The class it is about, and as what it was wished for; None for what was asked by nobody in person."""
    match job.kind:
        case CreateMeeting.kind:
            return int(job.key), ScheduleMeeting
        case ChangeMeeting.kind:
            change = await unit.meetings.get_change(int(job.key))
            return change.meeting_id, _CHANGES[change.kind]
    match work_of(job):
        case ChangeAlternatives(meeting=number):
            return number, wishes.ChangeAlternatives
        case ChangeHost(meeting=number):
            return number, wishes.ChangeHost
        case SetTracked(meeting=number):
            return number, SetTracking
        case BringSubstitute(substitute=number) | TakeOffSubstitute(substitute=number):
            return require_substitute(await unit.hosting.find(number)).meeting_id, wishes.StandIn
        case _:
            return None


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
        case ChangeHost(meeting=number, person=new):
            await _hold(unit, number)
            await require_another(unit, await unit.meetings.get(number), await unit.people.get(new))
        case ChangeAlternatives(meeting=number) | SetTracked(meeting=number):
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
        dated = await unit.meetings.get_occurrence(found.occurrence_id)
        await require_free(unit, dated, await unit.people.get(found.person_id))
        await unit.hosting.ask_again(found.id)
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
