"""Running until told to stop: the web application with the worker beside it, and the sandbox by itself."""

import asyncio
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager

import structlog
from aiohttp import web

from adapters.pages.app import PagesAdapter
from adapters.port import ChatAdapter
from bot.config import load_settings
from bot.logs import configure_logs
from bot.web import Site, build_app
from bot.wiring import Lectern, assembled, draw, prepare
from zoomcore.chat import Request
from zoomcore.errors import ConfigError
from zoomcore.sandbox import running_sandbox
from zoomcore.views import Card, Reply

#: How long requests under way may take once a stop was asked for.
GRACE_SECONDS = 10.0
_SIGNALS = (signal.SIGTERM, signal.SIGINT)

log = structlog.get_logger(__name__)


async def serve(*, host: str, port: int) -> None:
    """Until SIGTERM or SIGINT: take no more requests, finish those under way, put the jobs down, close.

    ConfigError for settings that do not do, StorageError for a database that is away or behind.
    """
    settings = load_settings(demands=("zoom_account_id",))
    configure_logs(level=settings.log_level, secrets=settings.secrets())
    await prepare(settings)
    with stop_requested() as stopping, open_door(host, port) as door:
        async with assembled(settings) as lectern:
            await lectern.connect()
            async with lectern.working(), listening(lectern, door):
                address = "http://{}:{}".format(*door.getsockname()[:2])
                log.info("lectern is listening", address=address, chats=sorted(lectern.chats))
                await stopping.wait()
                log.info("lectern is stopping")


async def serve_sandbox(*, port: int) -> None:
    """A Zoom account in memory until SIGTERM or SIGINT; first prints the settings that lead to it."""
    configure_logs()
    with stop_requested() as stopping:
        async with running_sandbox(port=port) as sandbox:
            for name, value in sandbox_settings(sandbox.api_url, sandbox.oauth_url).items():
                print(f"{name}={value}", flush=True)  # noqa: T201 - its user copies these lines
            await stopping.wait()


def sandbox_settings(api_url: str, oauth_url: str) -> Mapping[str, str]:
    """The environment of a Lectern that works with a sandbox."""
    return {
        "LECTERN_ZOOM_API_URL": api_url,
        "LECTERN_ZOOM_OAUTH_URL": oauth_url,
        "LECTERN_ZOOM_ACCOUNT_ID": "sandbox",
        "LECTERN_ZOOM_CLIENT_ID": "sandbox",
        "LECTERN_ZOOM_CLIENT_SECRET": "sandbox",
    }


@asynccontextmanager
async def listening(lectern: Lectern, door: socket.socket) -> AsyncIterator[None]:
    """The web application on a bound socket, for the length of the block."""
    runner = web.AppRunner(build_app(_site(lectern)), access_log=None, shutdown_timeout=GRACE_SECONDS)
    await runner.setup()
    try:
        await web.SockSite(runner, door).start()
        yield
    finally:
        await runner.cleanup()


def _site(lectern: Lectern) -> Site:
    pages = PagesAdapter(_always(lectern.handle), lectern.links, clock=lectern.clock, draw=draw)
    return Site(
        routes=[*(one.routes() for one in lectern.chats.values() if isinstance(one, ChatAdapter)), pages.routes()],
        receive=lectern.dispatch.receive,
        ailments=lectern.ailments,
        metrics=lectern.metrics,
        metrics_token=lectern.settings.metrics_token.get_secret_value(),
    )


def _always(handle: Callable[[Request], Awaitable[Reply | None]]) -> Callable[[Request], Awaitable[Reply]]:
    """For pages: a browser that sends its form twice still wants a page."""

    async def answered(request: Request) -> Reply:
        return await handle(request) or Reply(view=Card(title="That was done already."))

    return answered


@contextmanager
def stop_requested() -> Iterator[asyncio.Event]:
    """An event that SIGTERM and SIGINT set, instead of ending the process where it stands."""
    loop, stopping = asyncio.get_running_loop(), asyncio.Event()
    for one in _SIGNALS:
        loop.add_signal_handler(one, stopping.set)
    try:
        yield stopping
    finally:
        for one in _SIGNALS:
            loop.remove_signal_handler(one)


@contextmanager
def open_door(host: str, port: int) -> Iterator[socket.socket]:
    """A bound socket; ConfigError where the address is taken."""
    try:
        door = socket.create_server((host, port), reuse_port=False)
    except OSError as error:
        raise ConfigError(f"I couldn't listen on {host}, port {port}: {error.strerror}. Try another --port.") from error
    with door:
        yield door
