"""Where several classes fit what was named equally well, it is asked which; a button answers."""

import pytest

from tests.school import text
from zoomcore.domain.people import Role
from zoomcore.views import Card, Tone


def ways(reply) -> list[str]:
    assert isinstance(reply.view, Card)
    return [one.label for one in reply.view.actions]


@pytest.fixture
async def two_labs(school):
    """Sections A and B meet at the same hour."""
    async with school.store.unit() as unit:
        for who, section in {"bo": "A", "maya": "B"}.items():
            await unit.courses.enroll(school.math.id, school.ids[who], Role.STUDENT, section)
    for section in ("A", "B"):
        await school.say("ana", f'new "Lab" thu 3pm for 50m section {section}')


@pytest.mark.parametrize(
    "line", ["cancel", "cancel MATH201", "cancel lab", "set lab mute", "move to 4pm", "sub", "rooms"]
)
async def test_a_line_that_fits_two_classes_asks_which_and_does_nothing(school, two_labs, line):
    calls = len(school.sandbox.requests)
    asked = await school.say("ana", line)
    assert asked.view.tone is Tone.ASK, text(asked)
    assert "Several classes fit that." in text(asked)
    assert ways(asked) == ["Lab · A", "Lab · B"]
    assert len(school.sandbox.requests) == calls


async def test_the_button_says_the_same_of_one_class(school, two_labs):
    await school.say("ana", "set lab mute")
    assert "Changed: Lab" in text(await school.press("Lab · B", by="ana"))
    async with school.store.reading() as unit:
        first, second = await unit.meetings.meant(school.now, "lab", course_ids=(school.math.id,))
    assert (first.meeting.section, second.meeting.section) == ("A", "B")
    assert (first.meeting.options.mute, second.meeting.options.mute) == (None, True)


async def test_who_sees_only_one_of_them_is_asked_nothing(school, two_labs):
    assert "Join as Bo Chen" in text(await school.say("bo", "join"))
    assert "Join as Maya Okafor" in text(await school.say("maya", "join lab"))


async def test_what_tells_the_classes_apart_stands_on_the_buttons(school):
    await school.say("ana", 'new "Lab" thu 3pm for 50m')
    await school.say("ana", 'new "Review" thu 3pm for 50m')
    assert ways(await school.say("ana", "cancel")) == ["Lab", "Review"]
    await school.say("ana", 'new "Lab" thu 3pm for 50m')
    async with school.store.reading() as unit:
        numbers = [one.meeting.zoom_id for one in await unit.meetings.meant(school.now, "lab", course_ids=(1,))]
    assert ways(await school.say("ana", "cancel lab")) == [f"Lab · {number}" for number in numbers]


async def test_a_name_that_no_class_has_is_said_back(school):
    await school.say("ana", 'new "Lab" thu 3pm for 50m')
    told = text(await school.say("ana", "cancel seminar"))
    assert "There is no class called “seminar” coming up here." in told


async def test_a_day_names_the_class_that_is_moved_or_cancelled(school):
    await school.say("ana", 'new "Lecture" thu 10am for 50m')
    await school.say("ana", 'new "Lab" every fri 3pm for 50m x3')
    moved = text(await school.say("ana", "move MATH201 on fri to 4pm"))
    assert "Moved: Lab" in moved, moved
    assert "16:00" in moved
    assert "Cancel Lab?" in text(await school.say("ana", "cancel on fri"))
    assert "Cancel Lecture?" in text(await school.say("ana", "cancel MATH201 thu"))
    told = text(await school.say("ana", "cancel MATH201 on sat"))
    assert "There is no class to come on Sat" in told


async def test_a_day_with_two_classes_asks_which(school):
    await school.say("ana", 'new "Lecture" thu 10am for 50m')
    await school.say("ana", 'new "Lab" thu 3pm for 50m')
    assert ways(await school.say("ana", "set on thu mute")) == ["Lecture", "Lab"]
    assert "Changed: Lab" in text(await school.press("Lab", by="ana"))
    assert "Cancel Lab?" in text(await school.say("ana", "cancel lab on thu"))


async def test_what_is_asked_back_shows_all_that_was_understood(school):
    asked = text(await school.say("ana", 'new "Lab" thu 3pm for 50m section A, mute, no recording, sgdfh'))
    assert "left it out" in asked
    assert "section A" in asked
    assert "not recorded" in asked
    assert "Mute people when they come in: on" in asked


async def test_two_dates_of_one_class_on_a_day_are_told_apart_by_their_times(school):
    await school.say("ana", 'new "Lab" wed,fri 3pm for 50m x4')
    await school.say("ana", "move MATH201 on fri to wed 5pm")
    assert ways(await school.say("ana", "cancel on wed")) == ["Lab 15:00", "Lab 17:00"]


async def test_what_began_the_evening_before_is_no_class_of_the_day(school):
    await school.say("ana", 'new "Late" thu 11:30pm for 90m')
    await school.say("ana", 'new "Lab" fri 3pm for 50m')
    assert "Cancel Lab?" in text(await school.say("ana", "cancel on fri"))


async def test_the_last_letter_of_a_name_is_part_of_it(school):
    for topic in ("Group A", "Group B"):
        await school.say("ana", f'new "{topic}" thu 3pm for 50m')
    assert "Cancel Group A?" in text(await school.say("ana", "cancel group a"))
    assert "Cancel Group B?" in text(await school.say("ana", "cancel Group B"))
    told = text(await school.say("ana", "cancel seminar on thu"))
    assert "There is no class called “seminar” to come on Thu" in told


async def test_a_name_that_is_an_and_in_another_language_is_a_name(school):
    for topic, day in (("Seminar X", "wed"), ("Seminar Y", "thu")):
        await school.say("ana", f'new "{topic}" {day} 3pm for 50m')
    assert "Cancel Seminar Y?" in text(await school.say("ana", "cancel Seminar Y"))


@pytest.fixture
async def physics(school):
    """A course that Ana teaches besides, with Bo in it and without Maya."""
    async with school.store.unit() as unit:
        course = await unit.courses.add("PHY101", "Physics", "Europe/Madrid")
        await unit.courses.enroll(course.id, school.ids["ana"], Role.INSTRUCTOR)
        await unit.courses.enroll(course.id, school.ids["bo"], Role.STUDENT)
    await school.say("ana", 'new "Wave lab" thu,fri 3pm for 50m x4 #PHY101')


@pytest.mark.parametrize(
    "line", ["set wave mute", 'set "wave lab" on thu mute', "cancel wave", "registrants wave", "invitation wave"]
)
async def test_a_class_of_another_of_my_courses_is_offered_with_its_course(school, physics, line):
    asked = await school.say("ana", line)
    assert asked.view.tone is Tone.ASK, text(asked)
    assert "in MATH201" in text(asked)
    assert "Another of your courses has one. Is that what you mean?" in text(asked)
    assert ways(asked)[0] == "Wave lab · PHY101"


async def test_the_button_says_the_same_of_that_class(school, physics):
    await school.say("ana", "set wave mute")
    asked = await school.press("Wave lab · PHY101", by="ana")
    assert "Change which dates of Wave lab?" in text(asked)
    assert "Mute people when they come in: on" in text(asked)


async def test_nobody_is_offered_a_class_of_a_course_that_is_not_theirs(school, physics):
    assert "Wave lab · PHY101" in text(await school.say("bo", "join wave"))
    told = text(await school.say("maya", "join wave"))
    assert "There is no class called “wave” coming up here." in told
    assert "PHY101" not in told


async def test_of_which_day_it_is_has_to_fit_there_too(school, physics):
    assert "There is no class called “wave” to come on Wed" in text(await school.say("ana", "cancel wave on wed"))


async def test_the_class_called_just_so_is_meant_and_not_one_that_goes_on(school):
    for topic, day in (("Introduction to Algebra II", "wed"), ("Introduction to Algebra", "thu")):
        await school.say("ana", f'new "{topic}" {day} 3pm for 50m')
    await school.say("ana", "move Introduction to Algebra to fri 4pm")
    assert "Cancel Introduction to Algebra?" in text(await school.say("ana", "cancel on fri"))


@pytest.mark.parametrize("line", ["cancel review of algebra", "cancel review of algebra on thu"])
async def test_small_words_between_others_need_not_be_the_topics(school, line):
    await school.say("ana", 'new "Algebra review" thu 3pm for 50m')
    assert "Cancel Algebra review?" in text(await school.say("ana", line))
