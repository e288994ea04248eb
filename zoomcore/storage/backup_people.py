"""The people of a backup's file: who is here already, who comes in, and who was erased and stays out."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import func, insert, select, update

from zoomcore.domain.backups import records as kept
from zoomcore.domain.backups.fields import kinds_of
from zoomcore.domain.backups.leaving_out import LeavingOut
from zoomcore.domain.backups.loaded import Loaded, Terms
from zoomcore.domain.people import License, PersonId
from zoomcore.domain.privacy import PSEUDONYM, email_hash
from zoomcore.storage.kept_rows import COURSES, DATES, MEETINGS, PEOPLE, REQUESTS
from zoomcore.storage.tables import ENROLLMENT, ERASED, IDENTITY, PERSON
from zoomcore.storage.transaction import Transaction


class PeopleLoader:
    """`_known`: by kind, number in the file → number here; None for whom or what does not come in."""

    def __init__(self, transaction: Transaction, terms: Terms) -> None:
        self._tx = transaction
        self._terms = terms
        self._known: dict[str, dict[int, int | None]] = {PEOPLE: {}, MEETINGS: {}, DATES: {}, COURSES: {}, REQUESTS: {}}
        self._course = terms.course or 0
        self._here: dict[str, PersonId] | None = None
        self._out = LeavingOut()
        self.loaded = Loaded()

    # People: by e-mail; those without one by their name within the course.

    async def _take_people(self, batch: Sequence[kept.PersonRecord]) -> None:
        emails = {one.email.lower() for one in batch if one.email}
        rows = await self._tx.all(select(PERSON.c.id, PERSON.c.email).where(PERSON.c.email.in_(emails)))
        known: dict[str, int] = {row["email"]: row["id"] for row in rows}
        gone = await self._erased(emails)
        for one in batch:
            number: int | None
            if one.email and one.email.lower() in gone:
                self._out.goes(one)
                self._known[PEOPLE][one.id] = None
                continue
            if one.email:
                number = known.get(one.email.lower()) or await self._add_person(one)
            else:
                number = await self._take_nameless(one)
            self._known[PEOPLE][one.id] = number
            self._out.stays(one)

    async def _take_nameless(self, one: kept.PersonRecord) -> int | None:
        """Whoever was erased is one person however often a file comes in: a pseudonym is nobody else's name."""
        if one.name.startswith(PSEUDONYM):
            same = select(func.min(PERSON.c.id)).where(PERSON.c.email.is_(None), PERSON.c.name == one.name)
            return await self._tx.scalar(same) or await self._add_person(one)
        number = (await self._nameless()).get(one.name) or await self._add_person(one)
        self.loaded.nameless[one.id] = number
        return number

    async def _erased(self, emails: Collection[str]) -> set[str]:
        """Those of the e-mails, in lower case, that are of somebody who was erased."""
        hashes = {email_hash(one, self._terms.pepper): one for one in emails if one}
        found = await self._tx.scalars(select(ERASED.c.email_hash).where(ERASED.c.email_hash.in_(hashes)))
        return {hashes[one] for one in found}

    async def _nameless(self) -> dict[str, PersonId]:
        """Those of the course whom no e-mail names, by name; where two share it, neither."""
        if self._here is None:
            rows = await self._tx.all(
                select(PERSON.c.id, PERSON.c.name)
                .join_from(PERSON, ENROLLMENT, ENROLLMENT.c.person_id == PERSON.c.id)
                .where(ENROLLMENT.c.course_id == self._course, PERSON.c.email.is_(None))
            )
            names = [row["name"] for row in rows]
            self._here = {row["name"]: row["id"] for row in rows if names.count(row["name"]) == 1}
        return self._here

    async def _add_person(self, one: kept.PersonRecord) -> int:
        values = {name: getattr(one, name) for name in kinds_of(kept.PersonRecord) if name != "id"}
        values |= {"email": one.email.lower() if one.email else None, "created_at": self._tx.clock()}
        values |= {"admin": False, "zoom_user_id": "", "license": License.UNKNOWN, "welcomed": False}
        number: int = await self._tx.scalar(self._tx.insert(PERSON).values(values).returning(PERSON.c.id))
        self._count("person", 1)
        return number

    async def _take_accounts(self, batch: Sequence[kept.AccountRecord]) -> None:
        if not self._terms.accounts:
            return
        rows = [
            {name: getattr(one, name) for name in kinds_of(kept.AccountRecord)} | {"person_id": number}
            for one in batch
            if (number := self._known[PEOPLE].get(one.person_id)) is not None
        ]
        await self._add(IDENTITY, [row | {"created_at": self._tx.clock()} for row in rows], "account")

    async def _take_admins(self, batch: Sequence[kept.AdminRecord]) -> None:
        if self._terms.accounts:
            numbers = [number for one in batch if (number := self._known[PEOPLE].get(one.id)) is not None]
            await self._tx.change(update(PERSON).where(PERSON.c.id.in_(numbers)).values(admin=True))

    # What every part of loading does.

    async def _add(self, table: Any, rows: list[dict[str, Any]], tag: str) -> None:
        if rows:
            statement = self._tx.insert(table).on_conflict_do_nothing()
            before = await self._tx.scalar(select(func.count()).select_from(table))
            await self._tx.add_many(statement, rows)
            self._count(tag, await self._tx.scalar(select(func.count()).select_from(table)) - before)

    async def _number(self, table: Any, rows: list[dict[str, Any]]) -> Sequence[int]:
        if not rows:
            return ()
        return await self._tx.number_many(insert(table).returning(table.c.id, sort_by_parameter_order=True), rows)

    def _count(self, tag: str, many: int) -> None:
        self.loaded.added[tag] = self.loaded.added.get(tag, 0) + many
