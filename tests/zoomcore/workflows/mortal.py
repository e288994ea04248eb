"""A job's life that ends anywhere, as after kill -9."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

from tests.school import School
from zoomcore.jobs.port import Later
from zoomcore.storage.store import Store, Unit
from zoomcore.workflows.tools import Tools


class Killed(BaseException):
    """Nothing catches it."""


class Mortal(Store):
    """Dies at its n-th step: before a unit, so after what Zoom was asked last; or right after its commit."""

    steps = 0

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[Unit]:
        self._step()
        async with super().unit() as unit:
            yield unit
        self._step()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Unit]:
        self._step()
        async with super().reading() as unit:
            yield unit

    def _step(self) -> None:
        self.steps -= 1
        if self.steps < 0:
            raise Killed


async def live(school: School, steps: int, job: Callable[[Tools], Awaitable[None]]) -> bool:
    """Let a job run for so many steps; whether it came to its end."""
    store = Mortal(school.store.url, clock=school.sandbox.account.now)
    store.steps = steps
    try:
        with suppress(Later):
            await job(replace(school.tools, store=store))
    except Killed:
        return False
    finally:
        await store.close()
    return True
