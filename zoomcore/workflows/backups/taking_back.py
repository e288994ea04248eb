"""Undoing a restore: each class it made goes from Zoom again; settings, people and attendance are as they were."""

from dataclasses import replace

from zoomcore.domain.backups.kept import ItemState, Mode, Restore, RestoreState
from zoomcore.domain.backups.records import RuleRecord
from zoomcore.domain.courses import Course
from zoomcore.domain.hosting_work import TakeOffSubstitute
from zoomcore.domain.meetings import MeetingState
from zoomcore.domain.substitutes import SubstituteState
from zoomcore.domain.work import RecomputeClass, RecomputeCourse, TakeBackRestore
from zoomcore.errors import UserError, ZoomError
from zoomcore.services.backups.files import records_in
from zoomcore.services.backups.restoring import undone_card
from zoomcore.services.backups.wordings import name_of
from zoomcore.storage.backup_unloading import TAKEN_OUT, Before, Unloaded, keys_in
from zoomcore.storage.store import Unit
from zoomcore.wording import speaking
from zoomcore.workflows.backups.loading import set_settings, terms_of
from zoomcore.workflows.hosting.following import follow_dates
from zoomcore.workflows.pausing import wait_unseen_while_paused, wait_while_paused
from zoomcore.workflows.removing import take_out
from zoomcore.workflows.telling import put_answer, refused_card
from zoomcore.workflows.tools import Tools

_HERE = (MeetingState.SCHEDULED, MeetingState.CHANGING, MeetingState.CREATING)


async def take_back_restore(work: TakeBackRestore, tools: Tools) -> None:
    """One delete a class that was made. What was there before the restore stays there."""
    async with tools.store.reading() as unit:
        restore = await unit.restores.get(work.restore)
        course = await unit.courses.get(restore.course_id)
        asker = await unit.people.get(restore.requested_by)
        items = await unit.restores.items(restore.id)
    if restore.state is not RestoreState.UNDOING:
        return
    with speaking(asker.locale):
        await wait_while_paused(tools, work, course.code)
    for one in items:
        if one.state in {ItemState.MADE, ItemState.MAKING}:
            await wait_unseen_while_paused(tools)
            await _remove(tools, restore.id, one.meeting_id)
    async with tools.store.unit() as unit:
        if not await unit.restores.set_state(restore.id, (RestoreState.UNDOING,), RestoreState.UNDONE):
            return
        gone = await _unload(unit, tools, restore)
        await _set_back(unit, restore, course)
        removed = sum(one.state is ItemState.REMOVED for one in await unit.restores.items(restore.id))
        with speaking(asker.locale):
            await put_answer(unit, work, undone_card(course, removed, restore, gone), outcome="done")


async def _set_back(unit: Unit, restore: Restore, course: Course) -> None:
    """The course's settings, people and channel as they were."""
    settings = restore.before.get("settings")
    if settings:
        await set_settings(unit, course, dict(settings))
    for person in restore.before.get("enrolled", ()):
        # Whoever asked for a copy stays its instructor.
        if restore.mode is not Mode.COPY or person != restore.requested_by:
            await unit.courses.leave(course.id, person)
    if restore.before.get("channel"):
        await unit.courses.drop_mapping(int(restore.before["channel"]))


async def _unload(unit: Unit, tools: Tools, restore: Restore) -> Unloaded:
    """The rows it brought, told by the backup from before it; results that rest on what is left are worked out anew."""
    parts = restore.parts & TAKEN_OUT
    if restore.mode is not Mode.REPAIR or restore.safety_id is None or not parts:
        return Unloaded()
    safety = await unit.backups.get(restore.safety_id)
    there = await keys_in(records_in(unit.backups.pieces(safety.id), name_of(safety)))
    backup = await unit.backups.get(restore.backup_id)
    terms = replace(await terms_of(unit, tools, restore, backup), parts=parts)
    nameless = dict(restore.before.get("nameless", ()))
    unloader = unit.restores.unloader(terms, Before(there=there, nameless=nameless))
    async for record in records_in(unit.backups.pieces(backup.id), name_of(backup)):
        await unloader.take(record)
    gone = await unloader.unload()
    for number in gone.standing_in:
        if not await unit.hosting.set_state(number, SubstituteState.ASKED, SubstituteState.OFF):
            request = f"restore {restore.id} undone"
            work = TakeOffSubstitute(substitute=number, by=restore.requested_by, request=request, answer={})
            await unit.jobs.enqueue(work)
    for date in gone.dates:
        await unit.jobs.enqueue(RecomputeClass(occurrence=date, minute=f"restore {restore.id} undone"))
    if RuleRecord.tag in gone.removed:
        await unit.jobs.enqueue(RecomputeCourse(course=restore.course_id, request=f"restore {restore.id} undone"))
    return gone


async def _remove(tools: Tools, restore_id: int, meeting_id: int) -> None:
    async with tools.store.reading() as unit:
        meeting = await unit.meetings.get(meeting_id)
        host = await unit.people.get(meeting.host_id)
    if meeting.zoom_id is None and meeting.sent_at is not None and host.zoom_user_id:
        # An answer was lost: it may stand at Zoom all the same.
        found = await tools.zoom.find_meeting(host.zoom_user_id, meeting.kind, meeting.ref)
        if found is not None:
            async with tools.store.unit() as unit:
                await unit.meetings.record_created(
                    meeting.id, zoom_id=found.id, join_url=found.join_url, occurrences=()
                )
                meeting = await unit.meetings.get(meeting_id)
    if meeting.zoom_id is not None:
        await take_out(tools, meeting)
    async with tools.store.unit() as unit:
        await unit.meetings.set_state(meeting_id, _HERE, MeetingState.CANCELLED)
        await follow_dates(unit, tools, meeting_id, tools.clock())
        await unit.restores.set_item(restore_id, meeting_id, ItemState.REMOVED)


async def fail(work: TakeBackRestore, tools: Tools, error: UserError | ZoomError) -> None:
    """Given up: it can be asked for again."""
    async with tools.store.unit() as unit:
        restore = await unit.restores.get(work.restore)
        course = await unit.courses.get(restore.course_id)
        asker = await unit.people.get(restore.requested_by)
        await unit.restores.set_state(restore.id, (RestoreState.UNDOING,), RestoreState.DONE)
        with speaking(asker.locale):
            await put_answer(unit, work, refused_card(course.code, error, ()), outcome="failed")
