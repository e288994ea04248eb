"""The rows behind Zoom's budget: each statement changes its row only where one more call fits."""

from collections.abc import Sequence
from datetime import UTC, timedelta

from sqlalchemy import case, delete, select

from zoomcore.domain.budget import Pace, Pool, until_next_day
from zoomcore.domain.kinds import RateClass
from zoomcore.storage.tables import BUCKET, LEDGER
from zoomcore.storage.transaction import Transaction

_LEAST = timedelta(milliseconds=1)
_KEEP_DAYS = timedelta(days=7)


class NotNow(Exception):  # no error: it leaves the unit, so that a wait takes nothing out
    """`wait` is how long until it is worth asking again."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(wait)
        self.wait = wait


class AllowanceRepository:
    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def take(self, rate: RateClass, pace: Pace, pools: Sequence[Pool], *, urgent: bool) -> None:
        """One call out of a class and of the day's pools; NotNow, and a unit to be left, where one of them is empty."""
        for pool in pools:
            await self._take_of_day(pool, urgent=urgent)
        await self._take_of_pace(rate, pace, urgent=urgent)

    async def _take_of_day(self, pool: Pool, *, urgent: bool) -> None:
        now = self._tx.clock()
        used: int | None = await self._tx.scalar(
            self._tx.insert(LEDGER)
            .values(name=pool.name, day=now.astimezone(UTC).date(), used=1)
            .on_conflict_do_update(
                index_elements=["name", "day"],
                set_={"used": LEDGER.c.used + 1},
                where=LEDGER.c.used < pool.open_to(urgent=urgent),
            )
            .returning(LEDGER.c.used)
        )
        if used is None:
            raise NotNow(until_next_day(now))

    async def _take_of_pace(self, rate: RateClass, pace: Pace, *, urgent: bool) -> None:
        """`taken_until` is when the calls taken so far would have been sent one each interval."""
        now, interval = self._tx.clock().timestamp(), pace.interval.total_seconds()
        latest = now + pace.latest(urgent=urgent).total_seconds()
        from_now_on = case((BUCKET.c.taken_until > now, BUCKET.c.taken_until), else_=now) + interval
        taken: float | None = await self._tx.scalar(
            self._tx.insert(BUCKET)
            .values(rate=rate, taken_until=now + interval)
            .on_conflict_do_update(
                index_elements=["rate"], set_={"taken_until": from_now_on}, where=BUCKET.c.taken_until <= latest
            )
            .returning(BUCKET.c.taken_until)
        )
        if taken is None:
            reached: float = await self._tx.scalar(select(BUCKET.c.taken_until).where(BUCKET.c.rate == rate))
            raise NotNow(max(timedelta(seconds=reached - latest), _LEAST))

    async def used_today(self, pool: Pool) -> int:
        """How many of a day's calls are gone."""
        today = self._tx.clock().astimezone(UTC).date()
        used: int | None = await self._tx.scalar(
            select(LEDGER.c.used).where(LEDGER.c.name == pool.name, LEDGER.c.day == today)
        )
        return used or 0

    async def forget_days(self) -> None:
        """Ledgers of last week and before."""
        before = (self._tx.clock() - _KEEP_DAYS).astimezone(UTC).date()
        await self._tx.change(delete(LEDGER).where(LEDGER.c.day < before))
