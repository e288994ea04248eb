"""One activity from its parse to its answer: the request goes to the core, the reply goes where it belongs."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from adapters.teams.answered import AnsweredLines
from adapters.teams.answers import card_answer, closing_answer, error_answer, words_answer
from adapters.teams.connector import Connector
from adapters.teams.directory import Directory
from adapters.teams.handover import fetched
from adapters.teams.parse import Door, Incoming, TeamsFile
from adapters.teams.render import dialog, headline, render
from adapters.teams.speaker import Sent, Speaker, may_replace
from zoomcore.chat import ConversationRef, MessageRef, Request, Reshaped, Submitted, Typed
from zoomcore.errors import ChatError
from zoomcore.views import Card, Form, Reply, Tone
from zoomcore.wording import _, speaking

Json = dict[str, Any]
Handle = Callable[[Request], Awaitable[Reply | None]]
OnSent = Callable[[str, MessageRef, ConversationRef], Awaitable[None]]
OnUnsent = Callable[[ConversationRef, Reply], Awaitable[None]]
OnMember = Callable[[ConversationRef, str, bool], Awaitable[None]]
#: A client waits five seconds for the answer to a press; what is left of them belongs to the core.
POST_WITHIN = timedelta(seconds=3)
#: After these the asker has something to do: the dialog stays open and shows them.
_STAYS = frozenset({Tone.ASK, Tone.WARNING, Tone.BAD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """HTTP's status and the body of the answer to an invoke."""

    body: Json
    status: int = HTTPStatus.OK


async def ignore_sent(_card: str, _message: MessageRef, _to: ConversationRef) -> None:
    """Take no note of what was sent: a later result is a message of its own."""


async def ignore_member(_channel: ConversationRef, _user: str, _joined: bool) -> None:  # noqa: FBT001 - a fact
    """Take no note of who came and went."""


@dataclass(frozen=True, kw_only=True)
class Turns:
    """`on_sent` learns under which message a "Working…" card stands, so that its result can take the card's place.

    `on_unsent` learns which reply Teams did not take, `on_member` who came into a channel or left it.

    Without `on_unsent` a reply that cannot be sent raises ChatError, and Teams is told to send the activity again.
    """

    handle: Handle
    speaker: Speaker
    directory: Directory
    connector: Connector
    on_sent: OnSent = ignore_sent
    on_unsent: OnUnsent | None = None
    on_member: OnMember = ignore_member
    answered: AnsweredLines = field(default_factory=AnsweredLines)

    async def take(self, incoming: Incoming) -> Outcome:
        """Every door has its answer; MESSAGE and MEMBERS have an empty one."""
        match incoming.door, incoming.request:
            case Door.MESSAGE, Request() as request if incoming.files:
                await self._handed(request, incoming.files)
            case Door.MESSAGE, Request() as request:
                await self._message(await self._named(request))
            case Door.ACTION, Request() as request:
                return Outcome(body=await self._pressed(request))
            case Door.DIALOG, Request() as request:
                return Outcome(body=await self._opened(request))
            case Door.DIALOG_SUBMIT, Request() as request:
                return Outcome(body=await self._submitted(request))
            case Door.FILE, _:
                to = replace(incoming.conversation, user=incoming.sender.user_id)
                await self.speaker.deliver_file(to, incoming.consent or {})
            case Door.MEMBERS, _:
                await self._members(incoming)
            case _:
                return Outcome(body=error_answer(_STRANGE), status=HTTPStatus.OK)
        return Outcome(body={})

    async def _members(self, incoming: Incoming) -> None:
        place = incoming.conversation
        for ids, joined in ((incoming.joined, True), (incoming.left, False)):
            for one in ids:
                await self.on_member(place, await self.directory.user_of(one, place), joined)

    async def _named(self, request: Request) -> Request:
        """With the directory's ids for the people who are mentioned; most lines mention nobody."""
        if isinstance(request.wish, Typed) and request.wish.mentions:
            wish = await self.directory.named(request.wish, request.conversation)
            return replace(request, wish=wish)
        return request

    async def _message(self, request: Request) -> None:
        """Teams repeats a line whose 200 came late, perhaps to another process: what was answered stands already."""
        if self.answered.here(request.delivery):
            return
        await self._answer(request)
        self.answered.note(request.delivery)

    async def _handed(self, request: Request, files: tuple[TeamsFile, ...]) -> None:
        """One after the other; a file that was answered is fetched again where Teams repeats it, and not answered."""
        for one in await fetched(self.connector, request, files):
            await self._message(one)

    async def _answer(self, request: Request) -> None:
        reply = await self.handle(request)
        if reply is None:
            return
        try:
            sent = await self._post(request, reply)
            if sent.aside and isinstance(request.wish, Typed):
                await self._point_aside(request)
        except ChatError:
            if self.on_unsent is None:
                raise
            await self.on_unsent(request.answer, reply)

    async def _point_aside(self, request: Request) -> None:
        """Say in the channel where the answer went, without a name and without what it was about."""
        with speaking(request.sender.locale):
            words = _("I answered in our private chat. You can write to me there next time.")
            await self.speaker.say(request.conversation, words)

    async def _post(self, request: Request, reply: Reply) -> Sent:
        sent = await self.speaker.post(request.answer, reply)
        if _is_working(reply):
            await self.on_sent(reply.card, sent.message, request.answer)
        return sent

    async def _pressed(self, request: Request) -> Json:
        """Answered with the card that takes the old one's place, or with a word on where the answer went."""
        reply = await self.handle(request)
        with speaking(request.sender.locale):
            if reply is None:
                return words_answer(_("Done"))
            shown = _in_place(request, reply)
            sent = await self._posted_in_time(request, shown)
            if sent is None or may_replace(request.answer, shown):
                return card_answer(self._card(request, shown))
            return words_answer(_("I answered in our private chat.") if sent.aside else headline(reply))

    async def _posted_in_time(self, request: Request, reply: Reply) -> Sent | None:
        """None where Teams did not take it in time: the answer to the invoke then carries the reply."""
        try:
            async with asyncio.timeout(POST_WITHIN.total_seconds()):
                return await self._post(request, reply)
        except (ChatError, TimeoutError):
            return None

    async def _opened(self, request: Request) -> Json:
        reply = await self.handle(request)
        with speaking(request.sender.locale):
            if reply is None:
                return closing_answer(_("There is nothing to fill in."))
            return dialog(reply, request.sender.zone or None, request.sender.locale)

    async def _submitted(self, request: Request) -> Json:
        """A form with errors and a question stay in the dialog; a result closes it and stands in the chat."""
        reply = await self.handle(request)
        with speaking(request.sender.locale):
            if reply is None:
                return closing_answer(_("Done"))
            if _stays(reply) or await self._posted_in_time(request, reply) is None:
                return dialog(reply, request.sender.zone or None, request.sender.locale)
            return closing_answer(headline(reply))

    def _card(self, request: Request, reply: Reply) -> Json:
        return render(reply, request.sender.zone or None, request.sender.locale, self.speaker.surface)


_STRANGE = "I couldn't read what that button sent. Please ask for a fresh card, for example with: list"


def _in_place(request: Request, reply: Reply) -> Reply:
    """A form that comes back with errors stands where it stood, and so does "Working…": its result will stand there."""
    again = isinstance(reply.view, Form) and isinstance(request.wish, Submitted | Reshaped)
    return replace(reply, replaces=True) if again or _is_working(reply) else reply


def _is_working(reply: Reply) -> bool:
    return isinstance(reply.view, Card) and reply.view.tone is Tone.WORKING


def _stays(reply: Reply) -> bool:
    return isinstance(reply.view, Form) or (isinstance(reply.view, Card) and reply.view.tone in _STAYS)
