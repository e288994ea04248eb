"""Reading Zoom's report of one run: by the best source there is, whole or not at all, until two reads agree."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from zoomcore.domain.attendance.evidence import EvidenceSource, ParticipantRecord, Where
from zoomcore.domain.attendance.holding import LONGEST_RUN
from zoomcore.domain.attendance.reading import Denied, NotReady, ReadOutcome, RowsRead, next_read, rows_digest
from zoomcore.domain.attendance.sheets import FiledRun, Reading, ReadingState, SheetState, Unreadable
from zoomcore.domain.kinds import ParticipantSource
from zoomcore.domain.records import JobState
from zoomcore.domain.registration import registers
from zoomcore.domain.work import ReadRun
from zoomcore.errors import (
    ZoomAuthError,
    ZoomError,
    ZoomNotFound,
    ZoomNotReady,
    ZoomPlanRefused,
    ZoomRefused,
    ZoomTooOld,
)
from zoomcore.jobs.port import Later
from zoomcore.services.attendance.computing import recompute
from zoomcore.services.privacy import without_erased
from zoomcore.storage.store import Unit
from zoomcore.workflows.attendance.telling import follow_up
from zoomcore.workflows.registration.taking_in import take_in_list
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.attendance import ZoomParticipant
from zoomcore.zoom.scopes import participant_sources

logger = logging.getLogger(__name__)

#: A run that goes on is asked about again after this.
_STILL_ON = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What Zoom said, and its rows; `refused` sources will say the same for a while."""

    outcome: ReadOutcome
    records: tuple[ParticipantRecord, ...] = ()
    refused: tuple[ParticipantSource, ...] = ()


async def read_run(work: ReadRun, tools: Tools) -> None:
    """One read: ceil(rows / 300) requests, one more where Zoom never told the end. Then the class is computed anew.

    Asks to be run again when the next read is due. Somebody's own request ends with its read where the run's first
    job still goes on by itself.
    """
    async with tools.store.reading() as unit:
        run = await unit.evidence.find_run(work.run)
        if run is None or await _is_frozen(unit, run):
            return
        refused = await _refused(unit, run, tools.clock())
    if run.ended_at is None and not await _learn_end(tools, run) and _may_go_on(run, tools.clock()):
        raise Later(_STILL_ON)
    await _take_in_registrants(tools, run)
    asked = await _ask(tools, run, refused)
    due = await _record(tools, run, asked)
    if due is not None and await _goes_on(tools, work):
        raise Later(max(due - tools.clock(), timedelta()))


def _may_go_on(run: FiledRun, now: datetime) -> bool:
    return run.started_at is not None and now - run.started_at < LONGEST_RUN


async def _is_frozen(unit: Unit, run: FiledRun) -> bool:
    sheet = await unit.sheets.find(run.occurrence)
    return sheet is not None and sheet.state is SheetState.FROZEN


async def _goes_on(tools: Tools, work: ReadRun) -> bool:
    if not work.request:
        return True
    async with tools.store.reading() as unit:
        first = await unit.jobs.find(ReadRun.kind, work.run)
    return first is None or first.state in {JobState.DONE, JobState.GIVEN_UP}


async def _learn_end(tools: Tools, run: FiledRun) -> bool:
    """Asks when it was really held; False while it goes on. One request."""
    try:
        held = await tools.zoom.in_bulk().get_run(run.uuid)
    except ZoomNotReady:
        return False
    except (ZoomAuthError, ZoomPlanRefused, ZoomTooOld):
        # The report itself may still be had; its rows then say when the run was over.
        return True
    async with tools.store.unit() as unit:
        if held.start_time is not None:
            await unit.meetings.record_started(run.zoom_id, run.uuid, held.start_time)
        if held.end_time is not None:
            await unit.meetings.record_ended(run.zoom_id, run.uuid, held.end_time)
    return held.end_time is not None


async def _take_in_registrants(tools: Tools, run: FiledRun) -> None:
    """Who signed up and nobody told us of. Three requests at least; without the scope the report is read as ever."""
    async with tools.store.reading() as unit:
        meeting = await unit.meetings.get(run.meeting)
    if not registers(meeting):
        return
    try:
        await take_in_list(tools, meeting)
    except (ZoomAuthError, ZoomNotFound, ZoomRefused):
        logger.warning("registrants cannot be listed", extra={"meeting": meeting.id})


# Asking.


async def _ask(tools: Tools, run: FiledRun, refused: Sequence[ParticipantSource]) -> _Asked:
    """By the first source that answers. What is away for now (429, 5xx, no answer) is raised: the job comes again."""
    sources = participant_sources(await tools.zoom.scopes(), run.kind, refused=refused)
    if not sources:
        return _Asked(outcome=Denied(reason=Unreadable.PLAN if refused else Unreadable.SCOPES))
    reason: Unreadable = Unreadable.PLAN
    newly: list[ParticipantSource] = []
    for source in sources:
        try:
            rows = [one async for one in tools.zoom.in_bulk().iterate_participants(run.kind, run.uuid, source)]
        except ZoomNotReady:
            return _Asked(outcome=NotReady(), refused=tuple(newly))
        except (ZoomPlanRefused, ZoomAuthError, ZoomTooOld) as error:
            reason = _reason(error)
            if not isinstance(error, ZoomTooOld):
                newly.append(source)
            continue
        records = tuple(_record_of(run.uuid, one) for one in rows)
        outcome = RowsRead(source=source, rows=len(records), digest=rows_digest(records))
        return _Asked(outcome=outcome, records=records, refused=tuple(newly))
    return _Asked(outcome=Denied(reason=reason), refused=tuple(newly))


def _reason(error: ZoomError) -> Unreadable:
    match error:
        case ZoomTooOld():
            return Unreadable.TOO_OLD
        case ZoomAuthError():
            return Unreadable.SCOPES
        case _:
            return Unreadable.PLAN


def _record_of(run: str, row: ZoomParticipant) -> ParticipantRecord:
    where = Where.WAITING_ROOM if row.waiting else Where.BREAKOUT if row.breakout else Where.MEETING
    return ParticipantRecord(
        run=run,
        source=EvidenceSource(row.source.value),
        where=where,
        name=row.name,
        email=row.email,
        zoom_user_id=row.zoom_user_id,
        registrant_id=row.registrant_id,
        connection=row.connection_id,
        joined_at=row.join_time,
        left_at=row.leave_time,
    )


# Refusals are remembered for the rest of the day, for all runs of one kind.


def _refusal_key(run: FiledRun, source: ParticipantSource, now: datetime) -> str:
    return f"zoom-refused:{run.kind}:{source}:{now.date().isoformat()}"


async def _refused(unit: Unit, run: FiledRun, now: datetime) -> tuple[ParticipantSource, ...]:
    seen = [(source, await unit.inbox.seen(_refusal_key(run, source, now))) for source in ParticipantSource]
    return tuple(source for source, row in seen if row is not None)


# Writing down.


async def _record(tools: Tools, run: FiledRun, asked: _Asked) -> datetime | None:
    """Rows, reading and the class's new sheet in one unit; when to read again."""
    now = tools.clock()
    async with tools.store.unit() as unit:
        for source in asked.refused:
            await unit.inbox.first(_refusal_key(run, source, now), "zoom refusal")
        await unit.evidence.add(await without_erased(unit, asked.records, tools.deployment.pepper))
        before = await unit.evidence.find_reading(run.uuid) or _unread(run)
        known = await unit.evidence.find_run(run.uuid) or run
        reading, due = next_read(
            before,
            asked.outcome,
            now=now,
            ended_at=_ended(known, asked.records, now),
            seen_live=await unit.evidence.seen_live(run.uuid),
        )
        await unit.evidence.keep_reading(reading)
        await recompute(unit, run.occurrence, now, why="read")
        await follow_up(unit, reading, tools)
    return due


def _unread(run: FiledRun) -> Reading:
    return Reading(run=run.uuid, occurrence=run.occurrence, meeting=run.meeting, state=ReadingState.WAITING)


def _ended(run: FiledRun, records: Sequence[ParticipantRecord], now: datetime) -> datetime:
    if run.ended_at is not None:
        return run.ended_at
    return max((one.left_at for one in records if one.left_at is not None), default=now)
