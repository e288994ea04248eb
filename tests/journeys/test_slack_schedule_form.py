"""A weekly class by form on Slack: its fields come with the kind of repeat, its dates before anything is made."""

import json

import pytest

from tests.journeys.slack_world import CHANNEL, slack_world, with_course


@pytest.fixture
async def world(sqlite_url):
    async with slack_world(sqlite_url) as one:
        await with_course(one)
        yield one


def fields(world):
    view = list(world.peer.views.values())[-1]
    return [one["block_id"].removeprefix("field:") for one in view["blocks"] if one["type"] == "input"]


async def test_the_fields_come_with_the_repeat_and_the_dates_before_the_class(world):
    ana = world.person("UANA")
    await ana.command("new", CHANNEL)
    assert "weekdays" not in fields(world)

    await ana.choose("repeat", "weekly", topic="Lab", day="2026-12-01", at="15:00")
    assert {"weekdays", "interval", "until", "count", "skip"} <= set(fields(world))

    wrong = await ana.submit(interval="13", count="6")
    assert wrong == {
        "response_action": "errors",
        "errors": {"field:interval": "Zoom repeats a class at most every 12 weeks. Choose from 1 to 12 weeks."},
    }

    shown = await ana.submit(weekdays=["2", "4"], count="6")
    assert shown["response_action"] == "push"
    assert shown["view"]["close"]["text"] == "Change"
    assert "Date 5" in json.dumps(shown["view"]["blocks"])
    assert world.sandbox.account.meetings == {}

    ana.close()
    await ana.submit(weekdays=["2"], count="3", interval="1")
    assert await ana.submit() == {"response_action": "clear"}
    await world.sees("UANA", "Scheduled: Lab", CHANNEL)
    (meeting,) = world.sandbox.account.meetings.values()
    assert (meeting.topic, len(meeting.occurrences)) == ("Lab", 3)


async def test_a_course_opens_its_settings_section_by_section(world):
    ana = world.person("UANA")
    await ana.command("settings course", CHANNEL)
    await ana.choose("sections", ["sound"], title="Algebra III")
    view = list(world.peer.views.values())[-1]
    assert "Sound and picture" in [one["text"]["text"] for one in view["blocks"] if one["type"] == "header"]
    assert await ana.submit(mute="true") == {"response_action": "clear"}
    await world.sees("UANA", "Saved: MATH201", CHANNEL)

    await ana.command("new Lab tomorrow 3pm", CHANNEL)
    await world.sees("UANA", "Scheduled: Lab", CHANNEL)
    (meeting,) = world.sandbox.account.meetings.values()
    assert meeting.settings["mute_upon_entry"] is True


async def test_a_lock_of_the_school_is_told_to_who_wishes_otherwise(world):
    ada, ana = world.person("UADA"), world.person("UANA")
    await ada.command("settings school", CHANNEL)
    await ada.submit(recording="none", locked=["recording"])
    await world.sees("UADA", "Saved: what every new class gets", CHANNEL)

    await ana.command("settings course", CHANNEL)
    assert "recording" not in fields(world)
    assert "Your school decides this: Recording is" in json.dumps(list(world.peer.views.values())[-1]["blocks"])
    ana.close()

    await ana.command("new Lab tomorrow 3pm record", CHANNEL)
    await world.sees("UANA", "Your school decides this: Recording is", CHANNEL)
    (meeting,) = world.sandbox.account.meetings.values()
    assert meeting.settings["auto_recording"] == "none"


async def test_a_form_that_was_redrawn_meanwhile_is_left_alone(world):
    ana = world.person("UANA")
    await ana.command("new", CHANNEL)
    (opened,) = world.peer.views.values()
    await ana.choose("repeat", "weekly", topic="Lab")
    await ana.choose("repeat", "daily", seen=opened, topic="Lab")
    assert "weekdays" in fields(world)
