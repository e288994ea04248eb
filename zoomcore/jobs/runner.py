"""Running one claimed job: hold it, do it, write down how it ended. The same for both engines."""

import asyncio
import logging
from collections.abc import Awaitable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex

import cattrs

from zoomcore.domain.records import JobRow, JobState
from zoomcore.domain.retry import retry_after
from zoomcore.domain.work import Periodic, Work
from zoomcore.errors import ConfigError, StorageError
from zoomcore.jobs.port import Later, Registry
from zoomcore.storage.jobs import Claim
from zoomcore.storage.payloads import work_from_data
from zoomcore.storage.store import Store

logger = logging.getLogger(__name__)

_LOOK_EVERY = timedelta(milliseconds=25)
#: What finished work carried is forgotten after this; its key stays for ever.
KEEP_PAYLOADS = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """A job is held for `length` and the hold is renewed each `renew`: a dead runner's job is free after `length`."""

    length: timedelta = timedelta(seconds=15)
    renew: timedelta = timedelta(seconds=5)


class Runner:
    """`mark` names this runner in the rows it holds."""

    def __init__(self, store: Store, registry: Registry, lease: Lease) -> None:
        self._store = store
        self._registry = registry
        self._lease = lease
        self._mark = token_hex(8)

    async def keep_coming(self) -> None:
        """What comes round has its row. Asked at each start; any number of processes may ask at once."""
        async with self._store.unit() as unit:
            for work in self._registry.rounds:
                await unit.jobs.keep_coming(work)

    async def claim_next(self) -> Claim | None:
        """The next due job, held; None where nothing is due. Asks before it writes: a writer makes others wait."""
        async with self._store.reading() as unit:
            soonest = await unit.jobs.next_due()
        if soonest is None or soonest > self._store.clock():
            return None
        async with self._store.single() as unit:
            return await unit.jobs.claim_next(self._mark, self._lease.length)

    async def claim(self, number: int) -> Claim | None:
        """That very job, held; None where it is not due, or held by another runner."""
        async with self._store.single() as unit:
            return await unit.jobs.claim(number, self._mark, self._lease.length)

    async def next_due(self) -> datetime | None:
        async with self._store.reading() as unit:
            return await unit.jobs.next_due()

    async def run_due(self) -> int:
        done = 0
        while claim := await self.claim_next():
            await self.run(claim)
            done += 1
        return done

    async def wait(self, job: int, within: timedelta) -> JobRow:
        async with asyncio.timeout(within.total_seconds()):
            while True:
                async with self._store.reading() as unit:
                    row = await unit.jobs.get(job)
                if row.state in {JobState.DONE, JobState.GIVEN_UP}:
                    return row
                await asyncio.sleep(_LOOK_EVERY.total_seconds())

    async def run(self, claim: Claim) -> bool:
        """Whether the row has ended, well or given up. Raises only when cancelled: then the job is given back first."""
        try:
            return await self._run_held(claim)
        except asyncio.CancelledError:
            await asyncio.shield(self._write(self._ask_again(claim, timedelta())))
            raise

    async def _run_held(self, claim: Claim) -> bool:
        """Does the work as long as the hold lasts."""
        job = asyncio.create_task(self._do(claim), name=f"job {claim.kind} {claim.id}")
        hold = asyncio.create_task(self._hold(claim), name=f"hold {claim.id}")
        try:
            await asyncio.wait({job, hold}, return_when=asyncio.FIRST_COMPLETED)
            if job.done() and (broken := job.exception()):
                logger.error("the end of job %s (%s) could not be written", claim.id, claim.kind, exc_info=broken)
            elif not job.done():
                logger.warning("lost the hold of job %s (%s): another runner has it", claim.id, claim.kind)
        finally:
            for task in (job, hold):
                task.cancel()
            await asyncio.gather(job, hold, return_exceptions=True)
        return not job.cancelled() and job.exception() is None and job.result()

    async def _hold(self, claim: Claim) -> None:
        """Ends when the hold is lost. A database that is away for a moment loses nothing yet: the lease is longer."""
        while True:
            await asyncio.sleep(self._lease.renew.total_seconds())
            with suppress(StorageError):
                async with self._store.single() as unit:
                    if not await unit.jobs.renew(claim, self._lease.length):
                        return

    async def _do(self, claim: Claim) -> bool:
        kind = self._registry.kind_of(claim.kind)
        if kind is None:
            return await self._write(self._give_up(claim, None, ConfigError(f"nothing here does {claim.kind}")))
        try:
            work = work_from_data(kind, claim.payload)
        except (cattrs.BaseValidationError, TypeError, KeyError) as error:
            logger.exception("job %s (%s) cannot be read", claim.id, claim.kind)
            return await self._write(self._give_up(claim, None, error))
        return await self._write(await self._outcome(claim, kind, work))

    async def _outcome(self, claim: Claim, kind: type[Work], work: Work) -> Awaitable[bool]:
        """What is to be written down, once the function has ended; it tells whether the row has ended."""
        try:
            await self._registry.functions[kind](work)
        except Later as later:
            return self._ask_again(claim, later.after)
        except Exception as error:
            wait = retry_after(error, claim.failures + 1)
            logger.warning(
                "job %s (%s) failed, %s",
                claim.id,
                claim.kind,
                f"again in {wait}" if wait else "given up",
                exc_info=error,
            )
            if wait is not None:
                return self._retry(claim, wait, error)
            if isinstance(work, Periodic):
                return self._come_again(claim, work, _words(error))
            return self._give_up(claim, work, error)
        return self._come_again(claim, work) if isinstance(work, Periodic) else self._finish(claim)

    async def _write(self, outcome: Awaitable[bool]) -> bool:
        """A database that is away costs the outcome, not the job: it is free again when the lease ends."""
        try:
            return await outcome
        except StorageError:
            logger.warning("the outcome of a job could not be written: it will run again", exc_info=True)
            return False

    async def _finish(self, claim: Claim) -> bool:
        async with self._store.single() as unit:
            return await unit.jobs.finish(claim)

    async def _come_again(self, claim: Claim, work: Periodic, error: str = "") -> bool:
        """Ended for this delivery: the next round has one of its own."""
        async with self._store.unit() as unit:
            return await unit.jobs.come_again(claim, work.next_round(self._store.clock()), error)

    async def _ask_again(self, claim: Claim, after: timedelta) -> bool:
        async with self._store.single() as unit:
            await unit.jobs.ask_again(claim, self._store.clock() + after)
        return False

    async def _retry(self, claim: Claim, wait: timedelta, error: BaseException) -> bool:
        async with self._store.single() as unit:
            await unit.jobs.retry_at(claim, self._store.clock() + wait, _words(error))
        return False

    async def _give_up(self, claim: Claim, work: Work | None, error: BaseException) -> bool:
        """Whoever waits is told before the row is closed: after a crash in between they are told again, never not."""
        if work is not None:
            try:
                await self._registry.on_give_up(work, error)
            except Exception:
                logger.exception("nobody could be told that job %s (%s) was given up", claim.id, claim.kind)
        async with self._store.single() as unit:
            return await unit.jobs.give_up(claim, _words(error))


def _words(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:500]
