"""A course's people as attendance and exports see them."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date

from sqlalchemy import RowMapping, select

from zoomcore.domain.attendance.evidence import Enrolled
from zoomcore.domain.people import CourseId, PersonId, Role, SchoolRecord, Section
from zoomcore.storage.rosters import Rosters
from zoomcore.storage.tables import ENROLLMENT, IDENTITY, PERSON


class ClassLists(Rosters):
    """The part of the course repository that is about who is expected in class, and under which names and numbers."""

    async def enrolled(self, course_id: CourseId, on: date | None = None, section: str = "") -> tuple[Enrolled, ...]:
        """Everybody of the course, by name; expected are its students of that section who were enrolled on that day.

        `on` is a day in the course's zone. Two statements.
        """
        return (await self.enrolled_on(course_id, (on,), section))[on]

    async def enrolled_on(
        self, course_id: CourseId, days: Iterable[date | None], section: str = ""
    ) -> Mapping[date | None, tuple[Enrolled, ...]]:
        """As `enrolled`, for several days at once. Two statements."""
        rows = await self._tx.all(
            select(PERSON, ENROLLMENT)
            .join_from(ENROLLMENT, PERSON, PERSON.c.id == ENROLLMENT.c.person_id)
            .where(ENROLLMENT.c.course_id == course_id)
            .order_by(PERSON.c.name, PERSON.c.id)
        )
        emails = await self._trusted_emails(course_id)
        people = [_read_enrolled(row, emails.get(row[PERSON.c.id], set())) for row in rows]
        students = [
            row[ENROLLMENT.c.role] is Role.STUDENT
            and (not section or row[ENROLLMENT.c.section].casefold() == section.casefold())
            for row in rows
        ]
        spans = [(row[ENROLLMENT.c.starts_on], row[ENROLLMENT.c.ends_on]) for row in rows]
        return {
            on: tuple(
                replace(person, expected=student and _covers(*span, on))
                for person, student, span in zip(people, students, spans, strict=True)
            )
            for on in set(days)
        }

    async def section_of(self, course_id: CourseId, person_id: PersonId) -> Section | None:
        """The section that person belongs to; None where they have none. One statement."""
        rows = await self._tx.all(
            select(ENROLLMENT.c.person_id, ENROLLMENT.c.role, ENROLLMENT.c.section).where(
                ENROLLMENT.c.course_id == course_id
            )
        )
        name: str = next((row[ENROLLMENT.c.section] for row in rows if row[ENROLLMENT.c.person_id] == person_id), "")
        if not name:
            return None
        students = frozenset(
            row[ENROLLMENT.c.person_id]
            for row in rows
            if row[ENROLLMENT.c.role] is Role.STUDENT and row[ENROLLMENT.c.section].casefold() == name.casefold()
        )
        return Section(name=name, students=students)

    async def _trusted_emails(self, course_id: CourseId) -> dict[PersonId, set[str]]:
        """What home workspaces and tenants say about the course's people: only that proves anything."""
        rows = await self._tx.all(
            select(IDENTITY.c.person_id, IDENTITY.c.email)
            .join_from(IDENTITY, ENROLLMENT, ENROLLMENT.c.person_id == IDENTITY.c.person_id)
            .where(ENROLLMENT.c.course_id == course_id, IDENTITY.c.trusted.is_(True), IDENTITY.c.email != "")
        )
        found: dict[PersonId, set[str]] = {}
        for row in rows:
            found.setdefault(row[IDENTITY.c.person_id], set()).add(row[IDENTITY.c.email])
        return found

    async def school_records(self, course_id: CourseId) -> tuple[SchoolRecord, ...]:
        """The students as the school knows them, by name: for exports."""
        rows = await self._tx.all(
            select(PERSON, ENROLLMENT.c.section)
            .join_from(ENROLLMENT, PERSON, PERSON.c.id == ENROLLMENT.c.person_id)
            .where(ENROLLMENT.c.course_id == course_id, ENROLLMENT.c.role == Role.STUDENT)
            .order_by(PERSON.c.name, PERSON.c.id)
        )
        return tuple(
            SchoolRecord(
                person=row[PERSON.c.id],
                name=row[PERSON.c.name],
                legal_name=row[PERSON.c.legal_name],
                email=row[PERSON.c.email] or "",
                sis_id=row[PERSON.c.sis_id],
                login=row[PERSON.c.login],
                section=row[ENROLLMENT.c.section],
            )
            for row in rows
        )

    async def strangers(self, course_id: CourseId, marks: Sequence[str]) -> dict[str, PersonId]:
        """Of these Zoom user ids and e-mails (lower case), those of people we know who are not in the course."""
        wanted = [one for one in marks if one]
        here = select(ENROLLMENT.c.person_id).where(ENROLLMENT.c.course_id == course_id)
        rows = await self._tx.all(
            select(PERSON.c.id, PERSON.c.email, PERSON.c.zoom_user_id).where(
                PERSON.c.email.in_(wanted) | PERSON.c.zoom_user_id.in_(wanted), PERSON.c.id.not_in(here)
            )
        )
        return {
            mark: row[PERSON.c.id] for row in rows for mark in (row[PERSON.c.email], row[PERSON.c.zoom_user_id]) if mark
        }


def _read_enrolled(row: RowMapping, emails: AbstractSet[str]) -> Enrolled:
    return Enrolled(
        person=row[PERSON.c.id],
        name=row[PERSON.c.name],
        legal_name=row[PERSON.c.legal_name],
        emails=frozenset({row[PERSON.c.email], *emails} - {None, ""}),
        zoom_user_id=row[PERSON.c.zoom_user_id],
    )


def _covers(first: date | None, last: date | None, on: date | None) -> bool:
    return on is None or ((first is None or first <= on) and (last is None or on <= last))
