"""A substitute in Slack: from the instructor's one line to the class that somebody else starts, and out again."""

from datetime import timedelta

import pytest

from tests.journeys.slack_world import CHANNEL, slack_world, with_course
from zoomcore.sandbox.people import Plan


@pytest.fixture
async def world(database_url):
    async with slack_world(database_url) as one:
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


async def test_a_moved_date_is_still_theirs_and_a_cancelled_one_is_not(world):
    await with_course(world)
    world.sandbox.account.user("kim@uni.example").plan = Plan.LICENSED
    ana, kim = world.person("UANA"), world.person("UKIM")
    await kim.command("help", CHANNEL)
    await ana.command('new "Algebra review" mon,wed 3pm for 30m x 4', CHANNEL)
    await world.sees("UANA", "Scheduled", CHANNEL)
    (meeting,) = world.sandbox.account.meetings.values()
    await ana.command("sub <@UKIM>", CHANNEL)
    await world.sees("UANA", "Kim Novak stands in", CHANNEL)

    await ana.command("move next to 17:00", CHANNEL)
    await world.sees("UANA", "Kim Novak stands in on", CHANNEL)
    await world.sees("UKIM", "The class you stand in for was moved")

    await ana.command("cancel next", CHANNEL)
    await ana.press("Cancel only this one", CHANNEL)
    await world.sees("UANA", "Kim Novak was to stand in, and has been told that it is off", CHANNEL)
    await world.sees("UKIM", "You don't stand in: the class is off")
    assert meeting.settings["alternative_hosts"] == ""


async def test_a_class_changes_hands_with_those_who_may_start_it(world):
    await with_course(world)
    world.sandbox.account.user("kim@uni.example").plan = Plan.LICENSED
    ada, ana, kim = (world.person(one) for one in ("UADA", "UANA", "UKIM"))
    await ada.command("course people MATH201 add <mailto:kim@uni.example|kim@uni.example> as instructor", CHANNEL)
    await kim.command("help", CHANNEL)
    await ana.command('new "Algebra review" mon,wed 3pm for 30m x 4', CHANNEL)
    await world.sees("UANA", "Scheduled", CHANNEL)
    await ana.command("alt add <@UADA>", CHANNEL)
    await world.sees("UANA", "Who may start Algebra review", CHANNEL)

    await ana.command("host MATH201 to <@UKIM>", CHANNEL)
    await world.sees("UANA", "Give Algebra review to Kim Novak?", CHANNEL)
    await ana.press("Change the host", CHANNEL)
    await world.sees("UANA", "this is a new class with a new link", CHANNEL)
    await world.sees("UKIM", "You host Algebra review now")

    (meeting,) = [one for one in world.sandbox.account.meetings.values() if not one.deleted]
    assert world.sandbox.account.users[meeting.host_id].email == "kim@uni.example"
    assert meeting.settings["alternative_hosts"] == "admin@uni.example"
