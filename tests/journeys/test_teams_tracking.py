"""Tracking fields in Teams: chosen by an admin, asked for in the dialog of a new class, changed and taken back."""

import json

import pytest

from tests.journeys.teams_world import ADA, ANA, CHANNEL, teams_world, with_course
from tests.peers.adaptive_cards import complaints


@pytest.fixture
async def world(tmp_path):
    async with teams_world(tmp_path) as one:
        yield one


def tracked(world):
    (meeting,) = world.sandbox.account.meetings.values()
    return {one["field"]: one["value"] for one in meeting.tracking_fields}


async def test_fields_are_chosen_asked_for_changed_and_taken_back(world):
    await with_course(world)
    world.sandbox.add_tracking_field("Cost center", "4711", "4712", required=True)
    world.sandbox.add_tracking_field("Building")
    ada, ana = world.person(ADA), world.person(ANA)
    await ada.say("tracking fields")
    await world.settle()
    shown = world.sees(ada, "Zoom's tracking fields")
    assert "4711, 4712" in shown.words
    (building,) = [one.id for one in world.sandbox.account.settings.tracking_fields if one.name == "Building"]
    await ada.press(shown, "Choose fields")
    await ada.press(world.sees(ada, "Those you tick"), "Save", fields_fields=building)
    await world.settle()

    home, _ = await ana.say("", channel=CHANNEL)
    dialog = await ana.open_dialog(home, "New class")
    lab = {"field_topic": "Lab", "field_day": "2026-12-01", "field_at": "15:00"}
    typed = {**lab, "field_tracking": "Building = North\nCost center = "}
    wrong = await ana.submit_dialog(dialog, "Schedule", conversation=ana.direct, **typed)
    dialog = wrong["task"]["value"]["card"]["content"]
    assert (complaints(dialog), "Your school wants Cost center" in json.dumps(dialog)) == ([], True)
    typed = {**lab, "field_tracking": "Building = North\nCost center = 4711"}
    await ana.submit_dialog(dialog, "Schedule", conversation=ana.direct, **typed)
    await world.settle()
    world.sees(ana, "Scheduled: Lab")
    assert tracked(world) == {"Cost center": "4711", "Building": "North"}

    await ana.say('tracking MATH201 "Cost center"=4712', channel=CHANNEL)
    await world.settle()
    changed = world.sees(ana, "Tracking fields of Lab")
    assert tracked(world) == {"Cost center": "4712", "Building": "North"}
    await ana.press(changed, "Undo")
    await world.settle()
    assert tracked(world) == {"Cost center": "4711", "Building": "North"}
