"""Passcodes that a host's rule takes, and what is wrong with others."""

import secrets
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zoomcore.domain.passcodes import (
    ALPHABET,
    LONGEST,
    Demands,
    Flaw,
    PasscodeRule,
    broken_by,
    demands_in,
    is_weak,
    longest_run,
    passcode,
    unusable,
)

RULES = st.builds(
    PasscodeRule,
    length=st.integers(0, LONGEST),
    have_letter=st.booleans(),
    have_number=st.booleans(),
    have_special_character=st.booleans(),
    have_upper_and_lower_characters=st.booleans(),
    only_allow_numeric=st.booleans(),
    weak_enhance_detection=st.booleans(),
    consecutive_characters_length=st.sampled_from([0, 4, 5, 6, 7, 8]),
)


@given(RULES, st.randoms(use_true_random=False))
def test_what_is_made_by_a_rule_is_taken_by_it(rule, chance):
    assert broken_by(passcode(rule, chance.choice), rule) == ()


@given(RULES)
def test_a_rule_is_read_as_zoom_writes_it(rule):
    told = {"schedule_meeting": {"meeting_password_requirement": asdict(rule)}}
    assert demands_in(told) == Demands(rule=rule)


@pytest.mark.parametrize("told", [{}, {"schedule_meeting": {}}, {"schedule_meeting": "x"}])
def test_what_zoom_does_not_tell_is_no_rule(told):
    assert demands_in(told) == Demands()


@pytest.mark.parametrize("requirement", [{}, {"meeting_password_requirement": None}])
def test_a_passcode_is_demanded_where_zoom_tells_no_rule_for_it(requirement):
    told = {"schedule_meeting": {"require_password_for_scheduling_new_meetings": True, **requirement}}
    assert demands_in(told) == Demands(required=True)


@given(st.text(alphabet=sorted(ALPHABET), max_size=12), RULES)
def test_a_passcode_with_no_flaw_fits_every_demand(text, rule):
    if broken_by(text, rule):
        return
    assert rule.length <= len(text) <= LONGEST
    assert text.isdecimal() or not rule.only_allow_numeric
    assert rule.only_allow_numeric or not rule.have_letter or any(one.isalpha() for one in text)


def test_two_are_hardly_ever_the_same():
    assert len({passcode(PasscodeRule(), secrets.choice) for _time in range(200)}) == 200


@pytest.mark.parametrize(
    ("text", "rule", "flaws"),
    [
        ("12ab@x", PasscodeRule(), ()),
        ("ñandú", PasscodeRule(), (Flaw.ALPHABET,)),
        ("12ab@x12ab@", PasscodeRule(), (Flaw.LONG,)),
        ("12345", PasscodeRule(length=6), (Flaw.SHORT,)),
        ("12ab", PasscodeRule(only_allow_numeric=True, have_letter=True), (Flaw.NUMBERS_ONLY,)),
        ("1290", PasscodeRule(have_letter=True), (Flaw.LETTER,)),
        ("abx", PasscodeRule(have_number=True), (Flaw.NUMBER,)),
        ("ab1x", PasscodeRule(have_special_character=True), (Flaw.SPECIAL,)),
        ("ab1x", PasscodeRule(have_upper_and_lower_characters=True), (Flaw.CASES,)),
        ("x4567y", PasscodeRule(consecutive_characters_length=4), (Flaw.RUN,)),
        ("x4567y", PasscodeRule(consecutive_characters_length=5), ()),
        ("x7777y", PasscodeRule(consecutive_characters_length=4), (Flaw.RUN,)),
        ("121212", PasscodeRule(weak_enhance_detection=True), (Flaw.WEAK,)),
        ("12", PasscodeRule(length=6, have_letter=True, have_number=True), (Flaw.SHORT, Flaw.LETTER)),
    ],
)
def test_every_flaw_is_named(text, rule, flaws):
    assert broken_by(text, rule) == flaws


@pytest.mark.parametrize(("text", "length"), [("", 0), ("a", 1), ("aab", 2), ("4321x", 4), ("1213", 2), ("abccc", 3)])
def test_a_run_goes_up_down_or_stays(text, length):
    assert longest_run(text) == length


@pytest.mark.parametrize(("text", "weak"), [("123456", True), ("aaaaaa", True), ("abcabc", True), ("k7Qm2x", False)])
def test_what_everybody_would_guess_is_weak(text, weak):
    assert is_weak(text) is weak


def test_what_no_meeting_takes_is_known_without_a_rule():
    assert unusable("a b") == (Flaw.ALPHABET,)
