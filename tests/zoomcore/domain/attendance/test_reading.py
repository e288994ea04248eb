"""Reading until two reads agree."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.zoomcore.domain.attendance.cases import START, at
from zoomcore.domain.attendance.evidence import EvidenceSource, ParticipantRecord, Where
from zoomcore.domain.attendance.reading import (
    APART,
    GIVE_UP,
    GIVE_UP_ALONE,
    STILL_GROWING,
    Denied,
    NotReady,
    RowsRead,
    first_read,
    next_read,
    rows_digest,
)
from zoomcore.domain.attendance.sheets import Reading, ReadingState

WAITING = Reading(run="abc==", occurrence=1, meeting=1, state=ReadingState.WAITING)
HOUR = timedelta(hours=1)


def rows(digest: str, count: int = 12) -> RowsRead:
    return RowsRead(source="report", rows=count, digest=digest)


def follow(outcomes, *, seen_live: int = 12, start: Reading = WAITING):
    """Ask when it is due, with these answers and the last of them for ever; gives (state, hours after the end) each."""
    reading, due, told = start, first_read(START), []
    answers = list(outcomes)
    while due is not None and due - START < timedelta(days=60):
        now = due
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        reading, due = next_read(reading, answer, now=now, ended_at=START, seen_live=seen_live)
        told.append((reading.state, (now - START) / HOUR))
    return reading, told


def test_two_reads_that_agree_half_an_hour_apart_settle_a_normal_day():
    reading, told = follow([rows("a")])

    assert told == [(ReadingState.ONCE, 0.5), (ReadingState.AGREED, 1.0), (ReadingState.AGREED, 24.0)]
    assert (reading.reads, reading.rows, reading.source, reading.digest) == (3, 12, "report", "a")


def test_two_reads_too_close_together_prove_nothing():
    once, _ = next_read(WAITING, rows("a"), now=at(30), ended_at=START)
    again, due = next_read(once, rows("a"), now=at(45), ended_at=START)

    assert (again.state, again.reads, due) == (ReadingState.ONCE, 2, at(60))
    # Asking often does not put the agreement off.
    assert next_read(again, rows("a"), now=at(60), ended_at=START)[0].state is ReadingState.AGREED


def test_a_report_that_grows_starts_over():
    reading, told = follow([rows("a"), rows("b", 13), rows("b", 13)])

    assert [state for state, _hours in told[:3]] == [ReadingState.ONCE, ReadingState.ONCE, ReadingState.AGREED]
    assert (reading.digest, reading.rows) == ("b", 13)


def test_a_report_that_grew_after_it_was_final_is_found_the_next_day():
    reading, told = follow([rows("a"), rows("a"), rows("b", 13), rows("b", 13)])

    assert [state for state, _hours in told] == [
        ReadingState.ONCE,
        ReadingState.AGREED,
        ReadingState.ONCE,
        ReadingState.AGREED,
    ]
    assert told[2][1] == 24
    assert reading.rows == 13


def test_a_report_that_never_rests_is_read_at_most_four_times_on_its_day_and_not_for_ever():
    reading, told = follow([rows(str(number)) for number in range(100)])

    assert len([hours for _state, hours in told if hours < 24]) == 4
    assert len(told) < 40
    assert reading.state is ReadingState.ONCE


def test_not_ready_is_asked_for_again_with_growing_patience():
    _reading, told = follow([NotReady()] * 4 + [rows("a")])

    assert [hours for _state, hours in told] == [0.5, 1, 2, 4, 8, 8.5, 24]
    assert [state for state, _hours in told][3:6] == [ReadingState.WAITING, ReadingState.ONCE, ReadingState.AGREED]


@pytest.mark.parametrize(
    ("seen_live", "state", "patience"),
    [
        (12, ReadingState.LIVE_ONLY, GIVE_UP),
        (0, ReadingState.UNREADABLE, GIVE_UP),
        (1, ReadingState.LIVE_ONLY, GIVE_UP_ALONE),
    ],
)
def test_what_zoom_never_reports_is_given_up_after_a_known_time(seen_live, state, patience):
    reading, told = follow([NotReady()], seen_live=seen_live)

    assert (reading.state, reading.reads) == (state, 0)
    assert patience / HOUR <= told[-1][1] <= patience / HOUR + 12


def test_an_empty_report_of_a_run_with_people_in_it_is_one_that_is_not_made_yet():
    reading, told = follow([rows("empty", 0), rows("a")])

    assert [state for state, _hours in told[:3]] == [ReadingState.WAITING, ReadingState.ONCE, ReadingState.AGREED]
    assert reading.rows == 12


def test_an_empty_report_of_a_run_that_nobody_was_seen_in_is_believed_twice():
    assert follow([rows("empty", 0)], seen_live=0)[0].state is ReadingState.LIVE_ONLY


def test_what_was_read_is_not_lost_by_a_later_refusal():
    once = replace(WAITING, state=ReadingState.ONCE, digest="a", rows=12, reads=1, read_at=at(30))
    agreed = replace(once, state=ReadingState.AGREED, reads=2, read_at=at(60))

    for outcome in (NotReady(), Denied(reason="plan"), rows("empty", 0)):
        assert next_read(agreed, outcome, now=at(90), ended_at=START)[0].state is ReadingState.AGREED
        kept, _due = next_read(once, outcome, now=START + 2 * STILL_GROWING, ended_at=START)
        assert (kept.state, kept.digest, kept.rows) == (ReadingState.ONCE, "a", 12)


def test_a_plan_that_refuses_is_told_and_may_be_tried_again_by_a_person():
    denied, due = next_read(WAITING, Denied(reason="scope"), now=at(30), ended_at=START)
    again, _due = next_read(denied, rows("a"), now=at(300), ended_at=START)

    assert (denied.state, denied.reason, due) == (ReadingState.UNREADABLE, "scope", None)
    assert (again.state, again.reason) == (ReadingState.ONCE, "")


def test_reads_after_an_outage_of_weeks_agree_as_on_the_first_day():
    late = START + timedelta(days=20)
    once, due = next_read(WAITING, rows("a"), now=late, ended_at=START)

    assert due == late + APART
    assert next_read(once, rows("a"), now=late + APART, ended_at=START) == (
        replace(once, state=ReadingState.AGREED, reads=2, read_at=late + APART),
        None,
    )


def test_the_digest_knows_rows_and_neither_their_order_nor_repeats():
    one = ParticipantRecord(run="abc==", source=EvidenceSource.REPORT, where=Where.MEETING, name="Bo", joined_at=START)
    other = replace(one, left_at=at(5))

    assert rows_digest([one, other]) == rows_digest([other, one, other])
    assert rows_digest([one]) != rows_digest([other])
