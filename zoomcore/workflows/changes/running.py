"""One run of a change: begun, called, recorded, told; or refused, and told."""

from datetime import datetime

from zoomcore.domain.dates import ZoomDate, pair_dates
from zoomcore.domain.meetings import Meeting, MeetingState, Scope
from zoomcore.domain.options import NOTHING_SAID
from zoomcore.domain.records import ChangeKind, ChangeState
from zoomcore.domain.schedule_data import schedule_from_data
from zoomcore.domain.syncing import Difference
from zoomcore.domain.undo import undo_until
from zoomcore.domain.work import ChangeMeeting
from zoomcore.errors import Conflict, UserError, ZoomError, ZoomRateLimited, ZoomUnavailable, ZoomUnexpected
from zoomcore.services.registration.following import follow_class
from zoomcore.services.retrying import ways_back
from zoomcore.services.sync.settling import CLASH
from zoomcore.storage.store import Unit
from zoomcore.views.ways import list_button
from zoomcore.wording import _, speaking
from zoomcore.workflows.changes.calls import call
from zoomcore.workflows.changes.cards import done_card, packed_inverse
from zoomcore.workflows.changes.noting import crowd_at, notes_of, plain_notes
from zoomcore.workflows.changes.options import record_options
from zoomcore.workflows.changes.passcodes import with_passcodes
from zoomcore.workflows.changes.story import Story, read_story, states_of
from zoomcore.workflows.drafts import dates_of
from zoomcore.workflows.hosting.following import clear_up
from zoomcore.workflows.pausing import wait_while_paused
from zoomcore.workflows.posts import refresh_posts
from zoomcore.workflows.sync.clashes import asking_card, find_clash
from zoomcore.workflows.telling import put_answer, refused_card, tell, waiting_card
from zoomcore.workflows.tools import Tools

#: Under which verb help tells how such a change is asked for.
_VERBS = {ChangeKind.MOVE: "move", ChangeKind.CANCEL: "cancel", ChangeKind.RECOVER: "", ChangeKind.OPTIONS: "set"}


async def change_meeting(work: ChangeMeeting, tools: Tools) -> None:
    """One call a date (a whole series: one), then one read; dates confirmed before a crash are not repeated."""
    story = await read_story(work, tools)
    if story.change.state is ChangeState.DONE:
        return
    if not await _begin(tools, story):
        await _overtaken(work, tools, story)
        return
    with speaking(story.author.locale):
        await wait_while_paused(tools, work, story.meeting.topic)
        try:
            found = () if work.over else await find_clash(tools, story.change, story.meeting, story.off)
            if found:
                await _stop(work, tools, story, found)
                return
            going_on = await with_passcodes(tools, story)
            if going_on is not None:
                await _record(work, tools, await call(tools, going_on))
        except (ZoomUnavailable, ZoomRateLimited, ZoomUnexpected) as error:
            await tell(tools, work, waiting_card(story.meeting.topic, error), outcome="waiting")
            raise
        except (UserError, ZoomError) as error:
            await fail(work, tools, error)


async def _begin(tools: Tools, story: Story) -> bool:
    """True to go on. What failed before is opened again, unless another change has come since."""
    if story.change.state is ChangeState.WAITING:
        return True
    stood, under_way = states_of(story.change)
    async with tools.store.unit() as unit:
        if not await unit.meetings.set_state(story.meeting.id, (stood,), under_way):
            return False
        return await unit.meetings.reopen_change(story.change.id)


async def _overtaken(work: ChangeMeeting, tools: Tools, story: Story) -> None:
    """Tried again too late: what came after it stands."""
    topic = story.meeting.topic
    with speaking(story.author.locale):
        error = Conflict(
            _("{topic} was changed once more since then.").replace("{topic}", topic),
            next_step=_("`list` shows how things stand."),
        )
        await tell(tools, work, refused_card(topic, error, (list_button(),)), outcome="overtaken")


async def _stop(work: ChangeMeeting, tools: Tools, story: Story, found: tuple[Difference, ...]) -> None:
    """Nothing is overwritten: the meeting stays as it is at Zoom until somebody says whose change counts."""
    async with tools.store.unit() as unit:
        await unit.meetings.finish_change(story.change.id, ChangeState.FAILED, CLASH)
        await unit.meetings.set_state(story.meeting.id, (MeetingState.CHANGING,), MeetingState.SCHEDULED)
        await put_answer(unit, work, asking_card(story.change, story.meeting, found), outcome="clash")


async def _record(work: ChangeMeeting, tools: Tools, story: Story) -> None:
    if story.change.kind is ChangeKind.OPTIONS:
        await record_options(work, tools, story)
        return
    whole_cancel = story.change.kind is ChangeKind.CANCEL and story.change.scope == Scope.ALL
    zoom_dates = None if whole_cancel else await _read_back(tools, story.meeting)
    crowd = await crowd_at(tools, story)
    now = tools.clock()
    async with tools.store.unit() as unit:
        if not await unit.meetings.finish_change(story.change.id, ChangeState.DONE):
            return
        await _settle(unit, story, zoom_dates, now)
        for number in story.plain:
            await unit.meetings.set_occurrence(number, options=NOTHING_SAID)
        # Other dates may be other links (zoom-api 5.3, 5.4): who is signed up is read again.
        changed = await unit.meetings.get(story.meeting.id)
        await follow_class(unit, changed, request=f"change:{story.change.id}", look=True)
        entry = await unit.audit.write(
            story.author.id,
            story.change.kind.value,
            f"meeting:{story.meeting.id}",
            {"scope": story.change.scope, "before": dict(story.change.before), "after": dict(story.change.after)},
            inverse=packed_inverse(story),
            undo_until=undo_until(now),
        )
        notes = (*plain_notes(story), *await notes_of(unit, tools, story, crowd, now))
        if story.change.kind is ChangeKind.RECOVER:
            await clear_up(unit, story.meeting.id, story.meeting.options, now)
        await put_answer(unit, work, await done_card(unit, story, entry, now, notes), outcome="done")
        await refresh_posts(unit, tools, story.meeting.id, now)


async def _read_back(tools: Tools, meeting: Meeting) -> tuple[ZoomDate, ...]:
    made = await tools.zoom.get_meeting(meeting.kind, meeting.zoom_id or 0)
    return dates_of(meeting.schedule, made)


async def _settle(unit: Unit, story: Story, zoom_dates: tuple[ZoomDate, ...] | None, now: datetime) -> None:
    """Our tables as Zoom has it now."""
    meeting, change = story.meeting, story.change
    if zoom_dates is None:
        await unit.meetings.set_state(meeting.id, (MeetingState.CANCELLING,), MeetingState.CANCELLED)
        return
    if change.kind is ChangeKind.MOVE and change.scope == Scope.ALL:
        schedule = schedule_from_data(change.after["schedule"])
        await unit.meetings.reschedule(meeting.id, schedule=schedule, topic=change.after["topic"])
    ours = await unit.meetings.occurrences(meeting.id)
    await unit.meetings.apply_dates(meeting.id, pair_dates(ours, zoom_dates, now))
    await unit.meetings.set_state(meeting.id, (MeetingState.CHANGING,), MeetingState.SCHEDULED)


async def fail(work: ChangeMeeting, tools: Tools, error: UserError | ZoomError) -> None:
    """Zoom refused: the meeting stays as it was, and that is said."""
    story = await read_story(work, tools)
    stood, _under_way = states_of(story.change)
    async with tools.store.unit() as unit:
        await unit.meetings.finish_change(story.change.id, ChangeState.FAILED, str(error))
        await unit.meetings.set_state(story.meeting.id, (MeetingState.CHANGING, MeetingState.CANCELLING), stood)
        with speaking(story.author.locale):
            card = refused_card(story.meeting.topic, error, await ways_back(unit, work, _VERBS[story.change.kind]))
            await put_answer(unit, work, card, outcome="failed")
