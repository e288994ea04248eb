"""Whether what a change of ours is about was changed at Zoom since we looked last."""

from collections.abc import Collection
from datetime import date

from zoomcore.domain.dates import pair_dates
from zoomcore.domain.meetings import Meeting, Scope
from zoomcore.domain.records import ChangeKind, MeetingChange
from zoomcore.domain.recurrence import plan
from zoomcore.domain.schedule_data import schedule_from_data
from zoomcore.domain.syncing import Difference, Wanted, clash
from zoomcore.domain.wallclock import local_day
from zoomcore.services.meetings.moving import dates_from_data
from zoomcore.services.phrases import span_of
from zoomcore.services.sync.cards import clash_card
from zoomcore.views import Card, Line
from zoomcore.workflows.taken import copy_of
from zoomcore.workflows.tools import Tools


async def find_clash(
    tools: Tools, change: MeetingChange, meeting: Meeting, off: Collection[date]
) -> tuple[Difference, ...]:
    """What our change would overwrite unseen; one request, for moves alone. A class that is called off is off."""
    if change.kind is not ChangeKind.MOVE:
        return ()
    made = await tools.zoom.get_meeting(meeting.kind, meeting.zoom_id or 0)
    copy = copy_of(made, meeting.schedule)
    async with tools.store.reading() as unit:
        ours = await unit.meetings.occurrences(meeting.id)
    now = tools.clock()
    by_number = {one.id: one for one in ours}
    concerned = [by_number[number] for number in change.occurrence_ids if number not in change.done_ids]
    if change.scope == Scope.ALL:
        schedule = schedule_from_data(change.after["schedule"])
        days = [(start, local_day(start, schedule.zone)) for start in plan(schedule).starts]
        wanted = Wanted(topic=change.after["topic"], starts=[start for start, day in days if day not in off])
        return clash(meeting, ours, copy, pair_dates(ours, copy.dates, now), wanted)
    moved = dict(zip(change.occurrence_ids, dates_from_data(change.after), strict=True))
    dates = {one.zoom_occurrence_id: moved[one.id][0] for one in concerned}
    return clash(meeting, concerned, copy, pair_dates(concerned, copy.dates, now), Wanted(dates=dates))


def asking_card(change: MeetingChange, meeting: Meeting, found: tuple[Difference, ...]) -> Card:
    return clash_card(meeting, change.id, found, _wish(change, meeting))


def _wish(change: MeetingChange, meeting: Meeting) -> Line:
    """The first date as it was asked for, and the topic where that is another."""
    if change.scope != Scope.ALL:
        start, minutes = dates_from_data(change.after)[0]
        return (span_of(start, meeting.schedule.zone, minutes),)
    schedule = schedule_from_data(change.after["schedule"])
    starts = plan(schedule).starts
    topic: str = change.after["topic"]
    named: Line = (topic,) if topic != meeting.topic else ()
    when: Line = (span_of(starts[0], schedule.zone, schedule.duration_minutes),) if starts else ()
    return (*named, *((" · ",) if named and when else ()), *when)
