"""Undoing a restore: each class it made goes from Zoom again; settings and people are as they were."""

from zoomcore.domain.backups.kept import ItemState, Mode, RestoreState
from zoomcore.domain.meetings import MeetingState
from zoomcore.domain.work import TakeBackRestore
from zoomcore.errors import UserError, ZoomError
from zoomcore.services.backups.restoring import undone_card
from zoomcore.wording import speaking
from zoomcore.workflows.backups.loading import set_settings
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
    for one in items:
        if one.state in {ItemState.MADE, ItemState.MAKING}:
            await _remove(tools, restore.id, one.meeting_id)
    async with tools.store.unit() as unit:
        if not await unit.restores.set_state(restore.id, (RestoreState.UNDOING,), RestoreState.UNDONE):
            return
        settings = restore.before.get("settings")
        if settings:
            await set_settings(unit, course, dict(settings))
        for person in restore.before.get("enrolled", ()):
            # Whoever asked for a copy stays its instructor.
            if restore.mode is not Mode.COPY or person != asker.id:
                await unit.courses.leave(course.id, person)
        removed = sum(one.state is ItemState.REMOVED for one in await unit.restores.items(restore.id))
        with speaking(asker.locale):
            await put_answer(unit, work, undone_card(course, removed, restore), outcome="done")


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
