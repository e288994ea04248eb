"""Looking at every host's recordings: what webhooks missed is found, at any age, and Zoom's deleting is told before."""

import logging
from datetime import UTC, datetime, timedelta

from zoomcore.domain.people import PersonId
from zoomcore.domain.recording_work import SweepRecordings
from zoomcore.domain.recordings import (
    LONGEST_PROCESSING,
    REMINDERS,
    Found,
    Recording,
    RecordingState,
    due_reminder,
)
from zoomcore.domain.wallclock import local_day
from zoomcore.errors import ZoomAuthError, ZoomNotFound, ZoomRefused
from zoomcore.services.reaching import staff_of, tell
from zoomcore.services.recordings import cards
from zoomcore.storage.recordings import Host
from zoomcore.wording import speaking
from zoomcore.workflows.recordings.reading import apply, file_under, found_in, lose
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.recording_models import UPLOADED, ZoomRecording

#: How far a round looks back, but for the first of each day, which looks at everything.
RECENT = timedelta(days=35)

logger = logging.getLogger(__name__)


async def sweep_recordings(_work: SweepRecordings, tools: Tools) -> None:
    """One list call a host and month, and one for the host's trash; then the reminders. Nobody waits for it."""
    now = tools.clock()
    whole = now.hour < SweepRecordings.every / timedelta(hours=1)
    async with tools.store.reading() as unit:
        hosts = await unit.recordings.hosts()
    try:
        for person_id, host in hosts.items():
            since = host["since"] if whole else max(host["since"], now - RECENT)
            await _sweep_host(tools, person_id, host, since)
    except ZoomAuthError as error:
        # `check` and `status` name the scope; trying again before an admin has added it is of no use.
        logger.warning("recordings cannot be listed", extra={"scopes": error.missing_scopes})
    await _remind(tools)


async def _sweep_host(tools: Tools, person_id: PersonId, host: Host, since: datetime) -> None:
    zoom, now = tools.zoom.in_bulk(), tools.clock()
    try:
        listed = {
            one.uuid: one
            async for one in zoom.iterate_recordings(
                host["zoom_user_id"], start=since.astimezone(UTC).date(), end=now.astimezone(UTC).date()
            )
            if one.type != UPLOADED
        }
        trashed = {one.uuid: one async for one in zoom.iterate_trash(host["zoom_user_id"])}
    except (ZoomNotFound, ZoomRefused):
        # The host has left the account, or its recordings are hidden from the app: what we know is kept as it is.
        return
    for one in listed.values():
        await _take_in(tools, one)
    async with tools.store.reading() as unit:
        known = await unit.recordings.of_host(person_id, since)
    for recording in known:
        if recording.uuid not in listed:
            await _missing(tools, recording, trashed.get(recording.uuid))


async def _take_in(tools: Tools, one: ZoomRecording) -> None:
    """What is new or differs from our row; what does not costs nothing but the look."""
    if one.start is None:
        return
    async with tools.store.unit() as unit:
        known = await unit.recordings.find(one.uuid)
        if known is None:
            known = await file_under(unit, one.meeting_id, one.uuid, one.topic, one.start)
    if known is not None and not _is_as_known(known, found_in(one)):
        await apply(tools, found_in(one))


def _is_as_known(known: Recording, found: Found) -> bool:
    same = (known.topic, known.minutes, known.size_bytes, known.delete_on) == (
        found.topic,
        found.minutes,
        found.size_bytes,
        found.delete_on,
    )
    return same and known.state is found.state


async def _missing(tools: Tools, recording: Recording, trashed: ZoomRecording | None) -> None:
    """Not in the list: in the trash, still being made, or gone, which Zoom is asked once more."""
    now = tools.clock()
    if trashed is not None:
        if recording.state is not RecordingState.TRASHED:
            await lose(tools, recording, RecordingState.TRASHED, now)
        return
    if recording.state is RecordingState.PROCESSING:
        if now - recording.started_at > LONGEST_PROCESSING:
            await lose(tools, recording, RecordingState.GONE, now)
        return
    try:
        found = await tools.zoom.in_bulk().get_recording(recording.uuid)
    except ZoomNotFound:
        await lose(tools, recording, RecordingState.GONE, now)
        return
    await apply(tools, found_in(found))


async def _remind(tools: Tools) -> None:
    """Once for each recording, day of deleting and reminder, to the course's instructors."""
    now = tools.clock()
    async with tools.store.unit() as unit:
        soon = await unit.recordings.expiring((now + max(REMINDERS) + timedelta(days=1)).date())
        for recording in soon:
            course = await unit.courses.get(recording.course_id)
            today = local_day(now, course.zone)
            due = due_reminder(recording, today)
            if due is None:
                continue
            for person in await staff_of(unit, course.id):
                with speaking(person.locale):
                    card = cards.reminder(recording, course, recording.days_left(today) or 0)
                    cause = f"recording:{recording.id}:expires:{recording.delete_on}:{due.days}:{person.id}"
                    await tell(unit, person.id, card, cause=cause)
