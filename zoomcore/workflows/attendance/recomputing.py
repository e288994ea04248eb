"""Computing classes anew when nobody waits: after late rows, and all of a course after its rule changed."""

from zoomcore.domain.work import RecomputeClass, RecomputeCourse
from zoomcore.services.attendance.computing import AT_ONCE, recompute, recompute_some
from zoomcore.workflows.tools import Tools


async def recompute_class(work: RecomputeClass, tools: Tools) -> None:
    """Safe at any time: the same evidence gives the same sheet."""
    async with tools.store.unit() as unit:
        await recompute(unit, work.occurrence, tools.clock(), why="late")


async def recompute_course(work: RecomputeCourse, tools: Tools) -> None:
    """A unit for a few classes each, so that nobody else waits long to write; linear in rows over all."""
    async with tools.store.reading() as unit:
        numbers = [one.occurrence for one in await unit.sheets.of_course(work.course)]
    for start in range(0, len(numbers), AT_ONCE):
        async with tools.store.unit() as unit:
            chunk = numbers[start : start + AT_ONCE]
            await recompute_some(unit, chunk, tools.clock(), by=work.by, why=work.why)
