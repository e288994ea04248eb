"""A license lent in Slack: asked for, decided with one tap in the admins' channel, undone; every copy says so."""

from datetime import timedelta

import pytest

from tests.journeys.slack_world import CHANNEL, slack_world, with_course
from zoomcore.sandbox import Plan

KIM, OSCAR = "kim@uni.example", "old.oscar@uni.example"


@pytest.fixture
async def world(sqlite_url):
    async with slack_world(sqlite_url) as one:
        one.peer.add_channel("C9", "UADA", "UANA")
        await with_course(one)
        ada = one.person("UADA")
        await ada.command("course people MATH201 add <mailto:kim@uni.example|kim@uni.example> as instructor", CHANNEL)
        yield one


def plans(world):
    return [world.sandbox.account.user(email).plan for email in (KIM, OSCAR)]


async def test_one_tap_lends_it_and_one_more_takes_it_back(world):
    kim, ada = world.person("UKIM"), world.person("UADA")
    await ada.command("settings approvals", "C9")
    await kim.command("licenses request because exam", CHANNEL)
    asked = await world.sees("UADA", "Kim Novak needs a license (exam)", "C9")
    assert (
        asked.text.startswith(
            "Question. Kim Novak needs a license (exam); lend Oscar Lindqvist's, idle 400 days, no class to come?"
        )
        or "lend Oscar Lindqvist's" in asked.text
    )

    await ada.press("Approve for Kim Novak", "C9")
    await world.sees("UKIM", "Kim Novak has a license now", CHANNEL)
    assert plans(world) == [Plan.LICENSED, Plan.BASIC]
    assert "Approve for" not in asked.words
    assert "Decided by" in asked.words

    await ada.press("Undo LR-1", "C9")
    await world.sees("UKIM", "Undone", CHANNEL)
    assert plans(world) == [Plan.BASIC, Plan.LICENSED]


async def test_without_a_channel_each_admin_is_asked_in_private(world):
    kim, ada = world.person("UKIM"), world.person("UADA")
    await kim.command("licenses request", CHANNEL)
    asked = await world.sees("UADA", "Kim Novak needs a license")
    assert asked.channel == world.peer.direct("UADA")
    refusal = ada.pressed(*ada.button("Lend Ines Moreau's", asked.channel))
    await ada.press("Approve for Kim Novak", asked.channel)
    await world.sees("UKIM", "has a license now", CHANNEL)
    await ada.interact(refusal)
    await world.sees("UADA", "decided on LR-1 already")
    assert plans(world) == [Plan.LICENSED, Plan.BASIC]


async def test_unanswered_it_expires_and_a_late_tap_is_answered(world):
    kim, ada = world.person("UKIM"), world.person("UADA")
    await kim.command("licenses request", CHANNEL)
    asked = await world.sees("UADA", "Kim Novak needs a license")
    late = ada.pressed(*ada.button("Approve for Kim Novak", asked.channel))
    await world.passes(timedelta(minutes=31))
    await world.sees("UKIM", "Nobody decided in time", CHANNEL)
    await ada.interact(late)
    await world.sees("UADA", "LR-1")
    assert plans(world) == [Plan.BASIC, Plan.LICENSED]


async def test_the_state_of_the_licenses_is_told_in_private_only(world):
    shown = await world.person("UADA").command("licenses", CHANNEL)
    assert shown.get("response_type", "ephemeral") == "ephemeral"
    assert "licenses in use" in shown["text"]
    refused = await world.person("UBO").command("licenses", CHANNEL)
    assert "Only Lectern's admins" in refused["text"]
