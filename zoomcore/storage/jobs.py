"""The job table: what is to be done, who holds it, and what became of it. The truth for both engines."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, and_, case, func, literal, or_, select, update

from zoomcore.domain.records import JobRow, JobState
from zoomcore.domain.work import COMES_ROUND, Periodic, Work
from zoomcore.errors import NotFound
from zoomcore.storage import job_statements as statements
from zoomcore.storage.job_statements import free
from zoomcore.storage.payloads import work_to_data
from zoomcore.storage.tables import JOB
from zoomcore.storage.transaction import Transaction
from zoomcore.storage.values import read_job
from zoomcore.wording import _

_UNDER_WAY = (JobState.WAITING, JobState.RUNNING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A job held by one runner. `mark` names the runner's hold; `failures` are the tries that failed before this."""

    id: int
    kind: str
    key: str
    payload: Mapping[str, Any]
    failures: int
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JobHealth:
    """How many jobs wait (due or not), run, were given up; `lag` is how long the oldest due one has waited.

    What comes round by itself is not counted, but it lags like any other.
    """

    waiting: int
    running: int
    given_up: int
    lag: timedelta


class JobRepository:
    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def enqueue(self, work: Work, *, due: datetime | None = None) -> int | None:
        """Its number; None where a job of this kind and key exists already, done or not. One statement."""
        now = self._tx.clock()
        number: int | None = await self._tx.scalar(
            statements.enqueue(self._tx.dialect),
            at=now,
            new_kind=work.kind,
            new_key=work.key,
            new_payload=work_to_data(work),
            new_due=due or now,
        )
        if number is not None:
            await self._tx.carry(number, due or now)
        return number

    async def keep_coming(self, work: Periodic) -> None:
        """Sees to it that the work comes round: its row is there, not given up, and due at the next round at last."""
        first = work.next_round(self._tx.clock())
        if await self.enqueue(work, due=first) is not None:
            return
        of_kind = and_(JOB.c.kind == work.kind, JOB.c.key == work.key)
        late = and_(JOB.c.state == JobState.WAITING, JOB.c.due > first)
        fresh = {"state": JobState.WAITING, "payload": work_to_data(work), "due": first, "carried_at": first}
        numbers = await self._tx.scalars(
            update(JOB)
            .where(of_kind, or_(late, JOB.c.state == JobState.GIVEN_UP))
            .values(**fresh, failures=0, finished_at=None)
            .returning(JOB.c.id)
        )
        for number in numbers:
            await self._tx.carry(number, first)

    async def get(self, number: int) -> JobRow:
        row = await self._tx.one(select(JOB).where(JOB.c.id == number))
        if row is None:
            raise NotFound(_("I don't know that work."), next_step=_("`status` shows what waits."))
        return read_job(row)

    async def free_at(self, number: int) -> datetime | None:
        """When somebody may run it: its due time, or the end of the lease it is held by. None once it has ended."""
        row = await self._tx.one(select(JOB.c.state, JOB.c.due, JOB.c.lease_until).where(JOB.c.id == number))
        if row is None or row[JOB.c.state] not in {JobState.WAITING, JobState.RUNNING}:
            return None
        free_at: datetime = row[JOB.c.lease_until] or row[JOB.c.due]
        return free_at

    async def find(self, kind: str, key: str) -> JobRow | None:
        row = await self._tx.one(select(JOB).where(JOB.c.kind == kind, JOB.c.key == key))
        return read_job(row) if row else None

    async def is_followed(self, work: Work, prefix: str) -> bool:
        """Whether other work of its kind, with a key that begins so, was asked for after it."""
        mine = select(JOB.c.id).where(JOB.c.kind == work.kind, JOB.c.key == work.key).scalar_subquery()
        later = select(JOB.c.id).where(JOB.c.kind == work.kind, JOB.c.key.startswith(prefix, autoescape=True))
        return await self._tx.one(later.where(JOB.c.id > mine).limit(1)) is not None

    async def under_way(self, kind: str) -> tuple[Mapping[str, Any], ...]:
        """What work of that kind carries that waits or runs. One statement."""
        mine = and_(JOB.c.kind == kind, JOB.c.state.in_(_UNDER_WAY))
        return tuple(await self._tx.scalars(select(JOB.c.payload).where(mine)))

    async def went_on_after(self, kind: str, moment: datetime) -> bool:
        """Whether work of that kind waits, runs, or came to its end later than that."""
        ended = and_(JOB.c.state == JobState.DONE, JOB.c.finished_at > moment)
        some = select(JOB.c.id).where(JOB.c.kind == kind, or_(JOB.c.state.in_(_UNDER_WAY), ended))
        return await self._tx.one(some.limit(1)) is not None

    # Running: each is one conditional UPDATE, so that two runners never hold one job.

    async def claim_next(self, mark: str, lease: timedelta) -> Claim | None:
        """The job that is due longest, or that a runner left behind; None where nothing is due."""
        now = self._tx.clock()
        row = await self._tx.one(statements.CLAIM_NEXT, mark=mark, at=now, until=now + lease)
        return _read_claim(row) if row else None

    async def claim(self, number: int, mark: str, lease: timedelta) -> Claim | None:
        """That very job, if it is due and nobody holds it."""
        now = self._tx.clock()
        row = await self._tx.one(statements.CLAIM, number=number, mark=mark, at=now, until=now + lease)
        return _read_claim(row) if row else None

    async def renew(self, claim: Claim, lease: timedelta) -> bool:
        """False where the hold was lost: another runner took the job for abandoned."""
        until = self._tx.clock() + lease
        return await self._tx.change(statements.RENEW, number=claim.id, mark=claim.mark, until=until) == 1

    async def finish(self, claim: Claim) -> bool:
        now = self._tx.clock()
        return await self._tx.change(statements.FINISH, number=claim.id, mark=claim.mark, at=now) == 1

    async def retry_at(self, claim: Claim, due: datetime, error: str) -> bool:
        return await self._release(
            claim, state=JobState.WAITING, due=due, error=error, failures=claim.failures + 1, carried_at=due
        )

    async def ask_again(self, claim: Claim, due: datetime) -> datetime | None:
        """Put back until `due` without counting a failure: it waits for something, or its runner stops.

        Gives when it is due now: at once where it was hurried meanwhile. None where the hold was lost.
        """
        now = self._tx.clock()
        when = case((JOB.c.hurried, literal(now, JOB.c.due.type)), else_=literal(due, JOB.c.due.type))
        released = {"state": JobState.WAITING, "due": when, "carried_at": when, "claim": "", "lease_until": None}
        set_to: datetime | None = await self._tx.scalar(
            update(JOB).where(_held(claim)).values(**released).returning(JOB.c.due)
        )
        return set_to

    async def come_again(self, claim: Claim, due: datetime, error: str = "") -> bool:
        """A round has ended: the same row waits for the next one, with all its tries. False: the hold was lost."""
        waiting = {"state": JobState.WAITING, "due": due, "carried_at": due, "failures": 0, "error": error}
        if not await self._release(claim, **waiting):
            return False
        await self._tx.carry(claim.id, due)
        return True

    async def give_up(self, claim: Claim, error: str) -> bool:
        return await self._release(
            claim, state=JobState.GIVEN_UP, error=error, failures=claim.failures + 1, finished_at=self._tx.clock()
        )

    async def _release(self, claim: Claim, **values: object) -> bool:
        """False where the hold was lost meanwhile: then the other runner's word stands."""
        return await self._tx.change(update(JOB).where(_held(claim)).values(claim="", lease_until=None, **values)) == 1

    async def hurry(self, kind: str, key: str) -> None:
        """Makes a job due now, or again as soon as it asks to wait: what it waits for has happened."""
        now = self._tx.clock()
        row = await self._tx.one(
            update(JOB)
            .where(JOB.c.kind == kind, JOB.c.key == key, JOB.c.state.in_(_UNDER_WAY))
            .values(due=now, carried_at=now, hurried=True)
            .returning(JOB.c.id, JOB.c.state)
        )
        if row is not None and row[JOB.c.state] is JobState.WAITING:
            await self._tx.carry(row[JOB.c.id], now)

    async def take_up(self, number: int, work: Work) -> bool:
        """Work that has ended into the queue again, with all its tries; False where it is under way."""
        now = self._tx.clock()
        ended = and_(JOB.c.id == number, JOB.c.state.in_((JobState.GIVEN_UP, JobState.DONE)))
        fresh = {"state": JobState.WAITING, "due": now, "carried_at": now, "failures": 0, "finished_at": None}
        if await self._tx.change(update(JOB).where(ended).values(payload=work_to_data(work), **fresh)) == 0:
            return False
        await self._tx.carry(number, now)
        return True

    # Looking after the queue.

    async def carry_again(self, patience: timedelta, *, limit: int = 100) -> int:
        """Hands on jobs that were free for so long that their delivery must be lost; how many there were."""
        now = self._tx.clock()
        lost = (
            select(JOB.c.id)
            .where(free(now - patience), JOB.c.carried_at < now - patience)
            .order_by(JOB.c.due)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        numbers = await self._tx.scalars(
            update(JOB).where(JOB.c.id.in_(lost.scalar_subquery())).values(carried_at=now).returning(JOB.c.id)
        )
        for number in numbers:
            await self._tx.carry(number, now)
        return len(numbers)

    async def next_due(self) -> datetime | None:
        """When the next job is free to run; in the past where one is now. None where nothing waits."""
        soonest: datetime | None = await self._tx.scalar(statements.NEXT_DUE)
        return soonest

    async def given_up(self, limit: int = 20) -> tuple[JobRow, ...]:
        """The latest first."""
        rows = await self._tx.all(
            select(JOB)
            .where(JOB.c.state == JobState.GIVEN_UP)
            .order_by(JOB.c.finished_at.desc(), JOB.c.id)
            .limit(limit)
        )
        return tuple(map(read_job, rows))

    async def count_given_up(self) -> int:
        many: int = await self._tx.scalar(select(func.count()).where(JOB.c.state == JobState.GIVEN_UP))
        return many

    async def lag(self) -> timedelta:
        """How long the oldest due job has waited; zero where none is due."""
        return (await self.health()).lag

    async def health(self) -> JobHealth:
        """One statement."""
        unfinished = (JobState.WAITING, JobState.RUNNING, JobState.GIVEN_UP)
        oldest = func.min(JOB.c.due, type_=JOB.c.due.type).label("oldest")
        rows = await self._tx.all(
            select(JOB.c.state, func.count().filter(JOB.c.key != COMES_ROUND).label("many"), oldest)
            .where(JOB.c.state.in_(unfinished))
            .group_by(JOB.c.state)
        )
        by_state = {row[JOB.c.state]: row for row in rows}
        many = {state: by_state[state]["many"] if state in by_state else 0 for state in unfinished}
        waiting = by_state.get(JobState.WAITING)
        late = self._tx.clock() - waiting["oldest"] if waiting else timedelta()
        return JobHealth(
            waiting=many[JobState.WAITING],
            running=many[JobState.RUNNING],
            given_up=many[JobState.GIVEN_UP],
            lag=max(late, timedelta()),
        )

    async def forget_finished(self, before: datetime) -> int:
        """Empties what done jobs carried; their keys stay for ever."""
        done = and_(JOB.c.state == JobState.DONE, JOB.c.finished_at < before, JOB.c.payload.is_not(None))
        return await self._tx.change(update(JOB).where(done).values(payload=None))


def _held(claim: Claim) -> ColumnElement[bool]:
    return and_(JOB.c.id == claim.id, JOB.c.state == JobState.RUNNING, JOB.c.claim == claim.mark)


def _read_claim(row: RowMapping) -> Claim:
    return Claim(
        id=row[JOB.c.id],
        kind=row[JOB.c.kind],
        key=row[JOB.c.key],
        payload=row[JOB.c.payload] or {},
        failures=row[JOB.c.failures],
        mark=row[JOB.c.claim],
    )
