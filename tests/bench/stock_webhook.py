"""The yardstick for webhooks: a bare aiohttp handler that inserts one row, each in a transaction of its own."""

import asyncio
import sys

from aiohttp import web
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.bench.children import ready

_TABLE = "CREATE TABLE IF NOT EXISTS bare_webhook (body TEXT NOT NULL)"
_ROW = text("INSERT INTO bare_webhook (body) VALUES (:body)")


async def main(database: str) -> None:
    engine = create_async_engine(database)
    async with engine.begin() as connection:
        await connection.execute(text(_TABLE))

    async def receive(request: web.Request) -> web.Response:
        body = await request.text()
        async with engine.begin() as connection:
            await connection.execute(_ROW, {"body": body})
        return web.Response()

    app = web.Application()
    app.router.add_post("/zoom/webhook", receive)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    ready(port=runner.addresses[0][1])
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
