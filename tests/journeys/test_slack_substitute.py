"""A substitute in Slack: from the instructor's one line to the class that somebody else starts, and out again."""

from datetime import timedelta

import pytest

from tests.journeys.slack_world import CHANNEL, slack_world, with_course
from zoomcore.sandbox.people import Plan


@pytest.fixture
async def world(sqlite_url):
    async with slack_world(sqlite_url) as one:
        yield one


async def test_somebody_stands_in_starts_the_class_and_leaves_again(world):
    await with_course(world)
    ana, bo, kim = (world.person(one) for one in ("UANA", "UBO", "UKIM"))
    await kim.command("help", CHANNEL)
    await ana.command('new "Algebra review" mon,wed 3pm for 30m x 4', CHANNEL)
    await world.sees("UANA", "Scheduled", CHANNEL)
    (meeting,) = world.sandbox.account.meetings.values()

    # Kim's plan is a Basic one: Zoom takes no such alternative host.
    await ana.command("sub <@UKIM> on wed", CHANNEL)
    refused = await world.sees("UANA", "Kim Novak can't stand in yet", CHANNEL)
    assert "Request a license for Kim Novak" in str(refused.blocks)
    world.sandbox.account.user("kim@uni.example").plan = Plan.LICENSED

    await ana.command("sub <@UKIM> on wed", CHANNEL)
    await world.sees("UANA", "Kim Novak stands in", CHANNEL)
    told = await world.sees("UKIM", "You stand in for Ana Ruiz")
    assert meeting.settings["alternative_hosts"] == "kim@uni.example"

    listed = await bo.command("list", CHANNEL)
    assert "Kim Novak, in place of Ana Ruiz" in listed["text"]

    world.sandbox.set_time(meeting.occurrences[1].start - timedelta(minutes=5))
    await world.settle()
    assert f"/j/{meeting.id}" in await world.follow(told, "Start as alternative host")

    await world.passes(timedelta(hours=1))
    assert meeting.settings["alternative_hosts"] == ""
