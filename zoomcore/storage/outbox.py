"""What is to be said: one message a cause, in order for each place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, exists, func, select, update

from zoomcore.chat import ConversationRef
from zoomcore.domain.records import MessageState, OutboxMessage
from zoomcore.domain.work import DeliverMessage
from zoomcore.storage.jobs import JobRepository
from zoomcore.storage.tables import OUTBOX, POST
from zoomcore.storage.transaction import Transaction
from zoomcore.storage.values import read_message

#: A message behind another one is hurried when that one ends; this is for when nobody lived to hurry it.
_LOOK_AGAIN = timedelta(seconds=30)
_OPEN = (MessageState.WAITING, MessageState.SENDING)


@dataclass(frozen=True, slots=True)
class Blocked:
    """An earlier message to the same place is not settled yet; `wait` at most before asking again."""

    wait: timedelta = _LOOK_AGAIN


class OutboxRepository:
    def __init__(self, transaction: Transaction, jobs: JobRepository) -> None:
        self._tx = transaction
        self._jobs = jobs

    async def put(  # noqa: PLR0913 - a message has these columns, and each caller names what it knows
        self,
        cause: str,
        to: Mapping[str, Any],
        reply: Mapping[str, Any],
        *,
        subject: str = "",
        edits: int | None = None,
        card: str = "",
    ) -> int | None:
        """Files a message and the job that sends it; None where the cause was spoken of already."""
        number: int | None = await self._tx.scalar(
            self._tx.insert(OUTBOX)
            .values(
                created_at=self._tx.clock(),
                cause=cause,
                place=ConversationRef.from_data(to).place,
                address=dict(to),
                reply=dict(reply),
                state=MessageState.WAITING,
                subject=subject,
                edits=edits,
                card=card,
                attempts=0,
                error="",
            )
            .on_conflict_do_nothing(index_elements=["cause"])
            .returning(OUTBOX.c.id)
        )
        if number is not None:
            await self._jobs.enqueue(DeliverMessage(outbox=number))
        return number

    async def claim(self, number: int) -> OutboxMessage | Blocked | None:
        """The message, to be sent now. None where it is settled, Blocked behind an earlier one of the same place.

        A message found in sending was left there by a sender that died: a post may stand already, so it becomes
        DOUBTFUL and is not sent again (missing is better than double); an edit may be made twice and is given out.
        """
        row = await self._tx.one(select(OUTBOX).where(OUTBOX.c.id == number).with_for_update())
        message = read_message(row) if row else None
        if message is None or message.state not in _OPEN:
            return None
        if message.state is MessageState.SENDING and not await self._may_repeat(message):
            await self.settle(number, MessageState.DOUBTFUL, "the sender died while sending")
            return None
        if await self._is_behind(message):
            return Blocked()
        row = await self._tx.one(
            update(OUTBOX)
            .where(OUTBOX.c.id == number)
            .values(state=MessageState.SENDING, attempts=OUTBOX.c.attempts + 1)
            .returning(OUTBOX)
        )
        return read_message(row) if row else None

    async def _may_repeat(self, message: OutboxMessage) -> bool:
        if message.edits is not None or not message.card:
            return message.edits is not None
        return bool(await self._tx.scalar(select(exists().where(POST.c.card == message.card))))

    async def _is_behind(self, message: OutboxMessage) -> bool:
        earlier = and_(OUTBOX.c.place == message.place, OUTBOX.c.state.in_(_OPEN), OUTBOX.c.id < message.id)
        return bool(await self._tx.scalar(select(exists().where(earlier))))

    async def sent(self, number: int, post_id: int | None = None) -> None:
        await self._end(number, state=MessageState.SENT, post_id=post_id, error="")

    async def put_back(self, number: int) -> None:
        """The chat was away: the message waits as before, and its place waits with it."""
        sending = and_(OUTBOX.c.id == number, OUTBOX.c.state == MessageState.SENDING)
        await self._tx.change(update(OUTBOX).where(sending).values(state=MessageState.WAITING))

    async def reopen(self, number: int) -> None:
        """An admin wants it said after all: what was refused, or of unknown fate, waits again."""
        ended = and_(OUTBOX.c.id == number, OUTBOX.c.state.in_((MessageState.REFUSED, MessageState.DOUBTFUL)))
        await self._tx.change(update(OUTBOX).where(ended).values(state=MessageState.WAITING))

    async def settle(self, number: int, state: MessageState, error: str) -> None:
        """Its end where it was not simply sent; what was settled before stays."""
        await self._end(number, state=state, error=error)

    async def _end(self, number: int, **values: object) -> None:
        place = await self._tx.scalar(
            update(OUTBOX)
            .where(OUTBOX.c.id == number, OUTBOX.c.state.in_(_OPEN))
            .values(**values)
            .returning(OUTBOX.c.place)
        )
        if place is None:
            return
        following = await self._tx.scalar(
            select(func.min(OUTBOX.c.id)).where(OUTBOX.c.place == place, OUTBOX.c.state == MessageState.WAITING)
        )
        if following is not None:
            await self._jobs.hurry(DeliverMessage.kind, str(following))

    async def hurry_for(self, card: str) -> None:
        """The result that waits to be told where its card stands: it stands now. One statement, two where one waits."""
        waiting = select(OUTBOX.c.id).where(OUTBOX.c.card == card, OUTBOX.c.state.in_(_OPEN)).limit(1)
        number = await self._tx.scalar(waiting)
        if number is not None:
            await self._jobs.hurry(DeliverMessage.kind, str(number))

    async def latest_for(self, card: str) -> OutboxMessage | None:
        """The newest message that takes the place of a card, wherever it stands on its way."""
        of_card = select(OUTBOX).where(OUTBOX.c.card == card).order_by(OUTBOX.c.id.desc()).limit(1)
        row = await self._tx.one(of_card)
        return read_message(row) if row else None

    async def count_doubtful(self) -> int:
        """Messages of which nobody knows whether they stand."""
        many: int = await self._tx.scalar(select(func.count()).where(OUTBOX.c.state == MessageState.DOUBTFUL))
        return many
