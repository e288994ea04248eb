"""One claimed job: held while it runs, its end written down, whatever goes wrong on the way."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

import pytest
from sqlalchemy import text

from tests.databases import Clock
from zoomcore.domain.records import JobRow, JobState
from zoomcore.domain.work import DeliverMessage, Periodic, Work
from zoomcore.errors import ChatRefused, StorageError
from zoomcore.jobs.port import GiveUp, Later, Registry
from zoomcore.jobs.runner import Lease, Runner
from zoomcore.storage.engines import open_for_migration
from zoomcore.storage.store import Store

QUICK = Lease(length=timedelta(seconds=15), renew=timedelta(milliseconds=5))


def a_runner(
    store: Store, function: Callable[[DeliverMessage], Awaitable[None]], on_give_up: GiveUp | None = None
) -> Runner:
    hook = {"on_give_up": on_give_up} if on_give_up else {}
    return Runner(store, Registry(functions={DeliverMessage: function}, **hook), QUICK)


async def put(store: Store) -> int:
    async with store.unit() as unit:
        job = await unit.jobs.enqueue(DeliverMessage(outbox=1))
    assert job is not None
    return job


async def row(store: Store, job: int) -> JobRow:
    async with store.reading() as unit:
        return await unit.jobs.get(job)


async def test_a_defect_is_tried_three_times_and_then_kept(sqlite_store: Store, clock: Clock):
    async def stumble(_work: DeliverMessage) -> None:
        raise ZeroDivisionError("a defect")

    runner = a_runner(sqlite_store, stumble)
    job = await put(sqlite_store)
    dues = []
    for _ in range(3):
        assert await runner.run_due() == 1
        now = await row(sqlite_store, job)
        dues.append(now.due - clock())
        clock.advance(minutes=2)

    assert dues[:2] == [timedelta(seconds=5), timedelta(seconds=10)]
    assert (now.state, now.attempts, now.error) == (JobState.GIVEN_UP, 3, "ZeroDivisionError: a defect")


async def test_asking_to_wait_leaves_the_tries_whole(sqlite_store: Store, clock: Clock):
    async def wait(_work: DeliverMessage) -> None:
        raise Later(timedelta(minutes=1))

    runner = a_runner(sqlite_store, wait)
    job = await put(sqlite_store)
    for _ in range(10):
        assert await runner.run_due() == 1
        assert await runner.run_due() == 0
        clock.advance(minutes=1)

    assert (await row(sqlite_store, job)).state is JobState.WAITING


async def test_a_job_whose_hold_was_lost_is_stopped(sqlite_store: Store, clock: Clock):
    began, stopped = asyncio.Event(), asyncio.Event()

    async def hang(_work: DeliverMessage) -> None:
        began.set()
        try:
            await asyncio.Event().wait()
        finally:
            stopped.set()

    runner = a_runner(sqlite_store, hang)
    job = await put(sqlite_store)
    claim = await runner.claim_next()
    assert claim is not None
    running = asyncio.create_task(runner.run(claim))
    await began.wait()
    clock.advance(minutes=1)
    async with sqlite_store.unit() as unit:
        other = await unit.jobs.claim(job, "another runner", QUICK.length)
        # The lost hold may have been renewed at the new time already: then nothing is taken over.
        if other is None:
            clock.advance(minutes=1)
            other = await unit.jobs.claim(job, "another runner", QUICK.length)
    assert other is not None
    await running

    assert stopped.is_set()
    assert (await row(sqlite_store, job)).state is JobState.RUNNING


async def test_a_cancelled_job_is_given_back(sqlite_store: Store):
    began = asyncio.Event()

    async def hang(_work: DeliverMessage) -> None:
        began.set()
        await asyncio.Event().wait()

    runner = a_runner(sqlite_store, hang)
    job = await put(sqlite_store)
    claim = await runner.claim_next()
    assert claim is not None
    running = asyncio.create_task(runner.run(claim))
    await began.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running

    assert (await row(sqlite_store, job)).state is JobState.WAITING


async def test_a_payload_nobody_can_read_is_kept_as_given_up(sqlite_store: Store, sqlite_url: str):
    told: list[Work] = []

    async def never(_work: DeliverMessage) -> None:
        raise AssertionError

    async def tell(work: Work, _error: BaseException) -> None:
        told.append(work)

    job = await put(sqlite_store)
    engine = open_for_migration(sqlite_url)
    async with engine.begin() as connection:
        await connection.execute(text("""UPDATE job SET payload = '{"outbox": "many"}'"""))
    await engine.dispose()
    await a_runner(sqlite_store, never, tell).run_due()

    assert (await row(sqlite_store, job)).state is JobState.GIVEN_UP
    assert told == []


async def test_a_hook_that_fails_does_not_keep_the_job_alive(sqlite_store: Store):
    async def refuse(_work: DeliverMessage) -> None:
        raise ChatRefused("left")

    async def stumble(_work: Work, _error: BaseException) -> None:
        raise ZeroDivisionError

    job = await put(sqlite_store)
    await a_runner(sqlite_store, refuse, stumble).run_due()

    assert (await row(sqlite_store, job)).error == "ChatRefused: left"


async def test_an_end_that_cannot_be_written_leaves_the_job_to_its_lease(sqlite_store: Store, clock: Clock, tmp_path):
    file = tmp_path / "lectern.db"
    away = file.with_suffix(".away")

    async def lose_the_database(_work: DeliverMessage) -> None:
        await sqlite_store.close()
        for one in tmp_path.glob("lectern.db*"):
            one.rename(str(one).replace("lectern.db", "lectern.away"))
        file.mkdir()

    runner = Runner(sqlite_store, Registry(functions={DeliverMessage: lose_the_database}), Lease())
    job = await put(sqlite_store)
    claim = await runner.claim_next()
    assert claim is not None
    await runner.run(claim)
    with pytest.raises(StorageError):
        await row(sqlite_store, job)
    file.rmdir()
    for one in tmp_path.glob(f"{away.stem}.away*"):
        one.rename(str(one).replace("lectern.away", "lectern.db"))

    assert (await row(sqlite_store, job)).state is JobState.RUNNING
    clock.advance(seconds=16)
    assert await runner.claim(job) is not None


@dataclass(frozen=True, kw_only=True)
class SweepHourly(Periodic):
    kind: ClassVar[str] = "sweep-hourly"
    every: ClassVar[timedelta] = timedelta(hours=1)
    offset: ClassVar[timedelta] = timedelta(minutes=7)


def test_rounds_fall_on_the_same_minutes_whenever_it_was_started(clock: Clock):
    first = SweepHourly.next_round(clock())

    assert first.minute == 7
    assert timedelta() < first - clock() <= timedelta(hours=1)
    assert SweepHourly.next_round(first) == first + timedelta(hours=1)


async def test_rounds_that_were_missed_become_one(sqlite_store: Store, clock: Clock):
    rounds = []

    async def sweep(_work: SweepHourly) -> None:
        rounds.append(clock())

    runner = Runner(sqlite_store, Registry(functions={SweepHourly: sweep}), QUICK)
    await runner.keep_coming()
    assert await runner.run_due() == 0
    clock.advance(hours=9)
    assert await runner.run_due() == 1
    async with sqlite_store.reading() as unit:
        coming = await unit.jobs.next_due()
        health = await unit.jobs.health()

    assert len(rounds) == 1
    assert coming == SweepHourly.next_round(clock())
    assert health.waiting == 0


async def test_a_round_that_an_older_version_gave_up_comes_again_after_a_start(sqlite_store: Store, clock: Clock):
    async def sweep(_work: SweepHourly) -> None:
        return

    runner = Runner(sqlite_store, Registry(functions={SweepHourly: sweep}), QUICK)
    await runner.keep_coming()
    clock.advance(hours=1)
    assert await Runner(sqlite_store, Registry(functions={}), QUICK).run_due() == 1
    async with sqlite_store.reading() as unit:
        given_up = await unit.jobs.find(SweepHourly.kind, SweepHourly().key)
    await runner.keep_coming()
    async with sqlite_store.reading() as unit:
        coming = await unit.jobs.find(SweepHourly.kind, SweepHourly().key)

    assert given_up is not None
    assert coming is not None
    assert given_up.state is JobState.GIVEN_UP
    assert (coming.state, coming.due) == (JobState.WAITING, SweepHourly.next_round(clock()))


async def test_the_failures_of_one_round_do_not_count_in_the_next(sqlite_store: Store, clock: Clock):
    tries = []

    async def stumble(_work: SweepHourly) -> None:
        tries.append(clock())
        raise ZeroDivisionError("a defect")

    runner = Runner(sqlite_store, Registry(functions={SweepHourly: stumble}), QUICK)
    await runner.keep_coming()
    for _ in range(2):
        clock.advance(hours=1)
        for _ in range(3):
            assert await runner.run_due() == 1
            clock.advance(minutes=2)
        assert await runner.run_due() == 0
    async with sqlite_store.reading() as unit:
        row = await unit.jobs.find(SweepHourly.kind, SweepHourly().key)

    assert len(tries) == 6
    assert row is not None
    assert (row.state, row.error) == (JobState.WAITING, "ZeroDivisionError: a defect")
