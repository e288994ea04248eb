"""A roster as CSV, read strictly and kindly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zoomcore.domain.people import Role
from zoomcore.domain.roster import RosterFault, read_roster
from zoomcore.services.problems import line_problem


def test_a_heading_names_the_columns_in_any_order():
    read = read_roster("E-mail;Name;Role\nana@uni.example;Ana Ruiz;instructor\n")
    line = read.lines[0]
    assert (line.email, line.name, line.role) == ("ana@uni.example", "Ana Ruiz", Role.INSTRUCTOR)


def test_without_a_heading_the_order_is_name_email_id_section_role():
    line = read_roster("Bo Chen,BO@uni.example,77,A").lines[0]
    assert (line.name, line.email, line.sis_id, line.section, line.role) == (
        "Bo Chen",
        "bo@uni.example",
        "77",
        "A",
        Role.STUDENT,
    )


def test_every_fault_is_named_by_its_line_and_the_rest_is_read():
    read = read_roster("name,email,role\nBo,bo@uni.example,\nEve,eve,\nKim,kim@uni.example,king\nBo,bo@uni.example,\n")
    assert [line.email for line in read.lines] == ["bo@uni.example"]
    assert [problem.number for problem in read.problems] == [3, 4, 5]


def test_nobody_becomes_an_admin_by_a_list():
    assert read_roster("name,email,role\nEve,eve@uni.example,admin").problems


@given(st.text(max_size=400))
def test_no_text_breaks_it(text):
    read = read_roster(text)
    assert len({line.email for line in read.lines}) == len(read.lines)


@pytest.mark.parametrize(
    ("text", "fault", "words"),
    [
        ('name,email\n"Bo,bo@uni.example\n' + "x" * 200_000, RosterFault.OPEN_QUOTE, "a quotation mark is open"),
        ("\n".join(f"P,p{n}@uni.example" for n in range(5001)), RosterFault.TOO_LONG, "more than 5,000 lines"),
        ("Bo,", RosterFault.NO_EMAIL, "no e-mail address"),
        ("Bo,bo", RosterFault.STRANGE_EMAIL, "“bo” is no e-mail address"),
        ("name,email,role\nBo,bo@uni.example,king", RosterFault.STRANGE_ROLE, "“king” is no role"),
        ("name,email,from\nBo,bo@uni.example,soon", RosterFault.STRANGE_DAY, "YYYY-MM-DD"),
        ("Bo,bo@uni.example\nBo,bo@uni.example", RosterFault.TWICE, "bo@uni.example stands in line 1 too"),
    ],
)
def test_each_fault_has_its_words_and_its_line(text, fault, words):
    problem = read_roster(text).problems[-1]
    assert problem.fault is fault
    assert words in line_problem(problem)
    assert line_problem(problem).startswith(f"Line {problem.number}: ")
