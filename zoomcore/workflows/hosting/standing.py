"""What a job about somebody who stands in reads first, and how it keeps their class for itself meanwhile."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from zoomcore.domain.attendance.holding import goes_on
from zoomcore.domain.hosting_work import keeper
from zoomcore.domain.meetings import ENDED, DatedClass, Meeting, MeetingState, OccurrenceState
from zoomcore.domain.people import Person
from zoomcore.domain.substitutes import Substitute
from zoomcore.domain.work import Work
from zoomcore.jobs.port import Later
from zoomcore.storage.store import Unit
from zoomcore.workflows.tools import Tools

#: So long after its date somebody may still start the class anew: lessons run over.
AFTER = timedelta(minutes=15)
MOMENT = timedelta(minutes=1)
#: Such a class is not held, as things stand.
OFF = ENDED | {MeetingState.CANCELLING}
_UNDER_WAY = frozenset({MeetingState.CREATING, MeetingState.CHANGING, MeetingState.CANCELLING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What one run of a job reads.

    `others`: what they hold of that class, or are yet to leave for; `ahead`: those of it that are not over.
    """

    substitute: Substitute
    dated: DatedClass
    person: Person
    others: tuple[Substitute, ...]
    ahead: tuple[Substitute, ...]


async def read_story(tools: Tools, number: int) -> Story | None:
    """None for somebody who was erased meanwhile."""
    now = tools.clock()
    async with tools.store.reading() as unit:
        found = await unit.hosting.find(number)
        if found is None:
            return None
        others = await unit.hosting.of_person(found.meeting_id, found.person_id)
        dates = await unit.meetings.get_occurrences({found.occurrence_id, *(one.occurrence_id for one in others)})
        return Story(
            substitute=found,
            dated=dates[found.occurrence_id],
            person=await unit.people.get(found.person_id),
            others=others,
            ahead=tuple(one for one in others if is_ahead(dates[one.occurrence_id], now)),
        )


def is_held(dated: DatedClass) -> bool:
    """Neither the date nor its class is off."""
    return dated.occurrence.state is OccurrenceState.SCHEDULED and dated.meeting.state not in OFF


def over_at(dated: DatedClass, now: datetime) -> datetime:
    """When whoever stands in need not start it any more; a class at no fixed time is theirs for a day."""
    occurrence = dated.occurrence
    if occurrence.start is None:
        return now + timedelta(days=1)
    return occurrence.start + timedelta(minutes=occurrence.duration_minutes) + AFTER


def is_ahead(dated: DatedClass, now: datetime) -> bool:
    """Whether that date is still to be held, or goes on."""
    return is_held(dated) and (over_at(dated, now) > now or goes_on(dated.occurrence, now))


async def keep(tools: Tools, story: Story, work: Work) -> Meeting:
    """The class, CHANGING for this job alone, since it writes the whole list of alternative hosts.

    Later while another change is under way. Given as it is, and not kept, where there is nothing left to change.
    """
    substitute = story.substitute
    async with tools.store.unit() as unit:
        if substitute.kept_by == keeper(work):
            return await unit.meetings.get(substitute.meeting_id)
        if not await unit.hosting.keep_for(substitute.id, keeper(work)):
            raise Later(MOMENT)
        kept = await unit.meetings.set_state(substitute.meeting_id, (MeetingState.SCHEDULED,), MeetingState.CHANGING)
        meeting = await unit.meetings.get(substitute.meeting_id)
        if not kept:
            if meeting.state in _UNDER_WAY:
                raise Later(MOMENT)
            await unit.hosting.free(substitute.id, keeper(work))
        return meeting


async def give_back(unit: Unit, story: Story, work: Work) -> None:
    """The class is free for other changes again, where this job kept it."""
    if await unit.hosting.free(story.substitute.id, keeper(work)):
        await unit.meetings.set_state(story.substitute.meeting_id, (MeetingState.CHANGING,), MeetingState.SCHEDULED)
