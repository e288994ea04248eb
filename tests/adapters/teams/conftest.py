"""A Teams adapter on a real server, Microsoft's side beside it, and a core that answers what a test tells it to."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from adapters.teams.app import TeamsAdapter, TeamsHooks
from adapters.teams.settings import TeamsSettings
from tests.peers.teams import APP_ID, PASSWORD, TENANT, Person, TeamsPeer, TeamsUser
from zoomcore.chat import ConversationRef, MessageRef, Request
from zoomcore.views import Card, Reply

ANA = Person(name="Ana Ruiz", aad="aad-ana", email="ana@uni.example")
BO = Person(name="Bo Chen", aad="aad-bo", email="bo@uni.example")
KIM = Person(name="Kim Park", aad="aad-kim", email="kim@uni.example")
GUEST = Person(name="Guest", aad="aad-guest", email="g@else.example", role="guest")
CHANNEL = "19:algebra@thread.tacv2"


@dataclass
class Core:
    """Answers with `reply` (or what `reply` makes of the request) and remembers what it was asked."""

    reply: Reply | Callable[[Request], Reply | None] | None = field(
        default_factory=lambda: Reply(view=Card(title="Hi"))
    )
    asked: list[Request] = field(default_factory=list)

    async def __call__(self, request: Request) -> Reply | None:
        self.asked.append(request)
        return self.reply(request) if callable(self.reply) else self.reply


@dataclass
class Noted:
    """What the application's hooks were told."""

    sent: list[tuple[str, MessageRef]] = field(default_factory=list)
    unsent: list[tuple[ConversationRef, Reply]] = field(default_factory=list)
    members: list[tuple[str, str, bool]] = field(default_factory=list)

    async def on_sent(self, card: str, message: MessageRef, _to: ConversationRef) -> None:
        self.sent.append((card, message))

    async def on_unsent(self, to: ConversationRef, reply: Reply) -> None:
        self.unsent.append((to, reply))

    async def on_member(self, channel: ConversationRef, user: str, joined: bool) -> None:  # noqa: FBT001 - a fact
        self.members.append((channel.channel, user, joined))

    def hooks(self) -> TeamsHooks:
        return TeamsHooks(on_sent=self.on_sent, on_unsent=self.on_unsent, on_member=self.on_member)


class Clock:
    """The real time, moved on by hand."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class Bot:
    """The adapter behind its own web server."""

    adapter: TeamsAdapter
    core: Core
    noted: Noted
    peer: TeamsPeer
    url: str = ""

    def user(self, person: Person) -> TeamsUser:
        return TeamsUser(self.peer, person, self.url)


def settings_for(peer: TeamsPeer, **over) -> TeamsSettings:
    return TeamsSettings(
        **{
            "app_id": APP_ID,
            "app_password": PASSWORD,
            "tenant_id": TENANT,
            "openid_url": f"{peer.url}/openid",
            "token_url": peer.url + "/{tenant}/token",
            "service_url": peer.service,
            "more_hosts": (peer.host,),
        }
        | over
    )


async def serve(adapter: TeamsAdapter) -> tuple[web.AppRunner, str]:
    app = web.Application()
    app.add_routes(adapter.routes())
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    return runner, f"http://{host}:{port}/api/messages"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def peer() -> AsyncIterator[TeamsPeer]:
    async with TeamsPeer() as running:
        running.join(CHANNEL, ANA, BO, KIM, GUEST)
        yield running


@pytest.fixture
def settings(peer: TeamsPeer) -> TeamsSettings:
    return settings_for(peer)


@pytest.fixture
async def bot(peer: TeamsPeer, settings: TeamsSettings, clock: Clock) -> AsyncIterator[Bot]:
    core, noted = Core(), Noted()
    adapter = TeamsAdapter(settings, core, clock=clock, hooks=noted.hooks())
    await adapter.start()
    runner, url = await serve(adapter)
    yield Bot(adapter=adapter, core=core, noted=noted, peer=peer, url=url)
    await runner.cleanup()
    await adapter.stop()


@pytest.fixture
def ana(bot: Bot) -> TeamsUser:
    return bot.user(ANA)
