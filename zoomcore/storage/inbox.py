"""What came in: each delivery once, whatever the sender repeats, and what was answered to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from zoomcore.errors import NotFound
from zoomcore.storage.tables import INBOX
from zoomcore.storage.transaction import Transaction
from zoomcore.wording import _

# Every message and every webhook asks these two.

_SEEN = select(INBOX.c.id, INBOX.c.answer).where(INBOX.c.key == bindparam("key"))


@cache
def _first(dialect: str) -> ReturningInsert[Any]:
    insert = postgresql.insert(INBOX) if dialect == "postgresql" else sqlite.insert(INBOX)
    given = {
        name: bindparam(f"new_{name}", type_=INBOX.c[name].type) for name in ("key", "source", "payload", "answer")
    }
    return (
        insert.values(**given, created_at=bindparam("at", type_=INBOX.c.created_at.type))
        .on_conflict_do_nothing(index_elements=["key"])
        .returning(INBOX.c.id)
    )


@dataclass(frozen=True, slots=True)
class Seen:
    """A delivery that came before; `answer` is None where none was kept."""

    id: int
    answer: dict[str, Any] | None


class InboxRepository:
    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def first(
        self,
        key: str,
        source: str,
        payload: Mapping[str, Any] | None = None,
        *,
        answer: Mapping[str, Any] | None = None,
    ) -> int | None:
        """The number of its row; None where the key was there already, for ever."""
        number: int | None = await self._tx.scalar(
            _first(self._tx.dialect),
            at=self._tx.clock(),
            new_key=key,
            new_source=source,
            new_payload=None if payload is None else dict(payload),
            new_answer=None if answer is None else dict(answer),
        )
        return number

    async def seen(self, key: str) -> Seen | None:
        row = await self._tx.one(_SEEN, key=key)
        return Seen(id=row[INBOX.c.id], answer=row[INBOX.c.answer]) if row else None

    async def answered(self, keys: Sequence[str], source: str) -> None:
        """What was answered to these has been sent: a repeat of one gets nothing more. One statement."""
        if not keys:
            return
        rows = [{"key": key, "source": source, "created_at": self._tx.clock()} for key in dict.fromkeys(keys)]
        insert = self._tx.insert(INBOX).values(rows)
        await self._tx.change(insert.on_conflict_do_update(index_elements=["key"], set_={"answer": None}))

    async def keep_answer(self, key: str, answer: Mapping[str, Any]) -> None:
        await self._tx.change(update(INBOX).where(INBOX.c.key == key).values(answer=dict(answer)))

    async def answer(self, key: str) -> dict[str, Any] | None:
        kept: dict[str, Any] | None = await self._tx.scalar(select(INBOX.c.answer).where(INBOX.c.key == key))
        return kept

    async def payload(self, number: int) -> dict[str, Any]:
        """NotFound where there is no such row, or it holds nothing any more."""
        kept: dict[str, Any] | None = await self._tx.scalar(select(INBOX.c.payload).where(INBOX.c.id == number))
        if kept is None:
            raise NotFound(_("That isn't here any more."), next_step=_("Send it again."))
        return kept

    async def find(self, key: str) -> dict[str, Any] | None:
        """The payload kept under a key."""
        kept: dict[str, Any] | None = await self._tx.scalar(select(INBOX.c.payload).where(INBOX.c.key == key))
        return kept

    async def last_from(self, source: str) -> datetime | None:
        """When a source was last heard of."""
        heard: datetime | None = await self._tx.scalar(
            select(func.max(INBOX.c.created_at)).where(INBOX.c.source == source)
        )
        return heard

    async def forget_payloads(self, source: str, before: datetime) -> int:
        """Empties what a source told before then; the keys stay for ever."""
        old = and_(INBOX.c.source == source, INBOX.c.created_at < before, INBOX.c.payload.is_not(None))
        return await self._tx.change(update(INBOX).where(old).values(payload=None))
