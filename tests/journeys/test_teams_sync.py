"""A class of Zoom's portal on Teams: taken in, changed, lost, made anew."""

from datetime import timedelta

import pytest

from tests.journeys.teams_world import ANA, BO, CHANNEL, teams_world, with_course
from tests.peers.teams import direct_chat

RULE = {"type": 2, "repeat_interval": 1, "weekly_days": "3", "end_times": 8}


@pytest.fixture
async def world(tmp_path):
    async with teams_world(tmp_path) as one:
        await with_course(one)
        yield one


async def test_a_class_of_the_portal_is_taken_in_follows_zoom_and_is_made_anew_when_lost(world):
    ana, bo = world.person(ANA), world.person(BO)
    tomorrow = world.sandbox.account.now() + timedelta(days=1)
    number = world.sandbox.portal.create(
        "ana@uni.example", topic="Seminar", start_time=f"{tomorrow:%Y-%m-%dT15:00:00Z}", type=8, recurrence=RULE
    )
    await ana.say(f"course adopt {number}", channel=CHANNEL)
    await world.settle()
    taken = world.sees(ana, "Taken in: Seminar")
    await ana.press(taken, "Post to the channel")
    await world.settle()
    world.sees(bo, "Seminar")

    world.sandbox.portal.change(number, topic="Seminar for all")
    await world.settle()
    world.sees(bo, "Seminar for all")

    world.sandbox.portal.delete(number)
    await world.settle()
    world.sees(bo, "so it is off for now")
    world.sandbox.set_time(world.sandbox.account.now() + timedelta(minutes=11))
    await world.settle()
    told = world.sees(ana, "Changed at Zoom: MATH201")
    assert told.conversation == direct_chat(ANA)
    await ana.press(told, "Make Seminar for all anew")
    await world.settle()
    world.sees(ana, "Scheduled: Seminar for all")
    (made,) = [one for one in world.sandbox.account.meetings.values() if not one.deleted]
    assert made.id != number
