"""A class was changed here and at Zoom: carrying out whose change counts."""

from dataclasses import replace

from zoomcore.commands.wishes.sync import SettleClash
from zoomcore.domain.meetings import Meeting
from zoomcore.domain.work import ChangeMeeting, ReadMeeting
from zoomcore.errors import Conflict
from zoomcore.services.phrases import spaced
from zoomcore.services.scene import Scene
from zoomcore.services.sync.cards import taking_card
from zoomcore.services.underway import underway
from zoomcore.storage.payloads import work_of
from zoomcore.storage.store import Unit
from zoomcore.views import Code, Line, Reply
from zoomcore.wording import _, phrase

#: What a change that was stopped for this reason is filed under.
CLASH = "clash"


async def settle(unit: Unit, scene: Scene, wish: SettleClash) -> Reply:
    """The first answer counts. Conflict where it was given already, or the class went on since."""
    meeting = await unit.meetings.get(wish.meeting)
    change = await unit.meetings.get_change(wish.change)
    if change.meeting_id != meeting.id or not await unit.meetings.settle_clash(change.id, CLASH):
        raise _settled(meeting)
    await unit.audit.write(scene.person.id, "clash", f"meeting:{meeting.id}", {"change": change.id, "mine": wish.mine})
    if not wish.mine:
        await unit.jobs.enqueue(ReadMeeting(meeting=meeting.id, cause=f"clash:{change.id}"))
        return Reply(view=taking_card(meeting), replaces=True)
    job = await unit.jobs.find(ChangeMeeting.kind, str(change.id))
    work = work_of(job) if job is not None else None
    if job is None or not isinstance(work, ChangeMeeting):
        raise _settled(meeting)
    again = replace(work, over=True, turn=work.turn + 1, answer=scene.answer.to_data(), card=scene.card)
    if not await unit.jobs.take_up(job.id, again):
        raise _settled(meeting)
    return Reply(view=underway(_("Changing {topic} …").replace("{topic}", meeting.topic)), replaces=True)


def _settled(meeting: Meeting) -> Conflict:
    return Conflict(
        _("{topic} was settled already.").replace("{topic}", meeting.topic),
        next_step=_("`list` shows how things stand."),
    )


def let_go_line(meeting: Meeting) -> Line:
    """For the end of a cancellation that Zoom did not carry out."""
    return phrase(
        "It is off here. At Zoom somebody else hosts meeting {number} by now, so Zoom doesn't let me delete it there. "
        "Ask that person to delete it.",
        number=Code(spaced(meeting.zoom_id)),
    )
