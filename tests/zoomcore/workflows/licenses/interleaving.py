"""Jobs that a test leads from gate to gate: before each unit that writes, before and after each call to Zoom.

Several walk at once, and the test says who goes on; at any gate one may be killed.
"""

import asyncio
from collections.abc import AsyncIterator, Collection, Coroutine
from contextlib import asynccontextmanager, suppress
from contextvars import ContextVar, copy_context
from dataclasses import replace

from tests.school import School, registry_of
from zoomcore.domain.licenses.pool import BASIC
from zoomcore.domain.work import HandleZoomEvent
from zoomcore.errors import ZoomError
from zoomcore.jobs.embedded import EmbeddedEngine
from zoomcore.jobs.port import Later, Registry
from zoomcore.storage.store import Store, Unit
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.asking import Asking
from zoomcore.zoom.client import ZoomClient
from zoomcore.zoom.reading import Raw
from zoomcore.zoom.wire import Call


class Walker:
    """One run of one job. It stands before its first gate until `step` is called."""

    def __init__(self, story: Coroutine[None, None, object]) -> None:
        self._here, self._go = asyncio.Event(), asyncio.Event()
        #: Whose license is asked to be taken by the very next call.
        self.takes_from = ""
        self.calls = 0
        context = copy_context()
        context.run(_walking.set, self)
        self._task = asyncio.get_running_loop().create_task(self._walk(story), context=context)

    async def _walk(self, story: Coroutine[None, None, object]) -> None:
        try:
            await self.gate()
            with suppress(Later, ZoomError):
                await story
        finally:
            story.close()
            self._here.set()

    async def gate(self) -> None:
        self._here.set()
        await self._go.wait()
        self._go.clear()

    async def step(self) -> bool:
        """On to the next gate; False where there is none."""
        self._here.clear()
        self._go.set()
        await self._here.wait()
        if self._task.done():
            await self._task
        return not self._task.done()

    async def kill(self) -> None:
        """As kill -9 while it waits: nothing of it goes on."""
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)


_walking: ContextVar[Walker | None] = ContextVar("walking", default=None)


async def _gate(takes_from: str = "") -> None:
    walker = _walking.get()
    if walker is not None:
        walker.takes_from = takes_from
        await walker.gate()
        walker.takes_from = ""


class GatedStore(Store):
    @asynccontextmanager
    async def unit(self) -> AsyncIterator[Unit]:
        await _gate()
        async with super().unit() as unit:
            yield unit


class GatedZoom(ZoomClient):
    """Sends through the transport of another client."""

    def __init__(self, zoom: ZoomClient) -> None:
        Asking.__init__(self, zoom._transport)

    async def _ask(self, call: Call) -> Raw:
        lowers = (call.body or {}).get("type") == BASIC
        await _gate(takes_from=str(call.ids["userId"]) if lowers else "")
        answer = await super()._ask(call)
        walker = _walking.get()
        if walker is not None:
            walker.calls += 1
        await _gate()
        return answer


def gated(tools: Tools) -> Tools:
    """The caller closes its store."""
    store = GatedStore(tools.store.url, clock=tools.clock)
    return replace(tools, store=store, zoom=GatedZoom(tools.zoom))


class Ears:
    """Takes in webhooks, and does no other job: those about licenses are led by hand, cards interest nobody."""

    def __init__(self, school: School) -> None:
        functions = dict.fromkeys(registry_of(school.tools).functions, _nothing)
        functions[HandleZoomEvent] = registry_of(school.tools).functions[HandleZoomEvent]
        self._school = school
        self._engine = EmbeddedEngine(school.store, Registry(functions=functions))

    async def hear(self, names: Collection[str]) -> None:
        """What Zoom told since the last time, by those names; the rest is lost."""
        events = self._school.sandbox.account.events[self._school.heard :]
        self._school.heard += len(events)
        for event in events:
            if event.name in names:
                await self._school.tell(event.body())
        while await self._engine.run_due():
            pass


async def _nothing(_work: object) -> None:
    pass
