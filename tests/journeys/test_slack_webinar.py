"""A webinar in Slack, and rooms of a class: one line each, and everybody gets in by their own way."""

from datetime import timedelta

import pytest

from tests.journeys.slack_world import CHANNEL, slack_world, with_course


@pytest.fixture
async def world(sqlite_url):
    async with slack_world(sqlite_url) as one:
        yield one


async def test_a_panelist_is_told_in_private_and_speaks_while_a_student_watches(world):
    await with_course(world)
    ana, kim, bo = world.person("UANA"), world.person("UKIM"), world.person("UBO")
    await kim.command("help", CHANNEL)
    await ana.command('new "Lecture" webinar today 3pm for 50m', CHANNEL)
    await world.sees("UANA", "Scheduled", CHANNEL)
    await ana.command("panelists add <mailto:kim@uni.example|kim@uni.example>", CHANNEL)
    listed = await world.sees("UANA", "Panelists of Lecture", CHANNEL)
    assert (listed.only, "Kim Novak" in listed.words) == ("UANA", True)
    (webinar,) = world.sandbox.account.meetings.values()
    assert [one.email for one in webinar.panelists] == ["kim@uni.example"]

    told = await world.sees("UKIM", "You speak in Lecture")
    await kim.press("Get my link", told.channel)
    link = await world.sees("UKIM", "This link is yours alone")
    goal = await world.follow(link, "Join as Kim")
    assert f"tk={webinar.panelists[0].id}" in goal

    await world.passes(timedelta(hours=6))
    await bo.command("join", CHANNEL)
    own = await world.sees("UBO", "This link is yours alone", CHANNEL)
    assert "tk=" not in await world.follow(own, "Join as Bo")


async def test_rooms_from_sections_reach_zoom_and_stay_when_the_class_moves(world):
    await with_course(world)
    ana = world.person("UANA")
    for who, section in (("bo", "A"), ("maya", "B")):
        line = f"course people MATH201 add <mailto:{who}@uni.example|{who}@uni.example> section {section}"
        await ana.command(line, CHANNEL)
    await ana.command("new Lab today 3pm for 50m", CHANNEL)
    await world.sees("UANA", "Scheduled", CHANNEL)
    await ana.command("rooms from sections", CHANNEL)
    shown = await world.sees("UANA", "Breakout rooms of Lab", CHANNEL)
    assert (shown.only, "maya" in shown.words) == ("UANA", True)
    await ana.command("move to 4pm", CHANNEL)
    await world.sees("UANA", "Moved", CHANNEL)
    (meeting,) = world.sandbox.account.meetings.values()
    rooms = {one["name"]: one["participants"] for one in meeting.settings["breakout_room"]["rooms"]}
    assert rooms == {"A": ["bo@uni.example"], "B": ["maya@uni.example"]}

    await ana.command("invitation", CHANNEL)
    text = await world.sees("UANA", "Invitation to Lab", CHANNEL)
    assert (text.only, meeting.password in text.words) == ("UANA", True)
    bo = world.person("UBO")
    await bo.command("invitation", CHANNEL)
    told = await world.sees("UBO", "+34 910 123 456", CHANNEL)
    assert (told.only, meeting.password in told.words) == ("UBO", False)
