"""A webinar in Teams, and rooms of a class; who speaks and who sits where is said in private alone."""

import pytest

from tests.journeys.teams_world import ANA, BO, CHANNEL, KIM, teams_world, with_course
from tests.peers.teams import direct_chat


@pytest.fixture
async def world(tmp_path):
    async with teams_world(tmp_path) as one:
        yield one


async def test_a_panelist_is_told_in_private_and_speaks_by_their_own_link(world):
    await with_course(world)
    ana, kim = world.person(ANA), world.person(KIM)
    await kim.say("help")
    await ana.say('new "Lecture" webinar today 3pm for 50m', channel=CHANNEL)
    await world.settle()
    said = await ana.say("panelists add kim@uni.example", channel=CHANNEL)
    await world.settle()
    assert all("Kim Novak" not in one.words for one in said if one.conversation.startswith(CHANNEL))
    listed = world.sees(ana, "Panelists of Lecture")
    assert ("Kim Novak" in listed.words, listed.conversation) == (True, direct_chat(ANA))
    (webinar,) = world.sandbox.account.meetings.values()
    assert [one.email for one in webinar.panelists] == ["kim@uni.example"]

    told = world.sees(kim, "You speak in Lecture")
    assert told.conversation == direct_chat(KIM)
    await kim.press(told, "Get my link")
    await world.settle()
    goal = await world.follow(world.sees(kim, "This link is yours alone"), "Join as Kim")
    assert f"tk={webinar.panelists[0].id}" in goal


async def test_rooms_from_sections_and_an_invitation_stay_out_of_the_channel(world):
    await with_course(world)
    ana, bo = world.person(ANA), world.person(BO)
    for who, section in (("bo", "A"), ("maya", "B")):
        await ana.say(f"course people MATH201 add {who}@uni.example section {section}", channel=CHANNEL)
    await ana.say("new Lab today 3pm for 50m", channel=CHANNEL)
    await world.settle()
    await ana.say("rooms from sections", channel=CHANNEL)
    await world.settle()
    shown = world.sees(ana, "Breakout rooms of Lab")
    assert ("maya" in shown.words, shown.conversation) == (True, direct_chat(ANA))
    (meeting,) = world.sandbox.account.meetings.values()
    rooms = {one["name"]: one["participants"] for one in meeting.settings["breakout_room"]["rooms"]}
    assert rooms == {"A": ["bo@uni.example"], "B": ["maya@uni.example"]}

    await ana.say("invitation", channel=CHANNEL)
    await world.settle()
    text = world.sees(ana, "Invitation to Lab")
    assert (meeting.password in text.words, text.conversation) == (True, direct_chat(ANA))
    await bo.say("invitation", channel=CHANNEL)
    await world.settle()
    told = world.sees(bo, "+34 910 123 456")
    assert (meeting.password in told.words, told.conversation) == (False, direct_chat(BO))
