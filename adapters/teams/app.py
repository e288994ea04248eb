"""Microsoft Teams as a chat adapter: its route, its turn, its ChatPort. The only module that knows botbuilder.

botbuilder reads the activity and runs the turn. Its token checks, its HTTP client and its aiohttp integration stay
out: they block the loop, answer presses with 500, and are an order of magnitude slower.
"""

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any
from urllib.request import getproxies

import aiohttp
from aiohttp import web
from botbuilder.core import ActivityHandler, BotAdapter, InvokeResponse, TurnContext
from botbuilder.schema import Activity, ActivityTypes, ConversationReference, ResourceResponse
from msrest.exceptions import DeserializationError  # type: ignore[attr-defined]  # exported by the package all the same

from adapters.teams.address import PLATFORM, Sealed, message_ref, thread_of, unseal
from adapters.teams.answered import AnsweredLines, OnAnswered, ignore_answered
from adapters.teams.connector import Connector
from adapters.teams.contacts import Contacts
from adapters.teams.directory import Directory
from adapters.teams.gatekeeper import Gatekeeper, Keys, Unwelcome
from adapters.teams.offered import OfferedFiles
from adapters.teams.parse import Door, Incoming, parse
from adapters.teams.settings import TeamsSettings
from adapters.teams.speaker import Speaker
from adapters.teams.tokens import Tokens
from adapters.teams.turns import Handle, OnMember, OnSent, OnUnsent, Outcome, Turns, ignore_member, ignore_sent
from zoomcore.chat import ConversationRef, Member, MessageRef, Sender
from zoomcore.errors import ChatError, ConfigError, StorageError
from zoomcore.views import Document, Reply

PATH = "/api/messages"
#: Far above any activity Teams sends.
MOST_BYTES = 1024 * 1024
TIMEOUT = aiohttp.ClientTimeout(total=20, connect=5)
_INCOMING = "lectern.incoming"
_OUTCOME = "lectern.outcome"


@dataclass(frozen=True, kw_only=True)
class TeamsHooks:
    """What the application wants to know of; each may be left out. `guard`: as for the Connector.

    `files` is where files wait for consent; without it a restart forgets them.
    """

    guard: Callable[[], None] = lambda: None
    on_sent: OnSent = ignore_sent
    on_unsent: OnUnsent | None = None
    on_member: OnMember = ignore_member
    on_answered: OnAnswered = ignore_answered
    files: OfferedFiles | None = None


class TeamsAdapter:
    """`handle` is the core's door; `clock` gives aware datetimes."""

    def __init__(
        self,
        settings: TeamsSettings,
        handle: Handle,
        *,
        clock: Callable[[], datetime],
        hooks: TeamsHooks | None = None,
    ) -> None:
        self._settings = settings
        self._handle = handle
        self._clock = clock
        self._hooks = hooks or TeamsHooks()
        self._running: _Running | None = None
        # botbuilder warns of every field that is newer than itself.
        logging.getLogger("msrest.serialization").setLevel(logging.ERROR)

    @property
    def name(self) -> str:
        return PLATFORM

    def routes(self) -> Sequence[web.RouteDef]:
        return [web.post(PATH, self._receive)]

    async def start(self) -> None:
        """Open connections and fetch the bot's token. Raises ConfigError for credentials Microsoft refuses."""
        if self._running is None:
            self._running = _Running(self._settings, self._handle, self._clock, self._hooks)
        await self._running.tokens.check()

    async def stop(self) -> None:
        running, self._running = self._running, None
        if running is not None:
            await running.answered.stop()
            await running.session.close()

    @property
    def _now(self) -> "_Running":
        if self._running is None:
            raise ConfigError("The Teams adapter was used before it was started.")
        return self._running

    async def post(self, to: ConversationRef, reply: Reply, *, key: str) -> MessageRef | None:
        """Teams keeps no metadata: `key` names a file that waits for consent, and nothing else."""
        if isinstance(reply.view, Document):
            await self.send_file(to, reply.view, key=key)
            return None
        return (await self._now.speaker.post(to, reply)).message

    async def update(self, message: MessageRef, reply: Reply) -> None:
        await self._now.speaker.update(message, reply)

    def thread_under(self, message: MessageRef) -> str:
        """A post in a channel is the root of a thread; in chats there are none."""
        return thread_of(message.data["conversation"], message.data["activity"])

    async def send_file(self, to: ConversationRef, document: Document, *, key: str) -> None:
        await self._now.speaker.offer_file(to, document, key=key)

    async def roster(self, channel: ConversationRef) -> Sequence[Member]:
        return await self._now.directory.roster(channel)

    async def profile(self, sender: Sender) -> Sender:
        return await self._now.directory.profile(sender)

    async def find_person(self, tenant: str, email: str) -> str:
        return self._now.directory.find_person(tenant, email)

    async def _receive(self, request: web.Request) -> web.Response:
        """Teams repeats what is answered with a 5xx: so a database that is away loses nothing."""
        try:
            activity = _read(await request.read())
            await self._now.gatekeeper.check(request.headers.get("Authorization", ""), activity)
            outcome = await self._turn(activity)
        except Unwelcome as refusal:
            return web.json_response({"error": str(refusal)}, status=refusal.status)
        except (StorageError, ChatError) as error:
            return web.json_response({"error": type(error).__name__}, status=HTTPStatus.SERVICE_UNAVAILABLE)
        return web.json_response(outcome.body, status=outcome.status)

    async def _turn(self, raw: Mapping[str, Any]) -> Outcome:
        incoming = parse(raw)
        if incoming.door is Door.NOTHING and raw.get("type") != "invoke":
            return Outcome(body={})
        self._now.remember(incoming)
        try:
            activity = Activity().deserialize(raw)
        except (DeserializationError, AttributeError, TypeError, ValueError) as error:
            raise Unwelcome("That is no activity.", status=HTTPStatus.BAD_REQUEST) from error
        context = TurnContext(self._now.bridge, activity)
        context.turn_state[_INCOMING] = incoming
        await self._now.bridge.run_pipeline(context, self._now.bot.on_turn)
        return _outcome(context)


class _Running:
    """Everything that lives between start and stop."""

    def __init__(
        self, settings: TeamsSettings, handle: Handle, clock: Callable[[], datetime], hooks: TeamsHooks
    ) -> None:
        # aiohttp asks for the proxy of each request in a thread, twice: only where there is one.
        self.session = aiohttp.ClientSession(timeout=TIMEOUT, trust_env=bool(getproxies()))
        self.tokens = Tokens(self.session, settings, clock)
        self.gatekeeper = Gatekeeper(settings, Keys(self.session, settings.openid_url, clock), clock)
        connector = Connector(self.session, self.tokens, settings, guard=hooks.guard)
        self.contacts = Contacts()
        self.speaker = Speaker(connector, settings, self.contacts, hooks.files)
        self.directory = Directory(connector, settings, self.contacts, self.speaker)
        self.answered = AnsweredLines(hooks.on_answered)
        self.bridge = _Bridge(connector)
        self.bot = _Bot(
            Turns(
                handle=handle,
                speaker=self.speaker,
                directory=self.directory,
                connector=connector,
                on_sent=hooks.on_sent,
                on_unsent=hooks.on_unsent,
                on_member=hooks.on_member,
                answered=self.answered,
            )
        )

    def remember(self, incoming: Incoming) -> None:
        """Where the asker can be reached, and how they read."""
        place, sender, told = incoming.conversation, incoming.sender, unseal(incoming.conversation)
        self.contacts.served(sender.tenant, told.service)
        self.contacts.met(
            sender.user_id,
            teams_id=told.user,
            seen_in=place.channel,
            direct=place.channel if place.direct else "",
            zone=sender.zone,
            locale=sender.locale,
        )


class _Bot(ActivityHandler):  # type: ignore[misc]  # botbuilder is untyped
    """botbuilder's routing by type of activity; all doors lead to `Turns`."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        await self._turns.take(turn_context.turn_state[_INCOMING])

    async def on_conversation_update_activity(self, turn_context: TurnContext) -> None:
        await self._turns.take(turn_context.turn_state[_INCOMING])

    async def on_invoke_activity(self, turn_context: TurnContext) -> InvokeResponse:
        outcome = await self._turns.take(turn_context.turn_state[_INCOMING])
        return InvokeResponse(status=outcome.status, body=outcome.body)


class _Bridge(BotAdapter):  # type: ignore[misc]  # botbuilder is untyped
    """What a turn sends through botbuilder goes out by our connector; an invoke's answer stays for the HTTP answer."""

    def __init__(self, connector: Connector) -> None:
        super().__init__()
        self._connector = connector

    async def send_activities(self, context: TurnContext, activities: list[Activity]) -> list[ResourceResponse]:
        return [await self._send(context, activity) for activity in activities]

    async def _send(self, context: TurnContext, activity: Activity) -> ResourceResponse:
        if activity.type == ActivityTypes.invoke_response:
            context.turn_state[_OUTCOME] = activity.value
            return ResourceResponse(id="")
        sent = await self._connector.send(activity.service_url, activity.conversation.id, activity.serialize())
        return ResourceResponse(id=sent)

    async def update_activity(self, _context: TurnContext, activity: Activity) -> ResourceResponse:
        reader = Sealed(service=activity.service_url)
        ref = message_ref(reader, conversation=activity.conversation.id, activity=activity.id)
        await self._connector.update(ref.data, activity.serialize())
        return ResourceResponse(id=activity.id)

    async def delete_activity(self, _context: TurnContext, reference: ConversationReference) -> None:
        reader = Sealed(service=reference.service_url)
        ref = message_ref(reader, conversation=reference.conversation.id, activity=reference.activity_id)
        await self._connector.delete(ref.data)


def _read(body: bytes) -> Mapping[str, Any]:
    if len(body) > MOST_BYTES:
        raise Unwelcome("That is too long for an activity.", status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        activity = json.loads(body)
    except ValueError as error:
        raise Unwelcome("That is no JSON.", status=HTTPStatus.BAD_REQUEST) from error
    if not isinstance(activity, dict):
        raise Unwelcome("That is no activity.", status=HTTPStatus.BAD_REQUEST)
    return activity


def _outcome(context: TurnContext) -> Outcome:
    answered = context.turn_state.get(_OUTCOME)
    return Outcome(body=answered.body, status=answered.status) if answered else Outcome(body={})
