"""The main job in Slack, from an empty database to students in class: signed HTTP in, Slack's and Zoom's APIs out."""

from datetime import timedelta

import pytest

from tests.journeys.slack_world import CHANNEL, slack_world, with_course


@pytest.fixture
async def world(sqlite_url):
    async with slack_world(sqlite_url) as one:
        yield one


async def test_a_class_is_scheduled_listed_moved_joined_and_one_date_cancelled(world):
    await with_course(world)
    ana, bo = world.person("UANA"), world.person("UBO")

    await ana.command('new "Algebra review" mon,wed 3pm for 50m x 8', CHANNEL)
    await world.sees("UANA", "Scheduled", CHANNEL)
    (meeting,) = world.sandbox.account.meetings.values()
    assert len(meeting.occurrences) == 8

    await ana.press("Post", CHANNEL)
    post = await world.sees("UBO", "Algebra review", CHANNEL)
    assert post.only == ""

    listed = await bo.command("list", CHANNEL)
    assert listed["text"].count("Algebra review") >= 2

    await ana.command("move next to 4pm this", CHANNEL)
    await world.sees("UANA", "Moved", CHANNEL)

    world.sandbox.set_time(meeting.occurrences[0].start - timedelta(minutes=10))
    await bo.press("Join", CHANNEL)
    link = world.peer.seen_by("UBO", CHANNEL)[-1]
    assert link.only == "UBO"
    assert await world.follow(link, "Join")

    await ana.command("cancel", CHANNEL)
    await ana.press("Cancel only this one", CHANNEL)
    await world.sees("UANA", "Cancelled", CHANNEL)
    assert sum(not one.deleted for one in meeting.occurrences) == 7
