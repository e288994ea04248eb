"""What passes between a chat and the core: who asks, where, what; and the port through which the core speaks."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Protocol

from zoomcore.commands.base import Command
from zoomcore.commands.codec import pack, unpack
from zoomcore.commands.mentions import Mention
from zoomcore.commands.wishes.files import FileTrouble
from zoomcore.errors import InvalidInput
from zoomcore.views import Document, Reply
from zoomcore.wording import _


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationRef:
    """Where to speak; opaque to the core but for `place`.

    With `channel` and `user`: to that user alone, inside the channel, as far as the platform can. With `user` alone:
    their direct chat. `message` is the platform's id of the message a reply answers or replaces. `sealed` holds what
    an adapter alone may read (Slack's response_url, Teams' service URL), encrypted where it is a credential.
    """

    platform: str
    tenant: str = ""
    channel: str = ""
    user: str = ""
    thread: str = ""
    message: str = ""
    sealed: str = ""
    #: True for a one-to-one chat with the bot: everything there is private.
    direct: bool = False
    #: What people call the channel, for sentences; empty where the platform did not say.
    name: str = field(default="", compare=False)
    #: Whether the adapter will say, once it has posted an unfinished answer here, under which message it stands.
    tells: bool = field(default=False, compare=False)

    @property
    def place(self) -> str:
        """The channel or the direct chat as one text: messages to one place are delivered in order."""
        return f"{self.platform}:{self.tenant}:{self.channel or '@' + self.user}"

    def everyone(self) -> "ConversationRef":
        """The same channel, spoken to openly."""
        return replace(self, user="", message="", sealed="")

    def to_data(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "ConversationRef":
        return cls(**data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """What a platform itself says about who asks. `email` and `zone` are empty until `ChatPort.profile` was asked.

    `home`: a member (no guest) of a home workspace or of the home tenant, so that the e-mail proves identity.
    """

    platform: str
    tenant: str
    user_id: str
    name: str = ""
    email: str = ""
    zone: str = ""
    locale: str = ""
    home: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A line as typed, its mentions lifted out into placeholders."""

    text: str
    mentions: Mapping[str, Mention] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """A button's payload as the client gave it back."""

    payload: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """A form's payload and its fields' values, as text (a tuple of texts for several choices)."""

    payload: str
    values: Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reshaped:
    """A form as filled in so far, asked for anew with the fields that belong to it now; nothing is done."""

    payload: str
    values: Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A command itself: from a signed link, a shortcut or the terminal."""

    command: Command


@dataclass(frozen=True, slots=True, kw_only=True)
class Uploaded:
    """A file handed over, with what was typed beside it. `trouble` says why `content` is empty where it had to be.

    An adapter fetches no file from a place that others read, and none above `domain.files.MOST_BYTES`.
    """

    name: str
    media_type: str = ""
    content: bytes = field(default=b"", repr=False)
    text: str = ""
    trouble: FileTrouble = FileTrouble.NONE


Wish = Typed | Pressed | Submitted | Reshaped | Asked | Uploaded


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One thing asked of the core.

    `delivery` names this delivery for ever (trigger id, activity id …); a repeat of it gets the first answer again.
    Commands that only read keep no row, unless `kept` says that the platform repeats deliveries.
    `answer` is where a later result goes; `conversation` is the channel (or direct chat) the wish was made in.
    """

    sender: Sender
    conversation: ConversationRef
    wish: Wish
    answer: ConversationRef
    delivery: str = ""
    kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One member of a channel as the platform lists them; `email` may be empty, `home` as in Sender."""

    user_id: str
    name: str
    email: str = ""
    home: bool = False
    bot: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRef:
    """A message that stands in a chat and can be edited later; opaque to the core."""

    platform: str
    data: Mapping[str, str]


class ChatPort(Protocol):
    """How the core speaks to one platform. Each call is one or a few requests; none may run inside a unit.

    Errors of every method: ChatUnavailable (try again), ChatRefused (never).
    """

    @property
    def name(self) -> str: ...

    async def post(self, to: ConversationRef, reply: Reply, *, key: str) -> MessageRef | None:
        """Say it: as the answer to a request (`to.message`/`to.sealed`), in a channel, or to one person.

        `key` is put on the message where the platform keeps metadata; after a lost answer the message is looked for
        by it. None where the message cannot be edited later.
        """

    async def update(self, message: MessageRef, reply: Reply) -> None: ...

    def thread_under(self, message: MessageRef) -> str:
        """What a ConversationRef names as its thread to answer under this message; "" where there are no threads."""

    async def send_file(self, to: ConversationRef, document: Document, *, key: str) -> None:
        """To one person, never to a channel."""

    async def roster(self, channel: ConversationRef) -> Sequence[Member]:
        """Everybody in the channel, all pages."""

    async def profile(self, sender: Sender) -> Sender:
        """The same sender with e-mail, name, zone, locale and `home` as the platform knows them now."""

    async def find_person(self, tenant: str, email: str) -> str:
        """The platform's user id for an e-mail; "" where it knows none or cannot tell."""


def press_payload(card: str, command: Command) -> str:
    """What a button or form carries: the nonce of its card and its command."""
    return f'{{"card":{json.dumps(card)},"do":{pack(command)}}}'


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A payload that was read: `effect` is the same for two presses of one button on one showing of a card."""

    card: str
    command: Command
    effect: str


def read_press(payload: str) -> Press:
    """Raises InvalidInput for what is no payload of ours."""
    try:
        data = json.loads(payload)
        card, wish = data["card"], json.dumps(data["do"])
    except (ValueError, TypeError, KeyError) as error:
        raise InvalidInput(
            _("I couldn't read what that button sent."), next_step=_("Ask for a fresh card, for example with `list`.")
        ) from error
    command = unpack(wish)
    digest = hashlib.sha256(f"{card} {pack(command)}".encode()).hexdigest()
    return Press(card=str(card), command=command, effect=f"effect:{digest}")
