"""Taking one person out of texts and plain data, and nothing else with them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zoomcore.domain.privacy import Traces, email_hash, needles, own_keys

BO = Traces(
    person=7,
    names=frozenset({"Bo Chen", "Bo", "Élodie Núñez"}),
    emails=frozenset({"bo@uni.example"}),
    accounts=frozenset({"zoomuserofbochen12345x"}),
    met=frozenset({("slack", "T1", "U0123456789"), ("chat", "T1", "bo")}),
    numbers=frozenset({"4711"}),
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Ask Bo Chen, please", "Ask erased-7, please"),
        ("<BO@uni.example>", "<erased-7>"),
        ("press:U0123456789", "press:erased-7"),
        ("Bo", "erased-7"),
        ("Bo Chenoweth", "Bo Chenoweth"),
        ("Bobo and the rest", "Bobo and the rest"),
        ("a bow", "a bow"),
        ("4711", "4711"),
        ("lobo@uni.example", "lobo@uni.example"),
        ("", ""),
    ],
)
def test_a_name_goes_and_what_only_looks_like_it_stays(before: str, after: str):
    assert BO.redacted(before) == after


def test_plain_data_is_searched_to_its_leaves_and_its_keys():
    told = {"who": "bo@uni.example", "list": ["Bo Chen", {"bo": 3}], "person": 7, "none": None}
    assert BO.redacted(told) == {"who": "erased-7", "list": ["erased-7", {"erased-7": 3}], "person": 7, "none": None}


def test_they_leave_the_lists_that_zoom_is_asked_to_keep():
    ours = {"alternative_hosts": ["bo@uni.example", "li@uni.example"], "signed_in_except": ["bo@uni.example"]}
    zooms = {
        "alternative_hosts": "li@uni.example;Bo@uni.example",
        "authentication_exception": [{"name": "Bo", "email": "bo@uni.example"}, {"name": "X", "email": "x@y.example"}],
    }
    assert BO.redacted(ours) == {"alternative_hosts": ["li@uni.example"], "signed_in_except": []}
    assert BO.redacted({"options": zooms}) == {
        "options": {
            "alternative_hosts": "li@uni.example",
            "authentication_exception": [{"name": "X", "email": "x@y.example"}],
        }
    }


def test_a_file_is_about_somebody_by_any_cell_of_it():
    assert BO.found_in('Student,ID\n"Chen, Bo",4711\n')
    assert BO.found_in("Student;Mail\nX;BO@uni.example\n")
    assert not BO.found_in("Student,ID\nMaya,14711\n")


def test_a_hash_needs_the_key_and_no_capitals():
    assert email_hash("Bo@uni.example ", b"k") == email_hash("bo@uni.example", b"k")
    assert email_hash("bo@uni.example", b"k") != email_hash("bo@uni.example", b"other")


def test_a_key_that_somebody_else_bears_is_not_theirs_alone():
    assert own_keys(["bo chen", "bobo", ""], ["bo chen", "maya"]) == {"bobo"}


@given(st.text(max_size=20), st.text(max_size=20))
def test_whatever_is_rewritten_is_caught_by_the_sieve_before(head: str, tail: str):
    """As the database sees it: lower case, as text or as JSON writes it."""
    for sign in ("Bo Chen", "bo@uni.example", "U0123456789", "Élodie Núñez"):
        text = f"{head} {sign} {tail}"
        if BO.redacted(text) != text:
            for written in (text, json.dumps({"text": text})):
                assert any(one.lower() in written.lower() for one in needles(BO))


def test_somebody_of_whom_nothing_is_known_changes_nothing():
    nobody = Traces(person=1, names=frozenset())
    assert nobody.redacted({"a": ["b", ""]}) == {"a": ["b", ""]}
    assert needles(nobody) == ()
    assert not nobody.found_in("a,b")
