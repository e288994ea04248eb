"""What both job engines promise. No caller can tell which one runs."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

import pytest

from tests.contracts.job_worker import SHORT
from zoomcore.domain.records import JobRow, JobState
from zoomcore.domain.work import DeliverMessage, HandleZoomEvent, Periodic, Work
from zoomcore.errors import ChatRefused, ChatUnavailable
from zoomcore.jobs.embedded import EmbeddedEngine, EmbeddedSettings
from zoomcore.jobs.port import GiveUp, JobEngine, Later, Registry
from zoomcore.jobs.queue import QueueEngine, QueueSettings
from zoomcore.storage.payloads import work_of
from zoomcore.storage.store import Store

ROOT = Path(__file__).parents[2]
PATIENCE = timedelta(seconds=10)
#: A dead worker on PostgreSQL is noticed after 15 seconds without a heartbeat, on a tick each 5; machines are slow.
TAKEOVER = timedelta(seconds=45)
#: Past due, on whatever machine: engines see due times on their own, not because somebody woke them.
SOON = timedelta(milliseconds=300)


def now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, kw_only=True)
class LookRound(Periodic):
    kind: ClassVar[str] = "look-round"
    every: ClassVar[timedelta] = timedelta(milliseconds=300)


async def tell_nobody(_work: Work, _error: BaseException) -> None:
    return


@dataclass
class House:
    """A database, the engines over it, and what they were seen to do."""

    url: str
    store: Store
    begun: asyncio.Queue[int] = field(default_factory=asyncio.Queue)
    done: list[int] = field(default_factory=list)

    def engine(
        self,
        function: Callable[[DeliverMessage], Awaitable[None]],
        *,
        on_give_up: GiveUp = tell_nobody,
        grace: timedelta = timedelta(seconds=5),
        store: Store | None = None,
    ) -> JobEngine:
        return self._engine(Registry(functions={DeliverMessage: function}, on_give_up=on_give_up), grace, store)

    def watch(self, look: Callable[[LookRound], Awaitable[None]], *, store: Store | None = None) -> JobEngine:
        """An engine for what comes round."""
        return self._engine(Registry(functions={LookRound: look}), timedelta(seconds=5), store)

    def _engine(self, registry: Registry, grace: timedelta, store: Store | None) -> JobEngine:
        if self.url.startswith("postgresql"):
            return QueueEngine(store or self.store, registry, QueueSettings(grace=grace))
        settings = EmbeddedSettings(grace=grace, lease=SHORT, poll=timedelta(milliseconds=100))
        return EmbeddedEngine(store or self.store, registry, settings)

    async def note(self, work: DeliverMessage) -> None:
        self.done.append(work.outbox)

    async def put(self, number: int = 1, *, due: datetime | None = None) -> int:
        async with self.store.unit() as unit:
            job = await unit.jobs.enqueue(DeliverMessage(outbox=number), due=due)
        assert job is not None
        return job

    async def row(self, job: int) -> JobRow:
        async with self.store.reading() as unit:
            return await unit.jobs.get(job)


@pytest.fixture
async def house(database_url: str) -> AsyncIterator[House]:
    store = Store(database_url, clock=now)
    yield House(url=database_url, store=store)
    await store.close()


@asynccontextmanager
async def working(engine: JobEngine) -> AsyncIterator[JobEngine]:
    await engine.start()
    try:
        yield engine
    finally:
        await engine.stop()


async def test_committed_work_is_done(house: House):
    async with working(house.engine(house.note)) as engine:
        job = await house.put(7)
        row = await engine.wait(job, PATIENCE)

    assert row.state is JobState.DONE
    assert house.done == [7]


async def test_work_that_waited_before_the_start_is_done(house: House):
    engine = house.engine(house.note)
    job = await house.put(7)
    async with working(engine):
        assert (await engine.wait(job, PATIENCE)).state is JobState.DONE


async def test_rolled_back_work_never_was(house: House):
    async with working(house.engine(house.note)) as engine:
        with pytest.raises(ZeroDivisionError):  # noqa: PT012 - the block is the transaction
            async with house.store.unit() as unit:
                await unit.jobs.enqueue(DeliverMessage(outbox=1))
                raise ZeroDivisionError
        await engine.wait(await house.put(2), PATIENCE)

    assert house.done == [2]


async def test_five_hundred_wishes_for_fifty_things_do_fifty(house: House):
    async def wish(number: int) -> int | None:
        async with house.store.unit() as unit:
            return await unit.jobs.enqueue(DeliverMessage(outbox=number))

    async with working(house.engine(house.note)) as engine:
        jobs = await asyncio.gather(*(wish(number % 50) for number in range(500)))
        for job in jobs:
            if job is not None:
                await engine.wait(job, PATIENCE)
        again = await asyncio.gather(*(wish(number) for number in range(50)))

    assert sorted(house.done) == list(range(50))
    assert again == [None] * 50


async def test_a_failure_is_tried_again_when_the_platform_said(house: House):
    tries: list[datetime] = []

    async def stumble(_work: DeliverMessage) -> None:
        tries.append(now())
        if len(tries) == 1:
            raise ChatUnavailable("busy", retry_after=SOON)

    async with working(house.engine(stumble)) as engine:
        row = await engine.wait(await house.put(), PATIENCE)

    assert (row.state, row.attempts) == (JobState.DONE, 2)
    assert tries[1] - tries[0] >= SOON


async def test_a_refusal_is_given_up_told_and_kept(house: House):
    told: list[tuple[Work, str]] = []

    async def refuse(_work: DeliverMessage) -> None:
        raise ChatRefused("not in the channel")

    async def tell(work: Work, error: BaseException) -> None:
        told.append((work, str(error)))

    async with working(house.engine(refuse, on_give_up=tell)) as engine:
        row = await engine.wait(await house.put(3), PATIENCE)

    assert (row.state, row.attempts, row.error) == (JobState.GIVEN_UP, 1, "ChatRefused: not in the channel")
    assert told == [(DeliverMessage(outbox=3), "not in the channel")]


async def test_given_up_work_can_be_asked_for_again(house: House):
    cured = False

    async def perhaps(work: DeliverMessage) -> None:
        if not cured:
            raise ChatRefused("not in the channel")
        await house.note(work)

    async with working(house.engine(perhaps)) as engine:
        job = await house.put(3)
        await engine.wait(job, PATIENCE)
        cured = True
        async with house.store.unit() as unit:
            work = work_of(await unit.jobs.get(job))
            assert work is not None
            assert await unit.jobs.take_up(job, work)
            assert not await unit.jobs.take_up(job, work)
        row = await engine.wait(job, PATIENCE)

    assert row.state is JobState.DONE
    assert house.done == [3]


async def test_asking_to_wait_is_no_failure(house: House):
    asked = 0

    async def wait_a_little(_work: DeliverMessage) -> None:
        nonlocal asked
        asked += 1
        if asked <= 5:
            raise Later(timedelta(milliseconds=1))

    async with working(house.engine(wait_a_little)) as engine:
        row = await engine.wait(await house.put(), PATIENCE)

    assert (row.state, row.error) == (JobState.DONE, "")


async def test_nothing_runs_before_it_is_due(house: House):
    began: list[datetime] = []

    async def note(_work: DeliverMessage) -> None:
        began.append(now())

    due = now() + SOON
    async with working(house.engine(note)) as engine:
        await engine.wait(await house.put(due=due), PATIENCE)

    assert began[0] >= due


async def test_due_work_runs_in_order_without_being_started(house: House):
    engine = house.engine(house.note)
    early = now() - timedelta(minutes=1)
    for number, minutes in ((1, 3), (2, 1), (3, 2), (4, -60)):
        await house.put(number, due=early - timedelta(minutes=minutes))

    assert await engine.run_due() == 3
    assert house.done == [1, 3, 2]


async def test_a_stop_lets_running_work_end(house: House):
    began, end = asyncio.Event(), asyncio.Event()

    async def work(work: DeliverMessage) -> None:
        began.set()
        await end.wait()
        await house.note(work)

    engine = house.engine(work)
    await engine.start()
    job = await house.put(5)
    await began.wait()
    stopping = asyncio.create_task(engine.stop())
    end.set()
    await stopping

    assert (await house.row(job)).state is JobState.DONE


async def test_a_stop_gives_back_what_does_not_end(house: House):
    began = asyncio.Event()

    async def hang(_work: DeliverMessage) -> None:
        began.set()
        await asyncio.Event().wait()

    engine = house.engine(hang, grace=timedelta(milliseconds=50))
    await engine.start()
    job = await house.put(5)
    await began.wait()
    await engine.stop()
    given_back = await house.row(job)
    async with working(house.engine(house.note)) as other:
        row = await other.wait(job, PATIENCE)

    assert (given_back.state, given_back.error) == (JobState.WAITING, "")
    assert (row.state, house.done) == (JobState.DONE, [5])


async def test_two_engines_share_the_work_and_do_nothing_twice(house: House):
    other = Store(house.url, clock=now)
    async with working(house.engine(house.note)) as engine, working(house.engine(house.note, store=other)):
        jobs = [await house.put(number) for number in range(40)]
        for job in jobs:
            await engine.wait(job, PATIENCE)
    await other.close()

    assert sorted(house.done) == list(range(40))


async def test_work_of_an_unknown_kind_is_kept_and_named(house: House):
    async with working(house.engine(house.note)) as engine:
        async with house.store.unit() as unit:
            job = await unit.jobs.enqueue(HandleZoomEvent(inbox=1))
        assert job is not None
        row = await engine.wait(job, PATIENCE)

    assert row.state is JobState.GIVEN_UP
    assert "zoom-event" in row.error


async def test_what_comes_round_comes_again(house: House):
    rounds: asyncio.Queue[datetime] = asyncio.Queue()

    async def look(_work: LookRound) -> None:
        await rounds.put(now())

    async with working(house.watch(look)):
        times = [await asyncio.wait_for(rounds.get(), PATIENCE.total_seconds()) for _ in range(2)]
    async with house.store.reading() as unit:
        row = await unit.jobs.find(LookRound.kind, LookRound().key)

    assert row is not None
    assert (row.state, row.error) == (JobState.WAITING, "")
    assert LookRound.next_round(times[0]) <= times[1]


async def test_a_round_that_fails_for_good_is_followed_by_the_next(house: House):
    came, well = 0, asyncio.Event()

    async def look(_work: LookRound) -> None:
        nonlocal came
        came += 1
        if came == 1:
            raise ChatRefused("not today")
        well.set()

    async with working(house.watch(look)):
        await asyncio.wait_for(well.wait(), PATIENCE.total_seconds())

    assert came > 1


async def test_a_round_runs_once_however_many_engines_there_are(house: House):
    rounds: asyncio.Queue[datetime] = asyncio.Queue()

    async def look(work: LookRound) -> None:
        await rounds.put(work.next_round(now()))

    other = Store(house.url, clock=now)
    async with working(house.watch(look)), working(house.watch(look, store=other)):
        seen = [await asyncio.wait_for(rounds.get(), PATIENCE.total_seconds()) for _ in range(3)]
    await other.close()

    assert len(set(seen)) == len(seen)


async def test_health_is_told(house: House):
    engine = house.engine(house.note)
    before = engine.healthy()
    async with working(engine):
        await engine.wait(await house.put(), PATIENCE)
        during = engine.healthy()

    assert (before, during, engine.healthy()) == (False, True, False)


async def test_waiting_has_an_end(house: House):
    engine = house.engine(house.note)
    job = await house.put()

    with pytest.raises(TimeoutError):
        await engine.wait(job, timedelta(milliseconds=60))


async def test_another_process_takes_over_from_one_that_was_killed(house: House):
    engine = house.engine(house.note)
    job = await house.put(9)
    worker = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.contracts.job_worker", house.url, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert worker.stdout is not None
    assert await worker.stdout.readline() == b"took 9\n"
    worker.kill()
    await worker.wait()
    held = await house.row(job)
    async with working(engine):
        row = await engine.wait(job, TAKEOVER)

    assert held.state is JobState.RUNNING
    assert (row.state, row.attempts, house.done) == (JobState.DONE, 2, [9])
