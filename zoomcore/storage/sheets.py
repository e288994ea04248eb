"""The results for each class, what students were shown of them, and the rules they are computed by."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import ColumnElement, RowMapping, and_, delete, func, or_, select, true, update

from zoomcore.domain.attendance.evidence import Evidence
from zoomcore.domain.attendance.rule_data import rule_from_data, rule_to_data
from zoomcore.domain.attendance.rules import Attendance, AttendanceRule
from zoomcore.domain.attendance.sheets import Sheet, SheetRow, SheetState
from zoomcore.domain.people import CourseId, PersonId
from zoomcore.storage.people import CHUNK
from zoomcore.storage.tables import ATTENDANCE, OCCURRENCE, RULE, SHEET
from zoomcore.storage.transaction import Transaction

_RESULT = ("status", "attended_seconds", "arrived_at", "late_seconds", "points", "evidence", "overridden", "excuse")


class SheetRepository:
    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    # Sheets.

    async def hold(self, occurrence_id: int) -> None:
        """Until the unit ends nobody else computes this class; SQLite has one writer at a time anyway."""
        await self._tx.one(
            select(OCCURRENCE.c.id).where(OCCURRENCE.c.id == occurrence_id).with_for_update(key_share=True)
        )

    async def find(self, occurrence_id: int) -> Sheet | None:
        row = await self._tx.one(select(SHEET).where(SHEET.c.occurrence_id == occurrence_id))
        return _read_sheet(row) if row else None

    async def of_course(self, course_id: CourseId, *, since: datetime | None = None) -> tuple[Sheet, ...]:
        """In the order of their dates. One statement."""
        recent = true() if since is None else or_(OCCURRENCE.c.start.is_(None), OCCURRENCE.c.start >= since)
        rows = await self._tx.all(
            select(SHEET)
            .join_from(SHEET, OCCURRENCE, OCCURRENCE.c.id == SHEET.c.occurrence_id)
            .where(SHEET.c.course_id == course_id, recent)
            .order_by(OCCURRENCE.c.start, SHEET.c.occurrence_id)
        )
        return tuple(_read_sheet(row) for row in rows)

    async def courses_since(self, moment: datetime) -> tuple[CourseId, ...]:
        """Courses with a sheet of a class since then."""
        held = func.coalesce(OCCURRENCE.c.started_at, OCCURRENCE.c.start, type_=OCCURRENCE.c.start.type)
        numbers = await self._tx.scalars(
            select(SHEET.c.course_id)
            .join_from(SHEET, OCCURRENCE, OCCURRENCE.c.id == SHEET.c.occurrence_id)
            .where(held >= moment, SHEET.c.state != SheetState.NOT_HELD)
            .distinct()
            .order_by(SHEET.c.course_id)
        )
        return tuple(numbers)

    async def long_provisional(self, since: datetime, until: datetime) -> tuple[int, ...]:
        """Classes that ended between then and are not final yet."""
        numbers = await self._tx.scalars(
            select(SHEET.c.occurrence_id)
            .join_from(SHEET, OCCURRENCE, OCCURRENCE.c.id == SHEET.c.occurrence_id)
            .where(SHEET.c.state == SheetState.PROVISIONAL)
            .where(OCCURRENCE.c.ended_at >= since, OCCURRENCE.c.ended_at < until)
            .order_by(SHEET.c.occurrence_id)
        )
        return tuple(numbers)

    async def latest(self, course_id: CourseId) -> Sheet | None:
        """The class that was held last, of those that have a sheet."""
        row = await self._tx.one(
            select(SHEET)
            .join_from(SHEET, OCCURRENCE, OCCURRENCE.c.id == SHEET.c.occurrence_id)
            .where(SHEET.c.course_id == course_id)
            .order_by(func.coalesce(OCCURRENCE.c.started_at, OCCURRENCE.c.start).desc())
            .limit(1)
        )
        return _read_sheet(row) if row else None

    async def keep(self, sheet: Sheet, rows: Sequence[Attendance]) -> None:
        """The whole class anew; what students were shown stays beside it, and so does who released it.

        In chunks of 500. Somebody who is no longer on the roster keeps the row there was.
        """
        values = {
            "course_id": sheet.course,
            "state": sheet.state,
            "rule": rule_to_data(sheet.rule),
            "window_seconds": int(sheet.window.total_seconds()),
            "computed_at": sheet.computed_at,
            "review": sheet.review,
            "void_reason": sheet.void_reason,
        }
        insert = self._tx.insert(SHEET).values(occurrence_id=sheet.occurrence, **values)
        await self._tx.change(insert.on_conflict_do_update(index_elements=["occurrence_id"], set_=values))
        several = self._tx.insert(ATTENDANCE)
        statement = several.on_conflict_do_update(
            index_elements=["occurrence_id", "person_id"], set_={name: several.excluded[name] for name in _RESULT}
        )
        kept = [{"occurrence_id": sheet.occurrence, "course_id": sheet.course, **_row_of(one)} for one in rows]
        for start in range(0, len(kept), CHUNK):
            await self._tx.add_many(statement, kept[start : start + CHUNK])

    async def set_state(self, occurrence_id: int, state: SheetState) -> None:
        await self._tx.change(update(SHEET).where(SHEET.c.occurrence_id == occurrence_id).values(state=state))

    async def set_void(self, occurrence_id: int, reason: str) -> bool:
        """An empty reason takes it back; False where there is no sheet. The results follow when it is computed anew."""
        changed = update(SHEET).where(SHEET.c.occurrence_id == occurrence_id).values(void_reason=reason)
        return await self._tx.change(changed) == 1

    # Results.

    async def rows(self, occurrence_id: int) -> Mapping[PersonId, SheetRow]:
        found = await self._tx.all(
            select(ATTENDANCE, SHEET.c.window_seconds)
            .join_from(ATTENDANCE, SHEET, SHEET.c.occurrence_id == ATTENDANCE.c.occurrence_id)
            .where(ATTENDANCE.c.occurrence_id == occurrence_id)
        )
        return {row[ATTENDANCE.c.person_id]: _read_row(row) for row in found}

    async def rows_of_course(self, course_id: CourseId) -> tuple[SheetRow, ...]:
        """Every result of the term, by date and then by person. One statement."""
        found = await self._tx.all(
            select(ATTENDANCE, SHEET.c.window_seconds)
            .join_from(ATTENDANCE, SHEET, SHEET.c.occurrence_id == ATTENDANCE.c.occurrence_id)
            .join(OCCURRENCE, OCCURRENCE.c.id == ATTENDANCE.c.occurrence_id)
            .where(ATTENDANCE.c.course_id == course_id)
            .order_by(OCCURRENCE.c.start, ATTENDANCE.c.occurrence_id, ATTENDANCE.c.person_id)
        )
        return tuple(_read_row(row) for row in found)

    async def rows_of_person(self, person_id: PersonId, course_id: CourseId | None = None) -> tuple[SheetRow, ...]:
        """One student's results by date, in one course or in all."""
        mine = ATTENDANCE.c.person_id == person_id
        found = await self._tx.all(
            select(ATTENDANCE, SHEET.c.window_seconds)
            .join_from(ATTENDANCE, SHEET, SHEET.c.occurrence_id == ATTENDANCE.c.occurrence_id)
            .join(OCCURRENCE, OCCURRENCE.c.id == ATTENDANCE.c.occurrence_id)
            .where(mine if course_id is None else and_(mine, ATTENDANCE.c.course_id == course_id))
            .order_by(OCCURRENCE.c.start, ATTENDANCE.c.occurrence_id)
        )
        return tuple(_read_row(row) for row in found)

    # Releases.

    async def release(self, occurrence_id: int, by: PersonId, at: datetime) -> int:
        """Shows everybody the points they have now; how many rows changed by it. Doing it again changes nothing."""
        fresh = or_(
            ATTENDANCE.c.released_at.is_(None), ATTENDANCE.c.released_points.is_distinct_from(ATTENDANCE.c.points)
        )
        shown = await self._tx.change(
            update(ATTENDANCE)
            .where(ATTENDANCE.c.occurrence_id == occurrence_id, fresh)
            .values(released_points=ATTENDANCE.c.points, released_at=at)
        )
        released = {"released_at": at, "released_by": by}
        await self._tx.change(update(SHEET).where(SHEET.c.occurrence_id == occurrence_id).values(**released))
        return shown

    async def withdraw(self, occurrence_id: int) -> None:
        """Nobody is shown their points any more."""
        none: dict[str, Decimal | datetime | None] = {"released_points": None, "released_at": None}
        await self._tx.change(update(ATTENDANCE).where(ATTENDANCE.c.occurrence_id == occurrence_id).values(**none))
        unreleased: dict[str, datetime | int | None] = {"released_at": None, "released_by": None}
        await self._tx.change(update(SHEET).where(SHEET.c.occurrence_id == occurrence_id).values(**unreleased))

    # Rules.

    async def rule_of(self, course_id: CourseId, meeting_id: int | None = None) -> AttendanceRule:
        """The meeting's own rule, else the course's, else the one by which nothing counts. One statement."""
        of_meeting = RULE.c.meeting_id.is_(None) if meeting_id is None else _either(meeting_id)
        row = await self._tx.one(
            select(RULE.c.rule)
            .where(RULE.c.course_id == course_id, RULE.c.replaced_at.is_(None), of_meeting)
            .order_by(RULE.c.meeting_id.is_(None))
            .limit(1)
        )
        return rule_from_data(row[RULE.c.rule]) if row else AttendanceRule()

    async def own_rules(self, course_id: CourseId) -> frozenset[int]:
        """The meetings of the course that have a rule of their own."""
        own = (RULE.c.course_id == course_id, RULE.c.meeting_id.is_not(None), RULE.c.replaced_at.is_(None))
        return frozenset(await self._tx.scalars(select(RULE.c.meeting_id).where(*own)))

    async def set_rule(
        self, course_id: CourseId, rule: AttendanceRule | None, *, by: PersonId, meeting_id: int | None = None
    ) -> None:
        """The rule from now on; None takes a meeting's own away. What was in force is kept as history."""
        same = RULE.c.meeting_id.is_(None) if meeting_id is None else RULE.c.meeting_id == meeting_id
        now = self._tx.clock()
        await self._tx.change(
            update(RULE)
            .where(RULE.c.course_id == course_id, RULE.c.replaced_at.is_(None), same)
            .values(replaced_at=now)
        )
        if rule is not None:
            row = {"course_id": course_id, "meeting_id": meeting_id, "rule": rule_to_data(rule), "chosen_by": by}
            await self._tx.change(self._tx.insert(RULE).values(created_at=now, **row))

    async def forget_person(self, person_id: PersonId) -> int:
        """Takes somebody's results away; how many there were."""
        return await self._tx.change(delete(ATTENDANCE).where(ATTENDANCE.c.person_id == person_id))


def _either(meeting_id: int) -> ColumnElement[bool]:
    return or_(RULE.c.meeting_id.is_(None), RULE.c.meeting_id == meeting_id)


def _row_of(one: Attendance) -> dict[str, object]:
    return {
        "person_id": one.person,
        "status": one.status,
        "attended_seconds": int(one.attended.total_seconds()),
        "arrived_at": one.arrived_at,
        "late_seconds": None if one.late_by is None else int(one.late_by.total_seconds()),
        "points": one.points,
        "evidence": sorted(one.evidence),
        "overridden": one.overridden,
        "excuse": one.excuse,
    }


def _read_row(row: RowMapping) -> SheetRow:
    late = row[ATTENDANCE.c.late_seconds]
    return SheetRow(
        occurrence=row[ATTENDANCE.c.occurrence_id],
        attendance=Attendance(
            person=row[ATTENDANCE.c.person_id],
            status=row[ATTENDANCE.c.status],
            attended=timedelta(seconds=row[ATTENDANCE.c.attended_seconds]),
            window=timedelta(seconds=row[SHEET.c.window_seconds]),
            arrived_at=row[ATTENDANCE.c.arrived_at],
            late_by=None if late is None else timedelta(seconds=late),
            points=row[ATTENDANCE.c.points],
            evidence=frozenset(Evidence(one) for one in row[ATTENDANCE.c.evidence]),
            overridden=row[ATTENDANCE.c.overridden],
            excuse=row[ATTENDANCE.c.excuse],
        ),
        released=row[ATTENDANCE.c.released_points],
        released_at=row[ATTENDANCE.c.released_at],
    )


def _read_sheet(row: RowMapping) -> Sheet:
    return Sheet(
        occurrence=row[SHEET.c.occurrence_id],
        course=row[SHEET.c.course_id],
        state=row[SHEET.c.state],
        rule=rule_from_data(row[SHEET.c.rule]),
        window=timedelta(seconds=row[SHEET.c.window_seconds]),
        computed_at=row[SHEET.c.computed_at],
        review=row[SHEET.c.review],
        void_reason=row[SHEET.c.void_reason],
        released_at=row[SHEET.c.released_at],
        released_by=row[SHEET.c.released_by],
    )
