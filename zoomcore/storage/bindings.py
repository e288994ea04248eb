"""Signed pages that belong to the browser which opened them first."""

from datetime import datetime

from sqlalchemy import delete, select

from zoomcore.domain.people import PersonId
from zoomcore.storage.tables import BINDING
from zoomcore.storage.transaction import Transaction


class BindingRepository:
    """`digest` is of a link's token, `browser` of a browser's cookie: neither can be used by who reads the table."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def find(self, digest: str) -> str | None:
        """The browser the link belongs to; None while nobody has opened it."""
        browser: str | None = await self._tx.scalar(select(BINDING.c.browser).where(BINDING.c.digest == digest))
        return browser

    async def bind(self, digest: str, browser: str, person_id: PersonId) -> bool:
        """Whether the link belongs to this browser now: the first wins, and may ask again. One or two statements."""
        insert = self._tx.insert(BINDING).values(
            digest=digest, browser=browser, person_id=person_id, bound_at=self._tx.clock()
        )
        first = await self._tx.change(insert.on_conflict_do_nothing(index_elements=["digest"])) == 1
        return first or await self.find(digest) == browser

    async def forget_before(self, moment: datetime) -> int:
        """How many there were. Their links must be past their days by then, or somebody else could open them anew."""
        return await self._tx.change(delete(BINDING).where(BINDING.c.bound_at < moment))

    async def forget_person(self, person_id: PersonId) -> int:
        return await self._tx.change(delete(BINDING).where(BINDING.c.person_id == person_id))
