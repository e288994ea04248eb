"""A class with options on Teams: said in its line, locked by the account, changed, and taken back."""

import pytest

from tests.journeys.teams_world import ANA, CHANNEL, teams_world, with_course


@pytest.fixture
async def world(tmp_path):
    async with teams_world(tmp_path) as one:
        await with_course(one)
        yield one


async def test_what_is_locked_is_said_and_what_is_changed_is_taken_back(world):
    ana = world.person(ANA)
    world.sandbox.account.settings.locked_settings["mute_upon_entry"] = False
    await ana.say('new "Lab" tue 10am for 1h x 3 mute, host video on', channel=CHANNEL)
    await world.settle()
    made = world.sees(ana, "Scheduled: Lab")
    assert "Zoom's account settings decide this: Mute people when they come in is off." in made.words
    (meeting,) = world.sandbox.account.meetings.values()
    assert meeting.settings["host_video"] is True

    await ana.say("set no host video this", channel=CHANNEL)
    await world.settle()
    changed = world.sees(ana, "Changed: Lab")
    assert [one.settings.get("host_video") for one in meeting.occurrences] == [False, None, None]
    await ana.press(changed, "Undo")
    await world.settle()
    assert meeting.occurrences[0].settings["host_video"] is True

    await ana.say("set host video all", channel=CHANNEL)
    await world.settle()
    world.sees(ana, "Changed: Lab")
    await ana.say("set no host video all", channel=CHANNEL)
    await world.settle()
    stays = world.sees(ana, "keeps what was set on it alone")
    await ana.press(stays, "Also on Tue 1 Dec 2026")
    await world.settle()
    assert meeting.occurrences[0].settings["host_video"] is False

    await ana.say("set section B", channel=CHANNEL)
    await world.settle()
    given = world.sees(ana, "section B")
    await ana.press(given, "Undo")
    await world.settle()
    assert "section B" in world.sees(ana, "the whole course").words

    await ana.say("set focus following", channel=CHANNEL)
    world.sees(ana, "not from one date on")


async def test_a_passcode_typed_in_a_channel_is_taken_and_said_to_be_known(world):
    ana = world.person(ANA)
    await ana.say('new "Lab" tue 10am for 1h x 3', channel=CHANNEL)
    await world.settle()
    (meeting,) = world.sandbox.account.meetings.values()
    first = meeting.password

    await ana.say("set passcode 7Qx@k2M9", channel=CHANNEL)
    await world.settle()
    changed = world.sees(ana, "Changed: Lab")
    assert "others may have read it" in changed.words
    assert meeting.password == "7Qx@k2M9"
    await ana.say("set next passcode", channel=CHANNEL)
    await world.settle()
    made = world.sees(ana, "Changed: Lab")
    assert "others may have read it" not in made.words
    second = meeting.password
    assert second not in {first, "7Qx@k2M9"}
    await ana.press(made, "Undo")
    await world.settle()
    assert meeting.password == "7Qx@k2M9"
