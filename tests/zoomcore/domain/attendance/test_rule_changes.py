"""Whose grades another rule would move."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given

from tests.zoomcore.domain.attendance.cases import BO, BY_ENTRY, BY_TIME, case, enrolled, match
from tests.zoomcore.domain.attendance.strategies import rules
from zoomcore.domain.attendance.evidence import Evidence
from zoomcore.domain.attendance.judging import judge
from zoomcore.domain.attendance.presences import presences
from zoomcore.domain.attendance.rule_changes import Moved, PastClass, effects
from zoomcore.domain.attendance.rules import AttendanceRule, AttendanceStatus, Mark
from zoomcore.domain.attendance.terms import GradedClass, terms

HALF = match((0, 60))
WHOLE = match((0, 120), people=(8,), key="n:cy", evidence=Evidence.NAME)


def past(occurrence: int = 1, **changes) -> PastClass:
    """Bo was there for half of it, by e-mail; Cy for all of it, by name."""
    plain = PastClass(occurrence=occurrence, case=case(), roster=(enrolled(), enrolled(8)), matches=(HALF, WHOLE))
    return replace(plain, **changes)


def test_only_those_whose_grade_moves_are_told():
    (found,) = effects(BY_TIME, BY_ENTRY, [past(), past(2)])

    assert (found.person, found.before.points, found.after.points) == (BO, 60, 120)
    present = AttendanceStatus.PRESENT
    assert found.classes == tuple(
        Moved(occurrence=one, before=Decimal(30), after=Decimal(60), status_before=present, status_after=present)
        for one in (1, 2)
    )


def test_a_strict_rule_moves_those_known_by_name_alone():
    (found,) = effects(BY_TIME, replace(BY_TIME, strict=True), [past()])

    assert (found.person, found.after.points) == (8, 0)
    assert found.classes[0].status_after is AttendanceStatus.ABSENT


def test_dropping_moves_a_term_without_moving_a_class():
    better = past(2, matches=(replace(HALF, participant=WHOLE.participant), WHOLE))

    found = effects(BY_TIME, replace(BY_TIME, drop_lowest=1), [past(), better])

    assert [(one.person, one.before.points, one.after.points, one.after.of) for one in found] == [
        (BO, 90, 60, 60),
        (8, 120, 60, 60),
    ]
    assert [one.classes for one in found] == [(), ()]


def test_a_meeting_with_its_own_rule_and_a_frozen_class_stay_as_they_are():
    kept = judge([enrolled()], {}, case())

    assert effects(BY_TIME, BY_ENTRY, [past(own_rule=True), past(2, frozen=kept)]) == ()


def test_a_mark_does_not_move():
    marked = case(marks={BO: Mark(person=BO, points=Decimal(44))})

    assert effects(BY_TIME, BY_ENTRY, [past(case=marked)]) == ()


def test_the_first_rule_of_a_course_moves_everybody_from_nothing():
    found = effects(AttendanceRule(), BY_TIME, [past()])

    assert [(one.person, one.before.of, one.classes[0].before, one.after.of) for one in found] == [
        (BO, 0, None, 60),
        (8, 0, None, 60),
    ]


@given(rules, rules)
def test_what_is_told_is_what_applying_it_gives(before, after):
    told = {one.person: one.after for one in effects(before, after, [past()])}
    new = case(rule=after)
    rows = judge(past().roster, presences(past().matches, (), rule=after), new)
    applied = terms([GradedClass(of=after.points, rows=rows)], drop_lowest=after.drop_lowest)

    assert all(applied[person] == grade for person, grade in told.items())
    assert effects(before, before, [past()]) == ()
