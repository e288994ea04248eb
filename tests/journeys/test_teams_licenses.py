"""A license lent in Teams: asked for in a course's channel, decided privately with one tap, undone."""

from datetime import timedelta

import pytest

from tests.journeys.teams_world import ADA, CHANNEL, KIM, teams_world, with_course
from tests.peers.teams import direct_chat
from zoomcore.domain.work import ProposeSweep, SweepPool
from zoomcore.sandbox import Plan
from zoomcore.sandbox.booking import Kind
from zoomcore.sandbox.scheduling import create

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


async def test_until_a_time_it_goes_back_when_nobody_is_in_class(world):
    kim, ada = world.person(KIM), world.person(ADA)
    await kim.say("licenses request because exam until 12:00")
    await world.settle()
    await ada.press(world.sees(ada, "Kim Novak needs a license (exam)"), "Lend it")
    await world.settle()
    assert plans(world) == [Plan.LICENSED, Plan.BASIC]
    # A class that nobody booked: Zoom tells of it by webhook alone.
    meeting = create(world.sandbox.account, world.sandbox.account.user(KIM.email), Kind.MEETING, {"type": 1})
    world.sandbox.set_time(world.sandbox.account.now() + timedelta(hours=2, minutes=50))
    world.sandbox.start(meeting.id)
    await world.settle()
    world.sandbox.set_time(world.sandbox.account.now() + timedelta(minutes=15))
    await world.settle()
    assert plans(world) == [Plan.LICENSED, Plan.BASIC]

    world.sandbox.end(meeting.id)
    await world.settle()
    world.sandbox.set_time(world.sandbox.account.now() + timedelta(minutes=6))
    await world.settle()
    assert plans(world) == [Plan.BASIC, Plan.LICENSED]
    world.sees(ada, "Kim Novak's license went back")
    world.sees(kim, "Kim Novak's license went back")


async def test_a_lent_license_that_flips_away_before_class_raises_an_alarm(world):
    kim, ada = world.person(KIM), world.person(ADA)
    await kim.say("licenses request because exam")
    await world.settle()
    await ada.press(world.sees(ada, "Kim Novak needs a license (exam)"), "Lend it")
    await world.settle()
    await kim.say('new "Lab" tomorrow 3pm', channel=CHANNEL)
    await world.settle()
    world.sandbox.account.settings.sso_plans[KIM.email] = 1
    world.sandbox.sign_in(KIM.email)
    await world.settle()

    for user in (ada, kim):
        told = world.sees(user, "Kim Novak has just lost a lent license")
        assert "SAML Response Mapping" in told.words
        assert "Their class begins" in told.words


async def test_a_checklist_of_idle_licenses_is_approved_as_one(world):
    ada = world.person(ADA)
    async with world.lectern.store.unit() as unit:
        await unit.jobs.enqueue(SweepPool())
    await world.settle()
    async with world.lectern.store.unit() as unit:
        await unit.jobs.enqueue(ProposeSweep())
    await world.settle()
    proposed = world.sees(ada, "5 licenses have been idle for two months")
    await ada.press(proposed, "Look through them")
    form = world.sees(ada, "nobody with a class soon loses theirs")
    await ada.press(form, "Take them back")
    await world.settle()

    world.sees(ada, "5 licenses are free now")
    assert world.sandbox.account.licensed() == 3


async def test_who_is_no_admin_cannot_decide_with_the_admins_card(world):
    kim, ada = world.person(KIM), world.person(ADA)
    await kim.say("licenses request because exam")
    await world.settle()
    asked = world.sees(ada, "Kim Novak needs a license (exam)")
    await kim.press(asked, "Lend it")
    await world.settle()
    assert plans(world) == [Plan.BASIC, Plan.LICENSED]
    assert "Approve for" in world.sees(ada, "Kim Novak needs a license").words
