"""Lines that make no sense, or more than one: a kind sentence, a way on, and nothing done."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from tests.zoomcore.commands.asking import ask, misunderstanding, refusal
from zoomcore.commands.outcome import GuessKind
from zoomcore.commands.wishes.courses import MapCourse
from zoomcore.commands.wishes.house import ShowHelp
from zoomcore.commands.wishes.meetings import ListMeetings, MoveMeeting, OpenScheduleForm, ScheduleMeeting
from zoomcore.domain.schedule import MOST_OCCURRENCES

REFUSED = {
    "set passcode MATH201": ("is the passcode or the class", "passcode"),
    "set passcode lab": ("is the passcode or the class", "passcode"),
    "set passcode 812345678": ("is the passcode or the class", "passcode"),
    "new Lab 31 feb 3pm": ("February has no day 31.", "day"),
    "new Lab every fri 3pm x9 except feb 9-31": ("February has no day 31.", "day"),
    "new Lab 0000-01-01 3pm": ("There is no year 0.", "day"),
    "new Lab 2027-02-29 3pm": ("February 2027 has no day 29.", "day"),
    "new Lab 25/13 3pm": ("There is no month 13.", "day"),
    "new Lab tomorrow 25:00": ("“25:00” is no time", "at"),
    "new Lab tomorrow 13pm": ("“13pm” is no time", "at"),
    "new Lab tomorrow 3pm-3pm": ("begins and ends at the same time", "duration_minutes"),
    "new every blue moon": ("“every blue moon”", "repeat"),
    "new Lab every mon 3pm until the cows come home": ("the dates of “until the cows”", "until"),
    "new Lab every mon 3pm except holidays": ("the dates of “except holidays”", "until"),
    "new Lab Friday 3 December 3pm": ("3 December 2026 is a Thursday", "day"),
    'new "Lab" every blue moon 3pm': ("“every blue moon”", "repeat"),
    'new "Algebra tomorrow 3pm': ('an opening " without its partner, before “Algebra tomorrow 3pm”', "topic"),
    "new “Algebra tomorrow 3pm": ("an opening “ without", "topic"),
    f"new {'x' * 201} tomorrow 3pm": ("201 characters, and Zoom takes 200", "topic"),
    f'move to 16:00 topic "{"x" * 201}"': ("201 characters, and Zoom takes 200", "topic"),
    "new " + "x" * 5000: ("5,004 characters", ""),
    "new Lab every day 3pm x51": (f"at most {MOST_OCCURRENCES} times", "count"),
    "new Lab every day 3pm until dec 30 2027": (f"at most {MOST_OCCURRENCES} times", "until"),
    "new Lab every 91 days 3pm": ("at most every 90 days", "interval"),
    "new Lab every 13 weeks fri 3pm": ("at most every 12 weeks", "interval"),
    "new Lab every 4 months dec 1 3pm": ("at most every 3 months", "interval"),
    "new Lab every fri 3pm x4 until dec 12": ("not both", "until"),
    "new Lab every fri 3pm for 2 weeks x4": ("says twice", "until"),
    "new Lab every fri 3pm until nov 1 2026": ("is before the first", "until"),
    "new Lab tomorrow 3pm for 2m": ("from 5 minutes to 24 hours", "duration_minutes"),
    "new Lab tomorrow 3pm for 25 hours": ("from 5 minutes to 24 hours", "duration_minutes"),
    "new Lab tomorrow 3-4pm for 2 hours": ("two lengths, 60 and 120 minutes", "duration_minutes"),
    "new Lab every mon 3pm UTC+2": ("fixed offset", "zone"),
    "new Lab tomorrow 3pm tz Foo": ("I don't know the time zone “Foo”", "zone"),
    "new Lab tomorrow 3pm except dec 1": ("no dates to leave out", "skip"),
    "new Lab every fri 3pm x1 except nov 27": ("Every date", "skip"),
    "new Lab every fri 3pm except fridays": ("leave a weekday out only", "skip"),
    "new Friday review tomorrow 3pm": ("“Friday” and “tomorrow”", ""),
    "new Lab 9999-12-31 3pm": ("farther ahead than I can plan", "day"),
    "move to 15:00 UTC+2": ("needs its day too", "zone"),
    "new Lab tomorrow 3pm UTC+19": ("I don't know the time zone", "zone"),
    "new Lab 2026-12-01T24:00": ("“24:00” is no time", "at"),
    "new Lab every fri 3pm for 9999 months": (f"at most {MOST_OCCURRENCES} times", "until"),
    "new Lab every fri 3pm for 9999 weeks until dec 1": ("says twice", "until"),
    f"course add {'X' * 41}": ("at most 40 characters", "code"),
    f'course add MATH201 "{"x" * 201}"': ("201 characters, and I keep 200", "title"),
    f"course people MATH201 import {'x' * 100_001}": ("longer than 100,000 characters", "csv"),
    "cancel MATH201 at 3pm": ("“at 3pm”", "target"),
    "course add": ("Which course", "code"),
    "course people MATH201 add nobody": ("Whom do you mean", "who"),
    "course people MATH201 add bo@uni.example as boss": ("“boss” is no role", "role"),
}


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: text[:40])
def test_a_line_that_makes_no_sense_is_refused_with_its_reason_and_a_way_on(text):
    reason, field = REFUSED[text]
    error = refusal(text)
    assert reason in error.message
    assert error.field == field
    assert error.next_step


def test_yesterday_is_refused_with_tomorrow_at_the_same_time_as_a_button():
    error = misunderstanding("new Lab yesterday 3pm")
    assert error.message == "Sun 22 Nov 2026, 15:00, has gone by."
    assert [(choice.label, choice.command) for choice in error.choices] == [
        ("Tomorrow 15:00", ScheduleMeeting(topic="Lab", day=date(2026, 11, 24), at=time(15)))
    ]


def test_a_past_hour_of_today_is_refused():
    assert "Mon 23 Nov 2026, 09:00," in misunderstanding("new Lab today 9:00").message
    assert "Mon 23 Nov 2026, 09:00," in misunderstanding("move MATH201 to today 9:00").message


def test_a_past_day_without_more_offers_the_form_for_tomorrow():
    (choice,) = misunderstanding("new yesterday").choices
    assert choice.command == OpenScheduleForm(draft=ScheduleMeeting(day=date(2026, 11, 24)))


def test_a_past_day_to_move_to_offers_tomorrow():
    (choice,) = misunderstanding("move to yesterday 3pm").choices
    assert choice.command == MoveMeeting(day=date(2026, 11, 24), at=time(15))


def test_three_slash_four_offers_both_readings():
    error = misunderstanding("new Lab 3/4 3pm")
    assert error.message == "3/4 could be 3 April or 4 March."
    assert [(choice.label, choice.command.day) for choice in error.choices] == [
        ("3 April", date(2027, 4, 3)),
        ("4 March", date(2027, 3, 4)),
    ]


def test_a_reading_that_has_gone_by_is_not_offered():
    error = misunderstanding("new Lab 1/12/2026 3pm")
    assert [choice.label for choice in error.choices] == ["1 December"]


def test_the_same_number_twice_is_not_ambiguous():
    assert ask("new Lab 12/12 3pm").command.day == date(2026, 12, 12)


def test_a_choice_with_a_guess_in_it_opens_the_form():
    error = misunderstanding("new Lab 3/4 at 3")
    assert all(isinstance(choice.command, OpenScheduleForm) for choice in error.choices)


def test_an_unknown_verb_is_answered_with_the_closest_one():
    error = misunderstanding("lst MATH201")
    assert error.message == "I don't know “lst”."
    assert error.next_step == "Did you mean `list`?"
    assert [choice.command for choice in error.choices] == [ListMeetings(course="MATH201")]


def test_a_slip_in_new_writes_nothing_and_offers_both_readings():
    error = misunderstanding("newe algebra tmrw 3pm")
    meant, typed = (choice.command for choice in error.choices)
    assert meant == ScheduleMeeting(topic="algebra", day=date(2026, 11, 24), at=time(15))
    assert typed == OpenScheduleForm(draft=ScheduleMeeting(topic="newe algebra", day=date(2026, 11, 24), at=time(15)))


@pytest.mark.parametrize("text", ["coourse map MATH201", "course mapp MATH201"])
def test_a_slip_in_a_verb_of_two_words_is_recognised(text):
    assert [choice.command for choice in misunderstanding(text).choices] == [MapCourse(code="MATH201")]


def test_a_suggestion_whose_line_makes_no_sense_leads_to_its_help():
    (choice, *_) = misunderstanding("cancle MATH201 at 3pm").choices
    assert choice.command == ShowHelp(topic="cancel")


@pytest.mark.parametrize("text", ["🎉🎉", "hello there", "שלום", "!!!", "“”"])
def test_a_line_without_any_command_leads_to_help(text):
    assert [choice.command for choice in misunderstanding(text).choices] == [ShowHelp()]


@pytest.mark.parametrize("text", ["reminders MATH201", "remind MATH201"])
def test_what_cannot_be_done_yet_is_said_and_never_read_as_a_topic(text):
    error = misunderstanding(text)
    assert "yet" in error.message
    assert [choice.command for choice in error.choices] == [ShowHelp()]


def test_a_gap_in_spring_is_noted_for_a_time_at_night():
    before = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Europe/Madrid"))
    parsed = ask("new Lab 2:30 29 mar", now=before)
    assert parsed.command == ScheduleMeeting(topic="Lab", day=date(2026, 3, 29), at=time(2, 30))
    assert [note.kind for note in parsed.notes] == [GuessKind.DST_GAP]
    assert "starts at 03:30" in parsed.notes[0].text


@pytest.mark.parametrize(
    "line", ["move lab 30 minutes later", "move lab by 30 minutes", "move lab an hour earlier", "move by 1 hour"]
)
def test_a_class_is_not_moved_by_a_length_and_gets_no_other_length_either(line):
    error = refusal(line)
    assert error.field == "at"
    assert "move a class by a length of time" in error.message


def test_the_same_is_refused_in_spanish():
    assert refusal("mover lab 30 minutos más tarde", locale="es").field == "at"
