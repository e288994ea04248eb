"""Carrying out a restore: rows first, all at once; then class by class what Zoom has, or has no more.

Its rows are its progress, so it may stop and die anywhere and be run again: no class is made twice.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from zoomcore.domain.backups.kept import ItemState, Mode, Restore, RestoreItem, RestoreState
from zoomcore.domain.backups.terms import is_off, remaining, single
from zoomcore.domain.courses import Course
from zoomcore.domain.dates import Pairing, ZoomDate, pair_dates, with_own_options
from zoomcore.domain.meetings import Meeting, MeetingState, Occurrence
from zoomcore.domain.options import NOTHING_SAID, Options, lay_over, without_hosts
from zoomcore.domain.people import Person
from zoomcore.domain.work import RestoreCourse
from zoomcore.errors import UserError, ZoomError, ZoomNotFound, ZoomRateLimited, ZoomRefused
from zoomcore.jobs.port import Later
from zoomcore.services.backups.restoring import stopped_card, working_card
from zoomcore.services.meetings.booking import new_ref
from zoomcore.services.rooms.following import send_planned
from zoomcore.services.sync.recreating import carry_over, come_along
from zoomcore.storage.store import Unit
from zoomcore.views import Line, Text
from zoomcore.wording import speaking
from zoomcore.workflows.backups.bringing import bring_panelists, bring_stand_ins
from zoomcore.workflows.backups.cards import copied_next, done_card, failed_card, later_card
from zoomcore.workflows.backups.loading import load_rows, make_safety
from zoomcore.workflows.backups.looking import NONE_READ, Lists, look_for, read_lists
from zoomcore.workflows.create import made_once
from zoomcore.workflows.drafts import dates_of
from zoomcore.workflows.passcodes import lost_notes
from zoomcore.workflows.pausing import wait_unseen_while_paused, wait_while_paused
from zoomcore.workflows.removing import take_out
from zoomcore.workflows.single_dates import send_again
from zoomcore.workflows.telling import put_answer, tell
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.drafts import MeetingChange
from zoomcore.zoom.models import ZoomMeeting, ZoomMeetingSummary
from zoomcore.zoom.refusals import explain

#: Waits longer than this are for a host's next day: the other hosts' classes go on meanwhile.
_A_WHILE = timedelta(minutes=2)
#: How often the card is told how far it is, at most: an edit costs a call to the chat.
_TOLD_EVERY = 10
#: A host's classes go in so many lanes, so that Zoom's pace is what they wait for, not each other's answers.
_LANES = 3
#: How often a class stands in line for our own pace before the job's retry does.
_TURNS = 20
_MAKING = ItemState.MAKING
_OPEN = (ItemState.WAITING, ItemState.MAKING)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Story:
    """What one run of the job reads at its beginning."""

    work: RestoreCourse
    restore: Restore
    course: Course
    asker: Person
    lists: Lists = NONE_READ


async def restore_course(work: RestoreCourse, tools: Tools) -> None:
    """A list a host, a read for what that leaves open, a create for what is gone; two reads more where dates changed.

    Creates and updates count among the host's 100 a day: what does not fit waits for the next day. Hosts are worked
    on side by side, behind people's own requests.
    """
    tools = replace(tools, zoom=tools.zoom.in_bulk())
    story = await _read(work, tools)
    with speaking(story.asker.locale):
        match story.restore.state:
            case RestoreState.WAITING:
                await make_safety(tools, story.restore, story.course)
                await load_rows(tools, story.restore.id)
            case RestoreState.RUNNING:
                pass
            case RestoreState.STOPPED:
                await tell(
                    tools, work, stopped_card(story.restore, story.course), outcome=f"stopped-{story.restore.version}"
                )
                return
            case _:
                return
        await wait_while_paused(tools, work, story.course.code)
        await _go_on(tools, await _read(work, tools))


async def _read(work: RestoreCourse, tools: Tools) -> _Story:
    async with tools.store.reading() as unit:
        restore = await unit.restores.get(work.restore)
        return _Story(
            work=work,
            restore=restore,
            course=await unit.courses.get(restore.course_id),
            asker=await unit.people.get(restore.requested_by),
        )


async def _go_on(tools: Tools, story: _Story) -> None:
    async with tools.store.reading() as unit:
        items = [one for one in await unit.restores.items(story.restore.id) if one.state in _OPEN]
        meetings = [await unit.meetings.get(one.meeting_id) for one in items]
    lanes: dict[tuple[int, int], list[RestoreItem]] = {}
    for number, (one, meeting) in enumerate(zip(items, meetings, strict=True)):
        lanes.setdefault((meeting.host_id, number % _LANES), []).append(one)
    waiting = [meeting for one, meeting in zip(items, meetings, strict=True) if one.state is ItemState.WAITING]
    story = replace(story, lists=await read_lists(tools, waiting))
    waits = await asyncio.gather(*(_go_through(tools, story, lane) for lane in lanes.values()), return_exceptions=True)
    for trouble in waits:
        if isinstance(trouble, BaseException):
            raise trouble
    again = [wait for wait in waits if isinstance(wait, timedelta)]
    if again:
        await tell(tools, story.work, later_card(story.course, tools.clock() + min(again)), outcome=_day(tools))
        raise Later(min(again))
    if await _is_more(tools, story):
        await _go_on(tools, story)
        return
    await _end(tools, story)


async def _is_more(tools: Tools, story: _Story) -> bool:
    """Dates that became classes by themselves on the way, where nobody has stopped it."""
    async with tools.store.reading() as unit:
        left = [one for one in await unit.restores.items(story.restore.id) if one.state in _OPEN]
    return bool(left) and await _is_wanted(tools, story)


def _day(tools: Tools) -> str:
    return f"later-{tools.clock():%Y-%m-%d}"


async def _go_through(tools: Tools, story: _Story, items: Sequence[RestoreItem]) -> timedelta | None:
    """How long until these classes of one host can go on; None where all are done, or somebody stopped it."""
    for one in items:
        if not await _is_wanted(tools, story):
            return None
        await wait_unseen_while_paused(tools)
        try:
            await _bring_in_turn(tools, story, one)
        except ZoomRateLimited as limit:
            if limit.retry_after > _A_WHILE:
                return limit.retry_after
            raise
        except (UserError, ZoomRefused, ZoomNotFound) as error:
            await _skip(tools, story, one, error)
        await _tell_progress(tools, story)
    return None


async def _is_wanted(tools: Tools, story: _Story) -> bool:
    async with tools.store.reading() as unit:
        return (await unit.restores.get(story.restore.id)).state is RestoreState.RUNNING


async def _bring_in_turn(tools: Tools, story: _Story, item: RestoreItem) -> None:
    """All lanes wait for one pace: who is unlucky again and again stands in line once more, each time for seconds."""
    for _turn in range(_TURNS):
        try:
            await _bring(tools, story, item)
        except ZoomRateLimited as limit:
            # Zoom's own word, and the end of a day, are for the job's next run.
            if limit.status or limit.retry_after > _A_WHILE:
                raise
        else:
            return
    await _bring(tools, story, item)


async def _bring(tools: Tools, story: _Story, item: RestoreItem) -> None:
    """One class, from wherever an earlier run left it."""
    async with tools.store.reading() as unit:
        meeting = await unit.meetings.get(item.meeting_id)
        host = await unit.people.get(meeting.host_id)
        own = with_own_options(await unit.meetings.occurrences(meeting.id), tools.clock())
    state = item.state
    if state is ItemState.WAITING:
        found = await look_for(tools, story.lists, meeting)
        if found is not None:
            await _record(tools, story, meeting, found, ItemState.KEPT)
            return
        meeting = await _open(tools, story, item, meeting)
    made: ZoomMeeting | None = None
    more = bool(own) or _is_changed(item, meeting)
    if meeting.state is MeetingState.CREATING:
        made = await made_once(tools, meeting, host)
        await _record(tools, story, meeting, made, ItemState.MAKING if more else ItemState.MADE)
    if made is None or more:
        await _finish(tools, story, item)


def _is_changed(item: RestoreItem, meeting: Meeting) -> bool:
    """Whether single dates of it were called off or moved."""
    return bool(item.off or item.moved or meeting.schedule.skip)


async def _open(tools: Tools, story: _Story, item: RestoreItem, meeting: Meeting) -> Meeting:
    """It is to be made anew, with what is left of its plan; where nothing is, as the first of its strays."""
    now = tools.clock()
    left = remaining(meeting.schedule, now)
    alone = [(start, single(meeting.schedule, start, minutes)) for start, minutes in item.strays if start > now]
    async with tools.store.unit() as unit:
        passing = await unit.hosting.passing(meeting.course_id)
        dates = {one.start: one for one in await unit.meetings.occurrences(meeting.id)}
        # Who stands in is asked for again, date by date: none of them becomes a host of it for good.
        lasting = without_hosts(meeting.options, passing.get(meeting.id, ()))
        options = lasting
        if left is None and alone:
            (start, left), *alone = alone
            options = await _with_own(unit, lasting, dates.get(start))
        for start, date in alone:
            single_date = replace(meeting, options=await _with_own(unit, lasting, dates.get(start)), schedule=date)
            await _set_apart(unit, story, single_date, start)
        await unit.restores.open_meeting(meeting.id, left or meeting.schedule, options)
        await unit.restores.set_item(story.restore.id, meeting.id, ItemState.MAKING)
        return await unit.meetings.get(meeting.id)


async def _with_own(unit: Unit, options: Options, date: Occurrence | None) -> Options:
    """Of a class that this one date is to be: what was set on the date alone is the class's from now on."""
    if date is None or date.options == NOTHING_SAID:
        return options
    await unit.meetings.set_occurrence(date.id, options=NOTHING_SAID)
    return lay_over(options, date.options)


async def _set_apart(unit: Unit, story: _Story, meeting: Meeting, start: datetime) -> None:
    """No date of a series made anew can be moved there, so it becomes a class by itself, of the same host and kind."""
    made = await unit.meetings.add(
        ref=new_ref(),
        kind=meeting.kind,
        course_id=meeting.course_id,
        host_id=meeting.host_id,
        created_by=meeting.created_by,
        topic=meeting.topic,
        schedule=meeting.schedule,
        options=meeting.options,
        section=meeting.section,
    )
    await carry_over(unit, meeting, made.id, by=story.restore.requested_by)
    await come_along(unit, meeting.id, made.id)
    await unit.restores.give_date(start, of=meeting.id, to=made.id)
    last = len(await unit.restores.items(story.restore.id))
    apart = RestoreItem(meeting_id=made.id, position=last, state=ItemState.MAKING)
    await unit.restores.add_items(story.restore.id, [apart])


async def _record(
    tools: Tools, story: _Story, meeting: Meeting, found: ZoomMeeting | ZoomMeetingSummary, state: ItemState
) -> None:
    """A row of a list is taken where it says nothing new: our dates stay as they are."""
    async with tools.store.unit() as unit:
        pairing = Pairing(kept=(), added=(), gone=())
        if isinstance(found, ZoomMeeting):
            ours = await unit.meetings.occurrences(meeting.id)
            pairing = pair_dates(ours, dates_of(meeting.schedule, found), tools.clock())
        await unit.restores.record_found(meeting.id, zoom_id=found.id, join_url=found.join_url, pairing=pairing)
        await unit.restores.set_item(story.restore.id, meeting.id, state)
        await send_planned(unit, meeting.id, f"restore:{story.restore.id}", anew=state is not ItemState.KEPT)
        await bring_panelists(unit, story.restore.id, meeting, anew=state is not ItemState.KEPT)
        if state is not ItemState.MAKING:
            await bring_stand_ins(unit, meeting, tools.clock(), anew=state is ItemState.MADE)


async def _finish(tools: Tools, story: _Story, item: RestoreItem) -> None:
    """Read back, with what was done to single dates done again; each step may be asked for twice."""
    async with tools.store.reading() as unit:
        meeting = await unit.meetings.get(item.meeting_id)
        host = await unit.people.get(meeting.host_id)
    made = await tools.zoom.get_meeting(meeting.kind, meeting.zoom_id or 0)
    if await _change_dates(tools, meeting, item, made, host):
        made = await tools.zoom.get_meeting(meeting.kind, meeting.zoom_id or 0)
    await _set_own(tools, meeting, made, host)
    await _record(tools, story, meeting, made, ItemState.MADE)


async def _set_own(tools: Tools, meeting: Meeting, made: ZoomMeeting, host: Person) -> None:
    """What was set on single dates alone, once these are where they belong."""
    async with tools.store.reading() as unit:
        ours = await unit.meetings.occurrences(meeting.id)
    lost = await send_again(tools, meeting, host.zoom_user_id, ours, dates_of(meeting.schedule, made))
    async with tools.store.unit() as unit:
        for number in lost:
            await unit.meetings.set_occurrence(number, options=NOTHING_SAID)


async def _change_dates(tools: Tools, meeting: Meeting, item: RestoreItem, made: ZoomMeeting, host: Person) -> bool:
    moved = {start: (to, minutes) for start, to, minutes in item.moved}
    changed = False
    for one in dates_of(meeting.schedule, made):
        if not one.occurrence_id or one.start is None:
            continue
        if is_off(one, item.off, meeting.schedule):
            await take_out(tools, meeting, one.occurrence_id)
        elif one.start in moved and (one.start, one.minutes) != moved[one.start]:
            await _move(tools, meeting, one, moved[one.start], host)
        else:
            continue
        changed = True
    return changed


async def _move(tools: Tools, meeting: Meeting, one: ZoomDate, to: tuple[datetime, int], host: Person) -> None:
    start, minutes = to
    wanted = MeetingChange(start=start, zone=meeting.schedule.zone, duration_minutes=minutes)
    await tools.zoom.update_meeting(
        meeting.kind, meeting.zoom_id or 0, wanted, occurrence_id=one.occurrence_id, host_id=host.zoom_user_id
    )


async def _skip(tools: Tools, story: _Story, item: RestoreItem, error: UserError | ZoomError) -> None:
    """Refused for good: the others go on, and the card names it."""
    reason = error.message if isinstance(error, UserError) else explain(error)[0]
    async with tools.store.unit() as unit:
        await unit.restores.set_item(story.restore.id, item.meeting_id, ItemState.SKIPPED, reason)
        await unit.meetings.record_failed(item.meeting_id, reason)


async def _tell_progress(tools: Tools, story: _Story) -> None:
    if not story.work.answer:
        return
    async with tools.store.unit() as unit:
        counts = await unit.restores.counts(story.restore.id)
        total = sum(counts.values())
        done = total - sum(counts.get(one, 0) for one in _OPEN)
        if done % max(_TOLD_EVERY, total // 10) == 0 and done < total:
            card = working_card(story.restore, story.course, done, total)
            await put_answer(unit, story.work, card, outcome=f"progress-{done}")


async def _end(tools: Tools, story: _Story) -> None:
    now = tools.clock()
    async with tools.store.unit() as unit:
        if not await unit.restores.set_state(story.restore.id, (RestoreState.RUNNING,), RestoreState.DONE):
            made = await unit.restores.get(story.restore.id)
            if made.state is RestoreState.STOPPED:
                card = stopped_card(made, story.course)
                await put_answer(unit, story.work, card, outcome=f"stopped-{made.version}")
            return
        await unit.restores.finished(story.restore.id, now)
        restore = await unit.restores.get(story.restore.id)
        items = await unit.restores.items(restore.id)
        skipped = [
            ((await unit.meetings.get(one.meeting_id)).topic, one.reason)
            for one in items
            if one.state is ItemState.SKIPPED
        ]
        card = done_card(restore, story.course, items, skipped, await _next_step(unit, tools, story))
        if restore.mode is Mode.COPY:
            card = replace(card, body=(*await _lost(unit, items), *card.body))
        await put_answer(unit, story.work, card, outcome="done")


async def _lost(unit: Unit, items: Sequence[RestoreItem]) -> tuple[Text, ...]:
    """Of a copy's lines, which may have said passcodes: those that could not be read when their class was made."""
    lost = [await lost_notes(unit, await unit.meetings.get(one.meeting_id)) for one in items]
    return tuple(Text(line=(note,)) for notes in lost for note in notes)


async def _next_step(unit: Unit, tools: Tools, story: _Story) -> Line:
    """Of a copy; nothing is left to do after a repair."""
    if story.restore.mode is not Mode.COPY:
        return ()
    named = story.restore.before.get("channel")
    channel = await unit.courses.find_mapping(int(named)) if named else None
    word = tools.deployment.words.get(str(story.work.answer.get("platform", "")), "")
    return copied_next(story.course, channel, word)


async def fail(work: RestoreCourse, tools: Tools, error: UserError | ZoomError) -> None:
    """Given up: what was made stays, and it can go on from there."""
    story = await _read(work, tools)
    running = (RestoreState.WAITING, RestoreState.RUNNING)
    async with tools.store.unit() as unit:
        await unit.restores.set_state(work.restore, running, RestoreState.FAILED)
        with speaking(story.asker.locale):
            await put_answer(unit, work, failed_card(story.restore, story.course, error), outcome="failed")
