"""A whole Lectern between a Teams tenant and a Zoom account, all of it over HTTP on this machine."""

import re
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import aiohttp
from pydantic import SecretStr

from adapters.teams.address import PLATFORM
from adapters.teams.app import TeamsAdapter, TeamsHooks
from adapters.teams.settings import TeamsSettings
from bot.config import Settings
from bot.manifests.zoom import EVENTS
from bot.serving import listening
from bot.wiring import Lectern, assembled, now, prepare
from tests.peers.adaptive_cards import walk
from tests.peers.teams import APP_ID, PASSWORD, TENANT, Person, Posted, TeamsPeer, TeamsUser
from zoomcore.sandbox import Sandbox, running_sandbox

#: A Monday, nine o'clock in Madrid.
MONDAY = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
CHANNEL = "19:algebra@thread.tacv2"
ADA = Person(name="Ada Keller", aad="aad-ada", email="admin@uni.example")
ANA = Person(name="Ana Ruiz", aad="aad-ana", email="ana@uni.example")
KIM = Person(name="Kim Novak", aad="aad-kim", email="kim@uni.example")
BO = Person(name="Bo Chen", aad="aad-bo", email="bo@uni.example")
MAYA = Person(name="Maya Okafor", aad="aad-maya", email="maya@uni.example", zone="America/New_York")
EVERYBODY = (ADA, ANA, KIM, BO, MAYA)
_EVENTS = tuple(EVENTS)


@dataclass(frozen=True, kw_only=True)
class World:
    """Everything that runs, and what a person in it sees and follows."""

    peer: TeamsPeer
    sandbox: Sandbox
    lectern: Lectern
    http: aiohttp.ClientSession
    url: str

    def person(self, person: Person) -> TeamsUser:
        return TeamsUser(self.peer, person, f"{self.url}/api/messages")

    async def settle(self) -> None:
        """Until no webhook is under way and no job is due."""
        await self.sandbox.settle()
        while await self.lectern.jobs.run_due():
            await self.sandbox.settle()

    def sees(self, user: TeamsUser, words: str) -> Posted:
        """The newest message that this person can read such words in."""
        visible = user.news(set())
        for one in reversed(visible):
            if words in one.words:
                return one
        raise AssertionError(f"nobody said {words!r} but {[one.words for one in visible]}; {self.peer.refused}")

    async def follow(self, posted: Posted, label: str) -> str:
        """Open a link of a card as a browser does, press the page's button; where it goes on to."""
        (link,) = [one["url"] for one in walk(posted.card) if "url" in one and one.get("title", "").startswith(label)]
        async with self.http.get(link) as page:
            assert page.status == 200
            assert re.search(r"<button", await page.text())
        async with self.http.post(link, headers={"Origin": self.url}, allow_redirects=False) as answer:
            assert answer.status == 303, await answer.text()
            return answer.headers["Location"]

    async def waits(self, posted: Posted, label: str) -> str:
        """As `follow`, where the page answers with words."""
        (link,) = [one["url"] for one in walk(posted.card) if "url" in one and one.get("title", "").startswith(label)]
        async with self.http.post(link, headers={"Origin": self.url}, allow_redirects=False) as answer:
            assert answer.status == 200
            return await answer.text()


@asynccontextmanager
async def teams_world(folder: Path, *, database_url: str = "") -> AsyncIterator[World]:
    """EVERYBODY is in the tenant, in CHANNEL and at Zoom; Ada is Lectern's admin. On SQLite where nothing is said."""
    async with running_sandbox() as sandbox, TeamsPeer() as peer, aiohttp.ClientSession() as http:
        sandbox.set_time(MONDAY)
        peer.join(CHANNEL, *EVERYBODY)
        with socket.create_server(("127.0.0.1", 0)) as door:
            settings = journey_settings(folder, sandbox, door.getsockname()[1])
            if database_url:
                settings = settings.model_copy(update={"database_url": database_url})
            await prepare(settings)
            async with assembled(settings, clock=sandbox.account.now) as lectern:
                await add_teams(lectern, teams_settings(peer))
                async with listening(lectern, door):
                    await subscribe(sandbox, settings)
                    yield World(peer=peer, sandbox=sandbox, lectern=lectern, http=http, url=settings.public_url)


async def add_teams(lectern: Lectern, settings: TeamsSettings) -> None:
    """As the application does, but with the addresses of this machine; tokens are checked by the real time."""
    hooks = TeamsHooks(
        on_sent=lectern.dispatch.remember,
        on_answered=partial(lectern.dispatch.answered, PLATFORM),
        guard=lectern.store.guard,
        files=lectern.dispatch.files,
    )
    adapter = TeamsAdapter(settings, lectern.handle, clock=now, hooks=hooks)
    lectern.chats[adapter.name] = adapter
    await adapter.start()


async def with_course(world: World) -> None:
    """MATH201 in CHANNEL: Ana teaches, Bo and Maya learn."""
    ada = world.person(ADA)
    for line in (
        'course add MATH201 "Algebra II"',
        "course map MATH201",
        "course people MATH201 add ana@uni.example as instructor",
        "course people MATH201 add bo@uni.example",
        "course people MATH201 add maya@uni.example",
    ):
        said = await ada.say(line, channel=CHANNEL)
        assert said, line
        assert "couldn't" not in said[0].words, said[0].words


def journey_settings(folder: Path, sandbox: Sandbox, port: int) -> Settings:
    return Settings.model_construct(
        database_url=f"sqlite:///{folder / 'lectern.db'}",
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
    )


def teams_settings(peer: TeamsPeer) -> TeamsSettings:
    return TeamsSettings(
        app_id=APP_ID,
        app_password=PASSWORD,
        tenant_id=TENANT,
        openid_url=f"{peer.url}/openid",
        token_url=peer.url + "/{tenant}/token",
        service_url=peer.service,
        more_hosts=(peer.host,),
    )


async def subscribe(sandbox: Sandbox, settings: Settings) -> None:
    url, secret = f"{settings.public_url}/zoom/webhook", settings.zoom_webhook_secret.get_secret_value()
    await sandbox.webhooks.validate(sandbox.webhooks.subscribe(url, secret, _EVENTS))
