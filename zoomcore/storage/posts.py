"""Messages that stand in a chat, to be edited later."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from zoomcore.domain.records import Post
from zoomcore.errors import NotFound
from zoomcore.storage.tables import POST
from zoomcore.storage.transaction import Transaction
from zoomcore.storage.values import read_post
from zoomcore.wording import _


class PostRepository:
    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def add(
        self, subject: str, platform: str, message: Mapping[str, str], to: Mapping[str, Any], *, card: str = ""
    ) -> int:
        number: int = await self._tx.scalar(
            self._tx.insert(POST)
            .values(
                created_at=self._tx.clock(),
                subject=subject,
                platform=platform,
                message=dict(message),
                address=dict(to),
                card=card,
            )
            .returning(POST.c.id)
        )
        return number

    async def get(self, number: int) -> Post:
        row = await self._tx.one(select(POST).where(POST.c.id == number))
        if row is None:
            raise NotFound(_("I don't know that message."), next_step=_("Ask for a fresh card."))
        return read_post(row)

    async def of_subject(self, subject: str) -> tuple[Post, ...]:
        """Every message about it, oldest first."""
        rows = await self._tx.all(select(POST).where(POST.c.subject == subject).order_by(POST.c.id))
        return tuple(map(read_post, rows))

    async def of_card(self, card: str) -> Post | None:
        """The message that shows a card; the latest, where it was shown again."""
        row = await self._tx.one(select(POST).where(POST.c.card == card).order_by(POST.c.id.desc()).limit(1))
        return read_post(row) if row else None
