"""Panelists as we asked Zoom for them."""

from collections.abc import Collection, Iterable

from sqlalchemy import and_, delete, func, or_, select, update

from zoomcore.domain.panelists import Panelist, PanelistState
from zoomcore.domain.people import PersonId
from zoomcore.storage.tables import PANELIST, PERSON
from zoomcore.storage.transaction import Transaction

_COLUMNS = ("meeting_id", "email", "name", "person_id", "state")


class PanelistRepository:
    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def of(self, meeting_id: int) -> tuple[Panelist, ...]:
        """By name."""
        mine = select(PANELIST).where(PANELIST.c.meeting_id == meeting_id)
        rows = await self._tx.all(mine.order_by(func.lower(PANELIST.c.name), PANELIST.c.email))
        return tuple(Panelist(**{name: row[PANELIST.c[name]] for name in _COLUMNS}) for row in rows)

    async def want(self, people: Iterable[Panelist]) -> None:
        """To be added at Zoom, or taken out, as each says; who is there already is looked at again. One statement."""
        insert = self._tx.insert(PANELIST)
        asked = {"state": insert.excluded.state, "person_id": insert.excluded.person_id}
        await self._tx.add_many(
            insert.on_conflict_do_update(index_elements=["meeting_id", "email"], set_=asked),
            [{name: getattr(one, name) for name in _COLUMNS} | {"created_at": self._tx.clock()} for one in people],
        )

    async def want_again(self, meeting_id: int, *, of: int | None = None) -> int:
        """All of a webinar that was made anew; `of` is the one it stands for. How many there are."""
        if of is not None:
            await self._tx.change(update(PANELIST).where(PANELIST.c.meeting_id == of).values(meeting_id=meeting_id))
        staying = and_(PANELIST.c.meeting_id == meeting_id, PANELIST.c.state != PanelistState.LEAVING)
        return await self._tx.change(update(PANELIST).where(staying).values(state=PanelistState.WANTED))

    async def settle(self, meeting_id: int, there: Collection[str]) -> None:
        """As Zoom's list has it now: e-mails in lower case."""
        mine = PANELIST.c.meeting_id == meeting_id
        arrived = and_(mine, PANELIST.c.email.in_(there), PANELIST.c.state == PanelistState.WANTED)
        await self._tx.change(update(PANELIST).where(arrived).values(state=PanelistState.THERE))
        # Taken out here, or in Zoom's portal.
        gone = PANELIST.c.state.in_((PanelistState.LEAVING, PanelistState.THERE))
        await self._tx.change(delete(PANELIST).where(mine, PANELIST.c.email.not_in(there), gone))

    async def give_up(self, meeting_id: int) -> None:
        """Zoom refused: nobody comes and nobody leaves."""
        mine = PANELIST.c.meeting_id == meeting_id
        await self._tx.change(delete(PANELIST).where(mine, PANELIST.c.state == PanelistState.WANTED))
        staying = update(PANELIST).where(mine, PANELIST.c.state == PanelistState.LEAVING)
        await self._tx.change(staying.values(state=PanelistState.THERE))

    async def has(self, meeting_id: int, person_id: PersonId) -> bool:
        """By who they are, or by their e-mail."""
        email = select(PERSON.c.email).where(PERSON.c.id == person_id).scalar_subquery()
        them = or_(PANELIST.c.person_id == person_id, PANELIST.c.email == email)
        there = and_(PANELIST.c.meeting_id == meeting_id, PANELIST.c.state == PanelistState.THERE, them)
        return await self._tx.scalar(select(PANELIST.c.id).where(there).limit(1)) is not None
