"""What only the embedded engine has to do: notice commits of its own process at once, heal itself, keep order."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from zoomcore.domain.work import DeliverMessage
from zoomcore.jobs.embedded import EmbeddedEngine, EmbeddedSettings
from zoomcore.jobs.port import Registry
from zoomcore.storage.store import Store

PATIENCE = timedelta(seconds=10)
#: So long that only a wake can explain that something ran.
NEVER = timedelta(hours=1)


@pytest.fixture
async def store(sqlite_url: str) -> AsyncIterator[Store]:
    store = Store(sqlite_url, clock=lambda: datetime.now(UTC))
    yield store
    await store.close()


async def put(store: Store, number: int = 1) -> int:
    async with store.unit() as unit:
        job = await unit.jobs.enqueue(DeliverMessage(outbox=number))
    assert job is not None
    return job


async def test_a_commit_wakes_the_engine_without_a_poll(store: Store):
    async def nothing(_work: DeliverMessage) -> None:
        return

    engine = EmbeddedEngine(store, Registry(functions={DeliverMessage: nothing}), EmbeddedSettings(poll=NEVER))
    await engine.start()
    await engine.start()
    for number in range(5):
        await engine.wait(await put(store, number), PATIENCE)
    await engine.stop()


async def test_no_more_than_allowed_run_at_once(store: Store):
    running, most = 0, 0
    full, turn = asyncio.Event(), asyncio.Event()

    async def count(_work: DeliverMessage) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        if running == 3:
            full.set()
        await turn.wait()
        running -= 1

    settings = EmbeddedSettings(concurrent=3, poll=NEVER)
    engine = EmbeddedEngine(store, Registry(functions={DeliverMessage: count}), settings)
    jobs = [await put(store, number) for number in range(10)]
    await engine.start()
    await full.wait()
    turn.set()
    for job in jobs:
        await engine.wait(job, PATIENCE)
    await engine.stop()

    assert most == 3


async def test_it_heals_when_the_database_comes_back(store: Store, tmp_path):
    done = asyncio.Event()

    async def note(_work: DeliverMessage) -> None:
        done.set()

    engine = EmbeddedEngine(
        store, Registry(functions={DeliverMessage: note}), EmbeddedSettings(poll=timedelta(milliseconds=20))
    )
    job = await put(store)
    await store.close()
    file = tmp_path / "lectern.db"
    (tmp_path / "lectern.db").rename(tmp_path / "away.db")
    file.mkdir()
    await engine.start()
    loop_failed = engine._loop
    assert loop_failed is not None
    file.rmdir()
    (tmp_path / "away.db").rename(file)
    await engine.wait(job, PATIENCE)

    assert done.is_set()
    assert engine.healthy()
    await engine.stop()
