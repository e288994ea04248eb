"""The ChatPort of Slack: messages out, privately wherever the asker alone was meant."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from adapters.slack import render
from adapters.slack.address import EPHEMERAL, HOME, PLATFORM, Sealer, message_ref
from adapters.slack.people import SlackPeople
from adapters.slack.settings import SlackSettings
from adapters.slack.web import SlackWeb
from zoomcore.chat import ConversationRef, Member, MessageRef, Sender
from zoomcore.errors import ChatRefused
from zoomcore.views import Audience, Card, Document, Form, Redirect, Reply
from zoomcore.wording import speaking

Message = dict[str, Any]

#: The bot or the person is not there: what was meant for one person still reaches them in the direct chat.
_NOT_THERE: Final = frozenset(
    {"channel_not_found", "not_in_channel", "user_not_in_channel", "is_archived", "restricted_action", "no_permission"}
)
_METADATA: Final = "lectern"


def no_guard() -> None:
    """Nothing forbids the network."""


@dataclass(slots=True, kw_only=True)
class SlackSpeaker:
    """Each message is one request, two where a direct chat must be opened first.

    `guard` raises where no network may be touched: inside a unit of the store.
    """

    settings: SlackSettings
    clock: Callable[[], datetime]
    guard: Callable[[], None] = no_guard
    web: SlackWeb = field(init=False)
    people: SlackPeople = field(init=False)
    sealer: Sealer = field(init=False)
    _direct: dict[str, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.web = SlackWeb(self.settings.bot_token, self.settings.api_url, self.guard)
        self.people = SlackPeople(self.web, self.settings, self.clock)
        self.sealer = Sealer(secret=self.settings.secret_key, clock=self.clock)

    @property
    def name(self) -> str:
        return PLATFORM

    async def post(self, to: ConversationRef, reply: Reply, *, key: str) -> MessageRef | None:
        """See ChatPort. None for what only its reader sees: Slack edits no ephemeral message."""
        with speaking(reply.language):
            return await self._say_view(to, reply, key)

    async def _say_view(self, to: ConversationRef, reply: Reply, key: str) -> MessageRef | None:
        match reply.view:
            case Document(told=told):
                await self.send_file(to, reply.view, key=key)
                if told:
                    await self._privately(to, render.message(told, reply.card), replaces=reply.replaces)
                return None
            case Form():
                raise ChatRefused("A form opens only under somebody's own click.", reason="form")
            case Card() | Redirect():
                message = render.message(reply.view, reply.card) | {"metadata": _metadata(key)}
        if to.message == HOME and reply.replaces and isinstance(reply.view, Card):
            await self.publish_home(to.user, reply.view, reply.card)
            return None
        # A redirect may be a personal link, whoever was meant to see it.
        if reply.audience is Audience.EVERYONE and to.channel and isinstance(reply.view, Card):
            return await self._openly(to, message, replaces=reply.replaces)
        return await self._privately(to, message, replaces=reply.replaces)

    async def update(self, message: MessageRef, reply: Reply) -> None:
        if not isinstance(reply.view, Card):
            raise ChatRefused("Only a card can stand where a message stood.", reason="view")
        with speaking(reply.language):
            drawn = render.message(reply.view, reply.card)
        await self.web.call("chat.update", **message.data, **drawn)

    async def send_file(self, to: ConversationRef, document: Document, *, key: str) -> None:  # noqa: ARG002 - the port's signature
        """Into the direct chat with one person; four requests. `key` is not kept: Slack's files carry no metadata."""
        if not to.user:
            raise ChatRefused("A file goes to one person.", reason="no_user")
        channel = await self.direct_chat(to.user)
        await self.web.upload(channel, name=document.name, title=document.title, content=document.content)

    def thread_under(self, message: MessageRef) -> str:
        return message.data["ts"]

    async def roster(self, channel: ConversationRef) -> Sequence[Member]:
        return await self.people.members(channel.channel)

    async def profile(self, sender: Sender) -> Sender:
        return await self.people.profile(sender)

    async def find_person(self, tenant: str, email: str) -> str:  # noqa: ARG002 - the port's signature
        """Slack's one token sees one workspace, whatever the tenant."""
        return await self.people.find(email)

    async def whisper(self, to: ConversationRef, message: Message) -> None:
        """Say to one person what is no view: that a form can be opened now."""
        await self._privately(to, message, replaces=False)

    async def publish_home(self, user: str, card: Card, nonce: str) -> None:
        await self.web.call("views.publish", user_id=user, view=render.home(card, nonce))

    async def direct_chat(self, user: str) -> str:
        """The channel of the direct chat with the bot, asked for once for each person."""
        if user not in self._direct:
            data = await self.web.call("conversations.open", users=user)
            self._direct[user] = str(data["channel"]["id"])
        return self._direct[user]

    async def _openly(self, to: ConversationRef, message: Message, *, replaces: bool) -> MessageRef | None:
        if replaces and _editable(to.message):
            await self.web.call("chat.update", channel=to.channel, ts=to.message, **message)
            return message_ref(to.channel, to.message)
        try:
            return await self._say(to.channel, to.thread, message)
        except ChatRefused as error:
            url = self.sealer.unseal(to.sealed)
            if error.reason not in _NOT_THERE or not url:
                raise
        # A slash command works where nobody invited the bot; its own address still speaks there, but cannot be edited.
        await self.web.respond(url, _response(to, message, kind="in_channel", replaces=False))
        return None

    async def _privately(self, to: ConversationRef, message: Message, *, replaces: bool) -> MessageRef | None:
        # What everybody sees is never replaced by what one person asked for, and what a slash command said cannot be
        # (https://github.com/slackapi/bolt-python/issues/1268).
        replacing = replaces and (to.message.startswith(EPHEMERAL) or (to.direct and _editable(to.message)))
        if await self._responded(to, message, replacing=replacing):
            return message_ref(to.channel, to.message) if replacing and _editable(to.message) else None
        if not to.channel:
            return await self._say(await self.direct_chat(to.user), "", message)
        if not to.user:
            return await self._say(to.channel, to.thread, message)
        try:
            return await self._aside(to, message, replacing=replacing)
        except ChatRefused as error:
            if error.reason not in _NOT_THERE:
                raise
        return await self._say(await self.direct_chat(to.user), "", message)

    async def _responded(self, to: ConversationRef, message: Message, *, replacing: bool) -> bool:
        """Through the interaction's own address while it lives: it needs no membership and can replace."""
        url = self.sealer.unseal(to.sealed)
        if not url:
            return False
        try:
            await self.web.respond(url, _response(to, message, kind="ephemeral", replaces=replacing))
        except ChatRefused:
            return False
        return True

    async def _aside(self, to: ConversationRef, message: Message, *, replacing: bool) -> MessageRef | None:
        """To one person: an ephemeral message in a channel, a lasting one in the direct chat."""
        if not to.direct:
            params = {"channel": to.channel, "user": to.user, **_thread(to.thread), **_without_metadata(message)}
            await self.web.call("chat.postEphemeral", **params)
            return None
        if replacing and _editable(to.message):
            await self.web.call("chat.update", channel=to.channel, ts=to.message, **message)
            return message_ref(to.channel, to.message)
        return await self._say(to.channel, to.thread, message)

    async def _say(self, channel: str, thread: str, message: Message) -> MessageRef:
        data = await self.web.call(
            "chat.postMessage",
            channel=channel,
            unfurl_links=False,
            unfurl_media=False,
            **_thread(thread),
            **message,
        )
        return message_ref(str(data["channel"]), str(data["ts"]))


def _editable(message: str) -> bool:
    return bool(message) and message != HOME and not message.startswith(EPHEMERAL)


def _thread(thread: str) -> dict[str, str]:
    return {"thread_ts": thread} if thread else {}


def _response(to: ConversationRef, message: Message, *, kind: str, replaces: bool) -> Message:
    thread = {} if replaces else _thread(to.thread)
    return _without_metadata(message) | {"response_type": kind, "replace_original": replaces} | thread


def _without_metadata(message: Message) -> Message:
    """Ephemeral messages keep none, and Slack refuses the argument."""
    return {name: value for name, value in message.items() if name != "metadata"}


def _metadata(key: str) -> Message:
    return {"event_type": _METADATA, "event_payload": {"key": key}}
