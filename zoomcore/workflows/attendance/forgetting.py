"""Forgetting: what Zoom told of people is kept for some months, the results for good."""

from dateutil.relativedelta import relativedelta

from zoomcore.domain.attendance.sheets import SheetState
from zoomcore.domain.work import ForgetEvidence
from zoomcore.jobs.runner import KEEP_PAYLOADS
from zoomcore.services.attendance.computing import recompute
from zoomcore.workflows.tools import Tools

#: Classes in one unit, so that others get to write in between.
_AT_ONCE = 20


async def forget_evidence(work: ForgetEvidence, tools: Tools) -> None:  # noqa: ARG001 # every workflow is called like this
    """A class whose last run is that old is computed once more, loses its rows and is frozen. No Zoom call.

    Webhooks go sooner, with what other finished work carried: their rows are evidence by then. So do passcodes, and
    whatever else would take a change back, once that is too late.
    """
    now = tools.clock()
    before = now - relativedelta(months=tools.deployment.retention_months)
    while True:
        async with tools.store.unit() as unit:
            old = await unit.evidence.older_than(before, limit=_AT_ONCE)
            for occurrence in old:
                await recompute(unit, occurrence, now, why="retention")
                await unit.evidence.forget(occurrence)
                await unit.sheets.set_state(occurrence, SheetState.FROZEN)
        if len(old) < _AT_ONCE:
            break
    async with tools.store.unit() as unit:
        await unit.inbox.forget_payloads("zoom", now - KEEP_PAYLOADS)
        # Their links live for hours.
        await unit.bindings.forget_before(now - KEEP_PAYLOADS)
        await unit.registrants.forget_before(before)
        await unit.audit.forget_inverses(now - KEEP_PAYLOADS, now)
        await unit.meetings.forget_passcodes()
