"""A class with registration in Teams: each by a link of their own, a stranger let in with one tap, in private."""

import pytest

from tests.journeys.teams_world import ADA, ANA, BO, CHANNEL, KIM, teams_world, with_course
from tests.peers.teams import direct_chat


@pytest.fixture
async def world(tmp_path):
    async with teams_world(tmp_path) as one:
        yield one


def link_of(world, email):
    (meeting,) = world.sandbox.account.meetings.values()
    return f"tk={next(one.id for one in meeting.registrants if one.email == email)}"


async def test_students_are_signed_up_and_a_stranger_is_let_in_by_their_instructor(world):
    await with_course(world)
    ana, bo, kim = world.person(ANA), world.person(BO), world.person(KIM)
    await ana.say("status")
    await kim.say("status")
    await world.person(ADA).say("course people MATH201 add admin@uni.example as instructor", channel=CHANNEL)
    working, _aside = await ana.say('new "Exam" today 3pm for 50m manual registration', channel=CHANNEL)
    await world.settle()
    world.sees(ana, "3 people are signed up")
    await ana.press(working, "Post to the channel")
    await world.settle()
    (meeting,) = world.sandbox.account.meetings.values()
    world.sandbox.set_time(meeting.start)

    post = world.sees(bo, "Join class")
    await bo.press(post, "Join class")
    await world.settle()
    own = world.sees(bo, "This link is yours alone")
    assert own.conversation == direct_chat(BO)
    assert link_of(world, "bo@uni.example") in await world.follow(own, "Join")

    await kim.press(post, "Join class")
    await world.settle()
    assert "passed on to Ada Keller, Ana Ruiz" in await world.waits(world.sees(kim, "This link is yours alone"), "Join")
    await world.settle()
    asked = world.sees(ana, "Kim Novak asks to join Exam")
    assert asked.conversation == direct_chat(ANA)

    await ana.press(asked, "Approve")
    await world.settle()
    world.sees(ana, "Kim Novak may join Exam")
    stamped = world.sees(world.person(ADA), "Kim Novak may join Exam")
    assert "Ana Ruiz" in stamped.words
    assert stamped.conversation == direct_chat(ADA)
    assert "Approve" not in stamped.words
    told = world.sees(kim, "You may join Exam")
    assert told.conversation == direct_chat(KIM)
    assert link_of(world, "kim@uni.example") in await world.follow(told, "Join")

    await ana.say("registrants", channel=CHANNEL)
    await world.settle()
    listed = world.sees(ana, "Who signed up for Exam")
    assert listed.conversation == direct_chat(ANA)
    assert "4 are signed up" in listed.words
    assert "tk=" not in listed.words
