"""Taking up again what ended badly: given up after many tries, or refused by Zoom."""

from dataclasses import replace

from zoomcore.commands.wishes.house import RetryWork
from zoomcore.domain.hosting_work import ChangeAlternatives, ChangeHost
from zoomcore.domain.meetings import MeetingState
from zoomcore.domain.people import PersonId, Role
from zoomcore.domain.records import ChangeState, JobRow, JobState
from zoomcore.domain.work import Answered, ChangeMeeting, CreateMeeting, DeliverMessage
from zoomcore.errors import Conflict, NotAllowed
from zoomcore.services import access
from zoomcore.services.meetings.alternatives import lock
from zoomcore.services.meetings.changing import require_settled
from zoomcore.services.scene import Scene
from zoomcore.services.underway import underway
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
    work = work_of(job)
    if isinstance(work, ChangeAlternatives | ChangeHost):
        return work.by, await unit.inbox.seen(work.done) is None
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
    if isinstance(work, ChangeAlternatives | ChangeHost):
        # It was given back when that ended badly, and may be in other hands by now.
        meeting = await unit.meetings.get(work.meeting)
        require_settled(meeting)
        await lock(unit, meeting)
    if isinstance(work, DeliverMessage):
        # Giving a message up settled it, so that those behind it could go on.
        await unit.outbox.reopen(work.outbox)
    return True


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
