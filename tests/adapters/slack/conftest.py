from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import aiohttp
import pytest
from aiohttp import web

from adapters.slack.app import SlackAdapter
from adapters.slack.settings import SlackSettings
from tests.peers.slack import TOKEN, SlackPeer, running, serving
from tests.peers.slack_person import SECRET, SlackUser
from zoomcore.chat import Request
from zoomcore.views import Reply


@dataclass
class Clock:
    now: datetime = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Core:
    """The other side of the adapter's boundary: remembers what was asked and says what the test wants said."""

    asked: list[Request] = field(default_factory=list)
    says: Callable[[Request], Reply | None] = lambda _: None
    members: list[tuple] = field(default_factory=list)
    sent: list[tuple] = field(default_factory=list)

    async def handle(self, request: Request) -> Reply | None:
        self.asked.append(request)
        return self.says(request)

    async def remember(self, *about) -> None:
        self.sent.append(about)

    async def member(self, *about) -> None:
        self.members.append(about)


@dataclass
class House:
    """A workspace, our adapter behind its own web server, and the people of the test."""

    peer: SlackPeer
    adapter: SlackAdapter
    core: Core
    clock: Clock
    person: Callable[..., SlackUser]
    url: str


@pytest.fixture
async def peer():
    async with running(SlackPeer()) as one:
        one.add_user("UANA", "Ana Ruiz")
        one.add_user("UBO", "Bo Chen")
        one.add_channel("C1", "UANA", "UBO")
        yield one


@pytest.fixture
async def house(peer):
    core, clock = Core(), Clock()
    adapter = SlackAdapter(
        settings=settings(peer), clock=clock, handle=core.handle, on_sent=core.remember, on_member=core.member
    )
    app = web.Application()
    app.add_routes(adapter.routes())
    await adapter.start()
    async with serving(app) as url, aiohttp.ClientSession() as http:

        def person(user: str, **more) -> SlackUser:
            return SlackUser(peer, user, f"{url}/slack/events", http, **more)

        yield House(peer, adapter, core, clock, person, url)
    await adapter.stop()


def settings(peer: SlackPeer, **more) -> SlackSettings:
    given = {"signing_secret": SECRET, "bot_token": TOKEN, "secret_key": "k" * 32, "api_url": peer.api_url}
    return SlackSettings(**(given | more))
