"""Our rows as Zoom has the recordings now: after a webhook one is read, whatever order the words came in."""

from datetime import datetime, timedelta

from zoomcore.domain.courses import Announce
from zoomcore.domain.recording_work import ChangeRecording, RecordingAction
from zoomcore.domain.recordings import (
    Found,
    Openness,
    Recording,
    RecordingFile,
    RecordingState,
    part_kind,
    updated,
)
from zoomcore.errors import ZoomNotFound, ZoomRefused
from zoomcore.services.reaching import staff_of, tell
from zoomcore.services.recordings import cards
from zoomcore.storage.store import Unit
from zoomcore.wording import speaking
from zoomcore.workflows.recordings.announcing import refresh_announcements
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.recording_events import RecordingEvent, RecordingHappening
from zoomcore.zoom.recording_models import INTERNALLY, NOBODY, PUBLICLY, ZoomRecording

#: What is found later than this is no news: it is listed, and nobody is asked about it.
NEWS = timedelta(days=7)
_OPENNESS = {PUBLICLY: Openness.ANYBODY, INTERNALLY: Openness.ACCOUNT, NOBODY: Openness.NOBODY}
#: What these events end in, where Zoom has nothing to read any more.
_ENDS = {RecordingHappening.TRASHED: RecordingState.TRASHED, RecordingHappening.DELETED: RecordingState.GONE}


def found_in(recording: ZoomRecording) -> Found:
    """In our words; a file without an id is named by its type and its start."""
    files = tuple(
        RecordingFile(
            key=file.id or f"{file.type}:{file.start.isoformat() if file.start else ''}:{number}",
            kind=part_kind(file.type),
            size_bytes=file.size,
            starts_at=file.start,
        )
        for number, file in enumerate(recording.files)
    )
    return Found(
        uuid=recording.uuid,
        topic=recording.topic,
        minutes=recording.minutes,
        size_bytes=recording.size,
        files=files,
        delete_on=recording.delete_on,
    )


async def hear(event: RecordingEvent, tools: Tools) -> None:
    """One read a recording that is ours; what Zoom has now counts, not what the event carried. Idempotent."""
    for uuid in event.uuids:
        if event.what is RecordingHappening.STARTED:
            async with tools.store.unit() as unit:
                await file_under(unit, event.meeting_id, uuid, event.topic, event.start or event.at)
        else:
            await read_again(tools, uuid, event)


async def read_again(tools: Tools, uuid: str, event: RecordingEvent) -> None:
    async with tools.store.unit() as unit:
        known = await unit.recordings.find(uuid)
        if known is None and event.meeting_id:
            known = await file_under(unit, event.meeting_id, uuid, event.topic, event.start or event.at)
    if known is None or known.state is RecordingState.GONE:
        return
    try:
        found = await tools.zoom.get_recording(uuid)
    except ZoomNotFound:
        ends = _ENDS.get(event.what)
        if ends is not None and known.state is not ends:
            await lose(tools, known, ends, event.at)
        return
    await apply(tools, found_in(found))


async def file_under(unit: Unit, number: int, uuid: str, topic: str, at: datetime) -> Recording | None:
    """The row of a run's recording, made where there is none; None for a meeting that is not ours."""
    meeting = await unit.meetings.find_by_number(number)
    if meeting is None:
        return None
    filed = await unit.meetings.record_seen(number, uuid, at)
    occurrence_id = filed[0] if filed else None
    added = await unit.recordings.add(
        uuid=uuid,
        course_id=meeting.course_id,
        meeting_id=meeting.id,
        occurrence_id=occurrence_id,
        topic=topic or meeting.topic,
        started_at=at,
    )
    return added or await unit.recordings.find(uuid)


async def lose(tools: Tools, known: Recording, state: RecordingState, at: datetime) -> None:
    """It went, by whoever's hand: students' cards say so."""
    async with tools.store.unit() as unit:
        trashed_at = at if state is RecordingState.TRASHED else None
        await unit.recordings.set_state(known.id, state, trashed_at=trashed_at)
        await refresh_announcements(unit, tools, await unit.recordings.get(known.id))


async def apply(tools: Tools, found: Found) -> None:
    """Zoom's facts into our row; what has just become ready is asked about, or published, as the course has it.

    One request more for what is new or came back: whom Zoom's own link lets in.
    """
    async with tools.store.reading() as unit:
        known = await unit.recordings.find(found.uuid)
    if known is None:
        return
    fresh = known.state is not RecordingState.READY and found.state is RecordingState.READY
    openness = await openness_of(tools, found.uuid) if fresh else known.openness
    async with tools.store.unit() as unit:
        known = await unit.recordings.find(found.uuid) or known
        now = updated(known, found)
        await unit.recordings.keep(now, found.files)
        if openness is not known.openness:
            await unit.recordings.set_openness(known.id, openness)
        if now != known:
            await refresh_announcements(unit, tools, await unit.recordings.get(known.id))
        if known.state is RecordingState.PROCESSING and fresh and tools.clock() - known.started_at <= NEWS:
            await _came(unit, await unit.recordings.get(known.id))


async def openness_of(tools: Tools, uuid: str) -> Openness:
    """UNKNOWN where the app's role may not look; other trouble goes up, to be tried again."""
    try:
        sharing = await tools.zoom.get_sharing(uuid)
    except (ZoomRefused, ZoomNotFound):
        return Openness.UNKNOWN
    return openness_in(sharing.share)


def openness_in(share: str) -> Openness:
    return _OPENNESS.get(share, Openness.UNKNOWN)


async def _came(unit: Unit, recording: Recording) -> None:
    """What the course's preset says about a recording that has just become ready."""
    course = await unit.courses.get(recording.course_id)
    match course.presets.recordings_announce:
        case Announce.ALWAYS:
            publish = ChangeRecording(
                recording=recording.id, action=RecordingAction.PUBLISH, request=f"ready:{recording.uuid}", answer={}
            )
            await unit.jobs.enqueue(publish)
        case Announce.ASK:
            for person in await staff_of(unit, course.id):
                with speaking(person.locale):
                    cause = f"recording:{recording.id}:ready:{person.id}"
                    await tell(unit, person.id, cards.ready(recording, course), cause=cause)
        case Announce.NEVER:
            return
