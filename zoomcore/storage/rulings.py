"""What people said about who was there: decisions, confirmed names, claims, queries, marks and agreements."""

from collections.abc import Mapping, Sequence

from sqlalchemy import RowMapping, delete, select, update

from zoomcore.domain.attendance.evidence import Decision
from zoomcore.domain.attendance.rule_data import accommodation_from_data, accommodation_to_data
from zoomcore.domain.attendance.rules import Accommodation, Mark
from zoomcore.domain.attendance.sheets import Claim, ClaimState, Query, QueryState
from zoomcore.domain.people import CourseId, PersonId
from zoomcore.errors import NotFound
from zoomcore.storage.tables import ACCOMMODATION, ALIAS, CLAIM, DECISION, MARK, QUERY
from zoomcore.storage.transaction import Transaction
from zoomcore.wording import _

_MARK = ("excuse", "status", "points", "reason")


class RulingRepository:
    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    # Decisions about participants of one class.

    async def decisions(self, occurrence_id: int) -> Mapping[str, Decision]:
        """By the participant's key."""
        rows = await self._tx.all(select(DECISION).where(DECISION.c.occurrence_id == occurrence_id))
        return {
            row[DECISION.c.participant]: Decision(ruling=row[DECISION.c.ruling], people=tuple(row[DECISION.c.people]))
            for row in rows
        }

    async def decide(self, occurrence_id: int, participant: str, decision: Decision, by: PersonId) -> None:
        """The last word stands."""
        values = {
            "ruling": decision.ruling,
            "people": list(decision.people),
            "decided_by": by,
            "decided_at": self._tx.clock(),
        }
        insert = self._tx.insert(DECISION).values(occurrence_id=occurrence_id, participant=participant, **values)
        await self._tx.change(
            insert.on_conflict_do_update(index_elements=["occurrence_id", "participant"], set_=values)
        )

    async def undecide(self, occurrence_id: int, participant: str) -> bool:
        """False where nothing was decided."""
        here = DECISION.c.occurrence_id == occurrence_id
        return await self._tx.change(delete(DECISION).where(here, DECISION.c.participant == participant)) == 1

    # Names that were confirmed.

    async def course_aliases(self, course_id: CourseId) -> Mapping[str, PersonId]:
        """Normalised name → person, as confirmed in this course."""
        rows = await self._tx.all(select(ALIAS).where(ALIAS.c.course_id == course_id))
        return {row[ALIAS.c.name_key]: row[ALIAS.c.person_id] for row in rows}

    async def aliases(self, people: Sequence[PersonId]) -> Mapping[str, frozenset[PersonId]]:
        """Normalised name → those of these people for whom it was confirmed in any course."""
        rows = await self._tx.all(
            select(ALIAS.c.name_key, ALIAS.c.person_id).where(ALIAS.c.person_id.in_(list(people)))
        )
        found: dict[str, set[PersonId]] = {}
        for row in rows:
            found.setdefault(row[ALIAS.c.name_key], set()).add(row[ALIAS.c.person_id])
        return {name: frozenset(who) for name, who in found.items()}

    async def remember_alias(
        self, course_id: CourseId, person_id: PersonId, *, name_key: str, name: str, by: PersonId
    ) -> None:
        """In one course a name is one person's: who was confirmed last."""
        values = {"person_id": person_id, "name": name, "confirmed_by": by}
        insert = self._tx.insert(ALIAS).values(
            created_at=self._tx.clock(), course_id=course_id, name_key=name_key, **values
        )
        await self._tx.change(insert.on_conflict_do_update(index_elements=["course_id", "name_key"], set_=values))

    async def forget_alias(self, course_id: CourseId, name_key: str) -> bool:
        here = ALIAS.c.course_id == course_id
        return await self._tx.change(delete(ALIAS).where(here, ALIAS.c.name_key == name_key)) == 1

    # Claims are answers to "Under which name were you in?".

    async def claim(self, occurrence_id: int, person_id: PersonId, *, name: str, participant: str) -> Claim:
        """The student's last answer; one that was decided already stays as it is."""
        values = {"name": name, "participant": participant}
        insert = self._tx.insert(CLAIM).values(
            created_at=self._tx.clock(),
            occurrence_id=occurrence_id,
            person_id=person_id,
            state=ClaimState.OPEN,
            **values,
        )
        await self._tx.change(
            insert.on_conflict_do_update(
                index_elements=["occurrence_id", "person_id"], set_=values, where=CLAIM.c.state == ClaimState.OPEN
            )
        )
        row = await self._tx.one(
            select(CLAIM).where(CLAIM.c.occurrence_id == occurrence_id, CLAIM.c.person_id == person_id)
        )
        assert row is not None  # noqa: S101 - it was written above
        return _read_claim(row)

    async def claims(self, occurrence_id: int) -> tuple[Claim, ...]:
        rows = await self._tx.all(select(CLAIM).where(CLAIM.c.occurrence_id == occurrence_id).order_by(CLAIM.c.id))
        return tuple(_read_claim(row) for row in rows)

    async def decide_claim(self, claim: int, state: ClaimState, by: PersonId) -> bool:
        """False where somebody decided it before."""
        decided = {"state": state, "decided_by": by, "decided_at": self._tx.clock()}
        waiting = update(CLAIM).where(CLAIM.c.id == claim, CLAIM.c.state == ClaimState.OPEN).values(**decided)
        return await self._tx.change(waiting) == 1

    async def reopen_claim(self, claim: int) -> bool:
        opened = {"state": ClaimState.OPEN, "decided_by": None, "decided_at": None}
        return await self._tx.change(update(CLAIM).where(CLAIM.c.id == claim).values(**opened)) == 1

    # Queries come from "Something's wrong".

    async def ask(self, occurrence_id: int, person_id: PersonId, text: str) -> Query:
        row = await self._tx.one(
            self._tx.insert(QUERY)
            .values(
                created_at=self._tx.clock(),
                occurrence_id=occurrence_id,
                person_id=person_id,
                text=text,
                state=QueryState.OPEN,
                answer="",
            )
            .returning(QUERY)
        )
        assert row is not None  # noqa: S101 - an INSERT without a condition gives its row
        return _read_query(row)

    async def get_query(self, number: int) -> Query:
        row = await self._tx.one(select(QUERY).where(QUERY.c.id == number))
        if row is None:
            raise NotFound(_("I don't know that question."), next_step=_("`attendance` shows the open ones."))
        return _read_query(row)

    async def open_queries(self, occurrence_ids: Sequence[int]) -> tuple[Query, ...]:
        """The oldest first."""
        rows = await self._tx.all(
            select(QUERY)
            .where(QUERY.c.occurrence_id.in_(list(occurrence_ids)), QUERY.c.state == QueryState.OPEN)
            .order_by(QUERY.c.id)
        )
        return tuple(_read_query(row) for row in rows)

    async def queries_of(self, person_id: PersonId, occurrence_id: int) -> tuple[Query, ...]:
        mine = QUERY.c.person_id == person_id
        rows = await self._tx.all(
            select(QUERY).where(mine, QUERY.c.occurrence_id == occurrence_id).order_by(QUERY.c.id)
        )
        return tuple(_read_query(row) for row in rows)

    async def answer_query(self, number: int, state: QueryState, answer: str, by: PersonId) -> bool:
        """False where it was answered before."""
        said = {"state": state, "answer": answer, "answered_by": by, "answered_at": self._tx.clock()}
        waiting = update(QUERY).where(QUERY.c.id == number, QUERY.c.state == QueryState.OPEN).values(**said)
        return await self._tx.change(waiting) == 1

    # Marks and agreements.

    async def marks(self, occurrence_id: int) -> Mapping[PersonId, Mark]:
        rows = await self._tx.all(select(MARK).where(MARK.c.occurrence_id == occurrence_id))
        return {row[MARK.c.person_id]: _read_mark(row) for row in rows}

    async def set_mark(self, occurrence_id: int, mark: Mark, by: PersonId) -> Mark | None:
        """Gives the mark there was; a mark that says nothing takes it away."""
        before = await self._tx.one(
            select(MARK).where(MARK.c.occurrence_id == occurrence_id, MARK.c.person_id == mark.person)
        )
        here = (MARK.c.occurrence_id == occurrence_id, MARK.c.person_id == mark.person)
        if mark.excuse is None and mark.status is None and mark.points is None:
            await self._tx.change(delete(MARK).where(*here))
        else:
            values = {name: getattr(mark, name) for name in _MARK} | {"marked_by": by, "marked_at": self._tx.clock()}
            insert = self._tx.insert(MARK).values(occurrence_id=occurrence_id, person_id=mark.person, **values)
            await self._tx.change(
                insert.on_conflict_do_update(index_elements=["occurrence_id", "person_id"], set_=values)
            )
        return _read_mark(before) if before else None

    async def accommodations(self, course_id: CourseId) -> Mapping[PersonId, Accommodation]:
        rows = await self._tx.all(select(ACCOMMODATION).where(ACCOMMODATION.c.course_id == course_id))
        return {
            row[ACCOMMODATION.c.person_id]: accommodation_from_data(
                row[ACCOMMODATION.c.person_id], row[ACCOMMODATION.c.agreed]
            )
            for row in rows
        }

    async def agree(self, course_id: CourseId, agreed: Accommodation, by: PersonId) -> None:
        """One that grants nothing takes it away."""
        here = (ACCOMMODATION.c.course_id == course_id, ACCOMMODATION.c.person_id == agreed.person)
        if agreed == Accommodation(person=agreed.person):
            await self._tx.change(delete(ACCOMMODATION).where(*here))
            return
        values = {"agreed": accommodation_to_data(agreed), "agreed_by": by, "agreed_at": self._tx.clock()}
        insert = self._tx.insert(ACCOMMODATION).values(course_id=course_id, person_id=agreed.person, **values)
        await self._tx.change(insert.on_conflict_do_update(index_elements=["course_id", "person_id"], set_=values))


def _read_claim(row: RowMapping) -> Claim:
    return Claim(
        id=row[CLAIM.c.id],
        occurrence=row[CLAIM.c.occurrence_id],
        person=row[CLAIM.c.person_id],
        name=row[CLAIM.c.name],
        participant=row[CLAIM.c.participant],
        state=row[CLAIM.c.state],
        made_at=row[CLAIM.c.created_at],
    )


def _read_query(row: RowMapping) -> Query:
    return Query(
        id=row[QUERY.c.id],
        occurrence=row[QUERY.c.occurrence_id],
        person=row[QUERY.c.person_id],
        text=row[QUERY.c.text],
        state=row[QUERY.c.state],
        asked_at=row[QUERY.c.created_at],
        answer=row[QUERY.c.answer],
        answered_by=row[QUERY.c.answered_by],
    )


def _read_mark(row: RowMapping) -> Mark:
    return Mark(person=row[MARK.c.person_id], **{name: row[MARK.c[name]] for name in _MARK})
