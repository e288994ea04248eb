"""Taking over what Zoom has: read in full, compared, written, and kept to be told. What is not there is doubted first.

One "does not exist" may be a slip of Zoom's: a meeting is gone only when two days say so, or Zoom told of a deletion
and does not find it any more. It comes back as soon as it is seen again.
"""

from collections.abc import Sequence
from dataclasses import replace

from zoomcore.domain.dates import Pairing, pair_dates
from zoomcore.domain.meetings import Meeting, MeetingState, Occurrence
from zoomcore.domain.options import NOTHING_SAID, taken_over
from zoomcore.domain.people import Person
from zoomcore.domain.syncing import STRIKES, Difference, What, ZoomCopy, differences, strikes_after
from zoomcore.domain.work import ReadMeeting, TellSynced
from zoomcore.errors import ZoomNotFound, ZoomRefused
from zoomcore.services.registration.following import follow_class
from zoomcore.storage.meetings import TakenIn
from zoomcore.storage.store import Unit
from zoomcore.workflows.drafts import numbers_of
from zoomcore.workflows.hosting.following import clear_up, follow_dates
from zoomcore.workflows.posts import refresh_posts
from zoomcore.workflows.taken import copy_of, options_of, seen_of
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.client import ZoomClient
from zoomcore.zoom.models import ZoomMeeting

#: "Meeting does not exist" (zoom-api 10.1); the other codes of "not found" speak of its host.
_NO_MEETING = 3001
_WATCHED = (MeetingState.SCHEDULED, MeetingState.GONE)


async def read_meeting(work: ReadMeeting, tools: Tools) -> None:
    """One request, for work nobody waits for; none while a change of ours is under way: that reads back itself."""
    async with tools.store.reading() as unit:
        meeting = await unit.meetings.get(work.meeting)
    if meeting.state in _WATCHED and meeting.zoom_id is not None:
        await read_back(tools, meeting, tools.zoom.in_bulk())


async def read_number(tools: Tools, number: int, *, deleted: bool = False, recovered: bool = False) -> None:
    """The meeting that a webhook names, if it is ours; one request.

    `deleted`: Zoom told so, which with its "does not exist" makes two. `recovered`: it was brought back on purpose,
    though it was called off here.
    """
    async with tools.store.reading() as unit:
        meeting = await unit.meetings.find_by_number(number)
    wanted = (*_WATCHED, MeetingState.CANCELLED) if recovered else _WATCHED
    if meeting is not None and meeting.state in wanted:
        await read_back(tools, meeting, tools.zoom, deleted=deleted)


async def read_back(tools: Tools, meeting: Meeting, zoom: ZoomClient, *, deleted: bool = False) -> None:
    try:
        made = await zoom.get_meeting(meeting.kind, meeting.zoom_id or 0)
    except ZoomNotFound as error:
        if error.code == _NO_MEETING:
            await _missed(tools, meeting, certain=deleted)
        return
    except ZoomRefused:
        return  # its host may not host at present, for one: nothing is known of the meeting
    await take(tools, meeting, made)


async def _missed(tools: Tools, meeting: Meeting, *, certain: bool) -> None:
    now = tools.clock()
    async with tools.store.unit() as unit:
        strikes = strikes_after(await unit.sync.find(meeting.id), now.date())
        await unit.sync.note_strikes(meeting.id, strikes, now.date())
        if strikes < STRIKES and not certain:
            return
        if await unit.meetings.set_state(meeting.id, (MeetingState.SCHEDULED,), MeetingState.GONE):
            await _keep_news(unit, tools, meeting, (Difference(what=What.GONE),))
            await follow_dates(unit, tools, meeting.id, now)
            await refresh_posts(unit, tools, meeting.id, now)


async def take(tools: Tools, meeting: Meeting, made: ZoomMeeting) -> None:
    """As Zoom has it; nothing where somebody here began a change meanwhile, and nothing told where nothing differs."""
    now = tools.clock()
    copy = copy_of(made, meeting.schedule)
    async with tools.store.unit() as unit:
        ours = await unit.meetings.occurrences(meeting.id)
        pairing = pair_dates(ours, copy.dates, now)
        host = await unit.sync.person_of(made.host_id, made.host_email)
        found = _found(meeting, ours, (copy, pairing), host)
        differs = bool(found) or copy.schedule != meeting.schedule
        changes = _changes(meeting, copy, host)
        if differs and not await unit.meetings.take_in(meeting, MeetingState.SCHEDULED, **changes):
            return
        await unit.meetings.apply_dates(meeting.id, _news_of(pairing, ours))
        if copy.schedule != meeting.schedule:
            await _forget_rebuilt(unit, ours, pairing)
        await unit.sync.note_read(meeting.id, seen=seen_of(made), options=options_of(made), dial_in=numbers_of(made))
        if changes["options"].registration is not meeting.options.registration:
            switched = await unit.meetings.get(meeting.id)
            await follow_class(unit, switched, request=f"zoom:{switched.version}", look=True)
        if found:
            await _keep_news(unit, tools, meeting, found)
            await follow_dates(unit, tools, meeting.id, now)
            if meeting.state is not MeetingState.SCHEDULED:
                await clear_up(unit, meeting.id, meeting.options, now)
            await refresh_posts(unit, tools, meeting.id, now)


async def _forget_rebuilt(unit: Unit, ours: Sequence[Occurrence], pairing: Pairing) -> None:
    """Of a rule that changed at Zoom all dates were laid out anew there, without what was set on single ones."""
    there = {number: date.occurrence_id for number, date in pairing.kept}
    for one in ours:
        if one.options != NOTHING_SAID and there.get(one.id, one.zoom_occurrence_id) != one.zoom_occurrence_id:
            await unit.meetings.set_occurrence(one.id, options=NOTHING_SAID)


def _found(
    meeting: Meeting, ours: Sequence[Occurrence], theirs: tuple[ZoomCopy, Pairing], host: Person | None
) -> tuple[Difference, ...]:
    back = (Difference(what=What.BACK),) if meeting.state is not MeetingState.SCHEDULED else ()
    moved = host is not None and host.id != meeting.host_id
    hosted = (Difference(what=What.HOST, new=host.name),) if host is not None and moved else ()
    return (*back, *differences(meeting, ours, *theirs), *hosted)


def _changes(meeting: Meeting, copy: ZoomCopy, host: Person | None) -> TakenIn:
    return TakenIn(
        topic=copy.topic or meeting.topic,
        schedule=copy.schedule,
        join_url=copy.join_url or meeting.join_url,
        options=taken_over(meeting.options, copy.options),
        host_id=host.id if host is not None else meeting.host_id,
    )


def _news_of(pairing: Pairing, ours: Sequence[Occurrence]) -> Pairing:
    """Without the dates that are as they were: they need no writing."""
    here = {one.id: (one.zoom_occurrence_id, one.start, one.duration_minutes) for one in ours}
    kept = (
        (number, one) for number, one in pairing.kept if here[number] != (one.occurrence_id, one.start, one.minutes)
    )
    return replace(pairing, kept=tuple(kept))


async def _keep_news(unit: Unit, tools: Tools, meeting: Meeting, found: Sequence[Difference]) -> None:
    """To be told with whatever else comes of this course soon."""
    await unit.sync.add_news(meeting.id, found)
    await tell_soon(unit, tools, meeting.course_id)


async def tell_soon(unit: Unit, tools: Tools, course_id: int) -> None:
    telling, due = TellSynced.soon(course_id, tools.clock())
    await unit.jobs.enqueue(telling, due=due)
