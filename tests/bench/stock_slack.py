"""The yardstick for Slack: a bare bolt handler that runs given SQL statements through a bare AsyncSession."""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from tests.bench.children import ready
from tests.bench.statements import Statement, bound


async def main(database: str, statements: str, secret: str) -> None:
    engine = create_async_engine(database)
    wanted = [Statement(**one) for one in json.loads(Path(statements).read_text())]

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T1", bot_user_id="U0", bot_id="B0", bot_token="xoxb-bench")

    app = AsyncApp(signing_secret=secret, process_before_response=True, authorize=authorize)

    @app.command("/class")
    async def answer(ack: AsyncAck) -> None:
        found: list[Any] = []
        async with AsyncSession(engine) as session:
            connection = await session.connection()
            for one in wanted:
                result = await connection.exec_driver_sql(one.text, bound(one))
                found.append(result.fetchall())
        await ack({"response_type": "ephemeral", "text": f"{sum(map(len, found))} rows"})

    async def receive(request: web.Request) -> web.StreamResponse:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    server = web.Application()
    server.router.add_post("/slack/events", receive)
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    ready(port=runner.addresses[0][1])
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
