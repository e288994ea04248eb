"""Attendance in Teams: asked for in the open, answered in private; settled, counted and released by buttons."""

from datetime import timedelta

import pytest

from tests.journeys.teams_world import ANA, BO, CHANNEL, MAYA, teams_world, with_course
from tests.peers.teams import direct_chat


@pytest.fixture
async def world(tmp_path):
    async with teams_world(tmp_path) as one:
        await with_course(one)
        yield one


async def a_class_is_held(world):
    for student in (BO, MAYA):
        await world.person(student).say("help")
    await world.person(ANA).say('new "Lab" today 11am for 60m', channel=CHANNEL)
    await world.settle()
    (meeting,) = world.sandbox.account.meetings.values()
    meeting.settings["waiting_room"] = False
    world.sandbox.set_time(meeting.start)
    world.sandbox.start(meeting.id)
    world.sandbox.join(meeting.id, email="bo@uni.example")
    world.sandbox.join(meeting.id, name="Mayita")
    for minutes in (60, 31, 31):
        if minutes == 60:
            world.sandbox.advance(timedelta(minutes=minutes))
            world.sandbox.end(meeting.id)
        else:
            world.sandbox.advance(timedelta(minutes=minutes))
        await world.settle()


async def test_what_names_people_is_answered_in_the_private_chat_wherever_it_was_asked(world):
    await a_class_is_held(world)
    ana = world.person(ANA)
    card, aside = await ana.say("attendance", channel=CHANNEL)

    assert card.conversation == direct_chat(ANA)
    assert "Bo Chen" in card.words
    assert aside.conversation.startswith(CHANNEL)
    assert "Bo Chen" not in aside.words


async def test_a_nickname_is_settled_a_rule_picked_and_grades_released(world):
    await a_class_is_held(world)
    ana, maya = world.person(ANA), world.person(MAYA)
    card, _ = await ana.say("attendance", channel=CHANNEL)
    await ana.press(card, "Fix matches")
    await world.settle()
    pile = world.sees(ana, "Names to review")
    await ana.press(pile, "This is Maya Okafor")
    await world.settle()
    world.sees(ana, "Mayita is Maya Okafor")

    (form,) = await ana.say("attendance rule MATH201")
    await ana.press(form, "Show me what it means", field_method="duration", field_points="7,5")
    await world.settle()
    asked = world.sees(ana, "Past grades of 2 students would change")
    await ana.press(asked, "Let it count")
    await world.settle()
    (grades,) = await ana.say("grades MATH201")
    assert "7.5" in grades.words
    await ana.press(grades, "Release grades")
    await world.settle()
    await ana.press(world.sees(ana, "Show students their grades"), "Release")
    await world.settle()

    (mine,) = await maya.say("grades me")
    assert "7.5 of 7.5 points" in mine.words
    assert "Bo" not in mine.words
