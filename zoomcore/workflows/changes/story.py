"""What one run of a change reads at its beginning."""

from dataclasses import dataclass
from datetime import date

from zoomcore.domain.meetings import Meeting, MeetingState, Occurrence, OccurrenceState, Scope
from zoomcore.domain.people import Person
from zoomcore.domain.records import ChangeKind, MeetingChange
from zoomcore.domain.recurrence import plan
from zoomcore.domain.wallclock import local_day
from zoomcore.domain.work import ChangeMeeting
from zoomcore.workflows.removing import Removal
from zoomcore.workflows.tools import Tools


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What one run of the job reads at its beginning. `dates` are the occurrences the change is about, in order."""

    change: MeetingChange
    meeting: Meeting
    dates: tuple[Occurrence, ...]
    #: All there are of the meeting, in order of time.
    every: tuple[Occurrence, ...]
    author: Person
    #: The host's Zoom user id: changes count among that user's 100 a day.
    host_id: str
    #: Local days that were cancelled before, which a rebuilt series must not bring back.
    off: frozenset[date]
    #: What became of a whole class that was to be deleted.
    removal: Removal = Removal.OUT
    #: Our numbers of dates that Zoom laid out anew and did not give back what was set on them alone.
    plain: tuple[int, ...] = ()


async def read_story(work: ChangeMeeting, tools: Tools) -> Story:
    async with tools.store.reading() as unit:
        change = await unit.meetings.get_change(work.change)
        meeting = await unit.meetings.get(change.meeting_id)
        every = await unit.meetings.occurrences(meeting.id)
        author = await unit.people.get(change.requested_by)
        host = await unit.people.get(meeting.host_id)
    # What an earlier rule had and this one has not was not called off by anybody.
    ruled = frozenset(plan(meeting.schedule).days)
    off = ruled & {
        local_day(one.start, meeting.schedule.zone)
        for one in every
        if one.start and one.state is OccurrenceState.CANCELLED
    }
    by_id = {one.id: one for one in every}
    return Story(
        change=change,
        meeting=meeting,
        dates=tuple(by_id[one] for one in change.occurrence_ids),
        every=every,
        author=author,
        host_id=host.zoom_user_id,
        off=off | frozenset(meeting.schedule.skip),
    )


def states_of(change: MeetingChange) -> tuple[MeetingState, MeetingState]:
    """In which state the meeting is without this change, and while it is under way."""
    if change.kind is ChangeKind.RECOVER:
        return MeetingState.CANCELLED, MeetingState.CHANGING
    whole = change.kind is ChangeKind.CANCEL and change.scope == Scope.ALL
    return MeetingState.SCHEDULED, MeetingState.CANCELLING if whole else MeetingState.CHANGING
