"""Who did what, and how it is taken back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from zoomcore.domain.people import PersonId
from zoomcore.domain.records import AuditEntry
from zoomcore.errors import NotFound
from zoomcore.storage.people import CHUNK
from zoomcore.storage.tables import AUDIT
from zoomcore.storage.transaction import Transaction
from zoomcore.storage.values import read_entry
from zoomcore.wording import _


class AuditRepository:
    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def write(  # noqa: PLR0913 - an entry has these columns, and each caller names what it knows
        self,
        person_id: PersonId | None,
        verb: str,
        subject: str,
        detail: Mapping[str, Any],
        *,
        inverse: str = "",
        undo_until: datetime | None = None,
    ) -> int:
        number: int = await self._tx.scalar(
            self._tx.insert(AUDIT)
            .values(
                at=self._tx.clock(),
                person_id=person_id,
                verb=verb,
                subject=subject,
                detail=dict(detail),
                inverse=inverse,
                undo_until=undo_until,
                undone=False,
            )
            .returning(AUDIT.c.id)
        )
        return number

    async def write_many(
        self, person_id: PersonId | None, verb: str, entries: Sequence[tuple[str, Mapping[str, Any]]]
    ) -> None:
        """(subject, detail) of each, in chunks of 500. None of them can be taken back by itself."""
        shared = {"at": self._tx.clock(), "person_id": person_id, "verb": verb, "inverse": "", "undone": False}
        rows = [{**shared, "subject": subject, "detail": dict(detail)} for subject, detail in entries]
        for start in range(0, len(rows), CHUNK):
            await self._tx.add_many(self._tx.insert(AUDIT), rows[start : start + CHUNK])

    async def forget_inverses(self, since: datetime, now: datetime) -> int:
        """How changes made since then would be taken back, where that is too late; a passcode may be among it."""
        stale = update(AUDIT).where(AUDIT.c.at >= since, AUDIT.c.undo_until < now, AUDIT.c.inverse != "")
        return await self._tx.change(stale.values(inverse=""))

    async def amend(self, number: int, detail: Mapping[str, Any]) -> None:
        """What it tells, where that only shows as the work goes on."""
        await self._tx.change(update(AUDIT).where(AUDIT.c.id == number).values(detail=dict(detail)))

    async def of_subject(self, subject: str) -> tuple[AuditEntry, ...]:
        """The oldest first."""
        rows = await self._tx.all(select(AUDIT).where(AUDIT.c.subject == subject).order_by(AUDIT.c.id))
        return tuple(map(read_entry, rows))

    async def get(self, number: int) -> AuditEntry:
        row = await self._tx.one(select(AUDIT).where(AUDIT.c.id == number))
        if row is None:
            raise NotFound(_("I don't know what to take back."), next_step=_("`list` shows how things stand."))
        return read_entry(row)

    async def undo(self, number: int) -> bool:
        """Marks it as taken back: True once."""
        return (
            await self._tx.change(
                update(AUDIT).where(AUDIT.c.id == number, AUDIT.c.undone.is_(False)).values(undone=True)
            )
            == 1
        )
