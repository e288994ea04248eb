"""What was done to single dates of a lost class, done again to the one that stands in its place."""

from zoomcore.domain.backups.terms import changed_dates
from zoomcore.domain.dates import with_own_options
from zoomcore.domain.meetings import OccurrenceState
from zoomcore.workflows.single_dates import send_own
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.drafts import MeetingChange


async def change_again(tools: Tools, lost_id: int, meeting_id: int) -> None:
    """Moved, then set: one PATCH for each date to come that was moved, and one for each that had options of its own.

    Each is recorded before the next: whoever dies on the way goes on there.
    """
    await _move_again(tools, lost_id, meeting_id)
    await _set_again(tools, lost_id, meeting_id)


async def _set_again(tools: Tools, lost_id: int, meeting_id: int) -> None:
    async with tools.store.reading() as unit:
        meeting = await unit.meetings.get(meeting_id)
        host = await unit.people.get(meeting.host_id)
        had = with_own_options(await unit.meetings.occurrences(lost_id), tools.clock())
        own = {one.start: one.options for one in had}
        dates = [one for one in await unit.meetings.occurrences(meeting_id) if one.start in own]
    for one in dates:
        wanted = own[one.start]
        if one.state is not OccurrenceState.SCHEDULED or not one.zoom_occurrence_id or one.options == wanted:
            continue
        await send_own(tools, meeting, host.zoom_user_id, one.zoom_occurrence_id, wanted)
        async with tools.store.unit() as unit:
            await unit.meetings.set_occurrence(one.id, options=wanted)


async def _move_again(tools: Tools, lost_id: int, meeting_id: int) -> None:
    async with tools.store.reading() as unit:
        lost = await unit.meetings.get(lost_id)
        meeting = await unit.meetings.get(meeting_id)
        host = await unit.people.get(meeting.host_id)
        changed = changed_dates(lost.schedule, await unit.meetings.occurrences(lost_id), tools.clock())
        dates = {one.start: one for one in await unit.meetings.occurrences(meeting_id)}
    for start, to, minutes in changed.moved:
        one = dates.get(start)
        if one is None or one.state is not OccurrenceState.SCHEDULED or not one.zoom_occurrence_id:
            continue
        if (one.start, one.duration_minutes) == (to, minutes):
            continue
        await tools.zoom.update_meeting(
            meeting.kind,
            meeting.zoom_id or 0,
            MeetingChange(start=to, zone=meeting.schedule.zone, duration_minutes=minutes),
            occurrence_id=one.zoom_occurrence_id,
            host_id=host.zoom_user_id,
        )
        async with tools.store.unit() as unit:
            await unit.meetings.set_occurrence(one.id, start=to, duration_minutes=minutes)
