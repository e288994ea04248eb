"""Tracking fields in Slack: chosen by an admin, asked for in the form of a new class, changed and taken back."""

import pytest

from tests.journeys.slack_world import CHANNEL, slack_world, with_course


@pytest.fixture
async def world(sqlite_url):
    async with slack_world(sqlite_url) as one:
        yield one


def tracked(world):
    (meeting,) = world.sandbox.account.meetings.values()
    return {one["field"]: one["value"] for one in meeting.tracking_fields}


async def test_fields_are_chosen_asked_for_changed_and_taken_back(world):
    await with_course(world)
    world.sandbox.add_tracking_field("Cost center", "4711", "4712", required=True)
    world.sandbox.add_tracking_field("Building")
    ada, ana, bo = world.person("UADA"), world.person("UANA"), world.person("UBO")
    await ada.command("tracking fields", CHANNEL)
    shown = await world.sees("UADA", "Zoom's tracking fields", CHANNEL)
    assert (shown.only, "4711, 4712" in shown.words) == ("UADA", True)
    await ada.press("Choose fields", CHANNEL)
    (building,) = [one.id for one in world.sandbox.account.settings.tracking_fields if one.name == "Building"]
    assert await ada.submit(fields=[building]) == {"response_action": "clear"}

    await ana.command("new", CHANNEL)
    lab = {"topic": "Lab", "day": "2026-12-01", "at": "15:00"}
    wrong = await ana.submit(**lab, tracking="Building = North\nCost center = ")
    assert "Your school wants Cost center" in wrong["errors"]["field:tracking"]
    await ana.submit(**lab, tracking="Building = North\nCost center = 4711")
    await world.sees("UANA", "Scheduled: Lab", CHANNEL)
    assert tracked(world) == {"Cost center": "4711", "Building": "North"}

    await ana.command('tracking MATH201 "Cost center"=4712', CHANNEL)
    await world.sees("UANA", "Tracking fields of Lab", CHANNEL)
    assert tracked(world) == {"Cost center": "4712", "Building": "North"}
    await ana.press("Undo", CHANNEL)
    await world.settle()
    assert tracked(world) == {"Cost center": "4711", "Building": "North"}

    await bo.command("tracking MATH201 Building=South", CHANNEL)
    await world.sees("UBO", "instructor", CHANNEL)
    assert tracked(world) == {"Cost center": "4711", "Building": "North"}
