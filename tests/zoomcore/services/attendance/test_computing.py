"""One class computed out of its evidence, kept, and computed again."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.zoomcore.services.attendance.classes import BY_TIME, a_held_class, at, stay
from tests.zoomcore.storage.seeds import a_class, a_course
from zoomcore.domain.attendance.evidence import Decision, Evidence, EvidenceSource, Pile, Ruling
from zoomcore.domain.attendance.rules import AttendanceStatus, Excuse, Mark
from zoomcore.domain.attendance.sheets import SheetState
from zoomcore.domain.people import Role
from zoomcore.domain.roster import RosterLine
from zoomcore.services.attendance.computing import (
    audit_subject,
    mark_not_held,
    picture_of,
    recompute,
    recompute_course,
)
from zoomcore.storage.store import Store

AFTER = at(24 * 60)


async def test_a_class_becomes_a_sheet_with_a_row_for_every_student(store: Store):
    async with store.unit() as unit:
        held = await a_held_class(unit, stay("Bo Chen"), stay("Maya Okafor", 25), stay("Ana Ruiz"))
        sheet = await recompute(unit, held.occurrence, AFTER)
        rows = await unit.sheets.rows(held.occurrence)

    assert sheet is not None
    assert sheet.state is SheetState.FINAL
    assert sheet.window == timedelta(minutes=50)
    assert {user: rows[person].attendance.status for user, person in held.people.items() if person in rows} == {
        "bo": AttendanceStatus.PRESENT,
        "maya": AttendanceStatus.LATE,
        "sam": AttendanceStatus.ABSENT,
    }
    assert rows[held.people["maya"]].attendance.points == Decimal("5.00")
    assert rows[held.people["bo"]].attendance.evidence == {Evidence.NAME}


async def test_doing_it_again_changes_nothing_and_writes_no_row(store: Store):
    async with store.unit() as unit:
        held = await a_held_class(unit, stay("Bo Chen"), stay("Nobody known"))
        first = await recompute(unit, held.occurrence, AFTER)
        rows = await unit.sheets.rows(held.occurrence)
        with store.count_statements() as seen:
            second = await recompute(unit, held.occurrence, AFTER)
        assert await unit.sheets.rows(held.occurrence) == rows

    assert first == second
    assert not any("INTO attendance" in one or "INTO audit" in one for one in seen.statements)


async def test_what_was_computed_before_class_was_over_leaves_no_trace_in_the_audit(store: Store):
    async with store.unit() as unit:
        held = await a_held_class(unit, stay("Bo Chen"))
        await recompute(unit, held.occurrence, AFTER)
        assert await unit.audit.of_subject(audit_subject(held.occurrence, held.people["bo"])) == ()


async def test_a_changed_result_is_audited_with_who_from_to_and_why(store: Store):
    async with store.unit() as unit:
        held = await a_held_class(unit, stay("Bo Chen", 0, 10))
        bo, ana = held.people["bo"], held.people["ana"]
        await recompute(unit, held.occurrence, AFTER)
        await unit.evidence.add([stay("Bo Chen", 12, 50)])
        await recompute(unit, held.occurrence, AFTER, why="late")
        mark = Mark(person=bo, excuse=Excuse.ILLNESS, reason="told me")
        await unit.rulings.set_mark(held.occurrence, mark, ana)
        await recompute(unit, held.occurrence, AFTER, by=ana, why="mark")
        late, marked = await unit.audit.of_subject(audit_subject(held.occurrence, bo))

    assert (late.person_id, late.verb, late.detail["why"]) == (None, "attendance", "late")
    assert late.detail["from"] == {"status": "partial", "points": "2.00"}
    assert late.detail["to"] == {"status": "present", "points": "9.60"}
    assert marked.person_id == ana
    assert marked.detail["to"] == {"status": "excused", "points": None}


async def test_only_those_whose_result_changed_are_audited(store: Store):
    async with store.unit() as unit:
        held = await a_held_class(unit, stay("Bo Chen"), stay("Maya Okafor"))
        await recompute(unit, held.occurrence, AFTER)
        await unit.evidence.add([stay("Sam Lee")])
        await recompute(unit, held.occurrence, AFTER)
        assert len(await unit.audit.of_subject(audit_subject(held.occurrence, held.people["sam"]))) == 1
        assert await unit.audit.of_subject(audit_subject(held.occurrence, held.people["maya"])) == ()


async def test_a_class_that_runs_shows_who_is_in_and_who_is_not_yet(store: Store):
    joined = {"source": EvidenceSource.WEBHOOK, "left_at": None}
    async with store.unit() as unit:
        held = await a_held_class(unit, read=None, rule=None)
        again = await unit.meetings.record_started(held.zoom_id, "u2", at(52))
        assert again is not None
        left = stay("Maya Okafor", 53, 55, run="u2", source=EvidenceSource.WEBHOOK)
        await unit.evidence.add(
            [
                stay("Bo Chen", 53, run="u2", **joined),
                replace(left, left_at=None),
                replace(left, joined_at=None),
            ]
        )
        picture = await picture_of(unit, held.occurrence, at(60))

    assert picture.live
    assert [one.name for one in picture.here] == ["Bo Chen"]
    assert [one.name for one in picture.not_yet] == ["Sam Lee"]


async def test_somebody_who_pressed_join_and_is_not_in_the_report_is_named(store: Store):
    async with store.unit() as unit:
        held = await a_held_class(unit, stay("Bo Chen"), stay("iPhone"))
        for user in ("bo", "sam"):
            await unit.meetings.record_click(held.people[user], held.occurrence, at(1), "page")
        picture = await picture_of(unit, held.occurrence, AFTER)

    assert [one.name for one in picture.clicked_unseen] == ["Sam Lee"]
    assert [one.participant.names for one in picture.review] == [("iPhone",)]
    assert picture.sheet is not None
    assert picture.sheet.review == 1
    assert [one.name for one in picture.of_status(AttendanceStatus.ABSENT)] == ["Maya Okafor", "Sam Lee"]


async def test_a_known_stranger_is_told_apart_from_an_unknown_name(store: Store):
    async with store.unit() as unit:
        held = await a_held_class(unit, stay("Li Wei", email="li@uni.example"))
        await unit.people.add("Li Wei", email="li@uni.example")
        picture = await picture_of(unit, held.occurrence, AFTER)
    assert [one.participant.email for one in picture.pile(Pile.NOT_ENROLLED)] == ["li@uni.example"]


async def test_a_decision_counts_as_soon_as_it_is_computed_anew(store: Store):
    async with store.unit() as unit:
        held = await a_held_class(unit, stay("iPhone von B"))
        before = await recompute(unit, held.occurrence, AFTER)
        key = (await picture_of(unit, held.occurrence, AFTER)).review[0].participant.key
        decision = Decision(ruling=Ruling.PERSON, people=(held.people["bo"],))
        await unit.rulings.decide(held.occurrence, key, decision, held.people["ana"])
        after = await recompute(unit, held.occurrence, AFTER, by=held.people["ana"], why="review")
        row = (await unit.sheets.rows(held.occurrence))[held.people["bo"]]

    assert before is not None
    assert after is not None
    assert (before.review, after.review) == (1, 0)
    assert row.attendance.status is AttendanceStatus.PRESENT


async def test_void_counts_for_nobody_until_it_is_taken_back(store: Store):
    async with store.unit() as unit:
        held = await a_held_class(unit, stay("Bo Chen"))
        await recompute(unit, held.occurrence, AFTER)
        await unit.sheets.set_void(held.occurrence, "outage")
        void = await recompute(unit, held.occurrence, AFTER)
        points = (await unit.sheets.rows(held.occurrence))[held.people["bo"]].attendance.points
        await unit.sheets.set_void(held.occurrence, "")
        back = await recompute(unit, held.occurrence, AFTER)

    assert void is not None
    assert back is not None
    assert (void.state, points, back.state) == (SheetState.VOID, None, SheetState.FINAL)


async def test_a_frozen_class_stays_what_it_is_without_its_rows(store: Store):
    async with store.unit() as unit:
        held = await a_held_class(unit, stay("Bo Chen"))
        await recompute(unit, held.occurrence, AFTER)
        assert await unit.evidence.forget(held.occurrence) == 1
        await unit.sheets.set_state(held.occurrence, SheetState.FROZEN)
        rows = await unit.sheets.rows(held.occurrence)
        sheet = await recompute(unit, held.occurrence, AFTER)
        picture = await picture_of(unit, held.occurrence, AFTER)
        assert await unit.sheets.rows(held.occurrence) == rows

    assert sheet is not None
    assert sheet.state is SheetState.FROZEN
    assert picture.attendance[held.people["bo"]].status is AttendanceStatus.PRESENT
    assert picture.window[0].start == at(0)


async def test_a_class_nobody_opened_is_not_held_until_a_run_turns_up(store: Store):
    async with store.unit() as unit:
        meeting = await a_class(unit, await a_course(unit))
        (date,) = await unit.meetings.occurrences(meeting.id)
        assert await recompute(unit, date.id, AFTER) is None
        sheets = [await mark_not_held(unit, date.id, AFTER), await recompute(unit, date.id, AFTER)]
        await unit.meetings.record_started(meeting.zoom_id or 0, "late", at(0))
        await unit.meetings.record_ended(meeting.zoom_id or 0, "late", at(50))
        sheets.append(await recompute(unit, date.id, AFTER))
    assert [one.state for one in sheets if one] == [SheetState.NOT_HELD, SheetState.NOT_HELD, SheetState.PROVISIONAL]


async def test_what_was_held_cannot_be_called_not_held(store: Store):
    async with store.unit() as unit:
        held = await a_held_class(unit)
        sheet = await mark_not_held(unit, held.occurrence, AFTER)
    assert sheet is not None
    assert sheet.state is SheetState.FINAL


async def test_a_run_whose_start_was_never_told_began_with_its_first_joining(store: Store):
    async with store.unit() as unit:
        held = await a_held_class(unit)
        await unit.meetings.record_seen(held.zoom_id, "u3", at(10))
        await unit.evidence.add(
            [stay("Bo Chen", 10, None, run="u3", source=EvidenceSource.WEBHOOK), stay("Sam Lee", 12, 40, run="u3")]
        )
        runs = {run.uuid: run.started_at for run in await unit.evidence.runs(held.occurrence)}
        assert runs["u3"] == at(10)
        assert await unit.meetings.record_seen(held.zoom_id, "u3", at(90)) == (held.occurrence, False)
        assert await unit.meetings.record_seen(held.zoom_id, "u1", at(90)) == (held.occurrence, True)
        assert await unit.meetings.record_seen(1, "u9", at(90)) is None


async def test_the_roster_is_that_of_the_day_where_the_class_was_held(store: Store):
    """15:00 in Madrid on 1 December; who enrols from the 2nd on was asked for nothing."""
    late = RosterLine(number=1, name="Zoe New", email="zoe@uni.example", role=Role.STUDENT, starts_on=date(2026, 12, 2))
    async with store.unit() as unit:
        held = await a_held_class(unit, stay("Bo Chen"))
        await unit.courses.enroll_many(held.course, [late])
        picture = await picture_of(unit, held.occurrence, AFTER)
        await recompute(unit, held.occurrence, AFTER)
        assert "Zoe New" not in [one.name for one in picture.expected]
        assert len(await unit.sheets.rows(held.occurrence)) == 3


@pytest.mark.parametrize("many", [5, 500])
async def test_a_class_takes_as_many_statements_for_five_students_as_for_five_hundred(sqlite_store: Store, many: int):
    students = [(f"s{number}", f"Student Number{number}") for number in range(many)]
    rows = [stay(name, start) for _, name in students for start in (0, 10, 20)]
    async with sqlite_store.unit() as unit:
        held = await a_held_class(unit, *rows, students=students)
    async with sqlite_store.unit() as unit:
        with sqlite_store.count_statements() as seen:
            await recompute(unit, held.occurrence, AFTER)
    assert seen.count == 19


async def test_a_term_is_computed_with_what_its_classes_share_read_once(sqlite_store: Store):
    async with sqlite_store.unit() as unit:
        held = await a_held_class(unit, stay("Bo Chen"))
        await recompute(unit, held.occurrence, AFTER)
        await unit.sheets.set_rule(held.course, replace(BY_TIME, points=Decimal(20)), by=held.people["ana"])
        (sheet,) = await recompute_course(unit, held.course, AFTER, by=held.people["ana"])
        row = (await unit.sheets.rows(held.occurrence))[held.people["bo"]]
    assert sheet.rule.points == Decimal(20)
    assert row.attendance.points == Decimal("20.00")
