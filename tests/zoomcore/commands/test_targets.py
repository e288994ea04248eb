"""Which words of a line name the class it is about."""

from datetime import time

import pytest

from tests.zoomcore.commands.asking import ask
from tests.zoomcore.commands.test_lines import FRIDAY, TODAY, TOMORROW
from zoomcore.commands.base import Target
from zoomcore.commands.wishes.meetings import CancelMeeting, MoveMeeting
from zoomcore.commands.wishes.options import ChangeOptions
from zoomcore.domain.meetings import Scope


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("cancel Seminar Y", "Seminar Y"),
        ("cancel Y Combinator", "Y Combinator"),
        ("cancel Plan A review", "Plan A review"),
        ("move Group A to friday 10:00", "Group A"),
        ("move Group A friday 10:00", "Group A"),
        ("mover Grupo A a 16:00", "Grupo A"),
        ("set Seminar Y mute", "Seminar Y"),
        ("set Seminar Y mute and waiting room", "Seminar Y"),
    ],
)
def test_a_letter_in_capitals_is_part_of_a_name(line, words):
    assert ask(line, locale="es" if line.startswith("mover") else "en").command.target.words == words


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("move Biology a 16:00", "Biology"),
        ("mover Biología a viernes 16:00", "Biología"),
        ("set mute y record Biology", "Biology"),
        ("set Biology mute y", "Biology"),
        ("start a Biology class", "Biology"),
    ],
)
def test_a_small_letter_leads_on_to_something_else(line, words):
    assert ask(line, locale="es" if line.startswith("mover") else "en").command.target.words == words


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("cancel Introduction to Algebra", "Introduction to Algebra"),
        ("cancel the class of Introduction to Algebra please", "Introduction to Algebra"),
        ("start my Algebra class", "Algebra"),
        ("start Algebra now", "Algebra"),
        ("start now", ""),
        ("move the lab from friday to monday", "lab"),
        ("move lab for #MATH201 to friday", "lab"),
        ("cancel the lab for BIO7", "lab"),
        ('cancel the class "To the Lighthouse"', "To the Lighthouse"),
        ("mover mi clase de Álgebra a las 11", "Álgebra"),
        ("mover la reunión de Álgebra al jueves a las 10", "Álgebra"),
        ("cancelar la clase de Historia de España del viernes", "Historia de España"),
        ("cancelar por favor Introducción a la Biología", "Introducción a la Biología"),
        ("mover la clase del lunes al martes", ""),
        ("cancelar la clase de mañana", ""),
    ],
)
def test_small_words_around_a_topic_are_left_out_and_those_inside_are_its_own(line, words):
    locale = "es" if line.startswith(("mover", "cancelar")) else "en"
    assert ask(line, locale=locale).command.target.words == words


@pytest.mark.parametrize("name", ["group a", "seminar y", "group a."])
def test_a_small_letter_is_a_name_where_nothing_follows(name):
    assert ask(f"cancel {name}").command.target.words == name.strip(".")


@pytest.mark.parametrize(
    ("line", "course", "words"),
    [
        ('cancel "Wave lab" PHY101', "PHY101", "Wave lab"),
        ('cancel PHY101 "Wave lab"', "PHY101", "Wave lab"),
        ('registrants "Wave lab" phy101', "phy101", "Wave lab"),
        ('set "Wave lab" mute PHY101', "PHY101", "Wave lab"),
        ('cancel "Review of MATH201"', "", "Review of MATH201"),
        ('cancel "MATH201"', "", "MATH201"),
        ('cancel "MATH201 review" PHY101', "PHY101", "MATH201 review"),
    ],
)
def test_a_code_beside_a_topic_in_quotes_is_the_course(line, course, words):
    target = ask(line).command.target
    assert (target.course, target.words) == (course, words)


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("cancel today's algebra class", CancelMeeting(target=Target(words="algebra", day=TODAY))),
        ("cancel friday’s lab", CancelMeeting(target=Target(words="lab", day=FRIDAY))),
        (
            "move tomorrow's class to friday",
            MoveMeeting(target=Target(day=TOMORROW), day=FRIDAY, scope=Scope.THIS),
        ),
        (
            "move friday's lab to tomorrow 4pm",
            MoveMeeting(target=Target(words="lab", day=FRIDAY), day=TOMORROW, at=time(16), scope=Scope.THIS),
        ),
        (
            "move today's class 16:00",
            MoveMeeting(target=Target(day=TODAY), at=time(16), scope=Scope.THIS),
        ),
        (
            "set friday's lab mute",
            ChangeOptions(target=Target(words="lab", day=FRIDAY), scope=Scope.THIS, mute=True),
        ),
    ],
)
def test_a_day_may_own_the_class(line, command):
    assert ask(line).command == command


def test_of_a_new_class_such_a_day_is_the_topics():
    assert ask("new Tomorrow's technology fri 3pm").command.topic == "Tomorrow's technology"
