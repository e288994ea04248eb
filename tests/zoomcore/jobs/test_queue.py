"""What only the engine on PostgreSQL has to do: deliveries in our transactions, lost ones found, restarts."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from zoomcore.domain.records import JobState
from zoomcore.domain.work import DeliverMessage
from zoomcore.errors import StorageError
from zoomcore.jobs.delivery import conninfo, install
from zoomcore.jobs.port import Registry
from zoomcore.jobs.queue import QueueEngine
from zoomcore.storage.store import Store

pytestmark = pytest.mark.postgres
PATIENCE = timedelta(seconds=20)


@pytest.fixture
async def store(postgres_url: str) -> AsyncIterator[Store]:
    store = Store(postgres_url, clock=lambda: datetime.now(UTC))
    yield store
    await store.close()


@pytest.fixture
def done() -> list[int]:
    return []


@pytest.fixture
def engine(store: Store, done: list[int]) -> QueueEngine:
    async def note(work: DeliverMessage) -> None:
        done.append(work.outbox)

    return QueueEngine(store, Registry(functions={DeliverMessage: note}))


async def put(store: Store, number: int = 1) -> int:
    async with store.unit() as unit:
        job = await unit.jobs.enqueue(DeliverMessage(outbox=number))
    assert job is not None
    return job


def deliveries(url: str) -> int:
    with psycopg.connect(url) as connection:
        (many,) = connection.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'run_job'").fetchone()
    return int(many)


async def test_a_delivery_is_committed_or_rolled_back_with_its_row(
    store: Store, engine: QueueEngine, postgres_url: str
):
    with pytest.raises(ZeroDivisionError):  # noqa: PT012 - the block is the transaction
        async with store.unit() as unit:
            await unit.jobs.enqueue(DeliverMessage(outbox=1))
            raise ZeroDivisionError
    rolled_back = deliveries(postgres_url)
    await put(store)

    assert (rolled_back, deliveries(postgres_url)) == (0, 1)


async def test_a_known_key_makes_no_second_delivery_and_spoils_no_transaction(
    store: Store, engine: QueueEngine, postgres_url: str
):
    await put(store)
    async with store.unit() as unit:
        assert await unit.jobs.enqueue(DeliverMessage(outbox=1)) is None
        await unit.people.add("Ana Ruiz", email="ana@uni.example")

    assert deliveries(postgres_url) == 1


async def test_a_row_that_lost_its_delivery_is_swept_up(
    store: Store, engine: QueueEngine, done: list[int], postgres_url: str
):
    job = await put(store)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("DELETE FROM procrastinate_jobs")
        connection.execute("UPDATE job SET due = due - interval '1 hour', carried_at = carried_at - interval '1 hour'")
    await engine._sweep(0)
    await engine._sweep(0)
    once = deliveries(postgres_url)
    await engine.start()
    row = await engine.wait(job, PATIENCE)
    await engine.stop()

    assert (once, row.state, done) == (1, JobState.DONE, [1])


async def test_two_deliveries_of_one_row_do_its_work_once(
    store: Store, engine: QueueEngine, done: list[int], postgres_url: str
):
    job = await put(store)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args) SELECT queue_name, task_name, args"
            " FROM procrastinate_jobs"
        )
    await engine.start()
    await engine.wait(job, PATIENCE)
    await engine.stop()

    assert done == [1]


async def test_the_worker_comes_back_when_its_connections_are_cut(
    store: Store, engine: QueueEngine, done: list[int], postgres_url: str
):
    await engine.start()
    await engine.wait(await put(store, 1), PATIENCE)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    await store.close()
    job = await put_patiently(store, 2)
    await engine.wait(job, PATIENCE)
    await engine.stop()

    assert done == [1, 2]


async def put_patiently(store: Store, number: int) -> int:
    """As somebody at a chat would: a cut connection is found out by one request, and the next one works."""
    try:
        return await put(store, number)
    except StorageError:
        return await put(store, number)


async def test_finished_work_is_tidied_up(store: Store, engine: QueueEngine, postgres_url: str):
    job = await put(store)
    await engine.run_due()
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("UPDATE job SET finished_at = finished_at - interval '91 days'")
    await engine._tidy(0)
    async with store.reading() as unit:
        row = await unit.jobs.get(job)

    assert (row.state, row.payload) == (JobState.DONE, {})


async def test_installing_again_changes_nothing(postgres_url: str):
    await asyncio.gather(install(postgres_url), install(postgres_url))


async def test_a_server_that_does_not_answer_is_a_storage_error():
    with pytest.raises(StorageError):
        await install("postgresql://nobody@127.0.0.1:1/none?connect_timeout=2")


def test_the_driver_is_left_out_of_the_address():
    assert conninfo("postgresql+psycopg://u@h/d") == "postgresql://u@h/d"
