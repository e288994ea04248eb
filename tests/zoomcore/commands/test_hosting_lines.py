"""The lines that say who holds a class."""

from datetime import date

import pytest

from tests.zoomcore.commands.asking import ANA, ask
from zoomcore.commands.base import Target
from zoomcore.commands.render import line
from zoomcore.commands.wishes.hosting import ChangeAlternatives, ChangeHost, StandIn
from zoomcore.commands.wishes.meetings import OpenScheduleForm, ScheduleMeeting
from zoomcore.errors import InvalidInput

LINES = {
    "alt": ChangeAlternatives(),
    "alt MATH201": ChangeAlternatives(target=Target(course="MATH201")),
    f"alt {ANA}": ChangeAlternatives(add=("@U1",)),
    f"alt add {ANA} and li@uni.example": ChangeAlternatives(add=("@U1", "li@uni.example")),
    "alt add Kim Novak to MATH201": ChangeAlternatives(add=("Kim Novak",), target=Target(course="MATH201")),
    "alt add kim, li@uni.example MATH201": ChangeAlternatives(
        add=("kim", "li@uni.example"), target=Target(course="MATH201")
    ),
    'alt add "Kim Novak" 812 3456 7890': ChangeAlternatives(add=("Kim Novak",), target=Target(number=81234567890)),
    "alternative hosts remove kim@uni.example": ChangeAlternatives(remove=("kim@uni.example",)),
    "co-host add kim@uni.example": ChangeAlternatives(add=("kim@uni.example",)),
    "alt add li@uni.example remove kim@uni.example": ChangeAlternatives(
        add=("li@uni.example",), remove=("kim@uni.example",)
    ),
}
SUBSTITUTES = {
    "sub": StandIn(),
    f"sub {ANA}": StandIn(who="@U1"),
    f"sub {ANA} on nov 26": StandIn(who="@U1", target=Target(day=date(2026, 11, 26))),
    "sub kim@uni.example thu MATH201": StandIn(
        who="kim@uni.example", target=Target(course="MATH201", day=date(2026, 11, 26))
    ),
    "sub kim novak on nov 26": StandIn(who="kim novak", target=Target(day=date(2026, 11, 26))),
    "sub kim nov 26": StandIn(who="kim", target=Target(day=date(2026, 11, 26))),
    "sub off": StandIn(off=True),
    "sub off nov 26": StandIn(off=True, target=Target(day=date(2026, 11, 26))),
    "substitute li@uni.example tomorrow": StandIn(who="li@uni.example", target=Target(day=date(2026, 11, 24))),
    'cover "Kim Novak" on 2026-11-26 81234567890': StandIn(
        who="Kim Novak", target=Target(number=81234567890, day=date(2026, 11, 26))
    ),
}
HANDOVERS = {
    "host MATH201 to li@uni.example": ChangeHost(target=Target(course="MATH201"), to="li@uni.example"),
    "host to kim novak": ChangeHost(to="kim novak"),
    f"host {ANA}": ChangeHost(to="@U1"),
    f"host 812 3456 7890 to {ANA}": ChangeHost(target=Target(number=81234567890), to="@U1"),
}
PHRASES = {
    f"alt {ANA}": ("@U1",),
    "alternative hosts kim@uni.example and li@uni.example": ("kim@uni.example", "li@uni.example"),
    "alternative host kim@uni.example": ("kim@uni.example",),
    f"with co-hosts {ANA}, kim@uni.example": ("@U1", "kim@uni.example"),
    "cohost Kim": ("Kim",),
}


@pytest.mark.parametrize("text", LINES)
def test_it_means_one_thing(text):
    assert ask(text).command == LINES[text]


@pytest.mark.parametrize("text", SUBSTITUTES)
def test_a_line_about_a_substitute_means_one_thing(text):
    assert ask(text).command == SUBSTITUTES[text]


@pytest.mark.parametrize("text", HANDOVERS)
def test_a_line_that_gives_a_class_away_means_one_thing(text):
    assert ask(text).command == HANDOVERS[text]


def test_a_class_has_one_host():
    with pytest.raises(InvalidInput, match="A class has one host"):
        ask("host to kim@uni.example and li@uni.example")


def test_two_people_do_not_stand_in_for_one_date():
    with pytest.raises(InvalidInput, match="One person stands in for one date"):
        ask("sub kim@uni.example and li@uni.example on thu")


@pytest.mark.parametrize("text", PHRASES)
def test_a_new_class_names_its_alternative_hosts_anywhere(text):
    for said in (f'new "Algebra" {text} tomorrow 3pm', f'new "Algebra" tomorrow 3pm {text}'):
        command = ask(said).command

        assert isinstance(command, ScheduleMeeting)
        assert command.alternative_hosts == PHRASES[text]
        assert command.topic == "Algebra"


def test_spanish_words_name_them_too():
    command = ask('nueva "Álgebra" mañana 15:00 coanfitriones kim@uni.example y li@uni.example', locale="es").command

    assert isinstance(command, ScheduleMeeting)
    assert command.alternative_hosts == ("kim@uni.example", "li@uni.example")


def test_a_topic_about_alt_rock_is_a_topic():
    command = ask("new alt rock tomorrow 3pm").command

    assert isinstance(command, ScheduleMeeting | OpenScheduleForm)
    assert command == ScheduleMeeting(topic="alt rock", day=command.day, at=command.at)


@pytest.mark.parametrize("text", [one for one in (*LINES, *SUBSTITUTES, *HANDOVERS) if ANA not in one])
def test_the_line_of_a_command_says_the_same(text):
    command = {**LINES, **SUBSTITUTES, **HANDOVERS}[text]
    assert ask(line(command)).command == command
