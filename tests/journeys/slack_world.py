"""A whole Lectern between a Slack workspace and a Zoom account, all of it over HTTP on this machine.

Jobs run when a story looks at what came of them, by the clock of the Zoom account: nothing has to be waited for.
"""

import re
import secrets
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import aiohttp
from pydantic import SecretStr

from bot.config import Settings
from bot.manifests.zoom import EVENTS
from bot.serving import listening
from bot.wiring import Lectern, assembled, prepare
from tests.peers.slack import TOKEN, Message, SlackPeer, running
from tests.peers.slack_blocks import elements
from tests.peers.slack_person import SECRET, SlackUser
from zoomcore.sandbox import Sandbox, running_sandbox

#: A Monday, nine o'clock in Madrid.
MONDAY = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
CHANNEL = "C1"
PEOPLE = {
    "UADA": "Ada Keller",
    "UANA": "Ana Ruiz",
    "UKIM": "Kim Novak",
    "UBO": "Bo Chen",
    "UMAYA": "Maya Okafor",
}
_EVENTS = tuple(EVENTS)


@dataclass(frozen=True, kw_only=True)
class World:
    peer: SlackPeer
    sandbox: Sandbox
    lectern: Lectern
    http: aiohttp.ClientSession
    url: str

    def person(self, user: str, **more: str) -> SlackUser:
        return SlackUser(self.peer, user, f"{self.url}/slack/events", self.http, **more)

    async def settle(self) -> None:
        """Until no webhook is under way and no job is due."""
        await self.sandbox.settle()
        while await self.lectern.jobs.run_due():
            await self.sandbox.settle()

    async def sees(self, user: str, words: str, channel: str = "") -> Message:
        """The newest message with such words that this person can read once all that is due was done."""
        await self.settle()
        seen = self.peer.seen_by(user, channel)
        found = [one for one in seen if words in one.words]
        assert found, f"{user} never saw {words!r} but {[one.text for one in seen]}; refused: {self.peer.refused}"
        return found[-1]

    async def passes(self, span: timedelta) -> None:
        """Let time go by, and what becomes due with it be done."""
        self.sandbox.set_time(self.sandbox.account.now() + span)
        await self.settle()

    async def follow(self, message: Message, label: str) -> str:
        """Open a link of a message as a browser does, press the page's button; where it goes on to."""
        (link,) = [
            one["url"]
            for block in message.blocks
            for one in elements(block)
            if "url" in one and one["text"]["text"].startswith(label)
        ]
        async with self.http.get(link) as page:
            assert page.status == 200
            assert re.search(r"<button", await page.text())
        async with self.http.post(link, headers={"Origin": self.url}, allow_redirects=False) as answer:
            assert answer.status == 303, await answer.text()
            return answer.headers["Location"]

    async def waits(self, message: Message, label: str) -> str:
        """As `follow`, where the page answers with words."""
        (link,) = [
            one["url"]
            for block in message.blocks
            for one in elements(block)
            if "url" in one and one["text"]["text"].startswith(label)
        ]
        async with self.http.post(link, headers={"Origin": self.url}, allow_redirects=False) as answer:
            assert answer.status == 200
            return await answer.text()


async def _alone(_lectern: Lectern) -> None:
    """No other chat."""


@asynccontextmanager
async def slack_world(
    database_url: str,
    *,
    admins: tuple[str, ...] = ("admin@uni.example",),
    beside: Callable[[Lectern], Awaitable[None]] = _alone,
) -> AsyncIterator[World]:
    """On a migrated database. Everybody of PEOPLE is in the workspace, in #C1 and at Zoom; Ada is Lectern's admin.

    `beside` adds another chat before anybody listens.
    """
    async with running_sandbox() as sandbox, running(SlackPeer(page=3)) as peer, aiohttp.ClientSession() as http:
        sandbox.set_time(MONDAY)
        for user, name in PEOPLE.items():
            peer.add_user(
                user, name, email="admin@uni.example" if user == "UADA" else f"{name.split()[0].lower()}@uni.example"
            )
        peer.add_channel(CHANNEL, *PEOPLE)
        with socket.create_server(("127.0.0.1", 0)) as door:
            settings = _settings(database_url, sandbox, peer, door.getsockname()[1])
            settings = settings.model_copy(update={"admins": admins})
            await prepare(settings)
            async with assembled(settings, clock=sandbox.account.now) as lectern:
                await lectern.connect()
                await beside(lectern)
                async with listening(lectern, door):
                    await _subscribe(sandbox, settings)
                    yield World(peer=peer, sandbox=sandbox, lectern=lectern, http=http, url=settings.public_url)


async def with_course(world: World) -> None:
    """MATH201 in #C1: Ana teaches, Bo and Maya learn."""
    ada = world.person("UADA")
    for line in (
        'course add MATH201 "Algebra II"',
        "course map MATH201",
        "course people MATH201 add <mailto:ana@uni.example|ana@uni.example> as instructor",
        "course people MATH201 add <mailto:bo@uni.example|bo@uni.example>",
        "course people MATH201 add <mailto:maya@uni.example|maya@uni.example>",
    ):
        answer = await ada.command(line, CHANNEL)
        assert "couldn't" not in answer["text"], answer["text"]


def _settings(database_url: str, sandbox: Sandbox, peer: SlackPeer, port: int) -> Settings:
    return Settings.model_construct(
        database_url=database_url,
        public_url=f"http://127.0.0.1:{port}",
        secret_key=SecretStr(secrets.token_hex(32)),
        admins=("admin@uni.example",),
        timezone="Europe/Madrid",
        zoom_account_id="sandbox",
        zoom_client_id="sandbox",
        zoom_client_secret=SecretStr("sandbox"),
        zoom_api_url=sandbox.api_url,
        zoom_oauth_url=sandbox.oauth_url,
        zoom_webhook_secret=SecretStr(secrets.token_hex(16)),
        slack_signing_secret=SecretStr(SECRET),
        slack_bot_token=SecretStr(TOKEN),
        slack_api_url=peer.api_url,
    )


async def _subscribe(sandbox: Sandbox, settings: Settings) -> None:
    url, secret = f"{settings.public_url}/zoom/webhook", settings.zoom_webhook_secret.get_secret_value()
    await sandbox.webhooks.validate(sandbox.webhooks.subscribe(url, secret, _EVENTS))
