"""What holds of every class, whatever the rows, the runs, the rule and the marks."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.zoomcore.domain.attendance.cases import BO, TWO_HOURS, at, case, enrolled, match, span
from tests.zoomcore.domain.attendance.strategies import (
    agreements,
    cases,
    clicks,
    devices,
    marks,
    minutes,
    pairs,
    times,
)
from zoomcore.domain.attendance.evidence import JoinInterval
from zoomcore.domain.attendance.intervals import intersect, total, union
from zoomcore.domain.attendance.judging import class_window, judge
from zoomcore.domain.attendance.presences import presences
from zoomcore.domain.attendance.reckoning import rounded
from zoomcore.domain.attendance.rules import AttendanceStatus

ROSTER = (enrolled(), enrolled(8), enrolled(9, expected=False))


def rows(matches, pressed, by):
    return judge(ROSTER, presences(matches, pressed, rule=by.rule), by)


def points(row) -> Decimal:
    return Decimal(-1) if row.points is None else row.points


@given(st.lists(devices, max_size=5), clicks, cases)
def test_every_class_can_be_judged_and_every_row_holds_what_is_promised(matches, pressed, by):
    found = rows(matches, pressed, by)

    assert [one.person for one in found] == [one.person for one in ROSTER]
    for row in found:
        assert timedelta() <= row.attended <= row.window
        assert row.late_by is None or timedelta() <= row.late_by <= row.window
        assert (row.late_by is None) == (row.arrived_at is None or not row.window)
        if row.points is not None and not row.overridden:
            assert 0 <= row.points <= by.rule.points
            assert row.points == rounded(row.points)


@given(st.lists(devices, max_size=5), clicks, cases, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter_nor_does_telling_them_twice(matches, pressed, by, random):
    shuffled, pressed_again = [*matches, *matches], [*pressed, *pressed]
    random.shuffle(shuffled)
    random.shuffle(pressed_again)

    assert rows(shuffled, pressed_again, by) == rows(matches, pressed, by)


@given(pairs, st.lists(minutes, max_size=4), clicks, cases)
def test_cutting_a_stay_into_pieces_changes_nothing(stay, cuts, pressed, by):
    start, end = sorted(stay)
    edges = [start, *sorted(one for one in cuts if start < one < end), end]
    pieces = [match(pair) for pair in pairwise(edges)]

    assert rows(pieces, pressed, by) == rows([match((start, end))], pressed, by)


@given(st.lists(devices, max_size=4), devices, clicks, clicks, cases)
def test_more_evidence_of_presence_never_lowers_time_or_points(matches, more, pressed, pressed_too, by):
    before, after = rows(matches, pressed, by), rows([*matches, more], [*pressed, *pressed_too], by)

    for old, new in zip(before, after, strict=True):
        assert new.attended >= old.attended
        assert points(new) >= points(old)


@given(st.lists(devices, max_size=4), st.lists(devices, max_size=4), cases, marks)
def test_a_mark_outlives_every_recomputation(first, second, by, mark):
    marked = replace(by, marks={BO: mark}, void=False)

    old, new = rows(first, (), marked)[0], rows(second, (), marked)[0]

    assert old.excuse == new.excuse == mark.excuse
    if mark.excuse is not None or mark.status is not None:
        assert old.status == new.status
    if mark.excuse is not None or mark.points is not None:
        assert old.points == new.points


@given(st.lists(devices, max_size=4), clicks, cases, agreements)
def test_what_is_agreed_never_harms(matches, pressed, by, agreement):
    plain = rows(matches, pressed, replace(by, accommodations={}))[0]
    helped = rows(matches, pressed, replace(by, accommodations={BO: agreement}))[0]

    assert points(helped) >= points(plain)


@given(times, st.lists(pairs, max_size=5))
def test_presence_is_measured_within_the_runs(time, stays):
    window = class_window(time)
    found = union(span(*one) for one in stays)

    assert total(intersect(found, window)) <= total(union(time.held))
    assert all(isinstance(one, JoinInterval) and one.end > one.start for one in window)


@given(st.lists(devices, max_size=4), clicks, cases)
def test_doing_it_again_changes_nothing(matches, pressed, by):
    once = rows(matches, pressed, by)

    assert rows(matches, pressed, by) == once
    assert hash(once) == hash(rows(list(matches), tuple(pressed), by))


def test_a_stay_up_to_the_very_start_is_not_in_class():
    (row,) = judge([enrolled()], presences([match((-5, 0))], (), rule=case().rule), case())

    assert (row.status, row.arrived_at) == (AttendanceStatus.ABSENT, None)
    assert at(0) == TWO_HOURS.scheduled.start
