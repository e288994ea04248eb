"""Lectern itself on a given database, with both chats on: what the benches ask."""

import asyncio
import socket
import sys
from contextlib import nullcontext

from pydantic import SecretStr

from bot.config import Settings
from bot.logs import configure_logs
from bot.serving import listening
from bot.wiring import assembled
from tests.bench.children import ready

SIGNING_SECRET = "bench-signing-secret"
WEBHOOK_SECRET = "bench-webhook-secret"


def bench_settings(database: str, slack_api: str) -> Settings:
    """Both chats on, Zoom off."""
    return Settings.model_construct(
        database_url=database,
        public_url="http://127.0.0.1:1",
        secret_key=SecretStr("0123456789abcdef0123456789abcdef"),
        timezone="Europe/Madrid",
        slack_signing_secret=SecretStr(SIGNING_SECRET),
        zoom_webhook_secret=SecretStr(WEBHOOK_SECRET),
        slack_bot_token=SecretStr("xoxb-bench"),
        slack_api_url=slack_api,
        teams_anonymous=True,
    )


async def main(database: str, slack_api: str, jobs: str = "busy") -> None:
    """`jobs`: "idle" leaves them to nobody."""
    configure_logs(level="error")
    door = socket.create_server(("127.0.0.1", 0))
    async with assembled(bench_settings(database, slack_api)) as lectern:
        await lectern.connect()
        async with nullcontext() if jobs == "idle" else lectern.working(), listening(lectern, door):
            ready(port=door.getsockname()[1])
            await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
