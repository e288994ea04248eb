"""Why somebody has what they have."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.zoomcore.domain.attendance.cases import (
    BO,
    BY_ENTRY,
    BY_TIME,
    at,
    case,
    click,
    enrolled,
    match,
    span,
    spans,
)
from tests.zoomcore.domain.attendance.strategies import cases, clicks, devices
from zoomcore.domain.attendance.evidence import Evidence, Pile
from zoomcore.domain.attendance.explaining import NotCounted, Piece, RulePart, why
from zoomcore.domain.attendance.judging import judge
from zoomcore.domain.attendance.presences import presences
from zoomcore.domain.attendance.rules import (
    Accommodation,
    AttendanceRule,
    AttendanceStatus,
    ClassTime,
    Excuse,
    Mark,
    Presence,
)


def explained(matches=(), pressed=(), *, expected=True, **changes):
    by = case(**changes)
    found = presences(matches, pressed, rule=by.rule)
    (row,) = judge([enrolled(expected=expected)], found, by)
    return why(row, found.get(BO, Presence(person=BO)), matches, case=by, final=True)


def test_every_time_at_zoom_is_told_with_the_reason_why_it_does_not_count():
    found = explained(
        [match((-10, 30), (50, 125), waits=((-15, -10),)), match((60, 70), key="n:b", evidence=Evidence.NAME)],
        time=ClassTime(scheduled=span(0, 120), held=spans((-10, 40), (55, 125))),
        rule=replace(BY_TIME, strict=True),
    )

    assert found.pieces == (
        Piece(span(-15, -10), NotCounted.WAITING),
        Piece(span(-10, 0), NotCounted.BEFORE),
        Piece(span(0, 30)),
        Piece(span(50, 55), NotCounted.NOT_HELD),
        Piece(span(55, 120)),
        Piece(span(120, 125), NotCounted.AFTER),
    )
    assert [(one.evidence, one.earns) for one in found.joined_as] == [(Evidence.EMAIL, True), (Evidence.NAME, False)]


def test_a_time_withheld_is_shown():
    found = explained([match((0, 60), evidence=Evidence.NAME)], rule=replace(BY_TIME, strict=True))

    assert found.pieces == (Piece(span(0, 60), NotCounted.NAME_ALONE),)
    assert RulePart.STRICT in found.parts


def test_the_arithmetic_is_that_of_the_row():
    rule = replace(BY_TIME, late_after=timedelta(minutes=10), late_keeps=Decimal("0.5"), full_from=Decimal("0.8"))

    found = explained([match((24, 120))], [click(22)], rule=rule)

    assert found.reckoning is not None
    assert (found.reckoning.share, found.reckoning.counted, found.reckoning.keeps) == (
        Decimal("0.8"),
        1,
        Decimal("0.5"),
    )
    assert found.reckoning.points == found.attendance.points == 30
    assert found.clicks == (at(22),)
    assert found.parts == (RulePart.DURATION, RulePart.FULL_FROM, RulePart.LATE_KEEPS, RulePart.LATE)


def agreed(**changes):
    return {BO: replace(Accommodation(person=BO), **changes)}


LATE_RULE = replace(BY_TIME, late_after=timedelta(minutes=10))
NOT_HELD = ClassTime(scheduled=span(0, 120), held=())


@pytest.mark.parametrize(
    ("matches", "changes", "parts"),
    [
        ([match((0, 120))], {}, {RulePart.DURATION}),
        ([match((0, 120))], {"rule": BY_ENTRY}, {RulePart.ENTRY}),
        ([match((0, 120))], {"rule": AttendanceRule()}, {RulePart.NO_RULE}),
        ([match((0, 30))], {}, {RulePart.DURATION, RulePart.PARTIAL_BELOW}),
        (
            [match((0, 30))],
            {"rule": replace(BY_TIME, nothing_below=Decimal("0.5"))},
            {RulePart.DURATION, RulePart.NOTHING_BELOW, RulePart.PARTIAL_BELOW},
        ),
        ([], {}, {RulePart.DURATION}),
        ([], {"expected": False}, {RulePart.NOT_EXPECTED}),
        ([match((0, 120))], {"time": NOT_HELD}, {RulePart.NOT_HELD}),
        ([match((0, 120))], {"void": True}, {RulePart.VOID, RulePart.DURATION}),
        ([match((15, 120))], {"rule": LATE_RULE}, {RulePart.DURATION, RulePart.LATE}),
        (
            [match((15, 120))],
            {"rule": LATE_RULE, "accommodations": agreed(never_late=True)},
            {RulePart.DURATION, RulePart.LATE_FORGIVEN},
        ),
        (
            [match((0, 120))],
            {"accommodations": agreed(share_of_window=Decimal("0.75"))},
            {RulePart.DURATION, RulePart.SHARE_OF_WINDOW},
        ),
        (
            [match((0, 120))],
            {"marks": {BO: Mark(person=BO, excuse=Excuse.OTHER)}},
            {RulePart.DURATION, RulePart.EXCUSED},
        ),
        (
            [match((0, 120))],
            {"marks": {BO: Mark(person=BO, points=Decimal(1), reason="Quiz")}},
            {RulePart.DURATION, RulePart.OVERRIDDEN},
        ),
    ],
)
def test_what_had_a_say_is_named(matches, changes, parts):
    assert set(explained(matches, **changes).parts) == parts


def test_what_is_allowed_is_that_of_the_student():
    found = explained(
        rule=LATE_RULE, accommodations=agreed(late_grace=timedelta(minutes=5), share_of_window=Decimal("0.75"))
    )

    assert (found.late_after, found.asked) == (timedelta(minutes=15), timedelta(minutes=90))
    assert explained(rule=LATE_RULE, accommodations=agreed(never_late=True)).late_after is None


def test_under_a_mark_what_was_measured_is_still_told():
    mark = Mark(person=BO, points=Decimal(1), reason="Quiz")

    found = explained([match((0, 60))], marks={BO: mark})

    assert (found.attendance.points, found.reckoning and found.reckoning.points, found.mark) == (1, 30, mark)


def test_what_is_not_theirs_is_not_told():
    found = explained([match((0, 60), people=(8,)), match((0, 60), pile=Pile.REVIEW, people=()), match((0, 9))])

    assert [one.participant.stays for one in found.joined_as] == [spans((0, 9))]


def test_a_shared_device_is_told_as_shared():
    assert [one.shared for one in explained([match((0, 60), people=(BO, 8))]).joined_as] == [True]


@given(st.lists(devices, max_size=4), clicks, cases)
def test_the_pieces_that_count_make_up_the_row_and_the_reckoning_its_points(matches, pressed, by):
    found = presences(matches, pressed, rule=by.rule)
    (row,) = judge([enrolled()], found, by)
    told = why(row, found.get(BO, Presence(person=BO)), matches, case=by, final=False)

    assert sum((one.interval.length for one in told.pieces if one.reason is None), timedelta()) == row.attended
    assert all(a.interval.end <= b.interval.start for a, b in pairwise(told.pieces))
    if told.reckoning is not None and not row.overridden and not by.void:
        assert told.reckoning.points == row.points
    assert (RulePart.LATE in told.parts) or row.overridden or row.status is not AttendanceStatus.LATE
