"""One request for a license in the admins' channels of both chats at once: two decide at the same moment, one wins."""

import asyncio

import pytest

from tests.journeys.both_worlds import both_worlds
from tests.journeys.slack_world import CHANNEL, with_course
from tests.journeys.teams_world import ANA
from tests.journeys.teams_world import CHANNEL as TEAMS_CHANNEL
from zoomcore.sandbox import Plan

KIM, OSCAR, INES = "kim@uni.example", "old.oscar@uni.example", "idle.ines@uni.example"


@pytest.fixture
async def worlds(database_url):
    async with both_worlds(database_url) as both:
        slack, teams = both
        await with_course(slack)
        slack.peer.add_channel("C9", "UADA")
        ada = slack.person("UADA")
        await ada.command("course people MATH201 add <mailto:kim@uni.example|kim@uni.example> as instructor", CHANNEL)
        await ada.command("settings approvals", "C9")
        await teams.person(ANA).say("settings approvals", channel=TEAMS_CHANNEL)
        yield both


def plans(world):
    return [world.sandbox.account.user(email).plan for email in (KIM, OSCAR, INES)]


async def test_of_two_admins_who_press_at_the_same_moment_one_wins_and_the_other_hears_who(worlds):
    slack, teams = worlds
    ada, ana = slack.person("UADA"), teams.person(ANA)
    await slack.person("UKIM").command("licenses request because exam", CHANNEL)
    here = await slack.sees("UADA", "Kim Novak needs a license (exam)", "C9")
    there = teams.sees(ana, "Kim Novak needs a license (exam)")
    assert there.conversation.startswith(TEAMS_CHANNEL)

    by_ada = ada.pressed(*ada.button("Approve for Kim Novak", "C9"))
    await asyncio.gather(ana.press(there, "Lend Ines Moreau's"), ada.interact(by_ada))
    await slack.settle()

    # Ada lends Oscar's, Ana chose Ines's.
    ada_won = plans(slack) == [Plan.LICENSED, Plan.BASIC, Plan.LICENSED]
    assert ada_won or plans(slack) == [Plan.LICENSED, Plan.LICENSED, Plan.BASIC]
    winner = "Ada Keller" if ada_won else "Ana Ruiz"
    for words in (here.words, there.words):
        assert "Kim Novak has a license now" in words
        assert "Decided by" in words
        assert winner in words
        assert "Approve for" not in words
    late = f"{winner} decided on LR-1 already"
    if ada_won:
        teams.sees(ana, late)
    else:
        await slack.sees("UADA", late, "C9")
    await slack.sees("UKIM", "Kim Novak has a license now", CHANNEL)


async def test_undone_on_one_chat_the_other_says_so(worlds):
    slack, teams = worlds
    ada, ana = slack.person("UADA"), teams.person(ANA)
    await slack.person("UKIM").command("licenses request because exam", CHANNEL)
    here = await slack.sees("UADA", "Kim Novak needs a license (exam)", "C9")
    there = teams.sees(ana, "Kim Novak needs a license (exam)")
    await ada.press("Approve for Kim Novak", "C9")
    await slack.settle()
    assert "Ada Keller" in there.words

    await ana.press(there, "Undo LR-1")
    await slack.settle()
    assert "Undone: Kim Novak has no license any more" in here.words
    assert plans(slack) == [Plan.BASIC, Plan.LICENSED, Plan.LICENSED]


async def test_where_two_have_to_approve_two_who_press_at_the_same_moment_are_two(worlds):
    slack, teams = worlds
    ada, ana = slack.person("UADA"), teams.person(ANA)
    await ada.command("licenses policy two", CHANNEL)
    await slack.person("UKIM").command("licenses request because exam", CHANNEL)
    here = await slack.sees("UADA", "Kim Novak needs a license (exam)", "C9")
    there = teams.sees(ana, "Kim Novak needs a license (exam)")
    by_ada = ada.pressed(*ada.button("Approve for Kim Novak", "C9"))
    # Teams asks once more beneath the button.
    await asyncio.gather(ada.interact(by_ada), ana.press(there, "Lend it"))
    await slack.settle()

    assert plans(slack) == [Plan.LICENSED, Plan.BASIC, Plan.LICENSED]
    assert "Kim Novak has a license now" in here.words
    assert "Kim Novak has a license now" in there.words


async def test_of_two_who_have_to_approve_the_first_is_named_on_every_copy(worlds):
    slack, teams = worlds
    ada, ana = slack.person("UADA"), teams.person(ANA)
    await ada.command("licenses policy two", CHANNEL)
    await slack.person("UKIM").command("licenses request because exam", CHANNEL)
    here = await slack.sees("UADA", "Kim Novak needs a license (exam)", "C9")
    there = teams.sees(ana, "Kim Novak needs a license (exam)")
    await ana.press(there, "Lend it")
    await slack.settle()
    assert "Ana Ruiz said yes; one more admin has to approve it." in here.words
    assert plans(slack) == [Plan.BASIC, Plan.LICENSED, Plan.LICENSED]

    await ada.press("Approve for Kim Novak", "C9")
    await slack.settle()
    assert plans(slack) == [Plan.LICENSED, Plan.BASIC, Plan.LICENSED]
    assert "Kim Novak has a license now" in here.words
