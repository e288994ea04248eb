"""Sending one row of the outbox: in order for each place, once, and with its fate written down."""

from datetime import timedelta

from zoomcore.chat import ChatPort, ConversationRef, MessageRef
from zoomcore.domain.records import MessageState, OutboxMessage, Post
from zoomcore.domain.work import DeliverMessage
from zoomcore.errors import ChatRefused, ChatUnavailable
from zoomcore.jobs.port import Later
from zoomcore.storage.outbox import Blocked
from zoomcore.storage.store import Unit
from zoomcore.views import Audience
from zoomcore.views.codec import reply_from_json
from zoomcore.workflows.tools import Tools

#: How long a result waits to be told under which message its "Working…" stands; then it is a message of its own.
TOLD_WITHIN = timedelta(seconds=3)


async def deliver_message(work: DeliverMessage, tools: Tools) -> None:
    """One chat request. A lost answer is not sent again: rather missing than double, and `status` counts it.

    A result that is quicker than the post it belongs to waits for it once; the adapter's word hurries it on.
    """
    taken = await _take(work, tools)
    if taken is None:
        return
    claimed, earlier = taken
    port = tools.chats.get(ConversationRef.from_data(claimed.to).platform)
    if port is None:
        await _settle(tools, claimed, MessageState.REFUSED, "this platform is off")
        return
    try:
        message = await _send(port, claimed, earlier)
    except ChatRefused as refusal:
        await _settle(tools, claimed, MessageState.REFUSED, refusal.reason or str(refusal))
        return
    except ChatUnavailable as trouble:
        if trouble.answer_lost:
            await _settle(tools, claimed, MessageState.DOUBTFUL, str(trouble))
            return
        async with tools.store.unit() as unit:
            await unit.outbox.put_back(claimed.id)
        raise
    await _sent(tools, claimed, message, earlier)


async def _take(work: DeliverMessage, tools: Tools) -> tuple[OutboxMessage, Post | None] | None:
    """The message, to be sent now, with the one it changes; None where it is settled, Later where it has to wait."""
    async with tools.store.unit() as unit:
        claimed = await unit.outbox.claim(work.outbox)
        if claimed is None:
            return None
        if isinstance(claimed, Blocked):
            raise Later(claimed.wait)
        earlier = await _earlier(unit, claimed)
        if earlier is not None or not _will_be_told(claimed):
            return claimed, earlier
        await unit.outbox.put_back(claimed.id)
    raise Later(TOLD_WITHIN)


async def _earlier(unit: Unit, message: OutboxMessage) -> Post | None:
    """The message it changes: a named post, or the one made for the same showing of a card."""
    if message.edits is not None:
        return await unit.posts.get(message.edits)
    return await unit.posts.of_card(message.card) if message.card else None


def _will_be_told(message: OutboxMessage) -> bool:
    return bool(message.card) and message.attempts == 1 and ConversationRef.from_data(message.to).tells


async def _send(port: ChatPort, message: OutboxMessage, earlier: Post | None) -> MessageRef | None:
    reply = reply_from_json(dict(message.reply))
    if earlier is not None:
        await port.update(MessageRef(platform=earlier.platform, data=earlier.message), reply)
        return None
    to = ConversationRef.from_data(message.to)
    if reply.audience is Audience.EVERYONE:
        to = to.everyone()
    return await port.post(to, reply, key=message.cause)


async def _settle(tools: Tools, message: OutboxMessage, state: MessageState, error: str) -> None:
    async with tools.store.unit() as unit:
        await unit.outbox.settle(message.id, state, error)


async def _sent(tools: Tools, message: OutboxMessage, made: MessageRef | None, earlier: Post | None) -> None:
    async with tools.store.unit() as unit:
        post_id = earlier.id if earlier else None
        if made is not None and (message.subject or message.card):
            post_id = await unit.posts.add(message.subject, made.platform, made.data, message.to, card=message.card)
        await unit.outbox.sent(message.id, post_id=post_id)


async def give_up_message(work: DeliverMessage, tools: Tools, error: BaseException) -> None:
    """The places behind it must not wait for it for ever."""
    async with tools.store.unit() as unit:
        await unit.outbox.settle(work.outbox, MessageState.REFUSED, str(error))
