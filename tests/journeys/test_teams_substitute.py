"""A substitute in Teams: from the instructor's one line to the class that somebody else starts, and out again."""

from datetime import timedelta

import pytest

from tests.journeys.teams_world import ANA, BO, CHANNEL, KIM, teams_world, with_course
from tests.peers.teams import direct_chat
from zoomcore.sandbox.people import Plan


@pytest.fixture
async def world(tmp_path):
    async with teams_world(tmp_path) as one:
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
