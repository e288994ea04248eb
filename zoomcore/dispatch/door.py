"""The door itself: one request in, one answer out, whatever happens in between."""

import secrets
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace

from zoomcore.chat import ConversationRef, MessageRef, Request, Reshaped, Submitted, read_press
from zoomcore.commands.base import Command
from zoomcore.commands.wishes.meetings import ScheduleMeeting
from zoomcore.dispatch import failures, hooks
from zoomcore.dispatch.forms import FORMS
from zoomcore.dispatch.handlers import perform
from zoomcore.dispatch.held import HeldFiles
from zoomcore.dispatch.members import member_came
from zoomcore.dispatch.newcomers import identify, scene_of, standing_of
from zoomcore.dispatch.outside import OUTSIDE
from zoomcore.dispatch.wishes import Understood, effect_of, understand, verb_of, writes
from zoomcore.errors import InvalidInput, StorageError, UserError, ZoomError
from zoomcore.services import access
from zoomcore.services.meetings import booking
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Button, ButtonStyle, Card, Document, Form, Reply, Text, Tone
from zoomcore.views.codec import reply_from_json, reply_to_json
from zoomcore.views.filling import fill_readable
from zoomcore.wording import _, current_language, speaking
from zoomcore.workflows.tools import Tools


class _SeenBefore(Exception):  # no error: it only leaves the unit without a trace
    """A repeat of what was answered already; `answer` is what was said then."""

    def __init__(self, answer: Reply | None) -> None:
        super().__init__()
        self.answer = answer


class Dispatch:
    """Every adapter's and the web route's way into the core."""

    def __init__(self, tools: Tools, *, webhook_secret: str = "") -> None:
        self._tools = tools
        self._webhook_secret = webhook_secret
        #: Where an adapter keeps files that wait for consent.
        self.files = HeldFiles(tools.store)

    async def handle(self, request: Request) -> Reply | None:
        """The answer to a request; None for a repeated delivery that was answered already. Raises nothing."""
        with speaking(request.sender.locale):
            try:
                return await self._answer(request)
            except UserError as error:
                failed = failures.user_error(error, verb_of(request.wish))
            except ZoomError as error:
                failed = failures.zoom_error(error, verb_of(request.wish))
            except StorageError as error:
                failed = failures.storage_error(error)
            except Exception as error:  # noqa: BLE001 # the one edge where a defect becomes a card
                failed = failures.unexpected(error)
            # A showing of its own: the same way on, pressed another day, is no repeat.
            return failed.marked(secrets.token_urlsafe(6), language=current_language())

    async def receive(self, headers: Mapping[str, str], body: bytes) -> hooks.Received:
        """One webhook of Zoom's; headers with lower-case names."""
        return await hooks.receive(self._tools, self._webhook_secret, headers, body)

    async def remember(self, card: str, message: MessageRef, to: ConversationRef | None = None) -> None:
        """An adapter's word that the card now stands as this message, so that a later result can edit it."""
        async with self._tools.store.unit() as unit:
            await unit.posts.add("", message.platform, message.data, to.to_data() if to else {}, card=card)
            await unit.outbox.hurry_for(card)

    async def answered(self, platform: str, deliveries: Sequence[str]) -> None:
        """An adapter's word that the answers to these have been sent, so that a repeat gets none, whoever takes it."""
        async with self._tools.store.unit() as unit:
            await unit.inbox.answered(deliveries, platform)

    async def member_changed(self, conversation: ConversationRef, user_id: str = "", joined: bool = True) -> None:  # noqa: FBT001, FBT002 # the adapters' shape
        """An adapter's word that somebody came into a channel, or left: who leaves stays in the course."""
        if joined:
            await member_came(self._tools, conversation, user_id)

    async def say_later(self, to: ConversationRef, reply: Reply) -> None:
        """An adapter's word that an answer could not be sent: the outbox sends it."""
        async with self._tools.store.unit() as unit:
            cause = f"unsent:{reply.card or secrets.token_hex(8)}"
            # It is the post that others wait for, so it waits for none.
            await unit.outbox.put(
                cause=cause, to=replace(to, tells=False).to_data(), reply=reply_to_json(reply), card=reply.card
            )

    async def _answer(self, request: Request) -> Reply | None:
        scene: Scene | None = None
        try:
            async with self._unit(request) as unit:
                scene = await self._scene(unit, request)
                if scene is not None:
                    return await self._once(unit, request, scene)
            await identify(self._tools, request)
            async with self._unit(request) as unit:
                scene = scene_of(request, await standing_of(unit, request, self._tools.deployment), self._tools)
                return await self._once(unit, request, scene)
        except _SeenBefore as seen:
            return seen.answer
        except _Outside as outside:
            with speaking(outside.scene.person.locale):
                return await OUTSIDE[type(outside.command)](self._tools, outside.scene, outside.command)
        except InvalidInput as error:
            if scene is None or not isinstance(request.wish, Submitted):
                raise
            return await self._form_again(request.wish, scene, error)

    def _unit(self, request: Request) -> AbstractAsyncContextManager[Unit]:
        """A writing unit where something may be written; where only the delivery's key is, no bounds are needed."""
        if writes(request.wish):
            return self._tools.store.unit()
        return self._tools.store.single() if request.kept else self._tools.store.reading()

    async def _scene(self, unit: Unit, request: Request) -> Scene | None:
        standing = await standing_of(unit, request, self._tools.deployment)
        return scene_of(request, standing, self._tools) if standing.person else None

    async def _once(self, unit: Unit, request: Request, scene: Scene) -> Reply | None:
        """A repeat gets the first answer; what only asks back leaves no trace, so that it can be asked again.

        The key is written last, so that a first delivery costs one statement: a repeat finds it taken, and all that
        it did is rolled back.
        """
        with speaking(scene.person.locale):
            key = effect_of(request) if request.kept or writes(request.wish) else ""
            try:
                reply = await _reply(unit, request, scene)
            except UserError:
                await _answer_repeat(unit, key)
                raise
            if request.kept or not _asks_back(reply):
                await _keep(unit, key, scene.conversation.platform, reply)
            else:
                await _answer_repeat(unit, key)
            return _marked(reply, scene)

    async def _form_again(self, wish: Submitted, scene: Scene, error: InvalidInput) -> Reply:
        base = read_press(wish.payload).command
        build = FORMS.get(type(base))
        if build is None:
            raise error
        async with self._tools.store.reading() as unit:
            situated = await access.situate(unit, scene, base)
            if isinstance(situated, Reply):
                return situated
            with speaking(scene.person.locale):
                # Which fields there are hangs on what was filled in.
                form = await build(unit, situated, fill_readable(base, wish.values))
                return _marked(failures.again(form, wish.values, error), scene)


class _Outside(Exception):  # no error: it only leaves the unit, because Zoom is called next
    def __init__(self, scene: Scene, command: Command) -> None:
        super().__init__()
        self.scene = scene
        self.command = command


async def _keep(unit: Unit, key: str, platform: str, reply: Reply) -> None:
    """Under the key of this delivery or press, for whoever repeats it."""
    if not key:
        return
    # A form is built anew, and a file about people is not kept a second time.
    answer = None if isinstance(reply.view, Form | Document) else reply_to_json(reply)
    if await unit.inbox.first(key, platform, answer=answer) is None:
        await _answer_repeat(unit, key)


async def _answer_repeat(unit: Unit, key: str) -> None:
    """Leaves the unit with the first answer where the key was there already."""
    seen = await unit.inbox.seen(key) if key else None
    if seen is not None:
        raise _SeenBefore(reply_from_json(seen.answer) if seen.answer else None)


async def _reply(unit: Unit, request: Request, scene: Scene) -> Reply:
    read = understand(request, scene)
    scene = replace(scene, notes=read.notes)
    if isinstance(request.wish, Reshaped):
        return await _reshaped(unit, scene, read.command, request.wish)
    if read.guesses and read.command.spec.writes:
        return await _ask_back(unit, scene, read)
    if type(read.command) in OUTSIDE:
        situated = await access.situate(unit, scene, read.command)
        if isinstance(situated, Scene):
            raise _Outside(situated, read.command)
        return situated
    return await perform(unit, scene, read.command)


async def _reshaped(unit: Unit, scene: Scene, command: Command, wish: Reshaped) -> Reply:
    """The same form with the fields that belong to it now, and all that was filled in."""
    build = FORMS.get(type(command))
    if build is None:
        raise InvalidInput(_("This form has no other fields."), next_step=_("Fill it in as it stands, and send it."))
    situated = await access.situate(unit, scene, command)
    if isinstance(situated, Reply):
        return situated
    return Reply(view=failures.as_sent(await build(unit, situated, command), wish.values), replaces=True)


def _marked(reply: Reply, scene: Scene) -> Reply:
    return reply.marked(scene.card, language=current_language(), zone=scene.person.zone)


def _asks_back(reply: Reply) -> bool:
    """Whether nothing was decided yet: a form, or a card that waits for the asker."""
    return isinstance(reply.view, Form) or (isinstance(reply.view, Card) and reply.view.tone is Tone.ASK)


async def _ask_back(unit: Unit, scene: Scene, read: Understood) -> Reply:
    """A guess never writes: what was understood is said, and a button does it."""
    situated = await access.situate(unit, scene, read.command)
    if isinstance(situated, Reply):
        return situated
    if isinstance(read.command, ScheduleMeeting):
        return booking.echo(situated, read.command, (*read.guesses, *read.notes))
    return Reply(
        view=Card(
            title=_("Did I get that right?"),
            tone=Tone.ASK,
            body=tuple(Text(line=(one,)) for one in (*read.guesses, *read.notes)),
            actions=(Button(label=_("Yes, do it"), command=read.command, style=ButtonStyle.PRIMARY),),
        )
    )
