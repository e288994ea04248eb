"""An instructor asks for a channel; the admins get one card each, and the first decision counts."""

import pytest

from tests.journeys.slack_world import slack_world


@pytest.fixture
async def world(sqlite_url):
    async with slack_world(sqlite_url) as one:
        one.peer.add_channel("C2", "UANA", "UADA")
        await one.person("UADA").command("help", "C2")
        yield one


async def test_one_tap_of_an_admin_links_the_channel_and_makes_the_asker_its_instructor(world):
    ana, ada = world.person("UANA"), world.person("UADA")
    await ana.command("course map PHYS1", "C2")
    asked = await world.sees("UADA", "wants a channel to be PHYS1")
    assert asked.channel == world.peer.direct("UADA")

    await ada.press("Approve PHYS1", asked.channel)
    await world.sees("UANA", "This channel is PHYS1 now", "C2")
    assert "Approved by" in asked.words
    assert "Approve PHYS1" not in asked.words

    await ana.command('new "Mechanics" wed 3pm for 50m', "C2")
    await world.sees("UANA", "Scheduled: Mechanics", "C2")


async def test_a_second_tap_changes_nothing_and_is_answered(world):
    ana, ada = world.person("UANA"), world.person("UADA")
    await ana.command("course map PHYS1", "C2")
    asked = await world.sees("UADA", "wants a channel to be PHYS1")
    refusal = ada.pressed(*ada.button("Refuse PHYS1", asked.channel))
    await ada.press("Approve PHYS1", asked.channel)
    await world.sees("UANA", "This channel is PHYS1 now", "C2")
    await ada.interact(refusal)
    await world.sees("UADA", "decided this already")


async def test_who_may_not_decide_is_told_so_though_they_press(world):
    ana, ada = world.person("UANA"), world.person("UADA")
    await ana.command("course map PHYS1", "C2")
    asked = await world.sees("UADA", "wants a channel to be PHYS1")
    stolen = ada.pressed(*ada.button("Approve PHYS1", asked.channel))
    stolen["user"] = {"id": "UBO", "team_id": "T1", "username": "bo"}
    await world.person("UBO").interact(stolen)
    listed = await ada.command("course list", "C2")
    assert "PHYS1" not in listed["text"]


async def test_everybody_is_welcomed_once_and_in_private(world):
    bo = world.person("UBO")
    await bo.command("help", "C2")
    hello = await world.sees("UBO", "Hello, Bo Chen")
    assert hello.channel == world.peer.direct("UBO")
    await bo.command("help", "C2")
    await world.settle()
    assert sum("Hello, Bo Chen" in one.words for one in world.peer.messages) == 1
