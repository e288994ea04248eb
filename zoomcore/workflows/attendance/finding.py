"""Finding what webhooks never told: runs of classes that should have been held, and reads that stopped half-way.

What is missing is read out of the tables, not off a clock: after an outage everything of the last 30 days is found.
"""

from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta

from zoomcore.domain.attendance.reading import first_read
from zoomcore.domain.meetings import Meeting
from zoomcore.domain.records import JobState
from zoomcore.domain.work import FindMissedRuns, FindRuns, ReadRun, TellInstructors
from zoomcore.errors import ZoomAuthError, ZoomNotFound, ZoomPlanRefused, ZoomTooOld
from zoomcore.services.attendance.computing import mark_not_held, recompute
from zoomcore.services.attendance.digests import LONG_PROVISIONAL
from zoomcore.storage.store import Unit
from zoomcore.workflows.attendance.telling import UNSURE
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.attendance import ZoomRun
from zoomcore.zoom.client import ZoomClient

#: How far back is looked. Zoom's lists reach further; what is older has been graded by hand.
CATCH_UP = timedelta(days=30)
#: Zoom lists a run some time after its end, and classes overrun.
SETTLED = timedelta(hours=2)
#: For so long a class that nobody seems to have opened is asked about again: Zoom's lists may be late too.
SURE = timedelta(days=2)
#: A run without an end is asked about once it has gone on for longer than classes do.
LONG = timedelta(hours=6)
_A_DAY = timedelta(days=1)
_NO_ANSWER = (ZoomPlanRefused, ZoomAuthError, ZoomTooOld, ZoomNotFound)


async def find_missed_runs(work: FindMissedRuns, tools: Tools) -> None:  # noqa: ARG001 # every workflow is called like this
    """No Zoom call: each class and each run becomes a job, so that one with bad data stops no other."""
    now = tools.clock()
    async with tools.store.unit() as unit:
        unheld = await unit.evidence.unheld(now - CATCH_UP, now - SETTLED, asked_before=now - SURE)
        missing = [*unheld, *await unit.evidence.without_dates()]
        for occurrence, meeting in missing:
            day = now.date().isoformat()
            await unit.jobs.enqueue(FindRuns(meeting=meeting, occurrence=occurrence, day=day))
        unread = [run for run, _, _ in await unit.evidence.unread_runs(now - CATCH_UP)]
        for run in (*unread, *await unit.evidence.unended_runs(now - CATCH_UP, now - LONG)):
            await _read_again(unit, run, now)
        for occurrence in await unit.sheets.long_provisional(now - CATCH_UP, now - LONG_PROVISIONAL):
            await unit.jobs.enqueue(TellInstructors(occurrence=occurrence, turn=UNSURE))


async def _read_again(unit: Unit, run: str, now: datetime) -> None:
    """Its job, where it never was; or that very job once more, if it ended a day ago or longer."""
    work = ReadRun(run=run)
    job = await unit.jobs.find(work.kind, work.key)
    if job is None:
        await unit.jobs.enqueue(work)
    elif job.state in {JobState.DONE, JobState.GIVEN_UP} and job.due <= now - _A_DAY:
        await unit.jobs.take_up(job.id, work)


async def find_runs(work: FindRuns, tools: Tools) -> None:
    """Asks for the meeting's own list of runs, else for its host's, else for the account's; files what is new.

    One request for most. Where Zoom lists none for the date, nobody opened the class.
    """
    async with tools.store.reading() as unit:
        meeting = await unit.meetings.get(work.meeting)
        host = await unit.people.get(meeting.host_id)
    if meeting.zoom_id is None:
        return
    now = tools.clock()
    listed = await _listed(tools.zoom.in_bulk(), meeting, host.zoom_user_id, now)
    if listed is None:
        return
    known = {one.uuid: await _with_end(tools, one) for one in listed}
    async with tools.store.unit() as unit:
        for run in known.values():
            await _file(unit, meeting.zoom_id, run, now)
        dated = await unit.meetings.get_occurrence(work.occurrence)
        if dated.occurrence.start is not None:
            await mark_not_held(unit, work.occurrence, now)


async def _listed(zoom: ZoomClient, meeting: Meeting, host: str, now: datetime) -> tuple[ZoomRun, ...] | None:
    """None where no list may be read: then nothing is known, which is not the same as no run."""
    number = meeting.zoom_id or 0
    start, end = (now - CATCH_UP).date(), now.date()
    # Without its instances a meeting is either unknown at Zoom by now, or its list is not for us to read.
    with suppress(*_NO_ANSWER):
        return await zoom.list_instances(meeting.kind, number, start=start, end=end)
    if host:
        with suppress(*_NO_ANSWER):
            return await _of_host(zoom, host, number, (start, end))
    with suppress(*_NO_ANSWER):
        return await _all(zoom.iterate_account_runs(meeting.kind, start=start, end=end), number)
    return None


async def _of_host(zoom: ZoomClient, host: str, number: int, days: tuple[date, date]) -> tuple[ZoomRun, ...]:
    """Runs with a single participant stand in a list of their own (zoom-api 7.4)."""
    start, end = days
    found = await _all(zoom.iterate_host_runs(host, start=start, end=end), number)
    return found or await _all(zoom.iterate_host_runs(host, start=start, end=end, which="pastOne"), number)


async def _all(runs: AsyncIterator[ZoomRun], number: int) -> tuple[ZoomRun, ...]:
    return tuple([one async for one in runs if one.id == number])


async def _with_end(tools: Tools, run: ZoomRun) -> ZoomRun:
    """A list of instances tells no ends: one request for each run we have no end of."""
    async with tools.store.reading() as unit:
        filed = await unit.evidence.find_run(run.uuid)
    if run.end_time is not None or (filed is not None and filed.ended_at is not None):
        return run
    with suppress(*_NO_ANSWER):
        held = await tools.zoom.in_bulk().get_run(run.uuid)
        return replace(run, start_time=held.start_time or run.start_time, end_time=held.end_time)
    return run


async def _file(unit: Unit, number: int, run: ZoomRun, now: datetime) -> None:
    """As its webhooks would have; its report is read like any other."""
    filed = None
    if run.start_time is not None:
        filed = await unit.meetings.record_started(number, run.uuid, run.start_time)
    if run.end_time is not None:
        filed = await unit.meetings.record_ended(number, run.uuid, run.end_time)
    if filed is None:
        return
    due = first_read(run.end_time) if run.end_time else now
    if await unit.jobs.enqueue(ReadRun(run=run.uuid), due=max(due, now)) is not None:
        await recompute(unit, filed.occurrence.id, now, why="found")
