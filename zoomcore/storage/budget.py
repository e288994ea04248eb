"""Zoom's limits as all processes of a deployment share them."""

from datetime import timedelta

from zoomcore.domain.budget import ALLOWANCES, Plan, host_pool
from zoomcore.domain.kinds import RateClass
from zoomcore.storage.allowances import NotNow
from zoomcore.storage.store import Store


class ZoomBudget:
    """The Zoom client's Budget: one short unit a call, of one to four statements."""

    def __init__(self, store: Store, plan: Plan | str) -> None:
        self._store = store
        self._allowances = ALLOWANCES[Plan(plan)]

    async def take(self, call: RateClass, host: str | None, *, urgent: bool) -> timedelta | None:
        """None when the request may be sent now, else how long to wait before asking again.

        `host` is given for creates and updates, which count towards Zoom's 100 a host and UTC day. StorageError when
        the database is away: then nothing is sent.
        """
        allowance = self._allowances[call]
        pools = [pool for pool in (host_pool(host) if host else None, allowance.pool) if pool is not None]
        try:
            async with self._store.unit() as unit:
                await unit.allowances.take(call, allowance.pace, pools, urgent=urgent)
        except NotNow as refused:
            return refused.wait
        return None
