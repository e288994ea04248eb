"""The terminal as one of the chats the core speaks to: what is posted goes to a function that shows it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from adapters.terminal.address import PLATFORM, TENANT, conversation, name_of
from zoomcore.chat import ConversationRef, Member, MessageRef, Sender
from zoomcore.views import Document, Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One thing that appeared: `edited` when it takes the place of an earlier message with the same `key`."""

    to: ConversationRef
    reply: Reply
    key: str
    edited: bool = False


Show = Callable[[Shown], None]


@dataclass(frozen=True, kw_only=True)
class TerminalAdapter:
    """A ChatPort inside this process. A terminal cannot edit what it printed: an update is shown as a new card.

    `people` (e-mail → name) are those it knows, `channels` (channel → e-mails) who sits where.
    """

    show: Show
    people: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, Sequence[str]] = field(default_factory=dict)
    zone: str = ""
    locale: str = ""

    @property
    def name(self) -> str:
        return PLATFORM

    async def post(self, to: ConversationRef, reply: Reply, *, key: str) -> MessageRef | None:
        self.show(Shown(to=to, reply=reply, key=key))
        return MessageRef(platform=PLATFORM, data={"channel": to.channel, "user": to.user, "key": key})

    async def update(self, message: MessageRef, reply: Reply) -> None:
        to = conversation(channel=message.data["channel"], user=message.data["user"])
        self.show(Shown(to=to, reply=reply, key=message.data["key"], edited=True))

    def thread_under(self, message: MessageRef) -> str:  # noqa: ARG002 - the port's signature
        return ""

    async def send_file(self, to: ConversationRef, document: Document, *, key: str) -> None:
        self.show(Shown(to=to, reply=Reply(view=document), key=key))

    async def roster(self, channel: ConversationRef) -> Sequence[Member]:
        return [
            Member(user_id=email, name=self._name(email), email=email, home=True)
            for email in self.channels.get(channel.channel, ())
        ]

    async def profile(self, sender: Sender) -> Sender:
        return replace(
            sender,
            name=self._name(sender.user_id),
            email=sender.user_id,
            zone=sender.zone or self.zone,
            locale=sender.locale or self.locale,
            home=True,
        )

    async def find_person(self, tenant: str, email: str) -> str:
        return email if tenant == TENANT and email in self.people else ""

    def _name(self, email: str) -> str:
        return self.people.get(email) or name_of(email)
