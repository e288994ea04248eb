"""What was done to single dates of a lost class, done again to the one that stands in its place."""

from zoomcore.domain.backups.terms import changed_dates
from zoomcore.domain.meetings import OccurrenceState
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.drafts import MeetingChange


async def move_again(tools: Tools, lost_id: int, meeting_id: int) -> None:
    """One PATCH a moved date that is to come, each recorded before the next: whoever dies on the way goes on there."""
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
