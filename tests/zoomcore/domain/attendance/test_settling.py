"""How sure a class's result is."""

import pytest

from tests.zoomcore.domain.attendance.cases import at, span, spans
from zoomcore.domain.attendance.evidence import HeldRun
from zoomcore.domain.attendance.settling import class_time, state_of
from zoomcore.domain.attendance.sheets import Reading, ReadingState, SheetState

PLANNED = span(0, 120)
NOW = at(600)


def run(uuid: str, start: float, end: float | None) -> HeldRun:
    return HeldRun(uuid=uuid, started_at=at(start), ended_at=None if end is None else at(end))


def read(**states: ReadingState) -> dict[str, Reading]:
    return {uuid: Reading(run=uuid, occurrence=1, meeting=1, state=state) for uuid, state in states.items()}


def test_a_run_without_an_end_lasts_until_now_or_the_class_own_end():
    time = class_time(PLANNED, [run("a", -10, 30), run("b", 40, None)], until=at(70))

    assert (time.scheduled, time.held) == (PLANNED, spans((-10, 30), (40, 70)))


def test_a_run_that_started_after_the_end_was_told_covers_nothing():
    assert class_time(PLANNED, [run("a", 80, None)], until=at(70)).held == ()


def test_a_class_with_a_run_that_goes_on_is_live():
    assert state_of(PLANNED, [run("a", 0, 30), run("b", 40, None)], {}, now=at(60)) is SheetState.LIVE


@pytest.mark.parametrize(("now", "state"), [(60, SheetState.PROVISIONAL), (120, SheetState.NOT_HELD)])
def test_a_class_is_not_called_missed_before_its_time_is_over(now, state):
    assert state_of(PLANNED, [run("a", -60, -30)], read(a=ReadingState.AGREED), now=at(now)) is state


def test_without_a_fixed_time_nothing_held_is_not_held():
    assert state_of(None, [], {}, now=NOW) is SheetState.NOT_HELD


@pytest.mark.parametrize(
    ("second", "state"),
    [
        (ReadingState.AGREED, SheetState.FINAL),
        (ReadingState.LIVE_ONLY, SheetState.FINAL),
        (ReadingState.ONCE, SheetState.PROVISIONAL),
        (ReadingState.WAITING, SheetState.PROVISIONAL),
        (ReadingState.UNREADABLE, SheetState.PROVISIONAL),
    ],
)
def test_a_class_is_final_when_every_run_of_it_is_settled(second, state):
    readings = read(a=ReadingState.AGREED, b=second)

    assert state_of(PLANNED, [run("a", 0, 30), run("b", 40, 120)], readings, now=NOW) is state


def test_a_run_nobody_has_read_keeps_it_provisional():
    assert state_of(PLANNED, [run("a", 0, 30)], {}, now=NOW) is SheetState.PROVISIONAL


def test_a_rehearsal_that_cannot_be_read_or_never_ended_holds_nothing_up():
    runs = [run("a", 0, 120), run("b", -90, -30), run("c", 300, None)]
    readings = read(a=ReadingState.AGREED, b=ReadingState.UNREADABLE)

    assert state_of(PLANNED, runs, readings, now=NOW) is SheetState.FINAL
