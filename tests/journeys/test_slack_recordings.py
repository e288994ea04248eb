"""A recording in Slack: ready, published under the class's card, watched, hidden for real."""

from datetime import timedelta

import pytest

from tests.journeys.slack_world import CHANNEL, slack_world, with_course


@pytest.fixture
async def world(sqlite_url):
    async with slack_world(sqlite_url) as one:
        yield one


async def test_a_recording_is_published_in_the_thread_watched_and_hidden(world):
    await with_course(world)
    ana, bo = world.person("UANA"), world.person("UBO")
    await ana.command("new Vectors today 3pm for 50m record", CHANNEL)
    await world.sees("UANA", "Scheduled", CHANNEL)
    await ana.press("Post", CHANNEL)
    card = await world.sees("UBO", "Vectors", CHANNEL)
    (meeting,) = world.sandbox.account.meetings.values()
    world.sandbox.set_time(meeting.start)
    world.sandbox.start(meeting.id)
    await world.passes(timedelta(minutes=50))
    world.sandbox.end(meeting.id)
    await world.passes(timedelta(hours=3))

    await world.sees("UANA", "A recording is ready: Vectors")
    await ana.command("recordings publish", CHANNEL)
    post = await world.sees("UBO", "Recording: Vectors", CHANNEL)
    assert post.only == ""
    assert post.thread == card.ts
    listed = await bo.command("recordings", CHANNEL)
    assert "Vectors" in listed["text"]
    assert "zoom" not in listed["text"].lower()

    await bo.press("Watch", CHANNEL)
    link = await world.sees("UBO", "This link is yours alone", CHANNEL)
    assert link.only == "UBO"
    goal = await world.follow(link, "Watch")
    assert "pwd=" in goal
    async with world.http.get(goal) as page:
        assert "Zoom would play Vectors" in await page.text()

    seen = await ana.command("recordings seen", CHANNEL)
    assert "Bo Chen" in seen["text"]

    await ana.command("recordings hide", CHANNEL)
    await world.sees("UANA", "Hidden: Vectors", CHANNEL)
    async with world.http.get(goal) as page:
        assert "not shared" in await page.text()
    post = await world.sees("UBO", "isn't available any more", CHANNEL)
    assert "There are no recordings" in (await bo.command("recordings", CHANNEL))["text"]
