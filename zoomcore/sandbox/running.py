"""Start a sandbox on a free port of this machine, for the length of a block."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from zoomcore.sandbox.account import Account
from zoomcore.sandbox.app import SANDBOX, build_app
from zoomcore.sandbox.cast import add_cast
from zoomcore.sandbox.clock import Clock, system_clock
from zoomcore.sandbox.server import Sandbox, Watcher

LOOPBACK = "127.0.0.1"


@asynccontextmanager
async def running_sandbox(
    *, clock: Clock = system_clock, account: Account | None = None, observer: Watcher | None = None, port: int = 0
) -> AsyncIterator[Sandbox]:
    """A sandbox that listens, with the cast in it unless an account is given. `clock` is for the fresh account.

    What the observer objected to is raised when the block ends, the first of it as it was.
    """
    if account is None:
        account = Account(clock=clock)
        add_cast(account)
    app = build_app(account)
    sandbox = app[SANDBOX]
    if observer is not None:
        sandbox.watch(observer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    try:
        site = web.TCPSite(runner, LOOPBACK, port)
        await site.start()
        sandbox.listen_at(f"http://{LOOPBACK}:{runner.addresses[0][1]}")
        yield sandbox
    finally:
        sandbox.faults.clear()
        await runner.cleanup()
    if sandbox.complaints:
        raise sandbox.complaints[0]
