"""What Zoom tells of people while a class runs: rows of evidence, kept as they come and looked at when asked for."""

from datetime import datetime, timedelta

from zoomcore.domain.attendance.evidence import EvidenceSource, ParticipantRecord, Where
from zoomcore.domain.attendance.reading import first_read
from zoomcore.domain.work import ReadRun, RecomputeClass
from zoomcore.services.attendance.computing import recompute
from zoomcore.services.privacy import without_erased
from zoomcore.storage.store import Unit
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.webhook import (
    MeetingEnded,
    ParticipantAdmitted,
    ParticipantBeforeHost,
    ParticipantEvent,
    ParticipantJoined,
    ParticipantLeft,
)

_MINUTE = timedelta(minutes=1)


async def take_in(event: ParticipantEvent, tools: Tools) -> None:
    """Idempotent, in any order; the run is filed by its UUID where its start was not told yet. No Zoom call.

    While a class runs nothing is computed: who looks computes. Rows of a class that is over cost one recomputation a
    minute, however many they are.
    """
    record = record_of(event)
    if record is None:
        return
    async with tools.store.unit() as unit:
        kept = await without_erased(unit, (record,), tools.deployment.pepper)
        filed = await unit.meetings.record_seen(event.meeting_id, event.uuid, event.moment)
        if filed is None:
            return
        await unit.evidence.add(kept)
        occurrence, over = filed
        if over and occurrence is not None:
            await _recompute_soon(unit, occurrence, tools.clock())


def record_of(event: ParticipantEvent) -> ParticipantRecord | None:
    """None for what is told by other events too, and for a run without a UUID: it could be anybody's."""
    if not event.uuid:
        return None
    match event:
        case ParticipantJoined():
            return _record(event, _place(waiting=event.waiting, breakout=event.breakout), joined_at=event.moment)
        case ParticipantLeft():
            return _record(event, _place(waiting=event.waiting, breakout=event.breakout), left_at=event.moment)
        case ParticipantBeforeHost():
            return _record(event, Where.WAITING_ROOM, joined_at=event.moment)
        case ParticipantAdmitted() | ParticipantEvent():
            return None


def _place(*, waiting: bool, breakout: bool) -> Where:
    if waiting:
        return Where.WAITING_ROOM
    return Where.BREAKOUT if breakout else Where.MEETING


def _record(
    event: ParticipantEvent, where: Where, *, joined_at: datetime | None = None, left_at: datetime | None = None
) -> ParticipantRecord:
    who = event.participant
    return ParticipantRecord(
        run=event.uuid,
        source=EvidenceSource.WEBHOOK,
        where=where,
        name=who.name,
        email=who.email,
        zoom_user_id=who.zoom_user_id,
        registrant_id=who.registrant_id,
        connection=who.connection_id,
        joined_at=joined_at,
        left_at=left_at,
    )


async def _recompute_soon(unit: Unit, occurrence: int, now: datetime) -> None:
    minute = now.replace(second=0, microsecond=0) + _MINUTE
    await unit.jobs.enqueue(RecomputeClass(occurrence=occurrence, minute=minute.isoformat()), due=minute)


async def class_ended(unit: Unit, event: MeetingEnded, occurrence: int, now: datetime) -> None:
    """A first sheet of what was seen live; Zoom's report of the run is read when it should be ready (zoom-api 7.3)."""
    await unit.jobs.enqueue(ReadRun(run=event.uuid), due=max(first_read(event.end_time), now))
    await recompute(unit, occurrence, now, why="ended")
