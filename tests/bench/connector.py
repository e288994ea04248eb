"""The chats' side of the benches: takes every message and says that it stands, for Teams and for Slack."""

import asyncio

from aiohttp import web

from tests.bench.children import ready


async def main() -> None:
    async def auth_test(_request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "team_id": "T1", "user_id": "UBOT", "bot_id": "B1"})

    async def take(_request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "id": "1", "ts": "1.1", "channel": "D1"})

    app = web.Application()
    app.router.add_route("*", "/api/auth.test", auth_test)
    app.router.add_route("*", "/{rest:.*}", take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    ready(port=runner.addresses[0][1])
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
