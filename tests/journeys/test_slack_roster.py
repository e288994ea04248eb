"""A course filled from its Slack channel and from a list, and the people who look at it from elsewhere."""

import pytest

from tests.journeys.slack_world import CHANNEL, slack_world, with_course


@pytest.fixture
async def world(sqlite_url):
    async with slack_world(sqlite_url) as one:
        await with_course(one)
        for number in range(8):
            one.peer.add_user(f"US{number}", f"Student{number} Of")
        one.peer.add_user("UGUEST", "Gil Guest", is_restricted=True)
        one.peer.add_channel(
            CHANNEL, *one.peer.members[CHANNEL][:-1], *(f"US{number}" for number in range(8)), "UGUEST"
        )
        yield one


async def test_the_channels_members_are_proposed_and_one_tap_adds_them(world):
    ana = world.person("UANA")
    await ana.command("course people MATH201 suggest", CHANNEL)
    proposed = await world.sees("UANA", "People in this channel", CHANNEL)
    assert "Guests and people without a known e-mail: 1" in proposed.text
    await ana.press("Add", CHANNEL)
    await world.settle()
    listed = await ana.command("course people MATH201", CHANNEL)
    assert "Student7" in listed["text"]


async def test_a_list_is_first_counted_and_then_taken(world):
    ana = world.person("UANA")
    await ana.command("course people MATH201 import", CHANNEL)
    await ana.submit(csv="name,e-mail\nNew Person,new@uni.example\nBroken line\n")
    await world.sees("UANA", "Nothing is changed yet", CHANNEL)
    await ana.press("Add 1", CHANNEL)
    await world.settle()
    listed = await ana.command("course people MATH201", CHANNEL)
    assert "New Person" in listed["text"]


async def test_the_home_tab_and_a_direct_line_tell_a_student_what_is_next(world):
    ana, bo = world.person("UANA"), world.person("UBO")
    await ana.command('new "Lab" wed 3pm for 50m', CHANNEL)
    await world.sees("UANA", "Scheduled", CHANNEL)
    await bo.event(type="app_home_opened", tab="home", channel=world.peer.direct("UBO"))
    assert "Lab" in str(world.peer.homes["UBO"])
    await bo.say("list mine")
    told = await world.sees("UBO", "Lab", world.peer.direct("UBO"))
    assert told.only == ""
