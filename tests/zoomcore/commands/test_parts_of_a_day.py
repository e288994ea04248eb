"""Evenings and mornings said beside a day, in front of a time or behind it."""

from datetime import time

import pytest

from tests.zoomcore.commands.asking import ask
from tests.zoomcore.commands.test_lines import FRIDAY, TODAY, TOMORROW
from zoomcore.commands.wishes.meetings import ScheduleMeeting


@pytest.mark.parametrize(
    ("when", "day", "at"),
    [
        ("friday evening at 7", FRIDAY, time(19)),
        ("friday evening 7:30", FRIDAY, time(19, 30)),
        ("on friday in the evening at 7", FRIDAY, time(19)),
        ("friday night at 11", FRIDAY, time(23)),
        ("friday morning at 6", FRIDAY, time(6)),
        ("friday morning, 6:30", FRIDAY, time(6, 30)),
        ("tomorrow afternoon at 4", TOMORROW, time(16)),
        ("tomorrow evening, 7:30", TOMORROW, time(19, 30)),
        ("at 7 tomorrow evening", TOMORROW, time(19)),
        ("tonight at 9", TODAY, time(21)),
        ("at 9 tonight", TODAY, time(21)),
        ("8:30 this evening", TODAY, time(20, 30)),
        # Said twice, and by the clock alone.
        ("friday evening 7pm", FRIDAY, time(19)),
        ("friday evening 19:00", FRIDAY, time(19)),
        ("friday at 9", FRIDAY, time(9)),
    ],
)
def test_a_part_of_the_day_says_which_half_a_time_is_of(when, day, at):
    assert ask(f"new Lab {when}").command == ScheduleMeeting(topic="Lab", day=day, at=at)


@pytest.mark.parametrize("when", ["friday evening at 7", "at 9 tonight", "tomorrow morning at 6"])
def test_nothing_is_guessed_of_a_time_whose_half_is_said(when):
    assert ask(f"new Lab {when}").guesses == ()


@pytest.mark.parametrize(
    ("when", "at", "minutes"),
    [
        ("friday evening 7-9", time(19), 120),
        ("friday evening from 6:30 to 8", time(18, 30), 90),
        ("friday morning 9-1", time(9), 240),
        ("friday night 11-1", time(23), 120),
    ],
)
def test_a_part_of_the_day_counts_for_the_beginning_of_a_range(when, at, minutes):
    wanted = ScheduleMeeting(topic="Lab", day=FRIDAY, at=at, duration_minutes=minutes)
    assert ask(f"new Lab {when}").command == wanted


@pytest.mark.parametrize(
    ("when", "day", "at"),
    [
        ("mañana por la mañana a las 6", TOMORROW, time(6)),
        ("mañana por la tarde a las 4", TOMORROW, time(16)),
        ("el viernes por la noche a las 9", FRIDAY, time(21)),
        ("el viernes a las 9 por la noche", FRIDAY, time(21)),
        ("esta mañana a las 11", TODAY, time(11)),
        ("esta noche a las 9", TODAY, time(21)),
        ("a las 9 esta noche", TODAY, time(21)),
        ("viernes a las 9 de la mañana", FRIDAY, time(9)),
    ],
)
def test_a_part_of_the_day_is_read_in_spanish_too(when, day, at):
    assert ask(f"nueva Lab {when}", locale="es").command == ScheduleMeeting(topic="Lab", day=day, at=at)


@pytest.mark.parametrize(
    ("when", "at"),
    [
        ("a las 3 y media de la tarde", time(15, 30)),
        ("a las 10 y cuarto", time(10, 15)),
        ("10 y media", time(10, 30)),
        ("a las 5 menos cuarto de la tarde", time(16, 45)),
        ("a la 1 menos cuarto", time(12, 45)),
        ("por la noche a las 8 y media", time(20, 30)),
    ],
)
def test_quarters_and_halves_are_read_in_spanish(when, at):
    assert ask(f"nueva Lab viernes {when}", locale="es").command == ScheduleMeeting(topic="Lab", day=FRIDAY, at=at)


def test_of_a_series_it_counts_for_every_date():
    command = ask("new Lab every monday evening at 7 x5").command
    assert (command.topic, command.at, command.weekdays) == ("Lab", time(19), (1,))


@pytest.mark.parametrize(
    ("line", "topic"),
    [
        ("new Evening yoga friday 7:00", "Evening yoga"),
        ("new Friday evening yoga at 7", "evening yoga"),
        ("new Night sky tonight at 9", "Night sky"),
    ],
)
def test_with_no_time_behind_it_such_a_word_is_the_topics(line, topic):
    assert ask(line).command.topic == topic
