"""A class with options on Slack: said in its line, changed on one date, then by form, and taken back."""

import pytest

from tests.journeys.slack_world import CHANNEL, slack_world, with_course


@pytest.fixture
async def world(sqlite_url):
    async with slack_world(sqlite_url) as one:
        await with_course(one)
        yield one


async def test_options_are_said_changed_on_one_date_and_by_form(world):
    ana = world.person("UANA")
    await ana.command('new "Lab" tue 10am for 1h x 3 mute, no waiting room, passcode 12aB@x', CHANNEL)
    await world.sees("UANA", "Scheduled: Lab", CHANNEL)
    (meeting,) = world.sandbox.account.meetings.values()
    assert (meeting.settings["mute_upon_entry"], meeting.settings["waiting_room"]) == (True, False)
    assert meeting.password == "12aB@x"

    await ana.command("set MATH201 record", CHANNEL)
    await world.sees("UANA", "Change which dates of Lab?", CHANNEL)
    await ana.press("Only this one", CHANNEL)
    await world.sees("UANA", "Only on", CHANNEL)
    assert [one.settings.get("auto_recording") for one in meeting.occurrences] == ["cloud", None, None]

    await ana.command("set MATH201", CHANNEL)
    assert await ana.submit(scope="all", focus="true") == {"response_action": "clear"}
    await world.sees("UANA", "Focus mode", CHANNEL)
    assert meeting.settings["focus_mode"] is True
    assert meeting.settings["mute_upon_entry"] is True
    await ana.press("Undo", CHANNEL)
    await world.settle()
    assert meeting.settings["focus_mode"] is False
    assert all("12aB@x" not in one.words for one in world.peer.messages)
