"""Acting on what Zoom tells: started and ended open and close the door, updated and deleted are read back."""

from typing import assert_never

from zoomcore.domain.dates import pair_dates
from zoomcore.domain.meetings import Meeting, MeetingState
from zoomcore.domain.work import HandleZoomEvent
from zoomcore.errors import ZoomNotFound
from zoomcore.workflows.attendance.taking_in import class_ended, take_in
from zoomcore.workflows.drafts import dates_of
from zoomcore.workflows.licenses.watching import follow_user
from zoomcore.workflows.posts import refresh_posts, stamp_ended
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.recording_events import RecordingEvent
from zoomcore.zoom.user_events import UserEvent
from zoomcore.zoom.webhook import (
    MeetingCreated,
    MeetingDeleted,
    MeetingEnded,
    MeetingStarted,
    MeetingUpdated,
    OtherEvent,
    ParticipantEvent,
    UrlValidation,
    read_event,
)


async def handle_zoom_event(work: HandleZoomEvent, tools: Tools) -> None:
    """Idempotent: a repeated or late event changes nothing. Updated and deleted cost one read of the meeting."""
    async with tools.store.reading() as unit:
        payload = await unit.inbox.payload(work.inbox)
    event = read_event(payload)
    match event:
        case MeetingStarted():
            async with tools.store.unit() as unit:
                await unit.meetings.record_started(event.meeting_id, event.uuid, event.start_time)
                # Of every class, ours or not: who hosts is no idle holder of a license.
                await unit.pool.note_hosting({event.host_id: event.start_time.date()})
        case MeetingEnded():
            await _ended(event, tools)
        case MeetingUpdated() | MeetingDeleted():
            await _read_back(tools, event.meeting_id)
        case ParticipantEvent():
            await take_in(event, tools)
        case UserEvent():
            await follow_user(event, tools)
        case MeetingCreated() | RecordingEvent() | OtherEvent() | UrlValidation():
            return  # kept in the inbox as evidence; nothing of what we show changes
        case _:
            assert_never(event)


async def _ended(event: MeetingEnded, tools: Tools) -> None:
    """The door closes, and what was seen becomes a first sheet. Its start may have been told only here."""
    async with tools.store.unit() as unit:
        if event.start_time is not None:
            await unit.meetings.record_started(event.meeting_id, event.uuid, event.start_time)
        dated = await unit.meetings.record_ended(event.meeting_id, event.uuid, event.end_time)
        if dated is not None:
            now = tools.clock()
            await class_ended(unit, event, dated.occurrence.id, now)
            await stamp_ended(unit, tools, dated, now)


async def _read_back(tools: Tools, number: int) -> None:
    """Our tables as Zoom has the meeting now, unless a change of ours is under way: that one reads back itself."""
    async with tools.store.reading() as unit:
        meeting = await unit.meetings.find_by_number(number)
    if meeting is None or meeting.state is not MeetingState.SCHEDULED:
        return
    try:
        made = await tools.zoom.get_meeting(meeting.kind, number)
    except ZoomNotFound:
        await _gone(tools, meeting)
        return
    dates = dates_of(meeting.schedule, made)
    now = tools.clock()
    async with tools.store.unit() as unit:
        ours = await unit.meetings.occurrences(meeting.id)
        await unit.meetings.apply_dates(meeting.id, pair_dates(ours, dates, now))
        if made.topic and made.topic != meeting.topic:
            await unit.meetings.reschedule(meeting.id, schedule=meeting.schedule, topic=made.topic)
        await refresh_posts(unit, tools, meeting.id, now)


async def _gone(tools: Tools, meeting: Meeting) -> None:
    """Deleted at Zoom and confirmed by asking: the class is off, and its posts say so."""
    async with tools.store.unit() as unit:
        await unit.meetings.set_state(meeting.id, (MeetingState.SCHEDULED,), MeetingState.CANCELLED)
        await refresh_posts(unit, tools, meeting.id, tools.clock())
