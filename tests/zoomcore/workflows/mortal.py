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
    """Dies at its n-th step: before a unit, so after what Zoom was asked last; or right after its commit.

    With `written`, which counts what was written at Zoom, no step is a death that would leave all as the one before.
    """

    steps = 0
    written: Callable[[], int] | None = None
    _left_behind = -1

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[Unit]:
        self._step()
        async with super().unit() as unit:
            yield unit
        self._step(committed=True)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Unit]:
        self._step()
        async with super().reading() as unit:
            yield unit

    def _step(self, *, committed: bool = False) -> None:
        if self.written is not None:
            before, self._left_behind = self._left_behind, self.written()
            if not committed and before == self._left_behind:
                return
        self.steps -= 1
        if self.steps < 0:
            raise Killed


async def live(school: School, steps: int, job: Callable[[Tools], Awaitable[None]], *, only_new: bool = False) -> bool:
    """Let a job run for so many steps, or so many that leave something new; whether it came to its end."""
    store = Mortal(school.store.url, clock=school.sandbox.account.now)
    store.steps = steps
    if only_new:
        store.written = lambda: sum(one.method != "GET" for one in school.sandbox.requests)
    try:
        with suppress(Later):
            await job(replace(school.tools, store=store))
    except Killed:
        return False
    finally:
        await store.close()
    return True
