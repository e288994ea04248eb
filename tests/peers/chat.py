"""A chat platform in this process: it keeps what was said where, lets messages be edited, and fails on demand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from zoomcore.chat import ConversationRef, Member, MessageRef, Sender
from zoomcore.errors import ChatError
from zoomcore.views import Audience, Document, Reply


@dataclass(slots=True, kw_only=True)
class Message:
    """One message as it stands now; `before` are its earlier states. `user` is who alone sees it, "" for everybody."""

    number: int
    channel: str
    user: str
    reply: Reply
    before: list[Reply] = field(default_factory=list)

    @property
    def open_to_all(self) -> bool:
        return not self.user


class RecordingChat:
    """A ChatPort. `people` are its accounts by user id, `channels` who sits where."""

    def __init__(self, name: str, tenant: str, people: Mapping[str, Sender]) -> None:
        self._name = name
        self.tenant = tenant
        self.people = dict(people)
        self.channels: dict[str, list[str]] = {}
        self.messages: list[Message] = []
        self.troubles: list[ChatError] = []
        self.files: list[tuple[ConversationRef, Document]] = []

    @property
    def name(self) -> str:
        return self._name

    def fail_next(self, *troubles: ChatError) -> None:
        """The next calls end so, one each."""
        self.troubles.extend(troubles)

    def _fail(self) -> None:
        if self.troubles:
            raise self.troubles.pop(0)

    def show(self, to: ConversationRef, reply: Reply) -> MessageRef:
        """What an adapter does with an answer of its own."""
        user = "" if reply.audience is Audience.EVERYONE else to.user
        self.messages.append(Message(number=len(self.messages), channel=to.channel, user=user, reply=reply))
        return MessageRef(platform=self._name, data={"number": str(len(self.messages) - 1)})

    async def post(self, to: ConversationRef, reply: Reply, *, key: str) -> MessageRef | None:
        self._fail()
        return self.show(to, reply)

    async def update(self, message: MessageRef, reply: Reply) -> None:
        self._fail()
        stands = self.messages[int(message.data["number"])]
        stands.before.append(stands.reply)
        stands.reply = reply

    def thread_under(self, message: MessageRef) -> str:
        return message.data["number"]

    async def send_file(self, to: ConversationRef, document: Document, *, key: str) -> None:
        self._fail()
        self.files.append((to, document))

    async def roster(self, channel: ConversationRef) -> Sequence[Member]:
        self._fail()
        found = [self.people[user] for user in self.channels.get(channel.channel, ())]
        return [
            Member(
                user_id=one.user_id, name=one.name, email=one.email, home=one.home, bot=one.user_id.startswith("bot")
            )
            for one in found
        ]

    async def profile(self, sender: Sender) -> Sender:
        self._fail()
        known = self.people[sender.user_id]
        return replace(
            sender, name=known.name, email=known.email, zone=known.zone, locale=known.locale, home=known.home
        )

    async def find_person(self, tenant: str, email: str) -> str:
        self._fail()
        return next((one.user_id for one in self.people.values() if one.home and one.email == email), "")

    # What a test looks at.

    def seen_by(self, user: str) -> list[Message]:
        """Private messages to somebody, wherever they were told."""
        return [one for one in self.messages if one.user == user]

    def open_in(self, channel: str) -> list[Message]:
        """What stands in a channel for everybody."""
        return [one for one in self.messages if one.channel == channel and one.open_to_all]
