"""Rooms: looked at, sent to Zoom whole where they are not as Zoom was last given them, then read back.

A PATCH says how rooms shall be, so after a lost answer it is simply sent again. What somebody made in Zoom's portal is
replaced only where an instructor says so.
"""

from dataclasses import dataclass
from functools import partial
from secrets import SystemRandom

from zoomcore.domain.meetings import ENDED, Meeting, MeetingState
from zoomcore.domain.people import Person
from zoomcore.domain.room_work import FollowRoster, FollowRosters, SendRooms
from zoomcore.domain.rooms import (
    Layout,
    Room,
    RoomPattern,
    RoomPlan,
    arranged,
    laid_out,
    made_by_others,
    mark_of,
    must_send,
    seen_after_no,
)
from zoomcore.errors import (
    UserError,
    ZoomAuthError,
    ZoomError,
    ZoomNotFound,
    ZoomRateLimited,
    ZoomRefused,
    ZoomUnavailable,
    ZoomUnexpected,
)
from zoomcore.services import reaching
from zoomcore.services.rooms.cards import others_card, rooms_card
from zoomcore.services.rooms.planning import with_names
from zoomcore.views import Line
from zoomcore.views.ways import classes_button, help_button
from zoomcore.wording import phrase, speaking
from zoomcore.workflows.pausing import wait_while_paused
from zoomcore.workflows.taken import options_of
from zoomcore.workflows.telling import put_answer, refused_card, tell, waiting_card
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.drafts import MeetingChange
from zoomcore.zoom.models import ZoomMeeting
from zoomcore.zoom.settings import BreakoutRoom, MeetingSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class _Story:
    meeting: Meeting
    plan: RoomPlan
    layout: Layout
    asker: Person
    host_id: str


async def send_rooms(work: SendRooms, tools: Tools) -> None:
    """A read; where Zoom has other rooms an update, counted among the host's 100 a day, and another read.

    Nothing at all where nobody waits and Zoom was given these rooms already.
    """
    story = await _read(work, tools)
    if story is None:
        return
    with speaking(story.asker.locale):
        try:
            if work.person or story.layout.mark != story.plan.sent:
                await wait_while_paused(tools, work, story.meeting.topic)
                await _bring(work, tools, story)
        except (ZoomUnavailable, ZoomRateLimited, ZoomUnexpected) as error:
            await tell(tools, work, waiting_card(story.meeting.topic, error), outcome="waiting")
            raise
        except (UserError, ZoomError) as error:
            await fail(work, tools, error)


async def _read(work: SendRooms, tools: Tools) -> _Story | None:
    """With the people of now; None where there is nothing to be sent or nowhere to send it."""
    async with tools.store.unit() as unit:
        meeting = await unit.meetings.get(work.meeting)
        plan = await unit.rooms.find(meeting.id)
        if plan is None or plan.pattern is RoomPattern.ZOOM or meeting.zoom_id is None or meeting.state in _NOT_THERE:
            return None
        people = await unit.rooms.people(meeting)
        # Groups that came along from another term are drawn when there are people.
        drawn = bool(plan.rooms) or plan.pattern is not RoomPattern.GROUPS
        now = arranged(plan, people if drawn else SystemRandom().sample(people, len(people)))
        if (now.rooms, now.seats) != (plan.rooms, plan.seats):
            await unit.rooms.keep(now)
        host = await unit.people.get(meeting.host_id)
        return _Story(
            meeting=meeting,
            plan=now,
            layout=laid_out(now, people),
            asker=await unit.people.get(work.person or meeting.created_by),
            host_id=host.zoom_user_id,
        )


#: A job that finds it so leaves it: whoever makes it, or brings it back, asks again.
_NOT_THERE = ENDED | {MeetingState.CREATING}


async def _bring(work: SendRooms, tools: Tools, story: _Story) -> None:
    meeting, plan, layout = story.meeting, story.plan, story.layout
    made = await tools.zoom.get_meeting(meeting.kind, meeting.zoom_id or 0)
    there = mark_of(_rooms_of(made))
    if made_by_others(plan, layout, there, over=work.over):
        await _ask(work, tools, story, made)
        return
    if must_send(plan, layout, there):
        async with tools.store.unit() as unit:
            # Whatever comes of it is ours: another try must not take it for somebody else's.
            await unit.rooms.note_sent(meeting.id, plan.sent, seen=None)
        await _send(tools, story, there)
        made = await tools.zoom.get_meeting(meeting.kind, meeting.zoom_id or 0)
    async with tools.store.unit() as unit:
        await unit.rooms.note_sent(meeting.id, layout.mark, seen=mark_of(_rooms_of(made)))
        await unit.sync.keep_options(meeting.id, options_of(made))
        card = rooms_card(meeting, plan, layout, *_compared(layout, made), entry=work.entry)
        await put_answer(unit, work, card, outcome="done")


def _rooms_of(made: ZoomMeeting) -> tuple[Room, ...]:
    return tuple((room.name, room.participants) for room in made.settings.breakout_rooms or ())


async def _ask(work: SendRooms, tools: Tools, story: _Story, made: ZoomMeeting) -> None:
    """Who waits is asked; else the course's instructors, once for the same rooms."""
    meeting, there = story.meeting, _rooms_of(made)
    mark = mark_of(there)
    async with tools.store.unit() as unit:
        await unit.sync.keep_options(meeting.id, options_of(made))
        card = partial(others_card, meeting, story.plan, await with_names(unit, there), mark=mark)
        if work.person:
            await put_answer(unit, work, card(), outcome="asks")
        else:
            await reaching.tell_staff(unit, meeting.course_id, card, cause=f"rooms:{meeting.id}:{mark}")


#: Zoom has surely not done it.
_NO = (ZoomRefused, ZoomRateLimited, ZoomAuthError, ZoomNotFound)


async def _send(tools: Tools, story: _Story, there: str) -> None:
    """After a no Zoom has what it had: whoever changes its rooms from then on is somebody else."""
    meeting, plan, number = story.meeting, story.plan, story.meeting.zoom_id or 0
    rooms = tuple(BreakoutRoom(name, emails) for name, emails in story.layout.rooms)
    change = MeetingChange(settings=MeetingSettings(breakout_rooms=rooms))
    try:
        await tools.zoom.update_meeting(meeting.kind, number, change, host_id=story.host_id)
    except _NO:
        async with tools.store.unit() as unit:
            await unit.rooms.note_sent(meeting.id, plan.sent, seen=seen_after_no(plan, story.layout, there))
        raise


def _compared(layout: Layout, made: ZoomMeeting) -> tuple[Line, ...]:
    """Zoom drops rooms without a word where they may not be assigned at scheduling (zoom-api 5.7)."""
    kept = {room.name: {one.lower() for one in room.participants} for room in made.settings.breakout_rooms or ()}
    wanted = {room: set(emails) for room, emails in layout.rooms}
    if kept == wanted or not layout.mark:
        return ()
    if not kept:
        return (
            phrase(
                "Zoom dropped the rooms without a word: “Assign participants to breakout rooms when scheduling” is off"
                " for this host. Ask your Zoom admin to switch it on; the rooms are kept here."
            ),
        )
    lost = sorted(one for room, emails in wanted.items() for one in emails - kept.get(room, set()))
    return (phrase("Zoom left these people out, for want of a Zoom account: {names}.", names=", ".join(lost)),)


async def fail(work: SendRooms, tools: Tools, error: UserError | ZoomError) -> None:
    """Refused: the rooms stay planned, and go to Zoom with the next change."""
    async with tools.store.unit() as unit:
        meeting = await unit.meetings.get(work.meeting)
        course = await unit.courses.get(meeting.course_id)
        person = await unit.people.get(work.person or meeting.created_by)
        with speaking(person.locale):
            actions = (classes_button(course.code), help_button("rooms"))
            await put_answer(unit, work, refused_card(meeting.topic, error, actions), outcome="failed")


async def follow_roster(work: FollowRoster, tools: Tools) -> None:
    """One job a meeting of the course; which calls nobody where its rooms are the same."""
    async with tools.store.unit() as unit:
        for meeting_id in await unit.rooms.planned(work.course):
            await unit.jobs.enqueue(SendRooms(meeting=meeting_id, request=f"roster:{work.slot}", answer={}))


async def follow_rosters(_work: FollowRosters, tools: Tools) -> None:
    """The same for every course."""
    cause = f"round:{tools.clock():%Y-%m-%dT%H:%M}"
    async with tools.store.unit() as unit:
        for meeting_id in await unit.rooms.planned():
            await unit.jobs.enqueue(SendRooms(meeting=meeting_id, request=cause, answer={}))
