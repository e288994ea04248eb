"""The engine of a PostgreSQL install: procrastinate carries the numbers of job rows to any number of replicas.

The rows are the truth; a delivery only says "look at this row". Deliveries may come twice, late or never: a claim is
conditional, and a sweep hands on rows that none carries. The figures were measured: a job of a killed replica goes on
elsewhere after 15 to 20 seconds.
"""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from procrastinate import exceptions
from procrastinate.jobs import Job
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from zoomcore.domain.records import JobRow
from zoomcore.jobs.delivery import build_app, install
from zoomcore.jobs.port import Registry
from zoomcore.jobs.runner import KEEP_PAYLOADS, Lease, Runner
from zoomcore.storage.store import Store
from zoomcore.storage.transaction import RawConnection

logger = logging.getLogger(__name__)

_QUEUE = "lectern"
#: Six fields: the last one is seconds. Ticks are unique in the database, however many replicas there are.
_RESCUE, _SWEEP, _TIDY = "* * * * * */5", "* * * * *", "17 3 * * *"
#: A worker whose heart has not beaten for so long is dead, and its deliveries are made again.
_HEARTBEAT_SECONDS, _STALLED_SECONDS, _POLL_SECONDS = 5.0, 15.0, 5.0
#: A free row older than this has lost its delivery.
_LOST = timedelta(minutes=2)
_RESTART_AFTER = timedelta(seconds=1)
_AGAIN = timedelta(seconds=5)
_FIRST = 10
#: So long a delivery waits here: coming again takes a poll, which is longer.
_BRIEF = timedelta(seconds=2)


class _NotEnded(Exception):  # no failure: the row is not finished, so its delivery must come again
    def __init__(self, at: datetime) -> None:
        super().__init__(at)
        self.at = at


class _Redeliver(BaseRetryStrategy):
    """Every delivery that could not end its row comes again; the row itself says how often its work is tried."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision:  # noqa: ARG002 - the base's shape
        if isinstance(exception, _NotEnded):
            return RetryDecision(retry_at=exception.at)
        if isinstance(exception, asyncio.CancelledError | exceptions.JobAborted):
            return RetryDecision(retry_in={"seconds": 0})
        return RetryDecision(retry_in={"seconds": int(_AGAIN.total_seconds())})


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueSettings:
    """`grace`: what a stop lets jobs run on before they are given back."""

    concurrent: int = 8
    grace: timedelta = timedelta(seconds=10)
    lease: Lease = field(default_factory=Lease)


class QueueEngine:
    """A JobEngine. Building it makes the store defer in its transactions; nothing connects before `start`."""

    def __init__(self, store: Store, registry: Registry, settings: QueueSettings | None = None) -> None:
        self._store = store
        self._settings = settings or QueueSettings()
        self._runner = Runner(store, registry, self._settings.lease)
        self._app = build_app(store.url)
        self._declare()
        self._worker: asyncio.Task[None] | None = None
        self._working = False
        store.use_queue(self.defer)

    def _declare(self) -> None:
        run = self._app.task(name="run_job", queue=_QUEUE, retry=_Redeliver())
        run(self._run_job)
        self._app.task(name="nudge", queue=_QUEUE)(self._nudge)
        for cron, care in ((_RESCUE, self._rescue), (_SWEEP, self._sweep), (_TIDY, self._tidy)):
            task = self._app.task(name=care.__name__.removeprefix("_"), queue=_QUEUE, priority=_FIRST)(care)
            self._app.periodic(cron=cron)(task)

    async def defer(self, connection: RawConnection, job: int, due: datetime) -> None:
        """In the transaction of that connection: committed with it, or never there."""
        at = due if due > self._store.clock() else None
        await self._app.configure_task("run_job", connection=connection, schedule_at=at).defer_async(job=job)

    async def start(self) -> None:
        if self._worker is None:
            await install(self._store.url)
            self._worker = asyncio.create_task(self._supervise(), name="queued jobs")

    async def stop(self) -> None:
        if self._worker is not None:
            self._worker.cancel()
            with suppress(asyncio.CancelledError):
                await self._worker
            self._worker = None

    async def run_due(self) -> int:
        return await self._runner.run_due()

    async def wait(self, job: int, within: timedelta) -> JobRow:
        return await self._runner.wait(job, within)

    def healthy(self) -> bool:
        return self._worker is not None and not self._worker.done() and self._working

    async def _supervise(self) -> None:
        """A worker ends when PostgreSQL goes away: it is started again until it stays."""
        while True:
            try:
                async with self._app.open_async():
                    self._working = True
                    await self._work()
            except Exception:
                logger.exception("the worker stopped: starting it again")
            finally:
                self._working = False
            await asyncio.sleep(_RESTART_AFTER.total_seconds())

    async def _work(self) -> None:
        await self._runner.keep_coming()
        await self._app.run_worker_async(
            queues=[_QUEUE],
            concurrency=self._settings.concurrent,
            fetch_job_polling_interval=_POLL_SECONDS,
            update_heartbeat_interval=_HEARTBEAT_SECONDS,
            stalled_worker_timeout=_STALLED_SECONDS,
            shutdown_graceful_timeout=self._settings.grace.total_seconds(),
            install_signal_handlers=False,
            delete_jobs="successful",
        )

    async def _run_job(self, job: int) -> None:
        """_NotEnded with the moment to look again, unless the row needs no delivery any more."""
        while True:
            claim = await self._runner.claim(job)
            if claim is not None and await self._runner.run(claim):
                return
            async with self._store.reading() as unit:
                free_at = await unit.jobs.free_at(job)
            if free_at is None:
                return
            wait = free_at - self._store.clock()
            if wait > _BRIEF:
                raise _NotEnded(free_at)
            await asyncio.sleep(max(wait, timedelta()).total_seconds())

    # Looking after the queue. A tick means "do whatever is due": ticks may be late or left out.

    async def _rescue(self, timestamp: int) -> None:  # noqa: ARG002 - procrastinate's shape
        """Deliveries of dead workers are made again. Retrying sends no notice, so one is sent."""
        stalled = list(await self._app.job_manager.get_stalled_jobs(seconds_since_heartbeat=_STALLED_SECONDS))
        for job in stalled:
            await self._app.job_manager.retry_job(job)
        if stalled:
            await self._app.configure_task("nudge", queue=_QUEUE).defer_async()

    async def _nudge(self) -> None:
        """Wakes the workers, which then look for everything that waits."""

    async def _sweep(self, timestamp: int) -> None:  # noqa: ARG002 - procrastinate's shape
        async with self._store.unit() as unit:
            found = await unit.jobs.carry_again(_LOST)
        if found:
            logger.warning("%s jobs had no delivery and were handed on again", found)

    async def _tidy(self, timestamp: int) -> None:  # noqa: ARG002 - procrastinate's shape
        async with self._store.unit() as unit:
            await unit.jobs.forget_finished(self._store.clock() - KEEP_PAYLOADS)
            await unit.allowances.forget_days()
