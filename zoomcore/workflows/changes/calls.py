"""What a change asks of Zoom: one call a date, or one for the whole class."""

from dataclasses import replace
from datetime import datetime

from zoomcore.domain.dates import ZoomDate, with_own_options
from zoomcore.domain.meetings import Occurrence, OccurrenceState, Scope
from zoomcore.domain.records import ChangeKind, MeetingChange
from zoomcore.domain.recurrence import plan
from zoomcore.domain.schedule_data import schedule_from_data
from zoomcore.domain.wallclock import local_day
from zoomcore.services.meetings.moving import dates_from_data
from zoomcore.workflows.changes.options import call_options
from zoomcore.workflows.changes.story import Story
from zoomcore.workflows.drafts import dates_of, first_start, recurrence_of
from zoomcore.workflows.removing import take_out
from zoomcore.workflows.single_dates import send_again
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.drafts import MeetingChange as ZoomChange


async def call(tools: Tools, story: Story) -> Story:
    meeting, change = story.meeting, story.change
    number = meeting.zoom_id or 0
    if change.kind is ChangeKind.OPTIONS:
        await call_options(tools, story)
    elif change.kind is ChangeKind.RECOVER:
        await tools.zoom.recover_meeting(number)
    elif change.scope == Scope.ALL and change.kind is ChangeKind.CANCEL:
        return replace(story, removal=await take_out(tools, meeting))
    elif change.scope == Scope.ALL:
        await tools.zoom.update_meeting(meeting.kind, number, _whole_change(change), host_id=story.host_id)
        return replace(story, plain=await _keep_dates(tools, story))
    else:
        await _call_each(tools, story)
    return story


async def _keep_dates(tools: Tools, story: Story) -> tuple[int, ...]:
    """Zoom rebuilds the dates of a changed series (zoom-api 5.4), so what was done to single ones is done again.

    Those that were cancelled are taken out, and what was set on one alone is set there once more: a call each. Given
    back are those where Zoom did not take it.
    """
    meeting, change = story.meeting, story.change
    rebuilt = change.after["schedule"] != change.before["schedule"]
    if not story.off and not (rebuilt and with_own_options(story.every, tools.clock())):
        return ()
    made = await tools.zoom.get_meeting(meeting.kind, meeting.zoom_id or 0)
    live: list[ZoomDate] = []
    for one in dates_of(schedule_from_data(change.after["schedule"]), made):
        if one.occurrence_id and one.start and local_day(one.start, meeting.schedule.zone) in story.off:
            await take_out(tools, meeting, one.occurrence_id)
        else:
            live.append(one)
    return await send_again(tools, meeting, story.host_id, story.every, live) if rebuilt else ()


def _whole_change(change: MeetingChange) -> ZoomChange:
    wanted = schedule_from_data(change.after["schedule"])
    if change.after["schedule"] == change.before["schedule"]:
        # A recurrence, even the same, makes Zoom lay out all dates anew.
        return ZoomChange(topic=change.after["topic"])
    return ZoomChange(
        topic=change.after["topic"],
        start=first_start(wanted, plan(wanted).starts),
        zone=wanted.zone,
        duration_minutes=wanted.duration_minutes,
        recurrence=recurrence_of(wanted),
    )


async def _call_each(tools: Tools, story: Story) -> None:
    change, meeting = story.change, story.meeting
    moved = dates_from_data(change.after) if change.kind is ChangeKind.MOVE else []
    for index, one in enumerate(story.dates):
        if one.id in change.done_ids:
            continue
        if change.kind is ChangeKind.CANCEL:
            await take_out(tools, meeting, one.zoom_occurrence_id)
        else:
            start, minutes = moved[index]
            wanted = ZoomChange(start=start, zone=meeting.schedule.zone, duration_minutes=minutes)
            await tools.zoom.update_meeting(
                meeting.kind,
                meeting.zoom_id or 0,
                wanted,
                occurrence_id=one.zoom_occurrence_id,
                host_id=story.host_id,
            )
        await _record_date(tools, story, one, moved[index] if moved else None)


async def _record_date(tools: Tools, story: Story, one: Occurrence, moved: tuple[datetime, int] | None) -> None:
    async with tools.store.unit() as unit:
        if moved is None:
            await unit.meetings.set_occurrence(one.id, state=OccurrenceState.CANCELLED)
        else:
            await unit.meetings.set_occurrence(one.id, start=moved[0], duration_minutes=moved[1])
        await unit.meetings.change_progress(story.change.id, one.id)
