"""Units of work: they commit whole or not at all, never nest, and keep the network out."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from tests.databases import Clock
from zoomcore.domain.work import DeliverMessage
from zoomcore.errors import ConfigError, StorageError
from zoomcore.storage.store import Store


async def test_what_a_unit_wrote_is_there_for_the_next(store: Store):
    async with store.unit() as unit:
        ana = await unit.people.add("Ana Ruiz", email="ana@uni.example")

    async with store.reading() as unit:
        assert await unit.people.get(ana.id) == ana


async def test_an_exception_leaves_nothing_behind(store: Store):
    with suppress(ZeroDivisionError):
        async with store.unit() as unit:
            await unit.people.add("Ana Ruiz", email="ana@uni.example")
            raise ZeroDivisionError

    async with store.reading() as unit:
        assert await unit.people.find_by_email("ana@uni.example") is None


async def test_units_do_not_nest(store: Store):
    async with store.unit():
        with pytest.raises(RuntimeError, match="unit of work is open"):
            async with store.unit():
                pass
        with pytest.raises(RuntimeError, match="unit of work is open"):
            async with store.reading():
                pass


async def test_the_guard_raises_only_inside_a_unit(store: Store):
    store.guard()
    async with store.reading():
        with pytest.raises(RuntimeError, match="unit of work is open"):
            store.guard()
    store.guard()


async def test_the_guard_lets_another_task_pass(store: Store):
    opened, leave = asyncio.Event(), asyncio.Event()

    async def hold() -> None:
        async with store.unit():
            opened.set()
            await leave.wait()

    task = asyncio.create_task(hold())
    await opened.wait()
    store.guard()
    leave.set()
    await task


async def test_a_commit_tells_which_jobs_it_put_in_the_queue(store: Store):
    heard: list[list[int]] = []
    store.after_commit(heard.append)

    async with store.unit() as unit:
        number = await unit.jobs.enqueue(DeliverMessage(outbox=1))
    async with store.unit() as unit:
        await unit.people.add("Ana Ruiz")

    assert heard == [[number]]


async def test_a_rollback_wakes_nobody(store: Store):
    heard: list[list[int]] = []
    store.after_commit(heard.append)

    with suppress(ZeroDivisionError):
        async with store.unit() as unit:
            await unit.jobs.enqueue(DeliverMessage(outbox=1))
            raise ZeroDivisionError

    assert heard == []


async def test_the_queue_is_told_inside_the_transaction(store: Store):
    told: list[tuple[int, datetime]] = []

    async def enqueue(connection: object, job: int, due: datetime) -> None:
        assert connection is not None
        told.append((job, due))

    store.use_queue(enqueue)
    due = store.clock() + timedelta(minutes=5)
    async with store.unit() as unit:
        number = await unit.jobs.enqueue(DeliverMessage(outbox=1), due=due)
        assert told == [(number, due)]


async def test_statements_are_counted_without_the_bounds_of_transactions(store: Store):
    with store.count_statements() as seen:
        async with store.unit() as unit:
            await unit.people.add("Ana Ruiz")
            await unit.people.find_by_email("ana@uni.example")

    assert seen.count == 2
    assert seen.statements[0].startswith("INSERT INTO person")


async def test_a_moment_without_a_zone_is_refused(store: Store):
    with pytest.raises(Exception, match="without its zone"):
        async with store.unit() as unit:
            await unit.jobs.enqueue(DeliverMessage(outbox=1), due=datetime(2026, 1, 1))  # noqa: DTZ001 - that is the fault


async def test_a_moment_comes_back_as_the_same_instant_in_utc(store: Store):
    madrid = datetime.fromisoformat("2026-12-01T15:00:00.000123+01:00")

    async with store.unit() as unit:
        number = await unit.jobs.enqueue(DeliverMessage(outbox=1), due=madrid)
        assert number is not None
        due = (await unit.jobs.get(number)).due

    assert due == madrid
    assert due.tzinfo is UTC


async def test_an_absent_database_is_a_storage_error(tmp_path, clock: Clock):
    store = Store(f"sqlite:///{tmp_path}/absent/lectern.db", clock=clock)
    with pytest.raises(StorageError, match="away or busy"):
        async with store.unit() as unit:
            await unit.people.find_by_email("ana@uni.example")
    with pytest.raises(StorageError):
        await store.check()
    await store.close()


async def test_a_server_that_does_not_answer_is_a_storage_error(clock: Clock):
    store = Store("postgresql://nobody@127.0.0.1:1/none?connect_timeout=2", clock=clock)
    with pytest.raises(StorageError):
        async with store.reading() as unit:
            await unit.people.find_by_email("ana@uni.example")
    await store.close()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://u@h/d", "no address"])
def test_other_databases_are_refused_by_name(url: str, clock: Clock):
    with pytest.raises(ConfigError, match="LECTERN_DATABASE_URL"):
        Store(url, clock=clock)


async def test_writers_wait_for_each_other_and_lose_nothing(store: Store):
    async def write(number: int) -> None:
        async with store.unit() as unit:
            await unit.people.find_by_email(f"p{number}@uni.example")
            await unit.people.add(f"Person {number}", email=f"p{number}@uni.example")

    await asyncio.gather(*(write(number) for number in range(40)))

    async with store.reading() as unit:
        assert len(await unit.people.people_by_email([f"p{number}@uni.example" for number in range(40)])) == 40
