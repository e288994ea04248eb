"""Who is in a course, and as what."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields

from sqlalchemy import ColumnElement, and_, case, delete, func, or_, select

from zoomcore.domain.people import STAFF, CourseId, Enrollment, License, PersonId, Role, RosterEntry
from zoomcore.domain.roster import RosterLine
from zoomcore.storage.people import CHUNK
from zoomcore.storage.sections import of_section
from zoomcore.storage.tables import ENROLLMENT, PERSON
from zoomcore.storage.transaction import Transaction
from zoomcore.storage.values import read_person


class Rosters:
    """The part of the course repository that is about people."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    async def enroll(self, course_id: CourseId, person_id: PersonId, role: Role, section: str = "") -> Role | None:
        """Gives the role held before; None for somebody new. An empty section leaves the one there is."""
        before: Role | None = await self.role_of(course_id, person_id)
        await self.place(Enrollment(course_id=course_id, person_id=person_id, role=role, section=section))
        return before

    async def place(self, seat: Enrollment) -> None:
        """Somebody into a course, or another place in it; what `seat` leaves empty stays as it is. One statement."""
        await self._enroll_rows([asdict(seat)])

    async def _enroll_rows(self, rows: list[dict[str, object]]) -> None:
        insert = self._tx.insert(ENROLLMENT)
        new = insert.excluded
        kept = {
            "section": case((new.section != "", new.section), else_=ENROLLMENT.c.section),
            "starts_on": func.coalesce(new.starts_on, ENROLLMENT.c.starts_on),
            "ends_on": func.coalesce(new.ends_on, ENROLLMENT.c.ends_on),
        }
        await self._tx.add_many(
            insert.on_conflict_do_update(index_elements=["course_id", "person_id"], set_={"role": new.role, **kept}),
            [{**row, "created_at": self._tx.clock()} for row in rows],
        )

    async def enroll_many(self, course_id: CourseId, lines: Sequence[RosterLine]) -> int:
        """A whole list, in chunks of 500: people not known by their e-mail are added. How many lines were taken.

        A line without a role is a student's, so such a line leaves the course's staff what they are.
        """
        staff = await self._staff(course_id)
        for start in range(0, len(lines), CHUNK):
            chunk = lines[start : start + CHUNK]
            numbers = await self._people_of(chunk)
            await self._enroll_rows(
                [
                    {
                        "course_id": course_id,
                        "person_id": numbers[line.email.lower()],
                        "role": line.role,
                        "section": line.section,
                        "starts_on": line.starts_on,
                        "ends_on": line.ends_on,
                    }
                    for line in chunk
                    if line.role is not Role.STUDENT or numbers[line.email.lower()] not in staff
                ]
            )
        return len(lines)

    async def _staff(self, course_id: CourseId) -> frozenset[PersonId]:
        of_course = and_(ENROLLMENT.c.course_id == course_id, ENROLLMENT.c.role.in_(STAFF))
        return frozenset(await self._tx.scalars(select(ENROLLMENT.c.person_id).where(of_course)))

    async def _people_of(self, lines: Sequence[RosterLine]) -> Mapping[str, PersonId]:
        """E-mail → person; a name that somebody has already stays, an id of the school's is noted."""
        insert = self._tx.insert(PERSON)
        new = insert.excluded
        told = {
            name: case((new[name] != "", new[name]), else_=PERSON.c[name]) for name in ("sis_id", "legal_name", "login")
        }
        await self._tx.add_many(
            insert.on_conflict_do_update(index_elements=["email"], set_=told),
            [_person_row(line) | {"created_at": self._tx.clock()} for line in lines],
        )
        emails = {line.email.lower() for line in lines}
        rows = await self._tx.all(select(PERSON.c.email, PERSON.c.id).where(PERSON.c.email.in_(emails)))
        return {row[PERSON.c.email]: row[PERSON.c.id] for row in rows}

    async def leave(self, course_id: CourseId, person_id: PersonId) -> Enrollment | None:
        """Gives the place that was left, so that it can be taken again; None for somebody who was not there."""
        held = [ENROLLMENT.c[one.name] for one in fields(Enrollment)]
        row = await self._tx.one(delete(ENROLLMENT).where(_place(course_id, person_id)).returning(*held))
        return Enrollment(**{one.name: row[one] for one in held}) if row else None

    async def role_of(self, course_id: CourseId, person_id: PersonId) -> Role | None:
        role: Role | None = await self._tx.scalar(select(ENROLLMENT.c.role).where(_place(course_id, person_id)))
        return role

    async def seat_of(self, course_id: CourseId, person_id: PersonId) -> Enrollment | None:
        """Somebody's place in a course."""
        held = [ENROLLMENT.c[one.name] for one in fields(Enrollment)]
        row = await self._tx.one(select(*held).where(_place(course_id, person_id)))
        return Enrollment(**{one.name: row[one] for one in held}) if row else None

    async def sections(self, course_id: CourseId) -> Mapping[str, int]:
        """Each section of the course, as it is spelled, with how many students it has."""
        students = func.sum(case((ENROLLMENT.c.role == Role.STUDENT, 1), else_=0)).label("many")
        rows = await self._tx.all(
            select(ENROLLMENT.c.section, students)
            .where(ENROLLMENT.c.course_id == course_id, ENROLLMENT.c.section != "")
            .group_by(ENROLLMENT.c.section)
        )
        return {row[ENROLLMENT.c.section]: int(row["many"]) for row in rows}

    async def roster(
        self, course_id: CourseId, *, section: str = "", offset: int = 0, limit: int = 50
    ) -> tuple[RosterEntry, ...]:
        """Staff first, then by name; with a `section` its people and all of the staff."""
        rank = case({role.value: number for number, role in enumerate(Role)}, value=ENROLLMENT.c.role)
        rows = await self._tx.all(
            select(PERSON, ENROLLMENT.c.role, ENROLLMENT.c.section)
            .join_from(ENROLLMENT, PERSON, PERSON.c.id == ENROLLMENT.c.person_id)
            .where(_within(course_id, section))
            .order_by(rank, func.lower(PERSON.c.name), PERSON.c.id)
            .offset(offset)
            .limit(limit)
        )
        return tuple(
            RosterEntry(person=read_person(row), role=row[ENROLLMENT.c.role], section=row[ENROLLMENT.c.section])
            for row in rows
        )

    async def count(self, course_id: CourseId, *, section: str = "") -> Mapping[Role, int]:
        """How many of each role, as `roster` lists them; roles that nobody has are left out."""
        many = func.count().label("many")
        rows = await self._tx.all(
            select(ENROLLMENT.c.role, many).where(_within(course_id, section)).group_by(ENROLLMENT.c.role)
        )
        return {row[ENROLLMENT.c.role]: row["many"] for row in rows}

    async def expected(self, course_id: CourseId, section: str = "") -> int:
        """How many may come to a class of the course, or of one section of it and its staff."""
        here = ENROLLMENT.c.course_id == course_id
        if section:
            here = and_(here, or_(ENROLLMENT.c.section == section, ENROLLMENT.c.role.in_(sorted(STAFF))))
        many: int = await self._tx.scalar(select(func.count()).select_from(ENROLLMENT).where(here))
        return many

    async def emails(self, course_id: CourseId) -> frozenset[str]:
        """The e-mails of everybody enrolled, lower case."""
        known = await self._tx.scalars(
            select(PERSON.c.email)
            .join_from(ENROLLMENT, PERSON, PERSON.c.id == ENROLLMENT.c.person_id)
            .where(ENROLLMENT.c.course_id == course_id, PERSON.c.email.is_not(None))
        )
        return frozenset(known)


def _within(course_id: CourseId, section: str) -> ColumnElement[bool]:
    here: ColumnElement[bool] = ENROLLMENT.c.course_id == course_id
    return and_(here, of_section(section)) if section else here


def _place(course_id: CourseId, person_id: PersonId) -> ColumnElement[bool]:
    return and_(ENROLLMENT.c.course_id == course_id, ENROLLMENT.c.person_id == person_id)


def _person_row(line: RosterLine) -> dict[str, object]:
    return {
        "name": line.name,
        "email": line.email.lower(),
        "zone": "",
        "locale": "",
        "admin": False,
        "zoom_user_id": "",
        "license": License.UNKNOWN,
        "welcomed": False,
        "sis_id": line.sis_id,
        "legal_name": line.legal_name,
        "login": line.login,
    }
