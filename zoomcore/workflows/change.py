"""Carrying a recorded change to Zoom: a move, a cancellation, a recovery. Every call may be made again safely.

A PATCH and a DELETE say how things shall be, so after a lost answer they are simply sent again: the same PATCH changes
nothing, and a DELETE of what is gone answers "not found", which is what was wanted.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from zoomcore.commands.base import Command, Target
from zoomcore.commands.catalogue import MoveMeeting, RecoverMeeting, ShowMeeting, Undo
from zoomcore.commands.codec import pack
from zoomcore.domain.dates import ZoomDate, pair_dates
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.meetings import Meeting, MeetingState, Occurrence, OccurrenceState, Scope
from zoomcore.domain.people import Person
from zoomcore.domain.records import ChangeKind, ChangeState, MeetingChange
from zoomcore.domain.recurrence import plan
from zoomcore.domain.schedule_data import schedule_from_data
from zoomcore.domain.syncing import Difference
from zoomcore.domain.undo import undo_until
from zoomcore.domain.wallclock import local_day, local_now
from zoomcore.domain.work import ChangeMeeting
from zoomcore.errors import Conflict, UserError, ZoomError, ZoomRateLimited, ZoomUnavailable, ZoomUnexpected
from zoomcore.services.meetings import cards
from zoomcore.services.meetings.moving import dates_from_data
from zoomcore.services.phrases import span_of
from zoomcore.services.retrying import ways_back
from zoomcore.services.sync.settling import CLASH, let_go_line
from zoomcore.storage.store import Unit
from zoomcore.views import Button, Card, Facts, Line, Span, Text, Tone
from zoomcore.views.ways import classes_button, list_button
from zoomcore.wording import _, phrase, plural, speaking
from zoomcore.workflows.drafts import dates_of, first_start, recurrence_of
from zoomcore.workflows.pausing import wait_while_paused
from zoomcore.workflows.posts import refresh_posts
from zoomcore.workflows.removing import Removal, take_out
from zoomcore.workflows.sync.clashes import asking_card, find_clash
from zoomcore.workflows.telling import put_answer, refused_card, tell, waiting_card
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.drafts import MeetingChange as ZoomChange

#: Under which verb help tells how such a change is asked for.
_VERBS = {ChangeKind.MOVE: "move", ChangeKind.CANCEL: "cancel", ChangeKind.RECOVER: ""}
#: Cancelled dates that a card names; of more it says how many.
_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What one run of the job reads at its beginning. `dates` are the occurrences the change is about, in order."""

    change: MeetingChange
    meeting: Meeting
    dates: tuple[Occurrence, ...]
    author: Person
    #: The host's Zoom user id: changes count among that user's 100 a day.
    host_id: str
    #: Local days that were cancelled before, which a rebuilt series must not bring back.
    off: frozenset[date]
    #: What became of a whole class that was to be deleted.
    removal: Removal = Removal.OUT


async def change_meeting(work: ChangeMeeting, tools: Tools) -> None:
    """One call a date (a whole series: one), then one read; dates confirmed before a crash are not repeated."""
    story = await _read(work, tools)
    if story.change.state is ChangeState.DONE:
        return
    if not await _begin(tools, story):
        await _overtaken(work, tools, story)
        return
    with speaking(story.author.locale):
        if story.change.sent_at is None:
            await wait_while_paused(tools, work, story.meeting.topic)
        try:
            found = () if work.over else await find_clash(tools, story.change, story.meeting, story.off)
            if found:
                await _stop(work, tools, story, found)
                return
            await _record(work, tools, await _call(tools, story))
        except (ZoomUnavailable, ZoomRateLimited, ZoomUnexpected) as error:
            await tell(tools, work, waiting_card(story.meeting.topic, error), outcome="waiting")
            raise
        except (UserError, ZoomError) as error:
            await fail(work, tools, error)


async def _begin(tools: Tools, story: Story) -> bool:
    """True to go on. What failed before is opened again, unless another change has come since."""
    if story.change.state is ChangeState.WAITING:
        return True
    stood, under_way = _states(story.change)
    async with tools.store.unit() as unit:
        if not await unit.meetings.set_state(story.meeting.id, (stood,), under_way):
            return False
        return await unit.meetings.reopen_change(story.change.id)


async def _overtaken(work: ChangeMeeting, tools: Tools, story: Story) -> None:
    """Tried again too late: what came after it stands."""
    topic = story.meeting.topic
    with speaking(story.author.locale):
        error = Conflict(
            _("{topic} was changed once more since then.").replace("{topic}", topic),
            next_step=_("`list` shows how things stand."),
        )
        await tell(tools, work, refused_card(topic, error, (list_button(),)), outcome="overtaken")


def _states(change: MeetingChange) -> tuple[MeetingState, MeetingState]:
    """In which state the meeting is without this change, and while it is under way."""
    if change.kind is ChangeKind.RECOVER:
        return MeetingState.CANCELLED, MeetingState.CHANGING
    whole = change.kind is ChangeKind.CANCEL and change.scope == Scope.ALL
    return MeetingState.SCHEDULED, MeetingState.CANCELLING if whole else MeetingState.CHANGING


async def _read(work: ChangeMeeting, tools: Tools) -> Story:
    async with tools.store.reading() as unit:
        change = await unit.meetings.get_change(work.change)
        meeting = await unit.meetings.get(change.meeting_id)
        every = {one.id: one for one in await unit.meetings.occurrences(meeting.id)}
        author = await unit.people.get(change.requested_by)
        host = await unit.people.get(meeting.host_id)
    off = frozenset(
        local_day(one.start, meeting.schedule.zone)
        for one in every.values()
        if one.start and one.state is OccurrenceState.CANCELLED
    )
    return Story(
        change=change,
        meeting=meeting,
        dates=tuple(every[one] for one in change.occurrence_ids),
        author=author,
        host_id=host.zoom_user_id,
        off=off | frozenset(meeting.schedule.skip),
    )


async def _stop(work: ChangeMeeting, tools: Tools, story: Story, found: tuple[Difference, ...]) -> None:
    """Nothing is overwritten: the meeting stays as it is at Zoom until somebody says whose change counts."""
    async with tools.store.unit() as unit:
        await unit.meetings.finish_change(story.change.id, ChangeState.FAILED, CLASH)
        await unit.meetings.set_state(story.meeting.id, (MeetingState.CHANGING,), MeetingState.SCHEDULED)
        await put_answer(unit, work, asking_card(story.change, story.meeting, found), outcome="clash")


async def _call(tools: Tools, story: Story) -> Story:
    meeting, change = story.meeting, story.change
    number = meeting.zoom_id or 0
    if change.kind is ChangeKind.RECOVER:
        await tools.zoom.recover_meeting(number)
    elif change.scope == Scope.ALL and change.kind is ChangeKind.CANCEL:
        return replace(story, removal=await take_out(tools, meeting))
    elif change.scope == Scope.ALL:
        await tools.zoom.update_meeting(meeting.kind, number, _whole_change(change), host_id=story.host_id)
        await _keep_off(tools, story)
    else:
        await _call_each(tools, story)
    return story


async def _keep_off(tools: Tools, story: Story) -> None:
    """Zoom rebuilds the dates of a changed series: those that were cancelled are taken out again."""
    if not story.off:
        return
    meeting = story.meeting
    made = await tools.zoom.get_meeting(meeting.kind, meeting.zoom_id or 0)
    for one in made.occurrences:
        if one.status != "deleted" and one.start_time and local_day(one.start_time, meeting.schedule.zone) in story.off:
            await take_out(tools, meeting, one.id)


def _whole_change(change: MeetingChange) -> ZoomChange:
    wanted = schedule_from_data(change.after["schedule"])
    return ZoomChange(
        topic=change.after["topic"],
        start=first_start(wanted, plan(wanted).starts),
        zone=wanted.zone,
        duration_minutes=wanted.duration_minutes,
        recurrence=recurrence_of(wanted),
    )


async def _call_each(tools: Tools, story: Story) -> None:
    change, meeting = story.change, story.meeting
    moved = dates_from_data(change.after) if change.kind is ChangeKind.MOVE else []
    for index, one in enumerate(story.dates):
        if one.id in change.done_ids:
            continue
        if change.kind is ChangeKind.CANCEL:
            await take_out(tools, meeting, one.zoom_occurrence_id)
        else:
            start, minutes = moved[index]
            wanted = ZoomChange(start=start, zone=meeting.schedule.zone, duration_minutes=minutes)
            await tools.zoom.update_meeting(
                meeting.kind,
                meeting.zoom_id or 0,
                wanted,
                occurrence_id=one.zoom_occurrence_id,
                host_id=story.host_id,
            )
        await _record_date(tools, story, one, moved[index] if moved else None)


async def _record_date(tools: Tools, story: Story, one: Occurrence, moved: tuple[datetime, int] | None) -> None:
    async with tools.store.unit() as unit:
        if moved is None:
            await unit.meetings.set_occurrence(one.id, state=OccurrenceState.CANCELLED)
        else:
            await unit.meetings.set_occurrence(one.id, start=moved[0], duration_minutes=moved[1])
        await unit.meetings.change_progress(story.change.id, one.id)


async def _record(work: ChangeMeeting, tools: Tools, story: Story) -> None:
    whole_cancel = story.change.kind is ChangeKind.CANCEL and story.change.scope == Scope.ALL
    zoom_dates = None if whole_cancel else await _read_back(tools, story.meeting)
    now = tools.clock()
    async with tools.store.unit() as unit:
        if not await unit.meetings.finish_change(story.change.id, ChangeState.DONE):
            return
        await _settle(unit, story, zoom_dates, now)
        entry = await unit.audit.write(
            story.author.id,
            story.change.kind.value,
            f"meeting:{story.meeting.id}",
            {"scope": story.change.scope, "before": dict(story.change.before), "after": dict(story.change.after)},
            inverse=_inverse(story),
            undo_until=undo_until(now),
        )
        await put_answer(unit, work, await _done_card(unit, story, entry, now), outcome="done")
        await refresh_posts(unit, tools, story.meeting.id, now)


async def _read_back(tools: Tools, meeting: Meeting) -> tuple[ZoomDate, ...]:
    made = await tools.zoom.get_meeting(meeting.kind, meeting.zoom_id or 0)
    return dates_of(meeting.schedule, made)


async def _settle(unit: Unit, story: Story, zoom_dates: tuple[ZoomDate, ...] | None, now: datetime) -> None:
    """Our tables as Zoom has it now."""
    meeting, change = story.meeting, story.change
    if zoom_dates is None:
        await unit.meetings.set_state(meeting.id, (MeetingState.CANCELLING,), MeetingState.CANCELLED)
        return
    if change.kind is ChangeKind.MOVE and change.scope == Scope.ALL:
        schedule = schedule_from_data(change.after["schedule"])
        await unit.meetings.reschedule(meeting.id, schedule=schedule, topic=change.after["topic"])
    ours = await unit.meetings.occurrences(meeting.id)
    await unit.meetings.apply_dates(meeting.id, pair_dates(ours, zoom_dates, now))
    await unit.meetings.set_state(meeting.id, (MeetingState.CHANGING,), MeetingState.SCHEDULED)


def _inverse(story: Story) -> str:
    command = _inverse_command(story)
    return pack(command) if command else ""


def _inverse_command(story: Story) -> Command | None:
    """What takes it back; None where Zoom has no way: a single date that was cancelled, or several that were moved."""
    meeting, change = story.meeting, story.change
    if change.kind is ChangeKind.CANCEL:
        ours = meeting.kind is MeetingKind.MEETING and story.removal is Removal.OUT
        whole = change.scope == Scope.ALL and ours
        return RecoverMeeting(meeting=meeting.id) if whole else None
    if change.kind is ChangeKind.RECOVER or change.scope == Scope.FOLLOWING:
        return None
    if change.scope == Scope.ALL:
        before = schedule_from_data(change.before["schedule"])
        back = MoveMeeting(
            target=Target(meeting=meeting.id),
            at=before.at,
            zone=before.zone,
            duration_minutes=before.duration_minutes,
            topic=change.before["topic"],
            scope=Scope.ALL,
        )
        old_day, new_day = change.before["day"], change.after["day"]
        return back if old_day == new_day else replace(back, day=date.fromisoformat(old_day))
    start, minutes = dates_from_data(change.before)[0]
    local = local_now(start, meeting.schedule.zone)
    return MoveMeeting(
        target=Target(meeting=meeting.id, occurrence=story.dates[0].id),
        day=local.date(),
        at=local.time(),
        zone=meeting.schedule.zone,
        duration_minutes=minutes,
        scope=Scope.THIS,
    )


async def _done_card(unit: Unit, story: Story, entry: int, now: datetime) -> Card:
    meeting = await unit.meetings.get(story.meeting.id)
    course = await unit.courses.get(meeting.course_id)
    dates = await unit.meetings.occurrences(meeting.id)
    scheduled = [one for one in dates if one.state is OccurrenceState.SCHEDULED]
    live = [one for one in scheduled if one.start is None or one.start > now]
    rows = cards.schedule_facts(meeting.schedule, [one.start for one in live if one.start])
    changed = _changed_rows(story)
    undo = (Button(label=_("Undo"), command=Undo(entry=entry)),) if _inverse_command(story) else ()
    details = Button(label=_("Details"), command=ShowMeeting(target=Target(meeting=meeting.id)))
    return Card(
        title=_title(story, meeting.topic),
        tone=Tone.GOOD,
        body=(Facts(rows=changed or rows),) if story.change.kind is not ChangeKind.CANCEL else _left(story, len(live)),
        actions=(*undo, details if live else classes_button(course.code)),
        footnote=cards.footnote(meeting),
    )


def _title(story: Story, topic: str) -> str:
    match story.change.kind:
        case ChangeKind.MOVE:
            return _("Moved: {topic}").replace("{topic}", topic)
        case ChangeKind.CANCEL:
            return _("Cancelled: {topic}").replace("{topic}", topic)
        case ChangeKind.RECOVER:
            return _("Back again: {topic}").replace("{topic}", topic)


def _changed_rows(story: Story) -> tuple[tuple[str, Line], ...]:
    """Before and after of single dates."""
    change, zone = story.change, story.meeting.schedule.zone
    if change.kind is not ChangeKind.MOVE or change.scope == Scope.ALL:
        return ()
    before, after = dates_from_data(change.before)[0], dates_from_data(change.after)[0]
    count = len(story.dates)
    more = ((_("Dates"), (plural("{count} date", "{count} dates", count),)),) if count > 1 else ()
    return (
        (_("Was"), (span_of(before[0], zone, before[1]),)),
        (_("Is now"), (span_of(after[0], zone, after[1]),)),
        *more,
    )


def _left(story: Story, left: int) -> tuple[Text | Facts, ...]:
    if story.removal is Removal.LET_GO:
        return (Text(line=let_go_line(story.meeting)),)
    if story.change.scope == Scope.ALL and story.meeting.kind is MeetingKind.WEBINAR:
        return (Text(line=phrase("The whole webinar is off. Zoom brings no webinar back.")),)
    if story.change.scope == Scope.ALL:
        return (Text(line=phrase("The whole class is off. For ten minutes you can bring it back.")),)
    zone = story.meeting.schedule.zone
    named: list[Span] = []
    for one in story.dates[:_NAMED]:
        if one.start is not None:
            named += [", "] if named else []
            named.append(span_of(one.start, zone, one.duration_minutes))
    if len(story.dates) > _NAMED:
        named.append(plural(" and {count} more", " and {count} more", len(story.dates) - _NAMED))
    remain = plural("{count} date is left.", "{count} dates are left.", left)
    return (Facts(rows=((_("Cancelled dates"), tuple(named)),)), Text(line=(remain,)))


async def fail(work: ChangeMeeting, tools: Tools, error: UserError | ZoomError) -> None:
    """Zoom refused: the meeting stays as it was, and that is said."""
    story = await _read(work, tools)
    stood, _under_way = _states(story.change)
    async with tools.store.unit() as unit:
        await unit.meetings.finish_change(story.change.id, ChangeState.FAILED, str(error))
        await unit.meetings.set_state(story.meeting.id, (MeetingState.CHANGING, MeetingState.CANCELLING), stood)
        with speaking(story.author.locale):
            card = refused_card(story.meeting.topic, error, await ways_back(unit, work, _VERBS[story.change.kind]))
            await put_answer(unit, work, card, outcome="failed")
