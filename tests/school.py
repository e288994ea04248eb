"""A whole school in one block: a Zoom account over HTTP, a database, a chat, the jobs, and people who type.

`async with a_school() as school: await school.say("ana", 'new "Algebra" tomorrow 3pm')` gives the card as it stands
once every job has ended. Time stands still unless a test moves it.
"""

import json
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from adapters.pages.links import PageLinks
from tests.peers.chat import Message, RecordingChat
from zoomcore.chat import Asked, ConversationRef, Pressed, Request, Reshaped, Sender, Submitted, Typed, press_payload
from zoomcore.commands.base import Command
from zoomcore.commands.mentions import Mention, MentionKind, placeholder
from zoomcore.dispatch import Dispatch, Received
from zoomcore.domain.courses import Course, Presets
from zoomcore.domain.people import Role
from zoomcore.jobs.embedded import EmbeddedEngine
from zoomcore.jobs.port import Registry
from zoomcore.sandbox import Account, Fault, Sandbox, add_cast, running_sandbox
from zoomcore.sandbox.cast import ADMIN_EMAIL
from zoomcore.sandbox.webhooks import sign
from zoomcore.services.scene import Deployment
from zoomcore.storage.schema import migrate
from zoomcore.storage.store import Store
from zoomcore.views import Action, Button, Card, Form, Items, OpenUrl, Redirect, Reply, Table
from zoomcore.views.plain import plain
from zoomcore.workflows.table import TABLE, give_up
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.budget import Budget, Unlimited
from zoomcore.zoom.client import ZoomClient
from zoomcore.zoom.transport import ZoomSettings

#: A Monday, 10:00 in Madrid.
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ZONE = "Europe/Madrid"
TENANT = "T1"
MATH = "math"
SECRET = "hook-secret"

#: user id → name, e-mail, whether a member of the home workspace
PEOPLE: Mapping[str, tuple[str, str, bool]] = {
    "ada": ("Ada Keller", ADMIN_EMAIL, True),
    "ivo": ("Ivo Admin", "ivo@uni.example", True),
    "ana": ("Ana Ruiz", "ana@uni.example", True),
    "li": ("Li Wei", "li@uni.example", True),
    "kim": ("Kim Novak", "kim@uni.example", True),
    "tia": ("Tia Assist", "tia@uni.example", True),
    "bo": ("Bo Chen", "bo@uni.example", True),
    "maya": ("Maya Okafor", "maya@uni.example", True),
    "olga": ("Olga Observer", "olga@uni.example", True),
    "gus": ("Gus Guest", "gus@elsewhere.example", False),
    "nora": ("Nora Newcomer", "nora@uni.example", True),
    "bot7": ("Otter", "", False),
}
#: Who is in MATH201 of a fresh school, and as what.
ROSTER = {
    "ana": Role.INSTRUCTOR,
    "kim": Role.INSTRUCTOR,
    "tia": Role.ASSISTANT,
    "bo": Role.STUDENT,
    "maya": Role.STUDENT,
    "olga": Role.OBSERVER,
}
_FRESH: dict[str, bytes] = {}


async def fresh_database(folder: Path) -> str:
    """A migrated SQLite file; the migrations run once a process."""
    path = folder / "lectern.db"
    if "sqlite" not in _FRESH:
        await migrate(f"sqlite:///{path}")
        _FRESH["sqlite"] = path.read_bytes()
        return f"sqlite:///{path}"
    path.write_bytes(_FRESH["sqlite"])
    return f"sqlite:///{path}"


@dataclass(kw_only=True)
class School:
    """What a story holds in its hand."""

    sandbox: Sandbox
    store: Store
    zoom: ZoomClient
    chat: RecordingChat
    tools: Tools
    dispatch: Dispatch
    engine: EmbeddedEngine
    math: Course
    links: PageLinks
    ids: Mapping[str, int]
    last: Reply | None = None
    deliveries: int = 0
    heard: int = 0
    said: list[Reply] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        return self.sandbox.account.now()

    # Time.

    async def later(self, **span: float) -> None:
        """Let time pass; what falls due meanwhile is done when it is over."""
        self.sandbox.advance(timedelta(**span))
        await self.settle()

    async def settle(self) -> None:
        """Until no webhook is under way and no job is due."""
        while True:
            await self.sandbox.settle()
            if not await self.engine.run_due():
                return

    async def hear_zoom(self, *, backwards: bool = False, copies: int = 1) -> list[Received]:
        """Hand over what Zoom has told since the last time, signed as Zoom signs it."""
        events = self.sandbox.account.events[self.heard :]
        self.heard = len(self.sandbox.account.events)
        answers = []
        for event in reversed(events) if backwards else events:
            answers += [await self.tell(event.body()) for _copy in range(copies)]
        await self.settle()
        return answers

    async def tell(self, body: Mapping[str, Any], *, secret: str = SECRET) -> Received:
        """One webhook."""
        raw, stamp = json.dumps(body).encode(), str(int(self.now.timestamp()))
        headers = {"x-zm-request-timestamp": stamp, "x-zm-signature": sign(secret, stamp, raw)}
        return await self.dispatch.receive(headers, raw)

    # Asking.

    async def say(self, who: str, text: str, *, where: str = MATH, settle: bool = True, **changes: Any) -> Reply:
        """A typed line; the reply as it stands once all jobs have ended. `where=""` is the direct chat."""
        mentions = {}
        for number, one in enumerate(name for name in PEOPLE if f"@{name}" in text.split()):
            token = placeholder(number)
            text = text.replace(f"@{one}", token)
            mentions[token] = Mention(kind=MentionKind.PERSON, id=one, name=PEOPLE[one][0])
        request = self.request(who, Typed(text=text, mentions=mentions), where=where, **changes)
        return await self.ask(request, settle=settle)

    async def press(self, label: str, *, by: str, on: Reply | None = None, where: str = MATH, **changes: Any) -> Reply:
        """The button whose words begin so, of a reply (the last one if not said)."""
        reply = on or self.last
        assert reply is not None
        request = self.request(
            by, Pressed(payload=press_payload(reply.card, self.button(reply, label).command)), where=where
        )
        return await self.ask(replace(request, **changes))

    async def submit(
        self, form: Reply, values: Mapping[str, Any], *, by: str, where: str = MATH, **changes: Any
    ) -> Reply:
        """A form as it stands, with some values changed."""
        assert isinstance(form.view, Form)
        filled = {one.name: one.values or one.value for one in form.view.fields}
        wish = Submitted(payload=press_payload(form.card, form.view.base), values={**filled, **values})
        return await self.ask(replace(self.request(by, wish, where=where), **changes))

    async def reshape(self, form: Reply, values: Mapping[str, Any], *, by: str, where: str = MATH) -> Reply:
        """The form asked for anew, some values changed: a field was touched that others hang on."""
        assert isinstance(form.view, Form)
        filled = {one.name: one.values or one.value for one in form.view.fields}
        wish = Reshaped(payload=press_payload(form.card, form.view.base), values={**filled, **values})
        return await self.ask(self.request(by, wish, where=where))

    async def wish(self, who: str, command: Command, *, where: str = MATH) -> Reply:
        return await self.ask(self.request(who, Asked(command=command), where=where))

    async def page(self, who: str, command: Command, *, vouched: bool = False) -> Reply:
        """As a page asks: the signed link says who it is; `vouched` where it was handed to an account of theirs."""
        person = self.ids[who]
        place = ConversationRef(platform="page", tenant="page", user=str(person), direct=True)
        sender = Sender(platform="page", tenant="page", user_id=str(person), home=vouched)
        request = Request(sender=sender, conversation=place, wish=Asked(command=command), answer=place)
        reply = await self.dispatch.handle(request)
        assert reply is not None
        return reply

    async def follow(self, who: str, command: Command) -> str:
        """Where the page leads on to."""
        reply = await self.page(who, command)
        assert isinstance(reply.view, Redirect), plain(reply.view)
        return reply.view.url

    async def ask(self, request: Request, *, settle: bool = True) -> Reply:
        reply = await self.dispatch.handle(request)
        assert reply is not None, "taken for a repeat"
        message = self.chat.show(request.answer, reply)
        await self.dispatch.remember(reply.card, message, request.answer)
        if settle:
            await self.settle()
        self.last = self.chat.messages[int(message.data["number"])].reply
        return self.last

    def request(self, who: str, wish: Any, *, where: str = MATH, **changes: Any) -> Request:
        self.deliveries += 1
        sender = Sender(platform=self.chat.name, tenant=TENANT, user_id=who, name=PEOPLE[who][0])
        here = ConversationRef(
            platform=self.chat.name, tenant=TENANT, channel=where, user="" if where else who, direct=not where
        )
        request = Request(
            sender=sender,
            conversation=here,
            wish=wish,
            answer=replace(here, user=who),
            delivery=f"delivery-{self.deliveries}",
        )
        return replace(request, **changes)

    # Looking.

    def button(self, reply: Reply, label: str) -> Button:
        found = next((one for one in self.actions(reply) if one.label.startswith(label)), None)
        assert isinstance(found, Button), f"no button {label!r} on:\n{plain(reply.view)}"
        return found

    def url(self, reply: Reply, label: str) -> str:
        found = next((one for one in self.actions(reply) if one.label.startswith(label)), None)
        assert isinstance(found, OpenUrl), f"no link {label!r} on:\n{plain(reply.view)}"
        return found.url

    def actions(self, reply: Reply) -> list[Action]:
        card = reply.view
        if isinstance(card, Form):
            return [card.back] if card.back else []
        if not isinstance(card, Card):
            return []
        inside = [
            action for block in card.body if isinstance(block, Items) for item in block.items for action in item.actions
        ]
        more = [block.more for block in card.body if isinstance(block, Table) and block.more]
        return [*card.actions, *inside, *more]

    def to(self, who: str) -> list[Message]:
        return self.chat.seen_by(who)

    def posts(self, channel: str = MATH) -> list[Message]:
        return self.chat.open_in(channel)

    def at_zoom(self) -> list[Any]:
        """The meetings Zoom has, but for those that were deleted."""
        return [one for one in self.sandbox.account.meetings.values() if not one.deleted]

    def dates_at_zoom(self) -> list[datetime]:
        (meeting,) = self.at_zoom()
        return sorted(one.start for one in meeting.occurrences if not one.deleted)

    def calls(self, method: str) -> int:
        return sum(one.method == method for one in self.sandbox.requests)

    def trouble(self, **fault: Any) -> Fault:
        """Something goes wrong at Zoom from now on."""
        return self.sandbox.faults.add(Fault(**fault))

    async def rows(self) -> dict[str, int]:
        """How many rows each table has."""
        return await count_rows(self.store)


async def count_rows(store: Store) -> dict[str, int]:
    from sqlalchemy import func, select

    from zoomcore.storage.tables.base import Row

    counts = {}
    async with store._engines.reader.connect() as connection:
        for table in Row.metadata.sorted_tables:
            counts[table.name] = (await connection.execute(select(func.count()).select_from(table))).scalar_one()
    return counts


def _sender(platform: str, user: str, name: str, email: str, *, home: bool) -> Sender:
    return Sender(platform=platform, tenant=TENANT, user_id=user, name=name, email=email, zone=ZONE, home=home)


def zoom_client(
    sandbox: Sandbox, store: Store, *, timeout_s: float = 5.0, api_url: str = "", budget: Budget | None = None
) -> ZoomClient:
    settings = ZoomSettings(
        account_id="sandbox",
        client_id="sandbox",
        client_secret="sandbox",
        oauth_url=sandbox.oauth_url,
        api_url=api_url or sandbox.api_url,
        timeout_s=timeout_s,
    )
    return ZoomClient(settings=settings, budget=budget or Unlimited(), clock=sandbox.account.now, guard=store.guard)


async def enrol_cast(store: Store, platform: str, presets: Presets | None = None) -> tuple[Course, dict[str, int]]:
    """MATH201 in its channel, with everybody met before (Nora and Gus have not been)."""
    ids: dict[str, int] = {}
    async with store.unit() as unit:
        course = await unit.courses.add("MATH201", "Algebra II", ZONE, presets)
        for user, (name, email, home) in PEOPLE.items():
            if user in {"nora", "bot7", "gus"}:
                continue
            person = await unit.people.add(name=name, email=email, zone=ZONE)
            await unit.people.attach(
                person.id, platform=platform, tenant=TENANT, user_id=user, email=email, trusted=home
            )
            ids[user] = person.id
        for user, role in ROSTER.items():
            await unit.courses.enroll(course.id, ids[user], role)
        await unit.courses.map_channel(
            course.id, platform=platform, tenant=TENANT, channel=MATH, channel_name=MATH, by=ids["ada"]
        )
    return course, ids


@asynccontextmanager
async def a_school(
    *,
    presets: Presets | None = None,
    policy: str = "approve",
    platform: str = "chat",
    timeout_s: float = 5.0,
    url: str = "",
) -> AsyncIterator[School]:
    """Everything running; nothing is left behind."""
    account = Account(clock=lambda: NOW)
    add_cast(account)
    with TemporaryDirectory(prefix="school-") as folder:
        async with running_sandbox(account=account) as sandbox:
            store = Store(url or await fresh_database(Path(folder)), clock=account.now)
            try:
                async with zoom_client(sandbox, store, timeout_s=timeout_s) as zoom:
                    yield await _assemble(sandbox, store, zoom, presets=presets, policy=policy, platform=platform)
            finally:
                await store.close()


async def _assemble(
    sandbox: Sandbox, store: Store, zoom: ZoomClient, *, presets: Presets | None, policy: str, platform: str
) -> School:
    course, ids = await enrol_cast(store, platform, presets)
    people = {user: _sender(platform, user, name, email, home=home) for user, (name, email, home) in PEOPLE.items()}
    chat = RecordingChat(platform, TENANT, people)
    links = PageLinks(secrets.token_hex(16), "https://lectern.example")
    deployment = Deployment(
        zone=ZONE,
        admins=frozenset({ADMIN_EMAIL, "ivo@uni.example"}),
        links=links,
        mapping_policy=policy,
        words={platform: "/class "},
        greets=frozenset({"slack"}),
    )
    tools = Tools(store=store, zoom=zoom, chats={platform: chat}, deployment=deployment, clock=sandbox.account.now)
    return School(
        sandbox=sandbox,
        store=store,
        zoom=zoom,
        chat=chat,
        tools=tools,
        dispatch=Dispatch(tools, webhook_secret=SECRET),
        engine=EmbeddedEngine(store, registry_of(tools)),
        math=course,
        links=links,
        ids=ids,
    )


def registry_of(tools: Tools) -> Registry:
    functions = {kind: partial(_run, function, tools) for kind, function in TABLE.items()}
    return Registry(functions=functions, on_give_up=partial(_give_up, tools))


async def _run(function: Any, tools: Tools, work: Any) -> None:
    await function(work, tools)


async def _give_up(tools: Tools, work: Any, error: BaseException) -> None:
    await give_up(work, error, tools)


def text(reply: Reply) -> str:
    """What a reader gets to read."""
    return plain(reply.view, zone=ZONE)
