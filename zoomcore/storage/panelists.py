"""Panelists as we asked Zoom for them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, and_, case, delete, func, or_, select, update

from zoomcore.domain.panelists import Panelist, PanelistState
from zoomcore.domain.people import PersonId
from zoomcore.storage.tables import PANELIST, PERSON
from zoomcore.storage.transaction import Transaction

_COLUMNS = ("meeting_id", "email", "name", "person_id", "state")


def _read(rows: Sequence[RowMapping]) -> tuple[Panelist, ...]:
    return tuple(Panelist(**{name: row[PANELIST.c[name]] for name in _COLUMNS}) for row in rows)


def speaks_in(meeting: Any, person: Any) -> ColumnElement[bool]:
    """Of panelists: this person's row of this meeting, by who they are or by their e-mail, once Zoom has them."""
    email = select(PERSON.c.email).where(PERSON.c.id == person).scalar_subquery()
    them = or_(PANELIST.c.person_id == person, PANELIST.c.email == email)
    return and_(PANELIST.c.meeting_id == meeting, PANELIST.c.state == PanelistState.THERE, them)


class PanelistRepository:
    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def of(self, meeting_id: int) -> tuple[Panelist, ...]:
        """By name."""
        mine = select(PANELIST).where(PANELIST.c.meeting_id == meeting_id)
        rows = await self._tx.all(mine.order_by(func.lower(PANELIST.c.name), PANELIST.c.email))
        return _read(rows)

    async def want(self, people: Iterable[Panelist]) -> None:
        """To be added at Zoom; of those who are there, or were asked for already, nothing changes. One statement."""
        insert = self._tx.insert(PANELIST)
        back = case((PANELIST.c.state == PanelistState.LEAVING, insert.excluded.state), else_=PANELIST.c.state)
        asked = {"state": back, "person_id": insert.excluded.person_id}
        await self._tx.add_many(
            insert.on_conflict_do_update(index_elements=["meeting_id", "email"], set_=asked), self._values(people)
        )

    async def note_found(self, meeting_id: int, there: Collection[str]) -> None:
        """Zoom has them before it was asked: somebody added them in its portal."""
        found = and_(PANELIST.c.email.in_(there), PANELIST.c.state == PanelistState.WANTED)
        mine = update(PANELIST).where(PANELIST.c.meeting_id == meeting_id, found)
        await self._tx.change(mine.values(state=PanelistState.THERE))

    async def note_sent(self, meeting_id: int, people: Collection[Panelist]) -> None:
        """Zoom is asked to add them now; but not those who have come, or shall leave, since they were read."""
        as_read = [
            and_(PANELIST.c.email.in_([one.email for one in people if one.state is state]), PANELIST.c.state == state)
            for state in (PanelistState.WANTED, PanelistState.THERE)
        ]
        mine = update(PANELIST).where(PANELIST.c.meeting_id == meeting_id, or_(*as_read))
        await self._tx.change(mine.values(state=PanelistState.SENT))

    async def leave(self, meeting_id: int, emails: Collection[str]) -> None:
        """To be taken out at Zoom. Whom only Zoom has is found there."""
        mine = update(PANELIST).where(PANELIST.c.meeting_id == meeting_id, PANELIST.c.email.in_(emails))
        await self._tx.change(mine.values(state=PanelistState.LEAVING))

    async def note_leaving(self, people: Iterable[Panelist]) -> None:
        """Those whom only Zoom has, before they are taken out there; of the others nothing changes."""
        await self._tx.add_many(
            self._tx.insert(PANELIST).on_conflict_do_nothing(index_elements=["meeting_id", "email"]),
            self._values(people),
        )

    def _values(self, people: Iterable[Panelist]) -> list[dict[str, Any]]:
        now = self._tx.clock()
        return [{name: getattr(one, name) for name in _COLUMNS} | {"created_at": now} for one in people]

    async def want_again(self, meeting_id: int, *, of: int | None = None) -> int:
        """All of a webinar that was made anew; `of` is the one it stands for. How many there are."""
        if of is not None:
            await self._tx.change(update(PANELIST).where(PANELIST.c.meeting_id == of).values(meeting_id=meeting_id))
        staying = and_(PANELIST.c.meeting_id == meeting_id, PANELIST.c.state != PanelistState.LEAVING)
        return await self._tx.change(update(PANELIST).where(staying).values(state=PanelistState.WANTED))

    async def copy(self, old: int, new: int) -> None:
        """The same people for another webinar, where Zoom is yet to be asked for them."""
        staying = [one for one in await self.of(old) if one.state is not PanelistState.LEAVING]
        await self.want(replace(one, meeting_id=new, state=PanelistState.WANTED) for one in staying)

    async def settle_arrived(self, meeting_id: int, emails: Collection[str]) -> tuple[Panelist, ...]:
        """Those who came by what Zoom was asked, each of them named once, whoever asks at the same time."""
        sent = and_(PANELIST.c.email.in_(emails), PANELIST.c.state == PanelistState.SENT)
        there = update(PANELIST).where(PANELIST.c.meeting_id == meeting_id, sent).values(state=PanelistState.THERE)
        return _read(await self._tx.all(there.returning(PANELIST)))

    async def settle_gone(self, meeting_id: int, emails: Collection[str]) -> tuple[Panelist, ...]:
        """Those who were taken out, here or in Zoom's portal; who is wanted again stays."""
        gone = and_(PANELIST.c.email.in_(emails), PANELIST.c.state.in_((PanelistState.THERE, PanelistState.LEAVING)))
        out = delete(PANELIST).where(PANELIST.c.meeting_id == meeting_id, gone)
        return _read(await self._tx.all(out.returning(PANELIST)))

    async def give_up(self, meeting_id: int, *, add: Collection[str] = (), remove: Collection[str] = ()) -> None:
        """Zoom refused: of these nobody comes and nobody leaves."""
        mine = PANELIST.c.meeting_id == meeting_id
        coming = and_(mine, PANELIST.c.email.in_(add), PANELIST.c.state.in_((PanelistState.WANTED, PanelistState.SENT)))
        await self._tx.change(delete(PANELIST).where(coming))
        leaving = and_(mine, PANELIST.c.email.in_(remove), PANELIST.c.state == PanelistState.LEAVING)
        await self._tx.change(update(PANELIST).where(leaving).values(state=PanelistState.THERE))

    async def has(self, meeting_id: int, person_id: PersonId) -> bool:
        theirs = select(PANELIST.c.id).where(speaks_in(meeting_id, person_id))
        return await self._tx.scalar(theirs.limit(1)) is not None
