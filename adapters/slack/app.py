"""Slack's door: signed requests in, acknowledged within three seconds, their answers sent where they belong.

Listeners only parse, ask the core and send its reply. What repeats or clicks twice is told apart in the core, by the
delivery and effect keys of each Request.
"""

import asyncio
import logging
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any, Final, assert_never

from aiohttp import web
from slack_bolt import BoltResponse
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck

from adapters.slack import parse, render
from adapters.slack.address import HOME
from adapters.slack.handover import fetched
from adapters.slack.people import SlackPeople
from adapters.slack.speaker import Message, SlackSpeaker
from zoomcore.chat import ConversationRef, MessageRef, Request, Reshaped, Submitted
from zoomcore.errors import ChatError, ChatRefused, InvalidInput, LimitReached, StorageError, UserError
from zoomcore.views import Audience, Card, Code, Document, Form, Redirect, Reply, Text, Tone
from zoomcore.views.ways import help_button
from zoomcore.wording import _, phrase, speaking

Body = Mapping[str, Any]
Handle = Callable[[Request], Awaitable[Reply | None]]
OnSent = Callable[[str, MessageRef, ConversationRef], Awaitable[None]]
OnUnsent = Callable[[ConversationRef, Reply], Awaitable[None]]
OnMember = Callable[[ConversationRef, str, bool], Awaitable[None]]

#: A trigger lives three seconds; the rest of them belong to the way to Slack and back.
FORM_SECONDS: Final = 2.0
ANSWER_SECONDS: Final = 2.5
_ANY: Final = re.compile("")
_REMEMBERED: Final = 1000
_ONE_WORKSPACE: Final = "This Lectern serves one workspace with its own token: there is nothing to install from here."

_log = logging.getLogger(__name__)


@dataclass(slots=True, kw_only=True)
class SlackAdapter(SlackSpeaker):
    """A ChatAdapter. `handle` is the core's door; `on_member` hears who comes into a channel or leaves it.

    `on_sent` learns under which message a "Working…" card stands, so that its result can take the card's place;
    `on_unsent` which file Slack did not take in time.
    """

    handle: Handle
    on_sent: OnSent | None = None
    on_member: OnMember | None = None
    on_unsent: OnUnsent | None = None
    _bolt: AsyncApp = field(init=False)
    #: Events answered by this process: Slack sends one again when our 200 was late, and the answer stands already.
    _answered: OrderedDict[str, None] = field(init=False, default_factory=OrderedDict)

    def __post_init__(self) -> None:
        # super() finds no class cell in a dataclass with slots.
        SlackSpeaker.__post_init__(self)
        self._bolt = AsyncApp(
            signing_secret=self.settings.signing_secret,
            process_before_response=True,
            authorize=_authorizer(self.people, self.settings.bot_token),
        )
        self._bolt.command(_ANY)(self._command)
        self._bolt.action(_ANY)(self._action)
        self._bolt.view(_ANY)(self._submission)
        self._bolt.shortcut(_ANY)(self._shortcut)
        self._bolt.event(_ANY)(self._event)
        self._bolt.error(_failed)

    def routes(self) -> Sequence[web.RouteDef]:
        return (
            web.post("/slack/events", self._receive),
            web.get("/slack/install", _no_install),
            web.get("/slack/oauth_redirect", _no_install),
        )

    async def start(self) -> None:
        await self.people.bot()

    async def stop(self) -> None:
        await self.web.close()

    async def _receive(self, request: web.Request) -> web.StreamResponse:
        return await to_aiohttp_response(await self._bolt.async_dispatch(await to_bolt_request(request)))

    async def _command(self, ack: AsyncAck, body: Body) -> None:
        request = parse.read_command(body, self.sealer.seal)
        reply = await self.handle(request)
        if reply is None:
            await ack()
            return
        with speaking(reply.language):
            await self._acknowledge(ack, body, request, reply)

    async def _acknowledge(self, ack: AsyncAck, body: Body, request: Request, reply: Reply) -> None:
        match reply.view:
            case Form():
                instead = await self._open(body, request, reply.view, nonce=reply.card)
                await (ack(_private(instead)) if instead else ack())
            case Document():
                await self._answer(body, request, reply)
                await ack()
            case Card() | Redirect():
                openly = reply.audience is Audience.EVERYONE and isinstance(reply.view, Card)
                message = render.message(reply.view, reply.card)
                await ack(message | {"response_type": "in_channel"} if openly else _private(message))

    async def _action(self, ack: AsyncAck, body: Body) -> None:
        try:
            request = parse.read_press(body, self.sealer.seal)
        except InvalidInput as error:
            _log.warning("A form on Slack came back unreadable: %s", error)
            request = None
        reply = await self.handle(request) if request else None
        if request and reply:
            await self._answer(body, request, reply)
        await ack()

    async def _shortcut(self, ack: AsyncAck, body: Body) -> None:
        request = parse.read_shortcut(body, self.sealer.seal)
        reply = await self.handle(request)
        if reply:
            await self._answer(body, request, reply)
        await ack()

    async def _submission(self, ack: AsyncAck, body: Body) -> None:
        try:
            request = parse.read_submission(body)
        except InvalidInput as error:
            await ack(_shown(_problem(error), "", {}))
            return
        reply = await self.handle(request)
        if reply is None:
            await ack()
            return
        with speaking(reply.language):
            if isinstance(reply.view, Form):
                await ack(_next_form(reply.view, reply.card, request))
            else:
                await ack(await self._concluded(request, reply))

    async def _event(self, body: Body) -> None:
        found = parse.read_event(body, (await self.people.bot()).user)
        match found:
            case Request():
                await self._heard(body, found)
            case parse.Handed():
                await self._handed(body, found)
            case parse.Membership():
                if self.on_member:
                    await self.on_member(found.conversation, found.user_id, found.joined)
            case parse.Uninstalled():
                _log.warning("Slack removed Lectern from workspace %s, or took its tokens back.", found.tenant)
            case None:
                pass
            case _ as unreachable:
                assert_never(unreachable)

    async def _heard(self, body: Body, request: Request) -> None:
        """A line written to us, or the Home tab opened."""
        if request.delivery and request.delivery in self._answered:
            return
        reply = await self.handle(request)
        if reply is None:
            return
        if request.answer.message == HOME:
            # What is on now replaces what was on when the tab was last opened.
            reply = replace(reply, replaces=True)
        await self._answer(body, request, reply)
        self._remember(request.delivery)

    async def _handed(self, body: Body, handed: parse.Handed) -> None:
        """Files: taken once, though Slack repeats an event that fetching has kept from its 200."""
        begun = handed.request.delivery
        if begun in self._answered:
            return
        self._remember(begun)
        try:
            for request in await fetched(self.web, handed):
                await self._heard(body, request)
        except (ChatError, StorageError):
            self._answered.pop(begun, None)
            raise

    async def _answer(self, body: Body, request: Request, reply: Reply) -> None:
        """Send the reply where it belongs. A refusal is told; what Slack does not take in time can only be logged.

        A file takes longer than any answer may: it is left to whoever has the time.
        """
        with speaking(reply.language):
            await self._answer_now(body, request, reply)

    async def _answer_now(self, body: Body, request: Request, reply: Reply) -> None:
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                try:
                    await self._send(body, request, reply)
                except ChatRefused as refusal:
                    _log.warning("Slack refused an answer: %s", refusal.reason)
                    await self.whisper(request.answer, render.message(_unsent(refusal), ""))
        except (ChatError, TimeoutError) as error:
            _log.warning("An answer on Slack was not delivered: %s", _said(error))
            if isinstance(reply.view, Document) and self.on_unsent:
                await self.on_unsent(request.answer, reply)

    async def _send(self, body: Body, request: Request, reply: Reply) -> None:
        if not isinstance(reply.view, Form):
            await self._post(request, reply)
            return
        if isinstance(request.wish, Reshaped):
            await self._redraw(body, request, reply.view, nonce=reply.card)
            return
        instead = await self._open(body, request, reply.view, nonce=reply.card)
        if instead:
            await self.whisper(request.answer, instead)

    async def _post(self, request: Request, reply: Reply) -> None:
        """Post the reply; where it says "Working…" and can be edited, tell the core under which message it stands."""
        working = isinstance(reply.view, Card) and reply.view.tone is Tone.WORKING
        # The result will take the place of the card whose button was pressed, so "Working…" must stand there too.
        shown = replace(reply, replaces=True) if working else reply
        message = await self.post(request.answer, shown, key=request.delivery)
        if isinstance(reply.view, Document) and not reply.view.told:
            await self.whisper(request.answer, render.message(_sent(reply.view), ""))
        if self.on_sent and message and working:
            await self.on_sent(reply.card, message, request.answer)

    async def _open(self, body: Body, request: Request, form: Form, *, nonce: str) -> Message | None:
        """Open the form, once and quickly; what to say instead where Slack opens none any more."""
        offer = render.offer(form, parse.again(body, request))
        if "trigger_id" not in body:
            return offer
        try:
            view = render.modal(form, nonce, parse.origin_of(request))
            async with asyncio.timeout(FORM_SECONDS):
                await self.web.call("views.open", trigger_id=body["trigger_id"], view=view)
        except LimitReached as error:
            return render.message(_problem(error), "")
        except (ChatError, TimeoutError) as error:
            _log.info("A form was not opened: %s", _said(error))
            return offer
        return None

    async def _redraw(self, body: Body, request: Request, form: Form, *, nonce: str) -> None:
        """The open form with other fields; `hash` keeps Slack from redrawing one that has changed since."""
        view = body["view"]
        try:
            drawn = render.modal(form, nonce, parse.origin_of(request))
            async with asyncio.timeout(FORM_SECONDS):
                await self.web.call("views.update", view_id=view["id"], hash=view.get("hash", ""), view=drawn)
        except LimitReached as error:
            await self.whisper(request.answer, render.message(_problem(error), ""))
        except (ChatError, TimeoutError) as error:
            # The form stands as it was and can be sent: what is missing in it is asked for then.
            _log.info("A form was not redrawn: %s", _said(error))

    async def _concluded(self, request: Request, reply: Reply) -> Message:
        """Close the form and send the result. What went wrong stands over the form, so that nothing typed is lost."""
        card = reply.view if isinstance(reply.view, Card) else None
        origin = parse.origin_of(request)
        if card and card.tone is Tone.BAD:
            return _shown(card, reply.card, origin, action="push")
        try:
            async with asyncio.timeout(FORM_SECONDS):
                await self._post(request, reply)
        except (ChatError, TimeoutError) as error:
            _log.warning("A form's result was not delivered as a message: %s", _said(error))
            if card:
                return _shown(card, reply.card, origin)
        return {"response_action": "clear"}

    def _remember(self, delivery: str) -> None:
        if delivery:
            self._answered[delivery] = None
        if len(self._answered) > _REMEMBERED:
            self._answered.popitem(last=False)


def _authorizer(people: SlackPeople, token: str) -> Callable[[], Awaitable[AuthorizeResult]]:
    """No network, but for the first request of a process that could not reach Slack when it started."""

    async def authorize() -> AuthorizeResult:
        bot = await people.bot()
        return AuthorizeResult(
            enterprise_id=None, team_id=bot.team, bot_user_id=bot.user, bot_id=bot.bot, bot_token=token
        )

    return authorize


def _said(error: Exception) -> str:
    return str(error) or "no answer in time"


def _private(message: Message) -> Message:
    return message | {"response_type": "ephemeral"}


def _shown(card: Card, nonce: str, origin: Mapping[str, str], *, action: str = "update") -> Message:
    return {"response_action": action, "view": render.result(card, nonce, origin)}


def _next_form(form: Form, nonce: str, request: Request) -> Message:
    """With the sentences beside their fields; drawn anew where one of them is about the whole form.

    A second step stands over the first, so that Slack's own button leads back to what was filled in.
    """
    errors = render.field_errors(form, request.wish.values if isinstance(request.wish, Submitted) else ())
    if errors:
        return {"response_action": "errors", "errors": errors}
    action = "push" if form.back and not form.errors else "update"
    try:
        return {"response_action": action, "view": render.modal(form, nonce, parse.origin_of(request))}
    except LimitReached as error:
        return _shown(_problem(error), nonce, parse.origin_of(request), action="push")


def _sent(document: Document) -> Card:
    return Card(
        title=_("I've sent you {title} in our direct chat").format(title=document.title),
        tone=Tone.GOOD,
        actions=(help_button(),),
    )


def _unsent(refusal: ChatRefused) -> Card:
    step = phrase("Slack says {reason}. Please tell one of Lectern's admins.", reason=Code(refusal.reason))
    return Card(
        title=_("I couldn't send you the answer here"), tone=Tone.BAD, body=(Text(line=step),), actions=(help_button(),)
    )


def _problem(error: UserError) -> Card:
    step = (Text(line=(error.next_step,)),) if error.next_step else ()
    return Card(title=error.message, tone=Tone.BAD, body=step, actions=(help_button(),))


async def _failed(error: Exception) -> BoltResponse:
    """Slack repeats an event that met 503; what was typed or clicked shows its sender that it failed."""
    if isinstance(error, StorageError | ChatError):
        _log.warning("A request of Slack has to wait: %s", error)
        return BoltResponse(status=HTTPStatus.SERVICE_UNAVAILABLE, body="")
    _log.error("A request of Slack failed.", exc_info=error)
    return BoltResponse(status=HTTPStatus.INTERNAL_SERVER_ERROR, body="")


async def _no_install(_request: web.Request) -> web.StreamResponse:
    return web.Response(status=HTTPStatus.NOT_FOUND, text=_ONE_WORKSPACE)
