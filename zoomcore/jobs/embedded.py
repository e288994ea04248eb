"""The engine of a SQLite install: jobs run inside this process, woken by its commits, polling for everybody else's."""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

from zoomcore.domain.records import JobRow
from zoomcore.jobs.port import Registry
from zoomcore.jobs.runner import KEEP_PAYLOADS, Lease, Runner
from zoomcore.storage.jobs import Claim
from zoomcore.storage.store import Store

logger = logging.getLogger(__name__)

_RESTART_AFTER = timedelta(seconds=1)
_TIDY_EVERY = timedelta(hours=6)
#: A loop that has not come round for so long hangs.
_SILENCE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedSettings:
    """`poll`: how soon rows of other processes, and due times, are seen. `grace`: what a stop lets jobs run on."""

    concurrent: int = 8
    poll: timedelta = timedelta(seconds=1)
    grace: timedelta = timedelta(seconds=10)
    lease: Lease = field(default_factory=Lease)


class EmbeddedEngine:
    """A JobEngine. Survives kill -9: what it held is free again when its leases end."""

    def __init__(self, store: Store, registry: Registry, settings: EmbeddedSettings | None = None) -> None:
        self._store = store
        self._settings = settings or EmbeddedSettings()
        self._runner = Runner(store, registry, self._settings.lease)
        self._wake = asyncio.Event()
        self._stopping = False
        self._loop: asyncio.Task[None] | None = None
        self._running: set[asyncio.Task[bool]] = set()
        self._came_round = 0.0
        self._tidied: float | None = None
        store.after_commit(lambda _jobs: self._wake.set())

    async def start(self) -> None:
        if self._loop is None:
            self._stopping = False
            self._came_round = asyncio.get_running_loop().time()
            self._loop = asyncio.create_task(self._supervise(), name="embedded jobs")

    async def stop(self) -> None:
        self._stopping = True
        self._wake.set()
        if self._loop is not None:
            await self._loop
            self._loop = None
        if self._running:
            await asyncio.wait(self._running, timeout=self._settings.grace.total_seconds())
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    async def run_due(self) -> int:
        return await self._runner.run_due()

    async def wait(self, job: int, within: timedelta) -> JobRow:
        return await self._runner.wait(job, within)

    def healthy(self) -> bool:
        if self._loop is None or self._loop.done():
            return False
        return asyncio.get_running_loop().time() - self._came_round < _SILENCE.total_seconds()

    async def _supervise(self) -> None:
        """Whatever stops the loop, a locked or absent database above all, it starts again."""
        while not self._stopping:
            try:
                await self._work()
            except Exception:
                logger.exception("the job loop stopped: starting it again")
                await self._pause(_RESTART_AFTER)

    async def _work(self) -> None:
        await self._runner.keep_coming()
        while not self._stopping:
            # Cleared before looking: a commit that comes while we look is looked at next.
            self._wake.clear()
            await self._start_due()
            await self._tidy()
            self._came_round = asyncio.get_running_loop().time()
            await self._pause(await self._until_next())

    async def _start_due(self) -> None:
        while len(self._running) < self._settings.concurrent and not self._stopping:
            claim = await self._runner.claim_next()
            if claim is None:
                return
            self._begin(claim)

    def _begin(self, claim: Claim) -> None:
        task = asyncio.create_task(self._runner.run(claim))
        self._running.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[bool]) -> None:
        self._running.discard(task)
        self._wake.set()
        if not task.cancelled() and (error := task.exception()):
            logger.error("a job broke its runner", exc_info=error)

    async def _until_next(self) -> timedelta:
        soonest = await self._runner.next_due()
        if soonest is None or len(self._running) >= self._settings.concurrent:
            return self._settings.poll
        return min(max(soonest - self._store.clock(), timedelta()), self._settings.poll)

    async def _pause(self, length: timedelta) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._wake.wait(), length.total_seconds())

    async def _tidy(self) -> None:
        now = asyncio.get_running_loop().time()
        if self._tidied is not None and now - self._tidied < _TIDY_EVERY.total_seconds():
            return
        self._tidied = now
        async with self._store.unit() as unit:
            await unit.jobs.forget_finished(self._store.clock() - KEEP_PAYLOADS)
            await unit.allowances.forget_days()
