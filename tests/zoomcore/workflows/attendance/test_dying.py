"""Collection dies anywhere and is done twice: nothing is lost, nothing is there twice."""

import asyncio
from contextlib import suppress

from tests.zoomcore.workflows.attendance.lab import Lab
from zoomcore.domain.attendance.sheets import ReadingState, SheetState
from zoomcore.domain.work import ReadRun
from zoomcore.jobs.port import Later
from zoomcore.workflows.attendance.reading_runs import read_run


async def read(lab: Lab, request: str = "") -> None:
    (run,) = lab.school.sandbox.meeting(lab.number).runs
    with suppress(Later):
        await read_run(ReadRun(run=run.uuid, request=request), lab.school.tools)


async def test_who_dies_while_zoom_is_asked_leaves_nothing_and_the_next_read_is_whole(lab: Lab):
    await lab.held("bo", "maya")
    lab.school.trouble(path="**/participants", hang=True)
    asking = asyncio.create_task(read(lab))
    await lab.school.sandbox.faults.somebody_waits()
    before = await lab.school.rows()
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    lab.school.sandbox.faults.clear()
    assert await lab.school.rows() == before
    assert await lab.readings() == ()
    await lab.school.later(minutes=31)
    await lab.school.later(minutes=31)
    assert await lab.state() is SheetState.FINAL


async def test_two_who_read_at_once_keep_one_set_of_rows_and_one_reading(lab: Lab):
    await lab.held("bo", "maya")
    await asyncio.gather(read(lab), read(lab, "again"))
    counts = await lab.school.rows()
    await read(lab, "once more")
    assert await lab.school.rows() == counts
    assert [one.state for one in await lab.readings()] == [ReadingState.ONCE]


async def test_asking_often_does_not_make_it_sure_any_sooner(lab: Lab):
    await lab.held("bo", "maya")
    for number in range(4):
        await read(lab, str(number))
    assert await lab.state() is SheetState.PROVISIONAL
    await lab.school.later(minutes=31)
    assert await lab.state() is SheetState.FINAL
