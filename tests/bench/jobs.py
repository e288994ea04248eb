"""Jobs: from the commit that asks for one to its end, one after the other."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from time import perf_counter

from procrastinate import App, PsycopgConnector

from bot.wiring import now
from tests.bench.load import Load, summary
from tests.bench.report import Row, at_most, below
from zoomcore.domain.work import WelcomePerson
from zoomcore.jobs.port import Registry
from zoomcore.jobs.setup import build_engine
from zoomcore.storage.store import Store

ROUNDS = 150
_WARM_UP = 10
#: Between two jobs, so that the end of one does not stand in the way of the next: latency is asked for, not rate.
_PAUSE_SECONDS = 0.03


async def measure(start: Callable[[int], Awaitable[None]], ended: asyncio.Queue[tuple[int, float]]) -> Load:
    """`start` commits job number n; `ended` hears of it, and when, once it has run. From the commit on."""
    times: list[float] = []
    began = perf_counter()
    for number in range(ROUNDS + _WARM_UP):
        await start(number)
        committed = perf_counter()
        while (end := await ended.get())[0] != number:
            pass
        # Its worker may be quicker than our own word of the commit.
        times.append(max(end[1] - committed, 0.0))
        await asyncio.sleep(_PAUSE_SECONDS)
    return summary(times[_WARM_UP:], perf_counter() - began)


async def ours(url: str) -> Load:
    """A job that does nothing, through the engine that fits the database."""
    ended: asyncio.Queue[tuple[int, float]] = asyncio.Queue()

    async def nothing(work: WelcomePerson) -> None:
        ended.put_nowait((work.person, perf_counter()))

    store = Store(url, clock=now)
    engine = build_engine(store, Registry(functions={WelcomePerson: nothing}))

    async def start(number: int) -> None:
        async with store.unit() as unit:
            await unit.jobs.enqueue(WelcomePerson(person=number, to={}))

    await engine.start()
    try:
        return await measure(start, ended)
    finally:
        await engine.stop()
        await store.close()


async def bare(url: str) -> Load:
    """Procrastinate by itself: a defer of its own, a task that does nothing."""
    ended: asyncio.Queue[tuple[int, float]] = asyncio.Queue()
    app = App(connector=PsycopgConnector(conninfo=url))

    @app.task(name="nothing", queue="bare")
    async def nothing(number: int) -> None:
        ended.put_nowait((number, perf_counter()))

    async def start(number: int) -> None:
        await nothing.defer_async(number=number)

    async with app.open_async(), _worker(app):
        return await measure(start, ended)


@asynccontextmanager
async def _worker(app: App) -> AsyncIterator[None]:
    worker = asyncio.create_task(
        app.run_worker_async(queues=["bare"], concurrency=8, install_signal_handlers=False, delete_jobs="successful")
    )
    try:
        yield
    finally:
        worker.cancel()
        with suppress(asyncio.CancelledError):
            await worker


async def rows(sqlite: str, postgres: str | None) -> list[Row]:
    embedded = await ours(sqlite)
    found = [below("Job on SQLite, from commit to done: p50", embedded.p50, limit=50)]
    if postgres:
        mine, theirs = await ours(postgres), await bare(postgres)
        found.append(at_most("Job on PostgreSQL, from commit to done: p50", mine.p50, theirs.p50, limit=1.5))
    return found
