"""Registrants: wished for, sent, answered, decided, and what Zoom has of them. Looking at them is next door."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any, TypedDict, Unpack

from sqlalchemy import ColumnElement, and_, case, delete, func, or_, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from zoomcore.domain.people import PersonId
from zoomcore.domain.registration import (
    ADDS_A_DAY,
    GONE,
    Registrant,
    RegistrantState,
)
from zoomcore.storage.signed_up import SignUps, read_registrant
from zoomcore.storage.tables import OCCURRENCE, REGISTRANT

_T = REGISTRANT.c
_AGAIN = sorted(GONE)


class Wish(TypedDict, total=False):
    """Somebody to be signed up."""

    person_id: PersonId | None
    email: str
    name: str
    guest: bool
    occurrences: Sequence[int]


class Facts(TypedDict, total=False):
    """What is written of a registrant, when something became of it."""

    state: RegistrantState
    zoom_id: str
    link: str
    email: str
    name: str
    person_id: PersonId | None
    ours: bool
    guest: bool
    occurrences: Sequence[int]
    sent_at: datetime | None
    error_code: int


class RegistrantRepository(SignUps):
    # Wishing and sending.

    async def wish(self, meeting_id: int, people: Sequence[Wish]) -> None:
        """To be signed up; somebody who is there already stays as they are, who left comes anew, undecided."""
        insert = self._tx.insert(REGISTRANT)
        new = insert.excluded
        # A list would have to be written out anew for each row.
        again = or_(*(_T.state == state for state in _AGAIN))
        fresh: dict[str, Any] = {name: case((again, new[name]), else_=_T[name]) for name in _ANEW} | {
            "guest": case((again, new.guest), else_=and_(_T.guest, new.guest)),
            "person_id": func.coalesce(_T.person_id, new.person_id),
            "version": case((again, _T.version + 1), else_=_T.version),
        }
        statement = insert.on_conflict_do_update(index_elements=["meeting_id", "email"], set_=fresh)
        await self._tx.add_many(statement, [self._fresh(meeting_id, one) for one in people])

    def _fresh(self, meeting_id: int, one: Wish) -> dict[str, Any]:
        plain: dict[str, Any] = {"person_id": None, "guest": False, "occurrences": [], **one}
        plain["occurrences"] = list(plain["occurrences"])
        return {
            **_NEW,
            **plain,
            "meeting_id": meeting_id,
            "created_at": self._tx.clock(),
            "changed_at": self._tx.clock(),
            "state": RegistrantState.WISHED,
        }

    async def claim(self, meeting_id: int, most: int) -> tuple[Registrant, ...]:
        """The next to be sent, marked as sent and counted: whoever comes after a crash knows to look first.

        Two that claim at once get different people. Who was added three times today waits for tomorrow. A guest is
        claimed by their own invitation or their own Join alone, which know the dates and whom to ask.
        """
        free = and_(
            _T.meeting_id == meeting_id,
            _T.state == RegistrantState.WISHED,
            _T.sent_at.is_(None),
            _T.guest.is_(False),
            self._may_be_added(),
        )
        chosen = select(_T.id).where(free).order_by(_T.id).limit(most).scalar_subquery()
        rows = await self._tx.all(self._sending(_T.id.in_(chosen), _T.sent_at.is_(None)))
        return tuple(sorted(map(read_registrant, rows), key=lambda one: one.id))

    async def claim_one(self, number: int, *, lost_before: datetime) -> Registrant | None:
        """Somebody to be sent, whatever they are now: what they have stays theirs until Zoom has answered.

        None where somebody sends them just now (after `lost_before`), or Zoom takes no more of them today.
        """
        free = or_(_T.sent_at.is_(None), _T.sent_at <= lost_before)
        row = await self._tx.one(self._sending(_T.id == number, free, self._may_be_added()))
        return read_registrant(row) if row else None

    def _may_be_added(self) -> ColumnElement[bool]:
        return or_(self._fresh_day(), _T.adds < ADDS_A_DAY)

    def _fresh_day(self) -> ColumnElement[bool]:
        return or_(_T.counted_on.is_(None), _T.counted_on != self._today())

    def _sending(self, *whom: ColumnElement[bool]) -> ReturningUpdate[Any]:
        fresh_day = self._fresh_day()
        return (
            update(REGISTRANT)
            .where(*whom)
            .values(
                sent_at=self._tx.clock(),
                adds=case((fresh_day, 1), else_=_T.adds + 1),
                decisions=case((fresh_day, 0), else_=_T.decisions),
                counted_on=self._today(),
            )
            .returning(REGISTRANT)
        )

    async def release(self, numbers: Collection[int]) -> None:
        """Zoom surely has not done it, and so has not counted it: they wait as before."""
        sent = and_(_T.id.in_(numbers), _T.sent_at.is_not(None))
        uncounted = {"sent_at": None, "adds": case((_T.adds > 0, _T.adds - 1), else_=0)}
        await self._tx.change(update(REGISTRANT).where(sent).values(**uncounted))

    async def record(self, number: int, **facts: Unpack[Facts]) -> None:
        """What became of a registrant."""
        await self._tx.change(update(REGISTRANT).where(_T.id == number).values(**self._changed(facts)))

    def _changed(self, facts: Facts) -> dict[str, Any]:
        values: dict[str, Any] = {**facts, "changed_at": self._tx.clock()}
        if "occurrences" in facts:
            values["occurrences"] = list(facts["occurrences"])
        return values

    async def count_decisions(self, numbers: Collection[int]) -> None:
        """Zoom takes ten decisions about one registrant a day."""
        fresh_day = self._fresh_day()
        counted = {
            "decisions": case((fresh_day, 1), else_=_T.decisions + 1),
            "adds": case((fresh_day, 0), else_=_T.adds),
            "counted_on": self._today(),
        }
        await self._tx.change(update(REGISTRANT).where(_T.id.in_(numbers)).values(**counted))

    # Deciding.

    async def decide(self, registrant: Registrant, *, by: PersonId) -> bool:
        """The first decision wins, while they still wait; False for every later one."""
        waits = and_(
            _T.id == registrant.id,
            _T.version == registrant.version,
            _T.state == RegistrantState.PENDING,
            _T.decided_by.is_(None),
        )
        decided = {"decided_by": by, "decided_at": self._tx.clock()}
        return await self._tx.change(update(REGISTRANT).where(waits).values(**decided)) == 1

    async def take_decision_back(self, number: int, version: int) -> Registrant | None:
        """Zoom would not hear it: it can be decided anew, by a newer card. None where nobody waits for it any more."""
        waits = and_(_T.id == number, _T.version == version, _T.state == RegistrantState.PENDING)
        row = await self._tx.one(update(REGISTRANT).where(waits).values(**_UNDECIDED).returning(REGISTRANT))
        return read_registrant(row) if row else None

    async def adopt(self, number: int, person_id: PersonId) -> None:
        """A guest who came onto the roster: one of it from now on; who was denied, once Zoom has let them in."""
        denied = _T.state == RegistrantState.DENIED
        of_roster = {
            "guest": case((denied, _T.guest), else_=False),
            "person_id": func.coalesce(_T.person_id, person_id),
        }
        await self._tx.change(update(REGISTRANT).where(_T.id == number, _T.guest).values(**of_roster))

    async def let_in_after_all(self, numbers: Collection[int]) -> None:
        """Denied as guests, approved as people of the roster: a no to the guest is none to them."""
        denied = and_(_T.id.in_(numbers), _T.state == RegistrantState.DENIED)
        of_roster = {"guest": False, "state": RegistrantState.APPROVED, "changed_at": self._tx.clock()}
        await self._tx.change(update(REGISTRANT).where(denied).values(**_UNDECIDED, **of_roster))

    # What Zoom tells.

    async def take_in(
        self, known: Registrant, *, since: datetime | None = None, **facts: Unpack[Facts]
    ) -> Registrant | None:
        """As Zoom has them, and as they are now. None where we wrote or sent something after `since`: that is newer.

        Who waits anew is undecided anew: whatever was decided before, and every card about it, is of the past.
        """
        values = self._changed(facts)
        if facts.get("state") is RegistrantState.PENDING and known.state is not RegistrantState.WISHED:
            values |= _UNDECIDED
        unchanged = [_T.id == known.id, _T.version == known.version]
        if since is not None:
            unchanged += [or_(at.is_(None), at <= since) for at in (_T.changed_at, _T.sent_at)]
        row = await self._tx.one(update(REGISTRANT).where(*unchanged).values(**values).returning(REGISTRANT))
        return read_registrant(row) if row else None

    async def add_found(self, meeting_id: int, **facts: Unpack[Facts]) -> Registrant | None:
        """Somebody who signed up at Zoom; None where the e-mail is known by now."""
        plain: dict[str, Any] = self._changed(facts)
        row = await self._tx.one(
            self._tx.insert(REGISTRANT)
            .values(
                **{
                    **_NEW,
                    "person_id": None,
                    "occurrences": [],
                    **plain,
                    "meeting_id": meeting_id,
                    "ours": False,
                    "guest": True,
                    "created_at": self._tx.clock(),
                }
            )
            .on_conflict_do_nothing(index_elements=["meeting_id", "email"])
            .returning(REGISTRANT)
        )
        return read_registrant(row) if row else None

    async def forget_before(self, moment: datetime) -> int:
        """Registrants of classes whose last date was before then; how many went."""
        over = (
            select(OCCURRENCE.c.meeting_id)
            .group_by(OCCURRENCE.c.meeting_id)
            .having(func.max(OCCURRENCE.c.ends_at) < moment)
        )
        return await self._tx.change(delete(REGISTRANT).where(_T.meeting_id.in_(over)))

    def _today(self) -> Any:
        return self._tx.clock().astimezone(UTC).date()


_NEW: dict[str, Any] = {
    "zoom_id": "",
    "link": "",
    "ours": True,
    "version": 1,
    "sent_at": None,
    "decided_by": None,
    "decided_at": None,
    "adds": 0,
    "decisions": 0,
    "counted_on": None,
    "error_code": 0,
}
#: What of a wish counts where somebody comes anew.
_ANEW = (
    *("state", "name", "ours", "link", "sent_at", "changed_at", "occurrences", "error_code", "decided_by"),
    "decided_at",
)
_UNDECIDED: dict[str, Any] = {"decided_by": None, "decided_at": None, "version": _T.version + 1}
