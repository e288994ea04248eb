"""Results as they are kept, shown and computed anew."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.builders import NOW, START
from tests.zoomcore.storage.seeds import WEEK, a_class, a_course
from zoomcore.domain.attendance.evidence import Evidence
from zoomcore.domain.attendance.rules import Attendance, AttendanceRule, AttendanceStatus, Excuse, GradeMethod
from zoomcore.domain.attendance.sheets import Sheet, SheetRow, SheetState
from zoomcore.storage.store import Store, Unit

RULE = AttendanceRule(method=GradeMethod.DURATION, points=Decimal("12.50"), late_after=None)
WINDOW = timedelta(minutes=50)


def a_result(person: int, points: str | None = "7.25", **changes: object) -> Attendance:
    plain = Attendance(
        person=person,
        status=AttendanceStatus.LATE,
        attended=timedelta(minutes=29),
        window=WINDOW,
        arrived_at=START + timedelta(minutes=21),
        late_by=timedelta(minutes=21),
        points=None if points is None else Decimal(points),
        evidence=frozenset({Evidence.EMAIL, Evidence.NAME}),
    )
    return replace(plain, **changes)


class Class:
    """A course with a class, and two students."""

    def __init__(self, course: int, meeting: int, date: int, bo: int, li: int) -> None:
        self.course, self.meeting, self.date, self.bo, self.li = course, meeting, date, bo, li

    def sheet(self, **changes: object) -> Sheet:
        plain = Sheet(
            occurrence=self.date,
            course=self.course,
            state=SheetState.PROVISIONAL,
            rule=RULE,
            window=WINDOW,
            computed_at=NOW,
            review=2,
        )
        return replace(plain, **changes)


async def a_graded_class(unit: Unit) -> Class:
    course = await a_course(unit)
    meeting = await a_class(unit, course, START, START + WEEK)
    date = (await unit.meetings.occurrences(meeting.id))[0].id
    bo, li = await unit.people.add("Bo Chen"), await unit.people.add("Li Wei")
    return Class(course, meeting.id, date, bo.id, li.id)


async def test_a_sheet_and_its_rows_come_back_as_they_were(store: Store):
    async with store.unit() as unit:
        held = await a_graded_class(unit)
        excused = a_result(held.li, None, status=AttendanceStatus.EXCUSED, excuse=Excuse.ILLNESS, overridden=True)
        bare = replace(excused, arrived_at=None, late_by=None, evidence=frozenset())
        await unit.sheets.keep(held.sheet(), [a_result(held.bo), bare])

        assert await unit.sheets.find(held.date) == held.sheet()
        assert await unit.sheets.rows(held.date) == {
            held.bo: SheetRow(occurrence=held.date, attendance=a_result(held.bo)),
            held.li: SheetRow(occurrence=held.date, attendance=bare),
        }


async def test_computing_again_replaces_results_and_leaves_what_was_shown(store: Store):
    async with store.unit() as unit:
        held = await a_graded_class(unit)
        await unit.sheets.keep(held.sheet(), [a_result(held.bo)])
        assert await unit.sheets.release(held.date, held.li, NOW) == 1
        await unit.sheets.keep(held.sheet(state=SheetState.FINAL), [a_result(held.bo, "8.00")])

        row = (await unit.sheets.rows(held.date))[held.bo]
        assert (row.attendance.points, row.released, row.released_at) == (Decimal("8.00"), Decimal("7.25"), NOW)
        assert row.changed_since_release
        sheet = await unit.sheets.find(held.date)
        assert sheet is not None
        assert (sheet.state, sheet.released_at, sheet.released_by) == (SheetState.FINAL, NOW, held.li)


async def test_releasing_twice_shows_nothing_new_and_withdrawing_hides_everything(store: Store):
    async with store.unit() as unit:
        held = await a_graded_class(unit)
        await unit.sheets.keep(held.sheet(), [a_result(held.bo), a_result(held.li, None)])

        assert await unit.sheets.release(held.date, held.li, NOW) == 2
        assert await unit.sheets.release(held.date, held.li, NOW) == 0
        await unit.sheets.withdraw(held.date)
        rows = await unit.sheets.rows(held.date)
        assert {(row.released, row.released_at) for row in rows.values()} == {(None, None)}


async def test_who_left_the_roster_keeps_the_result_there_was(store: Store):
    async with store.unit() as unit:
        held = await a_graded_class(unit)
        await unit.sheets.keep(held.sheet(), [a_result(held.bo), a_result(held.li)])
        await unit.sheets.keep(held.sheet(), [a_result(held.bo, "9.00")])

        rows = await unit.sheets.rows(held.date)
        assert {who: row.attendance.points for who, row in rows.items()} == {
            held.bo: Decimal("9.00"),
            held.li: Decimal("7.25"),
        }


async def test_the_term_is_read_by_date_for_a_course_and_for_a_person(store: Store):
    async with store.unit() as unit:
        held = await a_graded_class(unit)
        second = (await unit.meetings.occurrences(held.meeting))[1].id
        await unit.sheets.keep(held.sheet(occurrence=second), [a_result(held.bo, "2.00")])
        await unit.sheets.keep(held.sheet(), [a_result(held.bo, "1.00"), a_result(held.li, "3.00")])

        course = await unit.sheets.rows_of_course(held.course)
        mine = await unit.sheets.rows_of_person(held.bo, held.course)
        assert [(row.occurrence, row.attendance.points) for row in course] == [
            (held.date, Decimal("1.00")),
            (held.date, Decimal("3.00")),
            (second, Decimal("2.00")),
        ]
        assert [row.occurrence for row in mine] == [held.date, second]
        assert await unit.sheets.rows_of_person(held.bo) == mine
        assert [sheet.occurrence for sheet in await unit.sheets.of_course(held.course)] == [held.date, second]
        assert [one.occurrence for one in await unit.sheets.of_course(held.course, since=START + WEEK)] == [second]


async def test_points_with_three_places_are_refused_not_rounded(store: Store):
    async with store.unit() as unit:
        held = await a_graded_class(unit)
        with pytest.raises(Exception, match="two places"):
            await unit.sheets.keep(held.sheet(), [a_result(held.bo, "7.125")])


async def test_nothing_counts_until_a_rule_is_picked_and_a_meetings_own_comes_first(store: Store):
    own = replace(RULE, points=Decimal(5))
    async with store.unit() as unit:
        held = await a_graded_class(unit)
        assert (await unit.sheets.rule_of(held.course, held.meeting)).method is GradeMethod.NONE

        await unit.sheets.set_rule(held.course, replace(RULE, strict=True), by=held.bo)
        await unit.sheets.set_rule(held.course, RULE, by=held.bo)
        assert await unit.sheets.rule_of(held.course, held.meeting) == RULE

        await unit.sheets.set_rule(held.course, own, by=held.bo, meeting_id=held.meeting)
        assert await unit.sheets.rule_of(held.course, held.meeting) == own
        assert await unit.sheets.rule_of(held.course) == RULE

        await unit.sheets.set_rule(held.course, None, by=held.bo, meeting_id=held.meeting)
        assert await unit.sheets.rule_of(held.course, held.meeting) == RULE


async def test_a_class_is_void_only_where_it_has_a_sheet(store: Store):
    async with store.unit() as unit:
        held = await a_graded_class(unit)
        assert not await unit.sheets.set_void(held.date, "outage")
        await unit.sheets.keep(held.sheet(), [])
        assert await unit.sheets.set_void(held.date, "outage")

        sheet = await unit.sheets.latest(held.course)
        assert sheet is not None
        assert sheet.void_reason == "outage"
