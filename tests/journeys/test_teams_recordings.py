"""A recording in Teams: ready, published under the class's card, watched; names are said to its instructor alone."""

from datetime import timedelta

import pytest

from tests.journeys.teams_world import ANA, BO, CHANNEL, teams_world, with_course
from tests.peers.teams import direct_chat


@pytest.fixture
async def world(tmp_path):
    async with teams_world(tmp_path) as one:
        yield one


async def test_a_recording_is_published_watched_and_hidden(world):
    await with_course(world)
    ana, bo = world.person(ANA), world.person(BO)
    working, _aside = await ana.say("new Vectors today 3pm for 50m record", channel=CHANNEL)
    await world.settle()
    await ana.press(working, "Post to the channel")
    await world.settle()
    (meeting,) = world.sandbox.account.meetings.values()
    world.sandbox.set_time(meeting.start)
    world.sandbox.start(meeting.id)
    world.sandbox.advance(timedelta(minutes=50))
    await world.settle()
    world.sandbox.end(meeting.id)
    world.sandbox.advance(timedelta(hours=3))
    await world.settle()

    asked = world.sees(ana, "A recording is ready: Vectors")
    assert asked.conversation == direct_chat(ANA)
    await ana.press(asked, "Publish Vectors")
    await world.settle()
    post = world.sees(bo, "Recording: Vectors")
    assert post.conversation.startswith(CHANNEL)

    await bo.press(post, "Watch Vectors")
    await world.settle()
    link = world.sees(bo, "This link is yours alone")
    assert link.conversation == direct_chat(BO)
    goal = await world.follow(link, "Watch")
    async with world.http.get(goal) as page:
        assert "Zoom would play Vectors" in await page.text()

    answers = await ana.say("recordings seen", channel=CHANNEL)
    assert all("Bo Chen" not in one.words for one in answers if one.conversation.startswith(CHANNEL))
    assert "Bo Chen" in world.sees(ana, "1 person opened it").words

    await ana.say("recordings hide 1")
    await world.settle()
    world.sees(ana, "Hidden: Vectors")
    async with world.http.get(goal) as page:
        assert "not shared" in await page.text()
    world.sees(bo, "isn't available any more")
