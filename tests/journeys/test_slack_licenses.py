"""A license lent in Slack: asked for, decided with one tap in the admins' channel, undone; every copy says so."""

from datetime import timedelta

import pytest

from tests.journeys.slack_world import CHANNEL, slack_world, with_course
from zoomcore.domain.work import ProposeSweep, SweepPool
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


async def lent(world, line="licenses request because exam"):
    """Asked for by Kim, approved by Ada."""
    await world.person("UKIM").command(line, CHANNEL)
    await world.sees("UADA", "Kim Novak needs a license")
    await world.person("UADA").press("Approve for Kim Novak", world.peer.direct("UADA"))
    await world.sees("UKIM", "Kim Novak has a license now", CHANNEL)
    assert plans(world) == [Plan.LICENSED, Plan.BASIC]


async def test_until_a_time_it_goes_back_when_the_class_is_over(world):
    await lent(world, "licenses request because exam until 12:00")
    await world.person("UKIM").command('new "Lab" today 11:30am for 60m', CHANNEL)
    await world.sees("UKIM", "Scheduled: Lab", CHANNEL)
    (meeting,) = world.sandbox.account.meetings.values()
    await world.passes(timedelta(hours=2, minutes=30))
    world.sandbox.start(meeting.id)
    await world.passes(timedelta(minutes=45))
    assert plans(world) == [Plan.LICENSED, Plan.BASIC]

    world.sandbox.end(meeting.id)
    await world.settle()
    await world.passes(timedelta(minutes=10))
    assert plans(world) == [Plan.BASIC, Plan.LICENSED]
    told = await world.sees("UADA", "Kim Novak's license went back")
    assert "Oscar Lindqvist has it again" in told.words


async def test_a_license_that_flips_back_at_sign_in_is_told_with_the_setting_to_change(world):
    await lent(world)
    settings = world.sandbox.account.settings
    settings.licensed_seats += 1
    settings.sso_plans[OSCAR] = 2
    world.sandbox.sign_in(OSCAR)
    told = await world.sees("UADA", "Oscar Lindqvist's license came back by itself")
    assert "SAML Response Mapping" in told.words
    assert "I won't propose Oscar Lindqvist again" in told.words

    settings.licensed_seats -= 1
    ada = world.person("UADA")
    await ada.command("licenses request for <mailto:maya@uni.example|maya@uni.example>", CHANNEL)
    await world.sees("UADA", "lend Ines Moreau's")


async def test_the_monthly_checklist_is_approved_as_one_and_shows_how_far_it_is(world):
    ada = world.person("UADA")
    async with world.lectern.store.unit() as unit:
        await unit.jobs.enqueue(SweepPool())
    await world.settle()
    async with world.lectern.store.unit() as unit:
        await unit.jobs.enqueue(ProposeSweep())
    proposed = await world.sees("UADA", "5 licenses have been idle for two months")
    await ada.press("Look through them", proposed.channel)
    (form,) = world.peer.views.values()
    (ticks,) = [block["element"] for block in form["blocks"] if block["type"] == "input"]
    labels = [option["text"]["text"] for option in ticks["initial_options"]]
    assert labels[0].startswith("Oscar Lindqvist, idle ")
    values = [option["value"] for option in ticks["options"]]
    await ada.submit(chosen=values[:2])

    begun = world.peer.seen_by("UADA", proposed.channel)
    assert any("Taking back licenses: 0 of 2" in one.words for one in begun)
    await world.sees("UADA", "2 licenses are free now")
    account = world.sandbox.account
    assert [account.users[user].plan for user in values[:3]] == [Plan.BASIC, Plan.BASIC, Plan.LICENSED]


async def test_the_state_of_the_licenses_is_told_in_private_only(world):
    shown = await world.person("UADA").command("licenses", CHANNEL)
    assert shown.get("response_type", "ephemeral") == "ephemeral"
    assert "Licenses: not read from Zoom yet" in shown["text"]
    refused = await world.person("UBO").command("licenses", CHANNEL)
    assert "Only Lectern's admins" in refused["text"]
