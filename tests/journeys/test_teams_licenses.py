"""A license lent in Teams: asked for in a course's channel, decided privately with one tap, undone."""

import pytest

from tests.journeys.teams_world import ADA, CHANNEL, KIM, teams_world, with_course
from tests.peers.teams import direct_chat
from zoomcore.sandbox import Plan

OSCAR = "old.oscar@uni.example"


@pytest.fixture
async def world(tmp_path):
    async with teams_world(tmp_path) as one:
        await with_course(one)
        await one.person(ADA).say("course people MATH201 add kim@uni.example as instructor", channel=CHANNEL)
        yield one


def plans(world):
    return [world.sandbox.account.user(email).plan for email in (KIM.email, OSCAR)]


async def test_one_tap_lends_it_and_one_more_takes_it_back(world):
    kim, ada = world.person(KIM), world.person(ADA)
    await kim.say("licenses request because exam")
    await world.settle()
    asked = world.sees(ada, "Kim Novak needs a license (exam)")
    assert asked.conversation == direct_chat(ADA)
    # Teams asks once more beneath the button.
    await ada.press(asked, "Lend it")
    await world.settle()
    assert plans(world) == [Plan.LICENSED, Plan.BASIC]
    assert "Approve for" not in asked.words
    world.sees(kim, "Kim Novak has a license now")

    await ada.press(world.sees(ada, "Undo LR-1"), "Undo LR-1")
    await world.settle()
    assert plans(world) == [Plan.BASIC, Plan.LICENSED]
    world.sees(kim, "Undone")


async def test_who_is_no_admin_cannot_decide_with_the_admins_card(world):
    kim, ada = world.person(KIM), world.person(ADA)
    await kim.say("licenses request because exam")
    await world.settle()
    asked = world.sees(ada, "Kim Novak needs a license (exam)")
    await kim.press(asked, "Lend it")
    await world.settle()
    assert plans(world) == [Plan.BASIC, Plan.LICENSED]
    assert "Approve for" in world.sees(ada, "Kim Novak needs a license").words
