"""Guesses for a person to confirm: ranked, few, and honest about having nothing to say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.zoomcore.domain.attendance.rows import RUN, at, row
from zoomcore.domain.attendance.evidence import Enrolled, JoinClick
from zoomcore.domain.attendance.gathering import gather
from zoomcore.domain.attendance.latin_letters import latin, sounds
from zoomcore.domain.attendance.suggesting import suggest, suggest_all

NAMES = (
    "Robert Smith",
    "Elizabeth Walker",
    "Bo Chen",
    "Wang Xiaoming",
    "Guadalupe Ibáñez Ruiz",
    "Aleksandr Ivanov",
    "Jürgen Müller",
    "Kim Minjun",
    "Mohammed Khalil",
    "Maximilian Krüger",
    "Γιώργος Παππάς",
    "Harriet Stone",
)
ROSTER = tuple(Enrolled(person=number, name=name) for number, name in enumerate(NAMES))


def participant(name, email=""):
    (one,) = gather([row(name, 0, 50, connection="1", email=email)], [RUN], until=at(60))
    return one


def suggested(name, email="", *, clicks=(), absent=frozenset(), limit=3):
    found = suggest(participant(name, email), ROSTER, clicks=clicks, absent=absent, limit=limit)
    return [NAMES[one.person] for one in found]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Bob Smith", "Robert Smith"),
        ("Bobby", "Robert Smith"),
        ("Smith R.", "Robert Smith"),
        ("Robret Smiht", "Robert Smith"),
        ("Robert Smith (Section 2)", "Robert Smith"),
        ("Liz", "Elizabeth Walker"),
        ("E Walker", "Elizabeth Walker"),
        ("bochen99", "Bo Chen"),
        ("陈波", "Bo Chen"),
        ("王小明", "Wang Xiaoming"),
        ("Lupita", "Guadalupe Ibáñez Ruiz"),
        ("Lupe Ruiz", "Guadalupe Ibáñez Ruiz"),
        ("Alexander Ivanov", "Aleksandr Ivanov"),
        ("Саша Иванов", "Aleksandr Ivanov"),
        ("Juergen Mueller", "Jürgen Müller"),
        ("김민준", "Kim Minjun"),
        ("محمد خليل", "Mohammed Khalil"),
        ("Mo", "Mohammed Khalil"),
        ("Max", "Maximilian Krüger"),
        ("George Pappas", "Γιώργος Παππάς"),
        ("Harriet", "Harriet Stone"),
    ],
)
def test_the_likeliest_comes_first(name, meant):
    assert suggested(name)[0] == meant


@pytest.mark.parametrize("mailbox", ["bo.chen", "bchen", "chenbo42", "chen_bo"])
def test_a_mailbox_may_hold_the_name_that_a_telephone_hides(mailbox):
    assert suggested("iPhone", f"{mailbox}@mail.example")[0] == "Bo Chen"


def test_nothing_is_said_where_nothing_speaks_for_anybody():
    assert suggested("iPhone") == []
    assert suggested("") == []


def test_who_pressed_join_just_before_is_suggested_for_a_bare_telephone():
    clicks = [JoinClick(person=11, at=at(-1)), JoinClick(person=2, at=at(-4)), JoinClick(person=3, at=at(-50))]
    assert suggested("iPhone", clicks=clicks, absent={11, 2}) == ["Harriet Stone", "Bo Chen"]


def test_a_good_name_goes_before_a_near_click():
    assert suggested("Bobby Smith", clicks=[JoinClick(person=11, at=at(0))], absent={11})[0] == "Robert Smith"


def test_of_two_alike_the_one_who_is_still_absent_comes_first():
    pair = (Enrolled(person=1, name="Ana Ruiz"), Enrolled(person=2, name="Ana Ortega"))
    assert [one.person for one in suggest(participant("Ana"), pair, clicks=(), absent={2})] == [2, 1]


def test_a_legal_name_is_found_and_told_once():
    pair = (Enrolled(person=1, name="Bo Chen", legal_name="Beauregard Chen"),)
    assert [one.person for one in suggest(participant("Beauregard C"), pair, clicks=())] == [1]


def test_no_more_than_asked_for_and_the_likeliest_first():
    found = suggest(participant("Smith"), ROSTER, clicks=(), limit=2)
    assert len(found) <= 2
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(0 < one.score <= 100 for one in found)


def test_an_empty_roster_and_an_empty_pile_have_no_suggestions():
    assert suggest(participant("Bo"), (), clicks=()) == ()
    assert suggest_all([], ROSTER, clicks=()) == ()


@given(st.lists(st.text(max_size=20), max_size=5))
def test_all_at_once_is_the_same_as_one_by_one(names):
    pile = [participant(name) for name in names]
    at_once = suggest_all(pile, ROSTER, clicks=())
    assert list(at_once) == [suggest(one, ROSTER, clicks=()) for one in pile]


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("陈波", ["chen", "bo"]),
        ("王小明", ["wang", "xiaoming"]),
        ("김민준", ["gim", "minjun"]),
        ("щербаков", ["shcherbakov"]),
        ("παππας", ["pappas"]),
        ("محمد", ["mhmd"]),
        ("דנה", ["dnh"]),
        ("chen", ["chen"]),
    ],
)
def test_other_scripts_are_read_in_latin_letters(word, told):
    assert latin(word) == told


@pytest.mark.parametrize(("one", "other"), [("muller", "mueller"), ("ostrem", "oestrem"), ("filip", "philip")])
def test_spellings_of_one_sound_come_together(one, other):
    assert sounds(one) == sounds(other)
