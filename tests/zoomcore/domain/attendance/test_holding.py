"""Whether a class was held, when, and how sure that is."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.zoomcore.domain.attendance.cases import START, at, span
from zoomcore.domain.attendance.evidence import EvidenceSource, HeldRun, ParticipantRecord, Where
from zoomcore.domain.attendance.holding import LONGEST_RUN, class_time, close_runs, of_class, scheduled, state_of
from zoomcore.domain.attendance.rules import AttendanceRule
from zoomcore.domain.attendance.sheets import Reading, ReadingState, Sheet, SheetState
from zoomcore.domain.meetings import Occurrence

DATE = Occurrence(id=1, meeting_id=1, zoom_occurrence_id="", start=START, duration_minutes=120)
ANY_TIME = replace(DATE, start=None)
CLASS = HeldRun(uuid="class", started_at=at(-10), ended_at=at(125))
REHEARSAL = HeldRun(uuid="rehearsal", started_at=at(-300), ended_at=at(-200))
OPEN = replace(CLASS, ended_at=None)


def read(state: ReadingState, run: str = "class") -> dict[str, Reading]:
    return {run: Reading(run=run, occurrence=1, meeting=1, state=state)}


def sheet(state: SheetState, **changes) -> Sheet:
    plain = Sheet(occurrence=1, course=1, state=state, rule=AttendanceRule(), window=timedelta(), computed_at=START)
    return replace(plain, **changes)


def state(*runs: HeldRun, readings=None, before=None, minutes: float = 200, date: Occurrence = DATE):
    return state_of(date, runs, readings or {}, before=before, now=at(minutes))


def test_what_runs_is_live():
    assert state(OPEN, minutes=30) is SheetState.LIVE


def test_what_ended_is_provisional_until_the_report_was_read_twice_alike():
    assert state(CLASS) is SheetState.PROVISIONAL
    assert state(CLASS, readings=read(ReadingState.ONCE)) is SheetState.PROVISIONAL
    assert state(CLASS, readings=read(ReadingState.AGREED)) is SheetState.FINAL
    assert state(CLASS, readings=read(ReadingState.LIVE_ONLY)) is SheetState.FINAL


def test_what_zoom_does_not_let_us_read_never_becomes_final():
    assert state(CLASS, readings=read(ReadingState.UNREADABLE)) is SheetState.PROVISIONAL


def test_every_run_of_a_restarted_class_has_to_be_read():
    again = HeldRun(uuid="again", started_at=at(130), ended_at=at(140))
    second = HeldRun(uuid="second", started_at=at(60), ended_at=at(120))
    half = replace(CLASS, ended_at=at(50))
    agreed = read(ReadingState.AGREED)
    assert state(half, second, readings=agreed) is SheetState.PROVISIONAL
    assert state(half, second, readings=agreed | read(ReadingState.AGREED, "second")) is SheetState.FINAL
    assert state(half, again, readings=agreed) is SheetState.FINAL


def test_a_rehearsal_neither_begins_the_class_nor_keeps_it_from_being_final():
    assert state(REHEARSAL, minutes=-100) is None
    assert state(REHEARSAL, CLASS, readings=read(ReadingState.AGREED)) is SheetState.FINAL
    assert of_class((REHEARSAL, CLASS), scheduled(DATE)) == (CLASS,)


def test_only_a_rehearsal_is_said_once_the_time_is_over():
    assert state(REHEARSAL, readings=read(ReadingState.AGREED, "rehearsal")) is SheetState.FINAL
    assert of_class((REHEARSAL,), scheduled(DATE)) == (REHEARSAL,)


def test_a_class_that_ended_early_may_be_opened_again():
    early = replace(CLASS, ended_at=at(20))
    assert state(early, readings=read(ReadingState.AGREED), minutes=60) is SheetState.PROVISIONAL


def test_without_a_run_nothing_is_said_but_what_zoom_was_asked_about():
    assert state() is None
    assert state(before=sheet(SheetState.NOT_HELD)) is SheetState.NOT_HELD
    assert state(before=sheet(SheetState.PROVISIONAL)) is SheetState.PROVISIONAL


def test_a_run_that_turns_up_late_proves_that_it_was_held():
    assert state(CLASS, before=sheet(SheetState.NOT_HELD)) is SheetState.PROVISIONAL


def test_void_and_frozen_stay_whatever_was_seen():
    assert state(CLASS, before=sheet(SheetState.FINAL, void_reason="outage")) is SheetState.VOID
    assert state(CLASS, before=sheet(SheetState.FROZEN)) is SheetState.FROZEN


def test_a_void_that_is_taken_back_is_computed_again():
    assert state(CLASS, readings=read(ReadingState.AGREED), before=sheet(SheetState.VOID)) is SheetState.FINAL


def test_a_class_at_no_fixed_time_is_final_when_all_its_runs_are():
    assert state(REHEARSAL, CLASS, readings=read(ReadingState.AGREED), date=ANY_TIME) is SheetState.PROVISIONAL
    both = read(ReadingState.AGREED) | read(ReadingState.AGREED, "rehearsal")
    assert state(REHEARSAL, CLASS, readings=both, date=ANY_TIME) is SheetState.FINAL


def row(minutes: float) -> ParticipantRecord:
    return ParticipantRecord(
        run="class", source=EvidenceSource.REPORT, where=Where.MEETING, name="Bo", joined_at=at(0), left_at=at(minutes)
    )


@pytest.mark.parametrize("state", [ReadingState.ONCE, ReadingState.AGREED, ReadingState.LIVE_ONLY])
def test_a_run_whose_report_was_read_ended_with_the_last_leaving(state):
    (closed,) = close_runs([OPEN], [row(40), row(100)], read(state), at(200))
    assert closed.ended_at == at(100)


def test_a_run_goes_on_until_somebody_tells_otherwise_or_no_class_lasts_so_long():
    assert close_runs([OPEN], [row(40)], read(ReadingState.WAITING), at(200)) == (OPEN,)
    (closed,) = close_runs([OPEN], [row(40)], {}, OPEN.started_at + LONGEST_RUN)
    assert closed.ended_at == at(40)


def test_a_run_of_which_nothing_else_is_known_took_no_time():
    (closed,) = close_runs([OPEN], [], read(ReadingState.AGREED), at(200))
    assert closed.ended_at == OPEN.started_at


def test_what_goes_on_was_held_until_now():
    assert class_time(DATE, [OPEN], at(30)).held == (span(-10, 30),)
    assert class_time(DATE, [CLASS], at(300)).held == (span(-10, 125),)
    assert class_time(DATE, [CLASS], at(-20)).held == ()


def test_a_class_at_no_fixed_time_has_no_plan():
    assert class_time(ANY_TIME, [CLASS], at(300)).scheduled is None
