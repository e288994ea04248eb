"""A substitute in Teams: from the instructor's one line to the class that somebody else starts, and out again."""

from datetime import timedelta

import pytest

from tests.journeys.teams_world import ADA, ANA, BO, CHANNEL, KIM, teams_world, with_course
from tests.peers.teams import direct_chat
from zoomcore.sandbox.people import Plan


@pytest.fixture
async def world(tmp_path, database_url):
    async with teams_world(tmp_path, database_url=database_url) as one:
        yield one


async def test_somebody_stands_in_starts_the_class_and_leaves_again(world):
    await with_course(world)
    world.sandbox.account.user("kim@uni.example").plan = Plan.LICENSED
    ana, bo, kim = (world.person(one) for one in (ANA, BO, KIM))
    await kim.say("help")
    await ana.say('new "Algebra review" mon,wed 3pm for 30m x 4', channel=CHANNEL)
    await world.settle()
    (meeting,) = world.sandbox.account.meetings.values()

    await ana.say("sub kim@uni.example on wed")
    await world.settle()
    world.sees(ana, "Kim Novak stands in")
    told = world.sees(kim, "You stand in for Ana Ruiz")
    assert told.conversation == direct_chat(KIM)
    assert meeting.settings["alternative_hosts"] == "kim@uni.example"

    listed, _ = await bo.say("list", channel=CHANNEL)
    assert "Kim Novak, in place of Ana Ruiz" in listed.words

    world.sandbox.set_time(meeting.occurrences[1].start - timedelta(minutes=5))
    await world.settle()
    assert f"/j/{meeting.id}" in await world.follow(told, "Start as alternative host")

    world.sandbox.set_time(world.sandbox.account.now() + timedelta(hours=1))
    await world.settle()
    assert meeting.settings["alternative_hosts"] == ""


async def test_a_moved_date_is_still_theirs_and_a_cancelled_one_is_not(world):
    await with_course(world)
    world.sandbox.account.user("kim@uni.example").plan = Plan.LICENSED
    ana, kim = world.person(ANA), world.person(KIM)
    await kim.say("help")
    await ana.say('new "Algebra review" mon,wed 3pm for 30m x 4', channel=CHANNEL)
    await world.settle()
    (meeting,) = world.sandbox.account.meetings.values()
    await ana.say("sub kim@uni.example")
    await world.settle()

    await ana.say("move next to 17:00")
    await world.settle()
    world.sees(ana, ", and has been told.")
    moved = world.sees(kim, "The class you stand in for was moved")
    assert moved.conversation == direct_chat(KIM)

    await ana.say("cancel next")
    await ana.press(world.sees(ana, "Cancel Algebra review?"), "Cancel only this one")
    await world.settle()
    world.sees(ana, "was to stand in, and has been told that it is off")
    world.sees(kim, "You don't stand in: the class is off")
    assert meeting.settings["alternative_hosts"] == ""


async def test_a_class_changes_hands_with_those_who_may_start_it(world):
    await with_course(world)
    world.sandbox.account.user("kim@uni.example").plan = Plan.LICENSED
    ada, ana, kim = (world.person(one) for one in (ADA, ANA, KIM))
    await ada.say("course people MATH201 add kim@uni.example as instructor", channel=CHANNEL)
    await kim.say("help")
    await ana.say('new "Algebra review" mon,wed 3pm for 30m x 4', channel=CHANNEL)
    await world.settle()
    await ana.say("alt add admin@uni.example")
    await world.settle()
    world.sees(ana, "Who may start Algebra review")

    await ana.say("host MATH201 to kim@uni.example")
    await ana.press(world.sees(ana, "Give Algebra review to Kim Novak?"), "Change the host")
    await world.settle()
    world.sees(ana, "this is a new class with a new link")
    world.sees(kim, "You host Algebra review now")

    (meeting,) = [one for one in world.sandbox.account.meetings.values() if not one.deleted]
    assert world.sandbox.account.users[meeting.host_id].email == "kim@uni.example"
    assert meeting.settings["alternative_hosts"] == "admin@uni.example"
