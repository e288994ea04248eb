"""Another host for a class at Zoom: the same meeting where Zoom lets it move, which is seldom; else one in its place.

A class that is made anew under the new host takes the old one's place everywhere, and only then the old one ends.

Zoom moves a meeting by PATCH `schedule_for` only where the host may schedule for the new one (zoom-api 5.6). So there
are never two classes for long, and never none.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from zoomcore.commands.base import Target
from zoomcore.commands.codec import pack
from zoomcore.commands.wishes.hosting import ChangeHost as Wish
from zoomcore.commands.wishes.house import Undo
from zoomcore.commands.wishes.meetings import ShowMeeting
from zoomcore.domain.attendance.holding import goes_on
from zoomcore.domain.backups.terms import changed_dates
from zoomcore.domain.faults import ScheduleFault
from zoomcore.domain.hosting_work import ChangeHost, EndOldMeeting
from zoomcore.domain.meetings import Meeting, MeetingState, Occurrence
from zoomcore.domain.options import without_hosts
from zoomcore.domain.people import Person
from zoomcore.domain.recurrence import plan
from zoomcore.domain.schedule import Schedule
from zoomcore.domain.undo import undo_until
from zoomcore.domain.work import CreateMeeting
from zoomcore.errors import (
    Conflict,
    UserError,
    ZoomError,
    ZoomRateLimited,
    ZoomRefused,
    ZoomUnavailable,
    ZoomUnexpected,
)
from zoomcore.jobs.port import Later
from zoomcore.services.meetings.alternatives import known_alternatives
from zoomcore.services.meetings.booking import new_ref
from zoomcore.services.meetings.handover import require_nobody_else, require_quiet
from zoomcore.services.staying import require_staying
from zoomcore.services.sync.recreating import carry_over, remaining
from zoomcore.storage.store import Unit
from zoomcore.views import Button, Card, Facts, Tone
from zoomcore.wording import _, speaking
from zoomcore.workflows.create import warnings
from zoomcore.workflows.hosting.holding import give_back, require_held
from zoomcore.workflows.hosting.privilege import require_privilege
from zoomcore.workflows.hosting.succeeding import tell_let_go, tell_new_host
from zoomcore.workflows.hosts import require_host
from zoomcore.workflows.licenses.needing import plan_license
from zoomcore.workflows.pausing import wait_unseen_while_paused, wait_while_paused
from zoomcore.workflows.posts import refresh_posts
from zoomcore.workflows.removing import Removal, take_out
from zoomcore.workflows.telling import put_answer, tell, waiting_card
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.drafts import MeetingChange

#: How long a class that is being held is left alone before it is looked at again.
_HELD = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What one run of the job reads at its beginning. `old` hosts it until now."""

    meeting: Meeting
    old: Person
    new: Person
    author: Person
    dates: tuple[Occurrence, ...]


async def change_host(work: ChangeHost, tools: Tools) -> None:
    """Two reads and one change at Zoom; where Zoom refuses, what a new class costs, in a job of its own."""
    async with tools.store.reading() as unit:
        if await unit.inbox.seen(work.done) is not None:
            return
        meeting = await unit.meetings.get(work.meeting)
        story = Story(
            meeting=meeting,
            old=await unit.people.get(meeting.host_id),
            new=await unit.people.get(work.person),
            author=await unit.people.get(work.by),
            dates=await unit.meetings.occurrences(meeting.id),
        )
    with speaking(story.author.locale):
        try:
            require_held(meeting)
            require_quiet(meeting, story.dates, tools.clock())
            await _require_free(tools, story)
            await wait_while_paused(tools, work, meeting.topic)
            user = await require_host(tools, story.new)
            await require_privilege(tools, story.author, story.new, meeting.course_id, work.answer)
            if await _moved(tools, story, user):
                await _record_moved(work, tools, story)
            else:
                await _make_anew(work, tools, story)
        except (ZoomUnavailable, ZoomRateLimited, ZoomUnexpected) as error:
            await tell(tools, work, waiting_card(meeting.topic, error), outcome="waiting")
            raise
        except (UserError, ZoomError) as error:
            await fail(work, tools, error)


async def _require_free(tools: Tools, story: Story) -> None:
    """Asked before too; but what was refused may be tried again when others stand in, or the new host is leaving."""
    async with tools.store.reading() as unit:
        await require_nobody_else(unit, story.meeting)
        await require_staying(unit, story.new)


async def _moved(tools: Tools, story: Story, user: str) -> bool:
    """Whether Zoom has it under the new host: since an earlier try, or now. What it refuses is no error here."""
    meeting = story.meeting
    number = meeting.zoom_id or 0
    if (await tools.zoom.get_meeting(meeting.kind, number)).host_id == user:
        return True
    wanted = MeetingChange(schedule_for=story.new.email)
    try:
        await tools.zoom.update_meeting(meeting.kind, number, wanted, host_id=story.old.zoom_user_id)
    except ZoomRefused:
        return False
    return (await tools.zoom.get_meeting(meeting.kind, number)).host_id == user


async def _record_moved(work: ChangeHost, tools: Tools, story: Story) -> None:
    now = tools.clock()
    async with tools.store.unit() as unit:
        if await unit.inbox.first(work.done, "job") is None:
            return
        before = await unit.meetings.get(work.meeting)
        options = without_hosts(before.options, {story.new.email})
        await unit.meetings.take_in(before, MeetingState.SCHEDULED, host_id=story.new.id, options=options)
        meeting = await unit.meetings.get(work.meeting)
        dates = await unit.meetings.occurrences(meeting.id)
        await plan_license(unit, meeting, story.new, dates, now)
        entry = await unit.audit.write(
            story.author.id,
            "host",
            f"meeting:{meeting.id}",
            {"from": story.old.id, "to": story.new.id},
            inverse=back_to(meeting.id, story.old),
            undo_until=undo_until(now),
        )
        notes = " ".join(warnings(meeting, story.new))
        rows = ((_("Host"), (story.new.name,)), (_("Number and link"), (_("as they were"),)))
        card = Card(
            title=_("{name} hosts {topic} now").format(name=story.new.name, topic=meeting.topic),
            tone=Tone.GOOD,
            body=(Facts(rows=(*rows, *(((_("Mind"), (notes,)),) if notes else ()))),),
            actions=(
                Button(label=_("Undo"), command=Undo(entry=entry)),
                Button(label=_("Details"), command=ShowMeeting(target=Target(meeting=meeting.id))),
            ),
        )
        await put_answer(unit, work, card, outcome="done")
        await tell_new_host(unit, meeting, story.new, by=story.author.id)
        await refresh_posts(unit, tools, meeting.id, now)


def back_to(meeting_id: int, host: Person) -> str:
    """What gives a class back to its former host; "" where they cannot be named."""
    if not host.email:
        return ""
    return pack(Wish(target=Target(meeting=meeting_id), to=host.email, confirmed=True))


async def _make_anew(work: ChangeHost, tools: Tools, story: Story) -> None:
    """Hands on to the job that makes classes: it knows what to do after every crash, and tells whoever asked."""
    async with tools.store.unit() as unit:
        if await unit.inbox.first(work.done, "job") is None:
            return
        old = story.meeting
        if changed_dates(old.schedule, story.dates, tools.clock()).strays:
            raise Conflict(
                _("A date of {topic} was moved out of its series, and a new series can't have it.").format(
                    topic=old.topic
                ),
                next_step=_("Change the host once that date is over, or let somebody stand in on single dates."),
            )
        schedule = await _left(unit, old, tools.clock())
        passing = (await unit.hosting.passing(old.course_id)).get(old.id, frozenset())
        options = replace(old.options, alternative_hosts=await known_alternatives(unit, old))
        made = await unit.meetings.add(
            ref=new_ref(),
            kind=old.kind,
            course_id=old.course_id,
            host_id=story.new.id,
            created_by=story.author.id,
            topic=old.topic,
            schedule=schedule,
            options=without_hosts(options, {story.new.email, *passing}),
            section=old.section,
        )
        await carry_over(unit, old, made.id, by=story.author.id)
        note = _("Zoom doesn't let me keep its number, so this is a new class with a new link; the old one ends.")
        await unit.jobs.enqueue(
            CreateMeeting(
                meeting=made.id,
                answer=work.answer,
                card=work.card,
                notes=(note,),
                instead_of=old.id,
                takes_over=True,
            )
        )


async def _left(unit: Unit, old: Meeting, now: datetime) -> Schedule:
    """What another host can hold of it. Conflict where no date is to come."""
    over = Conflict(
        _("{topic} has no date to come that another host could hold.").replace("{topic}", old.topic),
        next_step=_("Schedule another class with `new`."),
    )
    try:
        schedule = await remaining(unit, old, now)
    except ScheduleFault as fault:
        raise over from fault
    starts = plan(schedule).starts
    if starts and starts[-1] <= now:
        raise over
    return schedule


async def fail(work: ChangeHost, tools: Tools, error: UserError | ZoomError) -> None:
    """The host stays, and that is said."""
    await give_back(work, tools, error, verb=Wish.spec.name)


async def end_old_meeting(work: EndOldMeeting, tools: Tools) -> None:
    """Another class stands in its place: one delete at Zoom; what is gone already is what was wanted.

    Not while somebody is in it. Where Zoom doesn't let us delete it, whoever gave it away is told.
    """
    async with tools.store.reading() as unit:
        meeting = await unit.meetings.get(work.meeting)
        dates = await unit.meetings.occurrences(meeting.id)
    if meeting.state is not MeetingState.CANCELLING:
        return
    if any(goes_on(one, tools.clock()) for one in dates):
        raise Later(_HELD)
    await wait_unseen_while_paused(tools)
    removal = await take_out(tools, meeting)
    async with tools.store.unit() as unit:
        ended = await unit.meetings.set_state(meeting.id, (MeetingState.CANCELLING,), MeetingState.CANCELLED)
        if ended and removal is Removal.LET_GO:
            await tell_let_go(unit, meeting)
