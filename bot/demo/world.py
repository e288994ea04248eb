"""The demo's world: a Zoom account in memory, the bot before it, a clock of their own, and the people."""

import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import aiohttp
from pydantic import SecretStr

from adapters.terminal.app import Show, TerminalAdapter
from bot.config import Settings
from bot.demo.people import CHANNEL, PEOPLE, ZONE
from bot.manifests.zoom import EVENTS
from bot.serving import listening
from bot.wiring import Lectern, assembled, prepare
from zoomcore.sandbox import Sandbox, running_sandbox
from zoomcore.sandbox.cast import ADMIN_EMAIL

_SANDBOX = "sandbox"
#: What a subscription at Zoom holds (manifest/zoom.md).
_EVENTS = tuple(EVENTS)


@dataclass(frozen=True, kw_only=True)
class World:
    """Everything that runs, until the block of `demo_world` ends."""

    sandbox: Sandbox
    lectern: Lectern
    http: aiohttp.ClientSession

    @property
    def now(self) -> datetime:
        return self.sandbox.account.now()

    async def settle(self) -> None:
        """Until no webhook is under way and no job is due."""
        await self.sandbox.settle()
        while await self.lectern.jobs.run_due():
            await self.sandbox.settle()


def next_monday(today: datetime) -> datetime:
    """Nine o'clock of the coming Monday where the university is: the same story on every day of the week."""
    local = today.astimezone(ZoneInfo(ZONE))
    day = local.date() + timedelta(days=7 - local.weekday())
    return datetime.combine(day, time(9), ZoneInfo(ZONE)).astimezone(UTC)


@asynccontextmanager
async def demo_world(show: Show) -> AsyncIterator[World]:
    """A fresh SQLite file, free ports of this machine; nothing is left behind."""
    with TemporaryDirectory(prefix="lectern-demo-") as folder:
        async with running_sandbox() as sandbox, aiohttp.ClientSession() as http:
            sandbox.set_time(next_monday(sandbox.account.now()))
            door = socket.create_server(("127.0.0.1", 0))
            settings = _settings(Path(folder), sandbox, door.getsockname()[1])
            terminal = TerminalAdapter(
                show=show, people=PEOPLE, channels={CHANNEL: (ADMIN_EMAIL, "ana@uni.example")}, zone=ZONE
            )
            await prepare(settings)
            async with (
                assembled(settings, clock=sandbox.account.now, chats=[terminal]) as lectern,
                listening(lectern, door),
            ):
                await _subscribe(sandbox, settings)
                yield World(sandbox=sandbox, lectern=lectern, http=http)


def _settings(folder: Path, sandbox: Sandbox, port: int) -> Settings:
    """Made without looking at the environment: a demo must not speak with anybody's real Zoom or Slack."""
    return Settings.model_construct(
        database_url=f"sqlite:///{folder / 'lectern.db'}",
        public_url=f"http://127.0.0.1:{port}",
        secret_key=SecretStr(secrets.token_hex(32)),
        admins=(ADMIN_EMAIL,),
        timezone=ZONE,
        zoom_account_id=_SANDBOX,
        zoom_client_id=_SANDBOX,
        zoom_client_secret=SecretStr(_SANDBOX),
        zoom_api_url=sandbox.api_url,
        zoom_oauth_url=sandbox.oauth_url,
        zoom_webhook_secret=SecretStr(secrets.token_hex(16)),
    )


async def _subscribe(sandbox: Sandbox, settings: Settings) -> None:
    url, secret = f"{settings.public_url}/zoom/webhook", settings.zoom_webhook_secret.get_secret_value()
    await sandbox.webhooks.validate(sandbox.webhooks.subscribe(url, secret, _EVENTS))
