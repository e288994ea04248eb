"""One class judged: the figures, the edges, and what may never happen."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from tests.zoomcore.domain.attendance.cases import (
    BO,
    BY_ENTRY,
    BY_TIME,
    TWO_HOURS,
    at,
    case,
    click,
    enrolled,
    judged,
    match,
    presence,
    seen,
    span,
    spans,
)
from zoomcore.domain.attendance.evidence import JoinInterval
from zoomcore.domain.attendance.judging import CLICK_STANDS, class_window, judge
from zoomcore.domain.attendance.rules import (
    Accommodation,
    AttendanceRule,
    AttendanceStatus,
    ClassTime,
    Excuse,
    GradeMethod,
    Mark,
)

PRESENT, LATE, PARTIAL = AttendanceStatus.PRESENT, AttendanceStatus.LATE, AttendanceStatus.PARTIAL
ABSENT, EXCUSED, UNEXPECTED = AttendanceStatus.ABSENT, AttendanceStatus.EXCUSED, AttendanceStatus.UNEXPECTED
TEN_MINUTES = timedelta(minutes=10)
LATE_RULE = replace(BY_TIME, late_after=TEN_MINUTES, late_keeps=Decimal("0.5"))


@pytest.mark.parametrize(
    ("minutes", "points"), [(35, "17.50"), (60, "30.00"), (90, "45.00"), (110, "55.00"), (120, "60.00"), (0, "0.00")]
)
def test_time_in_class_earns_its_part(minutes, points):
    """The figures of mod-zoom 1.6."""
    assert judged(presence((0, minutes))).points == Decimal(points)


def test_joining_early_and_staying_long_earn_no_more_than_all():
    row = judged(presence((-60, 300)))

    assert (row.attended, row.window) == (timedelta(hours=2), timedelta(hours=2))
    assert row.points == 60


def test_overlapping_devices_are_not_added_up():
    assert judged(seen([match((0, 40)), match((20, 60), key="n:b")])).points == 30


def test_points_are_rounded_half_up_to_two_places():
    # A sixteenth of two points is 0.125.
    assert judged(presence((0, 7.5)), rule=replace(BY_TIME, points=Decimal(2))).points == Decimal("0.13")


def test_a_third_is_no_float():
    assert judged(presence((0, 40)), rule=replace(BY_TIME, points=Decimal(10))).points == Decimal("3.33")


@pytest.mark.parametrize(("stay", "points"), [((0, 1), "60.00"), ((119, 125), "60.00"), ((-9, 0), "0.00")])
def test_by_entry_any_time_within_class_earns_all(stay, points):
    assert judged(presence(stay), rule=BY_ENTRY).points == Decimal(points)


def test_a_click_or_the_waiting_room_is_no_entry():
    found = seen([match(waits=((-5, 120),))], [click(-5)])

    row = judged(found, rule=BY_ENTRY)

    assert (row.status, row.points, row.arrived_at) == (ABSENT, 0, at(-5))


def test_nothing_counts_before_a_rule_is_picked():
    row = judged(presence((0, 120)), rule=AttendanceRule())

    assert (row.status, row.points) == (PRESENT, None)


@pytest.mark.parametrize(("minutes", "points"), [(96, "60.00"), (95, "47.50"), (24, "12.00"), (23, "0.00")])
def test_thresholds_are_met_exactly(minutes, points):
    rule = replace(BY_TIME, full_from=Decimal("0.8"), nothing_below=Decimal("0.2"))

    assert judged(presence((0, minutes)), rule=rule).points == Decimal(points)


@pytest.mark.parametrize(("minutes", "status"), [(60, PRESENT), (59, PARTIAL)])
def test_less_than_half_is_partial(minutes, status):
    assert judged(presence((0, minutes))).status is status


@pytest.mark.parametrize(("arrived", "status", "points"), [(10, PRESENT, "55.00"), (11, LATE, "27.25")])
def test_late_is_more_than_the_minutes_allowed_and_costs_what_the_rule_says(arrived, status, points):
    row = judged(presence((arrived, 120)), rule=LATE_RULE)

    assert (row.status, row.points, row.late_by) == (status, Decimal(points), timedelta(minutes=arrived))


def test_a_host_who_comes_late_makes_nobody_late():
    time = ClassTime(scheduled=span(0, 120), held=spans((25, 120)))

    row = judged(presence((26, 120)), time=time, rule=LATE_RULE)

    assert (row.status, row.late_by) == (PRESENT, timedelta(minutes=1))


def test_waiting_to_be_admitted_is_not_late():
    row = judged(seen([match((40, 120), waits=((-3, 40),))]), rule=LATE_RULE)

    assert (row.status, row.arrived_at, row.late_by) == (PRESENT, at(-3), timedelta())


def test_a_click_that_led_to_the_meeting_is_the_arrival():
    row = judged(seen([match((20, 120))], [click(4)]), rule=LATE_RULE)

    assert (row.status, row.arrived_at, row.late_by) == (PRESENT, at(4), timedelta(minutes=4))


def test_a_click_long_before_anything_is_seen_is_no_arrival():
    joined = CLICK_STANDS / timedelta(minutes=1) + 5

    row = judged(seen([match((joined, 120))], [click(4)]), rule=LATE_RULE)

    assert (row.status, row.arrived_at) == (LATE, at(joined))


def test_who_looked_in_and_left_before_class_arrives_when_they_come_back():
    row = judged(seen([match((-40, -30), (30, 120))]), rule=LATE_RULE)

    assert (row.status, row.arrived_at) == (LATE, at(30))


def test_an_outage_between_two_runs_costs_nobody_anything():
    time = ClassTime(scheduled=span(0, 120), held=spans((0, 30), (60, 120)))

    assert class_window(time) == spans((0, 30), (60, 120))
    assert judged(presence((0, 30), (60, 120)), time=time).points == 60
    # By the clock an hour late, and yet only half an hour of class was missed.
    assert judged(presence((62, 120)), time=time).late_by == timedelta(minutes=32)


def test_runs_that_overlap_are_one_time():
    assert class_window(ClassTime(scheduled=None, held=spans((0, 50), (40, 80)))) == spans((0, 80))


def test_without_a_fixed_time_the_time_held_is_the_class():
    time = ClassTime(scheduled=None, held=spans((300, 340), (350, 410)))

    row = judged(presence((300, 350)), time=time)

    assert (row.window, row.attended) == (timedelta(minutes=100), timedelta(minutes=40))
    assert row.points == 24


@pytest.mark.parametrize("held", [(), spans((-90, -30)), spans((120, 180)), spans((200, 260))])
@pytest.mark.parametrize("rule", [BY_TIME, BY_ENTRY])
def test_a_rehearsal_or_a_host_who_never_came_asks_nothing_of_anybody(held, rule):
    """Elsewhere a session outside its time gives negative grades, and one of no length an error (mod-zoom 1.6)."""
    row = judged(presence((-90, 260)), time=ClassTime(scheduled=span(0, 120), held=held), rule=rule)

    assert (row.status, row.attended, row.window, row.points) == (UNEXPECTED, timedelta(), timedelta(), None)


def test_a_class_that_overruns_midnight_counts_to_its_planned_end():
    night = datetime(2026, 11, 12, 22, 30, tzinfo=UTC)
    scheduled = JoinInterval(night, night + timedelta(hours=2))
    time = ClassTime(scheduled=scheduled, held=(JoinInterval(night, night + timedelta(hours=4)),))
    stay = JoinInterval(night + timedelta(hours=1), night + timedelta(hours=4))

    row = judged(replace(presence(), stays=(stay,)), time=time)

    assert (row.attended, row.points) == (timedelta(hours=1), 30)


def test_a_clock_change_within_class_neither_adds_nor_takes_an_hour():
    zone = ZoneInfo("Europe/Madrid")
    # 01:30 to 03:30 by the wall on the night that has 02:00 to 03:00 twice: three hours.
    start, end = (datetime(2026, 10, 25, hour, 30, tzinfo=zone).astimezone(UTC) for hour in (1, 3))
    whole = JoinInterval(start, end)
    half = JoinInterval(start, start + timedelta(minutes=90))

    row = judged(replace(presence(), stays=(half,)), time=ClassTime(scheduled=whole, held=(whole,)))

    assert (row.window, row.points) == (timedelta(hours=3), 30)


def test_who_is_not_expected_is_not_judged_but_what_they_did_is_kept():
    row = judged(presence((0, 60)), enrolled(expected=False))

    assert (row.status, row.points, row.attended) == (UNEXPECTED, None, timedelta(hours=1))


def test_a_void_class_counts_for_nobody_and_still_tells_what_was_seen():
    marked = {BO: Mark(person=BO, points=Decimal(60))}

    assert judged(presence((0, 60)), void=True).points is None
    assert judged(presence((0, 60)), void=True).status is PRESENT
    assert judged(presence((0, 60)), void=True, marks=marked).points is None


@pytest.mark.parametrize(
    ("mark", "status", "points"),
    [
        (Mark(person=BO, points=Decimal("12.345")), PARTIAL, "12.345"),
        (Mark(person=BO, status=PRESENT), PRESENT, "60.00"),
        (Mark(person=BO, status=LATE), LATE, "30.00"),
        (Mark(person=BO, status=PARTIAL), PARTIAL, "15.00"),
        (Mark(person=BO, status=ABSENT), ABSENT, "0.00"),
        (Mark(person=BO, status=ABSENT, points=Decimal(5)), ABSENT, "5"),
    ],
)
def test_an_instructors_word_wins_and_is_flagged(mark, status, points):
    row = judged(presence((0, 30)), rule=LATE_RULE, marks={BO: mark})

    assert (row.status, row.points, row.overridden) == (status, Decimal(points), True)
    assert row.attended == timedelta(minutes=30)


def test_an_excuse_leaves_no_points_and_keeps_its_kind():
    row = judged(presence((0, 30)), marks={BO: Mark(person=BO, excuse=Excuse.ILLNESS, points=Decimal(3))})

    assert (row.status, row.excuse, row.points, row.overridden) == (EXCUSED, Excuse.ILLNESS, None, True)


def test_a_mark_stands_where_no_class_was_held():
    row = judged(
        time=ClassTime(scheduled=span(0, 120), held=()), marks={BO: Mark(person=BO, status=PRESENT, points=Decimal(9))}
    )

    assert (row.status, row.points) == (PRESENT, 9)


def test_a_status_without_a_rule_brings_no_points():
    row = judged(rule=AttendanceRule(), marks={BO: Mark(person=BO, status=PRESENT)})

    assert (row.status, row.points) == (PRESENT, None)


def test_a_mark_that_only_gives_a_reason_changes_nothing():
    assert judged(presence((0, 30)), marks={BO: Mark(person=BO, reason="Spoke to her")}) == judged(presence((0, 30)))


def agreed(**changes) -> dict[int, Accommodation]:
    return {BO: replace(Accommodation(person=BO), **changes)}


def test_an_agreed_share_is_what_attended_time_counts_against():
    row = judged(presence((0, 45)), accommodations=agreed(share_of_window=Decimal("0.75")))

    assert (row.points, row.status) == (30, PRESENT)


@pytest.mark.parametrize(
    ("grace", "never", "status"), [(0, False, LATE), (10, False, PRESENT), (0, True, PRESENT), (-30, False, LATE)]
)
def test_agreed_grace_moves_the_line_of_late(grace, never, status):
    agreement = agreed(late_grace=timedelta(minutes=grace), never_late=never)

    assert judged(presence((15, 120)), rule=LATE_RULE, accommodations=agreement).status is status
    assert judged(presence((5, 120)), rule=LATE_RULE, accommodations=agreement).status is PRESENT


@pytest.mark.parametrize("share", ["-1", "0", "2"])
def test_a_senseless_agreement_never_harms(share):
    row = judged(presence((0, 60)), accommodations=agreed(share_of_window=Decimal(share)))

    assert row.points in {30, 60}


def test_everybody_of_the_roster_has_one_row_in_its_order():
    roster = [enrolled(9), enrolled(3), enrolled(BO)]

    rows = judge(roster, {BO: presence((0, 120)), 99: presence((0, 120), person=99)}, case())

    assert [(row.person, row.status) for row in rows] == [(9, ABSENT), (3, ABSENT), (BO, PRESENT)]


def test_no_method_is_forgotten():
    assert {judged(presence((0, 30)), rule=replace(BY_TIME, method=one)).points for one in GradeMethod} == {
        None,
        60,
        15,
    }
    assert class_window(TWO_HOURS) == spans((0, 120))
