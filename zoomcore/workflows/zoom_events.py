"""Acting on what Zoom tells: started and ended open and close the door, what changed is read back."""

from typing import assert_never

from zoomcore.domain.work import HandleZoomEvent
from zoomcore.workflows.attendance.taking_in import class_ended, take_in
from zoomcore.workflows.licenses.watching import follow_user
from zoomcore.workflows.posts import stamp_ended
from zoomcore.workflows.recordings.reading import hear
from zoomcore.workflows.registration.hearing import hear_registration
from zoomcore.workflows.sync.accounts import follow_account
from zoomcore.workflows.sync.adopting import offer_new
from zoomcore.workflows.sync.taking import read_number
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.recording_events import RecordingEvent
from zoomcore.zoom.registration_events import RegistrationEvent
from zoomcore.zoom.user_events import UserEvent
from zoomcore.zoom.webhook import (
    MeetingCreated,
    MeetingDeleted,
    MeetingEnded,
    MeetingRecovered,
    MeetingStarted,
    MeetingUpdated,
    OtherEvent,
    ParticipantEvent,
    UrlValidation,
    read_event,
)


async def handle_zoom_event(work: HandleZoomEvent, tools: Tools) -> None:  # noqa: C901 - a table
    """Idempotent: a repeated or late event changes nothing. A change costs one read of the meeting or the user."""
    async with tools.store.reading() as unit:
        payload = await unit.inbox.payload(work.inbox)
    event = read_event(payload)
    match event:
        case MeetingStarted():
            async with tools.store.unit() as unit:
                await unit.meetings.record_started(event.meeting_id, event.uuid, event.start_time)
                # Of every class, ours or not: who hosts is no idle holder of a license, and keeps theirs meanwhile.
                await unit.pool.note_hosting({event.host_id: event.start_time.date()})
                await unit.pool.note_live(event.host_id, event.uuid, event.start_time)
        case MeetingEnded():
            await _ended(event, tools)
        case MeetingUpdated():
            await read_number(tools, event.meeting_id)
        case MeetingDeleted():
            await read_number(tools, event.meeting_id, deleted=not event.occurrences)
        case MeetingRecovered():
            await read_number(tools, event.meeting_id, recovered=True)
        case MeetingCreated():
            await offer_new(event, tools)
        case ParticipantEvent():
            await take_in(event, tools)
        case UserEvent():
            await follow_user(event, tools)
            await follow_account(event, tools)
        case RecordingEvent():
            await hear(event, tools)
        case RegistrationEvent():
            await hear_registration(event, tools)
        case OtherEvent() | UrlValidation():
            return  # kept in the inbox as evidence; nothing of what we show changes
        case _:
            assert_never(event)


async def _ended(event: MeetingEnded, tools: Tools) -> None:
    """The door closes, and what was seen becomes a first sheet. Its start may have been told only here."""
    async with tools.store.unit() as unit:
        await unit.pool.note_over(event.host_id, event.uuid)
        if event.start_time is not None:
            await unit.meetings.record_started(event.meeting_id, event.uuid, event.start_time)
        dated = await unit.meetings.record_ended(event.meeting_id, event.uuid, event.end_time)
        if dated is not None:
            now = tools.clock()
            await class_ended(unit, event, dated.occurrence.id, now)
            await stamp_ended(unit, tools, dated, now)
