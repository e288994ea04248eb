"""A place for webhooks to arrive: it keeps what came and answers as it is told to."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

SECRET = "listener-secret"


class Listener:
    def __init__(self) -> None:
        self.url = ""
        self.status = 200
        self.arrived: list[dict] = []
        self.headers: list[dict] = []
        self.raw: list[bytes] = []
        self.secret = SECRET
        self._came = asyncio.Event()

    @property
    def names(self) -> list[str]:
        return [body["event"] for body in self.arrived]

    async def until(self, name: str) -> None:
        """Until an event of this name has arrived."""
        while name not in self.names:
            self._came.clear()
            await self._came.wait()

    def last(self, name: str) -> dict:
        return next(body["payload"] for body in reversed(self.arrived) if body["event"] == name)

    async def receive(self, request: web.Request) -> web.Response:
        raw = await request.read()
        body = json.loads(raw)
        if body["event"] == "endpoint.url_validation":
            plain = body["payload"]["plainToken"]
            digest = hmac.new(self.secret.encode(), plain.encode(), hashlib.sha256).hexdigest()
            return web.json_response({"plainToken": plain, "encryptedToken": digest})
        self.raw.append(raw)
        self.arrived.append(body)
        self.headers.append({name.lower(): value for name, value in request.headers.items()})
        self._came.set()
        return web.Response(status=self.status)


@asynccontextmanager
async def listening() -> AsyncIterator[Listener]:
    listener = Listener()
    app = web.Application()
    app.router.add_post("/zoom", listener.receive)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        listener.url = f"http://127.0.0.1:{runner.addresses[0][1]}/zoom"
        yield listener
    finally:
        await runner.cleanup()
