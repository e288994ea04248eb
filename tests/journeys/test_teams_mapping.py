"""An instructor asks for a channel, an admin decides with one tap in Teams, and everybody learns of it."""

import pytest

from tests.journeys.teams_world import ADA, ANA, CHANNEL, teams_world
from tests.peers.teams import direct_chat


@pytest.fixture
async def world(tmp_path):
    async with teams_world(tmp_path) as one:
        yield one


@pytest.fixture
async def asked(world):
    """Ana wants CHANNEL to be MATH201; Ada, who has spoken with the bot before, has a card."""
    ada, ana = world.person(ADA), world.person(ANA)
    await ada.say('course add MATH201 "Algebra II"')
    await ana.say("course map MATH201", channel=CHANNEL)
    await world.settle()
    return world.sees(ada, "Ana Ruiz")


async def test_the_admin_is_asked_privately_and_the_answer_reaches_who_asked(world, asked):
    assert asked.conversation == direct_chat(ADA)
    ada, ana = world.person(ADA), world.person(ANA)
    await ada.press(asked, "Approve MATH201")
    await world.settle()
    assert "Approve MATH201" not in asked.words
    world.sees(ana, "MATH201")
    listed = await ana.say("list", channel=CHANNEL)
    assert "couldn't" not in listed[0].words


async def test_who_is_no_admin_cannot_decide_with_the_admins_card(world, asked):
    ana = world.person(ANA)
    await ana.press(asked, "Approve MATH201")
    await world.settle()
    ada = world.person(ADA)
    assert "Approve MATH201" in world.sees(ada, "Ana Ruiz").words
