"""What the pictures show, in numbers and in words."""

from datetime import timedelta

import pytest

from tests.zoomcore.services.attendance.classes import a_held_class, at, stay
from zoomcore.domain.attendance.evidence import ParticipantRecord
from zoomcore.domain.attendance.rules import AttendanceRule
from zoomcore.domain.attendance.sheets import ReadingState
from zoomcore.services.attendance.computing import picture_of, recompute
from zoomcore.services.attendance.findings import Findings
from zoomcore.services.attendance.pictures import (
    presence_chart,
    presence_finding,
    term_chart,
    term_finding,
)
from zoomcore.storage.store import Store
from zoomcore.views import Bar, ShareChart

MADRID = "Europe/Madrid"
AFTER = at(24 * 60)


async def found(store: Store, *stays: ParticipantRecord, rule: AttendanceRule | None = None) -> Findings:
    async with store.unit() as unit:
        held = await a_held_class(unit, *stays, rule=rule)
        return await picture_of(unit, held.occurrence, AFTER)


def by_minute(findings: Findings) -> list[tuple[int, int]]:
    """Minutes from the start of class, and how many were in from then on."""
    chart = presence_chart(findings, MADRID)
    assert chart is not None
    return [((instant - at(0)) // timedelta(minutes=1), count) for instant, count in chart.points]


async def test_students_are_counted_minute_by_minute_over_all_their_devices(store: Store):
    findings = await found(
        store,
        stay("Bo Chen", -2, 30),
        stay("Bo Chen", 20, 48),
        stay("Maya Okafor", 5.5, 48),
        stay("Ana Ruiz", -5, 50),
        stay("Nobody known", 0, 50),
    )
    assert by_minute(findings) == [(-1, 0), (0, 1), (6, 2), (48, 0)]
    chart = presence_chart(findings, MADRID)
    assert chart is not None
    assert chart.shaded is not None
    assert (chart.shaded.start, chart.shaded.end) == (at(0), at(50))
    assert chart.ceiling is not None
    assert (chart.ceiling.count, chart.ceiling.label) == (3, "3 on the roster")


async def test_the_finding_says_how_many_stayed_and_when_most_had_arrived(store: Store):
    findings = await found(store, stay("Bo Chen", 1), stay("Maya Okafor", 4), stay("Sam Lee", 30))
    said = "2 of 3 students were in for most of it; most had arrived by 15:04 CET (UTC+1)."
    assert presence_finding(findings, MADRID) == said


async def test_who_was_in_under_a_strict_rule_is_seen_though_it_earns_nothing(store: Store):
    findings = await found(store, stay("Bo Chen"), rule=AttendanceRule(strict=True))
    assert by_minute(findings)[1] == (0, 1)
    assert presence_finding(findings, MADRID) == "0 of 3 students were in for most of it."


async def test_where_no_student_was_seen_there_is_neither_a_picture_nor_a_finding(store: Store):
    findings = await found(store, stay("Ana Ruiz"), stay("Nobody known"))
    assert presence_chart(findings, MADRID) is None
    assert presence_finding(findings, MADRID) == ""


async def test_while_class_runs_the_line_goes_up_to_now(store: Store):
    async with store.unit() as unit:
        held = await a_held_class(unit, stay("Bo Chen", 0, None), rule=None, read=None)
        await unit.meetings.record_started(held.zoom_id, "u2", at(60))
        await unit.evidence.add([stay("Maya Okafor", 61, None, run="u2")])
        findings = await picture_of(unit, held.occurrence, at(65))
    chart = presence_chart(findings, MADRID)
    assert chart is not None
    assert findings.live
    assert chart.until == at(65)
    assert chart.points[-1][1] == len(findings.here)
    assert presence_finding(findings, MADRID) == f"{len(findings.here)} of 3 students are in now."


async def test_a_large_class_is_drawn_from_as_many_points_as_it_has_minutes(store: Store):
    students = [(f"s{number}", f"Student Number{number}") for number in range(300)]
    async with store.unit() as unit:
        stays = [stay(name, index / 60) for index, (_, name) in enumerate(students)]
        held = await a_held_class(unit, *stays, students=students)
        findings = await picture_of(unit, held.occurrence, AFTER)
    chart = presence_chart(findings, MADRID)
    assert chart is not None
    assert len(chart.points) <= 60
    assert max(count for _, count in chart.points) == 300


async def test_a_term_is_a_bar_a_class_in_shares_of_those_who_should_have_come(store: Store):
    async with store.unit() as unit:
        held = await a_held_class(unit, stay("Bo Chen"), stay("Maya Okafor", 25))
        await recompute(unit, held.occurrence, AFTER)
        sheets = await unit.sheets.of_course(held.course)
        rows = await unit.sheets.rows_of_course(held.course)
        dates = await unit.meetings.get_occurrences([held.occurrence, 4711])
    assert list(dates) == [held.occurrence]
    chart = term_chart(sheets, rows, dates)
    assert chart is not None
    assert chart.parts == ("present", "late", "absent")
    assert chart.bars == (Bar(label="Tue 1 Dec", counts=(1, 1, 1)),)
    assert term_finding(chart) == "In 1 class 67 % were there."


async def test_a_class_that_was_void_or_not_held_is_no_bar(store: Store):
    async with store.unit() as unit:
        held = await a_held_class(unit, stay("Bo Chen"), read=ReadingState.AGREED)
        await recompute(unit, held.occurrence, AFTER)
        await unit.sheets.set_void(held.occurrence, "outage")
        await recompute(unit, held.occurrence, AFTER)
        sheets = await unit.sheets.of_course(held.course)
        rows = await unit.sheets.rows_of_course(held.course)
        dates = await unit.meetings.get_occurrences([held.occurrence])
    assert term_chart(sheets, rows, dates) is None
    assert term_finding(None) == ""


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([(999, 1)], "In 1 class 99 % were there."),
        ([(1, 999)], "In 1 class 1 % were there."),
        ([(5, 0), (0, 0)], "In 1 class 100 % were there."),
        ([(9, 1), (5, 5)], "In 2 classes 70 % were there; most on day 0 (90 %), fewest on day 1 (50 %)."),
    ],
)
def test_a_term_in_words_is_never_rounded_to_all_or_nobody(counts: list[tuple[int, ...]], said: str):
    bars = tuple(Bar(label=f"day {index}", counts=one) for index, one in enumerate(counts))
    assert term_finding(ShareChart(title="T", parts=("present", "absent"), bars=bars)) == said
