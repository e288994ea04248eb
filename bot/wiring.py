"""Builds every object once, and knows every concrete class. What is off is not imported."""

import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import structlog

from adapters.pages.links import PageLinks
from bot.config import Settings, variable
from bot.metrics import Metrics
from bot.wires import Wires
from zoomcore.chat import ChatPort
from zoomcore.dispatch import Dispatch
from zoomcore.errors import ChatUnavailable, StorageError, ZoomAuthError
from zoomcore.jobs.port import Registry
from zoomcore.jobs.setup import build_engine, migrate
from zoomcore.services.scene import Deployment
from zoomcore.services.sealing import Seal
from zoomcore.storage import Store
from zoomcore.storage.budget import ZoomBudget
from zoomcore.views import Chart
from zoomcore.workflows.table import TABLE, give_up
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.client import ZoomClient
from zoomcore.zoom.transport import ZoomSettings

#: Where pages are found when no public address is set: `serve` listens there unless told otherwise.
LOCAL_URL = "http://127.0.0.1:8080"
#: A due job that waited so long says that nobody works.
MOST_LAG = timedelta(minutes=5)

log = structlog.get_logger(__name__)


@runtime_checkable
class Door(ChatPort, Protocol):
    """A chat with routes, as `adapters.port` draws it, but without the web server, which `say` must not load."""

    def routes(self) -> Sequence[Any]: ...

    async def start(self) -> None: ...

    async def stop(self) -> None: ...


def now() -> datetime:
    """The clock of everything that is not a test or the demo."""
    return datetime.now(UTC)


def draw(chart: Chart) -> bytes:
    """A picture as PNG. The first one loads what draws (half a second, 70 MB), which most processes never need."""
    from adapters.pages.charts import draw as drawn

    return drawn(chart)


def zoom_settings(settings: Settings) -> ZoomSettings:
    """As the Zoom client wants them; without credentials it refuses every call by itself."""
    return ZoomSettings(
        account_id=settings.zoom_account_id,
        client_id=settings.zoom_client_id,
        client_secret=settings.zoom_client_secret.get_secret_value(),
        oauth_url=settings.zoom_oauth_url,
        api_url=settings.zoom_api_url or None,
    )


def deployment(settings: Settings, links: PageLinks) -> Deployment:
    words = {"slack": f"{settings.command} ", "teams": "@Lectern ", "terminal": ""}
    return Deployment(
        zone=settings.timezone,
        admins=frozenset(one.lower() for one in settings.admins),
        links=links,
        mapping_policy=settings.mapping_policy,
        words=words,
        greets=frozenset({"slack", "teams"}),
        zoom_groups=frozenset(settings.zoom_groups),
        pepper=settings.secret_key.get_secret_value().encode(),
        retention_months=settings.retention_months,
    )


def _see_folder(url: str) -> None:
    """StorageError for a SQLite file without its folder: the driver would say so in a thread that outlives us."""
    scheme, _, path = url.partition(":///")
    if scheme == "sqlite" and not Path(path).resolve().parent.is_dir():
        raise StorageError(f"the folder of {path} is not there")


@asynccontextmanager
async def open_store(settings: Settings, clock: Callable[[], datetime] = now) -> AsyncIterator[Store]:
    """The database, closed when the block ends. Nothing is asked of it yet, but a SQLite file has a place to stand."""
    _see_folder(settings.database_url)
    store = Store(settings.database_url, clock=clock)
    try:
        yield store
    finally:
        await store.close()


def _check_zoom(settings: Settings, guard: Callable[[], None]) -> Callable[[], None]:
    """Before each request to Zoom: no unit open, and something to speak with."""

    def check() -> None:
        guard()
        if not settings.has_zoom:
            raise ZoomAuthError(f"{variable('zoom_account_id')} is not set.")

    return check


class Lectern:
    """The whole application, built. Made by `assembled`."""

    def __init__(self, settings: Settings, store: Store, clock: Callable[[], datetime]) -> None:
        self.settings = settings
        self.store = store
        self.clock = clock
        self.metrics = Metrics()
        # Without a key of its own a process signs with a passing one: what it hands out dies with it.
        self.secret_key = settings.secret_key.get_secret_value() or secrets.token_hex(32)
        self.links = PageLinks(self.secret_key, settings.public_url or LOCAL_URL)
        self.zoom = ZoomClient(
            settings=zoom_settings(settings),
            budget=ZoomBudget(store, settings.zoom_plan),
            clock=clock,
            guard=_check_zoom(settings, store.guard),
        )
        self.zoom.watch(lambda rate, status: self.metrics.zoom_calls.labels(rate, str(status)).inc())
        self.chats: dict[str, ChatPort] = {}
        ours = replace(deployment(settings, self.links), seal=Seal(self.secret_key.encode()))
        self.tools = Tools(store=store, zoom=self.zoom, chats=self.chats, deployment=ours, clock=clock)
        self.dispatch = Dispatch(self.tools, webhook_secret=settings.zoom_webhook_secret.get_secret_value())
        self.handle = self.metrics.metered(self.dispatch.handle)
        self.jobs = build_engine(store, _registry(self.tools))

    async def connect(self) -> None:
        """Add the platforms that have settings. ConfigError for credentials that a platform refuses.

        A platform that is away just now is added all the same: its adapter tries again when it is needed.
        """
        for adapter in self._adapters():
            self.chats[adapter.name] = adapter
            try:
                await adapter.start()
            except ChatUnavailable as error:
                log.warning("chat away", chat=adapter.name, detail=str(error))

    def _adapters(self) -> Iterable[Door]:
        if self.settings.has_slack:
            from bot.slack import build as build_slack

            yield build_slack(self._wires())
        if self.settings.has_teams:
            from bot.teams import build as build_teams

            yield build_teams(self._wires())

    def _wires(self) -> Wires:
        return Wires(
            settings=self.settings,
            secret_key=self.secret_key,
            clock=self.clock,
            handle=self.handle,
            guard=self.store.guard,
            dispatch=self.dispatch,
        )

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Run jobs beside whatever the block does."""
        await self.jobs.start()
        try:
            yield
        finally:
            await self.jobs.stop()

    async def ailments(self) -> Mapping[str, str]:
        """What keeps this process from doing its work, by part; empty when nothing does. Three statements."""
        wrong = {}
        try:
            await self.store.check()
            async with self.store.reading() as unit:
                health = await unit.jobs.health()
                self.metrics.note_licenses(await unit.licenses.count_states())
        except StorageError as error:
            return {"database": str(error)}
        self.metrics.note_jobs(health.lag, waiting=health.waiting, running=health.running, given_up=health.given_up)
        if not self.jobs.healthy():
            wrong["jobs"] = "the worker does not run"
        elif health.lag > MOST_LAG:
            wrong["jobs"] = f"the oldest due job has waited {health.lag}"
        return wrong

    async def close(self) -> None:
        for chat in self.chats.values():
            if isinstance(chat, Door):
                await chat.stop()
        await self.zoom.close()


def _registry(tools: Tools) -> Registry:
    def doing(function: Callable[[Any, Tools], Awaitable[None]]) -> Callable[[Any], Awaitable[None]]:
        return lambda work: function(work, tools)

    async def on_give_up(work: Any, error: BaseException) -> None:
        await give_up(work, error, tools)

    return Registry(functions={kind: doing(function) for kind, function in TABLE.items()}, on_give_up=on_give_up)


@asynccontextmanager
async def assembled(
    settings: Settings, *, clock: Callable[[], datetime] = now, chats: Iterable[ChatPort] = ()
) -> AsyncIterator[Lectern]:
    """The application with these chats; nothing runs and no platform is asked yet. Everything closes with the block."""
    async with open_store(settings, clock) as store:
        lectern = Lectern(settings, store, clock)
        lectern.chats.update({chat.name: chat for chat in chats})
        try:
            yield lectern
        finally:
            await lectern.close()


async def prepare(settings: Settings) -> None:
    """Bring a SQLite file up to date, as its one process may; of a shared database only ask that it is.

    StorageError where the database is away, or behind and not ours to change: `lectern migrate` is.
    """
    async with open_store(settings) as store:
        if settings.database_url.startswith("sqlite") and await store.pending_migrations():
            await migrate(settings.database_url)
        else:
            await store.check()
