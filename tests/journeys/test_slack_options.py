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

    await ana.command("set MATH201 no recording all", CHANNEL)
    await world.sees("UANA", "keeps what was set on it alone: Recording", CHANNEL)
    await ana.press("Also on Tue", CHANNEL)
    await world.settle()
    assert [one.settings.get("auto_recording") for one in meeting.occurrences] == ["none", None, None]

    await ana.command("set MATH201 section B", CHANNEL)
    await world.sees("UANA", "Nobody of this course has a section yet", CHANNEL)
    await ana.press("Undo", CHANNEL)
    await world.sees("UANA", "Was for", CHANNEL)

    await ana.command("set MATH201", CHANNEL)
    assert await ana.submit(scope="all", focus="true") == {"response_action": "clear"}
    await world.sees("UANA", "Focus mode", CHANNEL)
    assert meeting.settings["focus_mode"] is True
    assert meeting.settings["mute_upon_entry"] is True
    await ana.press("Undo", CHANNEL)
    await world.settle()
    assert meeting.settings["focus_mode"] is False
    assert all("12aB@x" not in one.words for one in world.peer.messages)


async def test_another_passcode_is_typed_made_and_taken_back_and_read_by_nobody(world):
    ana = world.person("UANA")
    await ana.command('new "Lab" tue 10am for 1h x 3', CHANNEL)
    await world.sees("UANA", "Scheduled: Lab", CHANNEL)
    (meeting,) = world.sandbox.account.meetings.values()
    first = meeting.password

    await ana.command("set MATH201 passcode 7Qx@k2M9", CHANNEL)
    await world.sees("UANA", "Passcode: changed", CHANNEL)
    assert meeting.password == "7Qx@k2M9"
    await ana.press("Undo", CHANNEL)
    await world.settle()
    assert meeting.password == first

    await ana.command("set MATH201", CHANNEL)
    assert (await ana.submit(scope="all", passcode="12#4"))["response_action"] == "errors"
    assert await ana.submit(scope="all", passcode="new") == {"response_action": "clear"}
    await world.settle()
    assert meeting.password not in {first, "7Qx@k2M9", "new"}
    assert not any(one in each.words for one in (first, "7Qx@k2M9", meeting.password) for each in world.peer.messages)
