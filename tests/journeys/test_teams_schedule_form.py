"""A weekly class by dialog in Teams: its fields come with the kind of repeat, its dates before anything is made."""

import json

import pytest

from tests.journeys.teams_world import ADA, ANA, CHANNEL, teams_world, with_course
from tests.peers.adaptive_cards import complaints, walk


@pytest.fixture
async def world(tmp_path):
    async with teams_world(tmp_path) as one:
        await with_course(one)
        yield one


def inputs(card):
    return {one["id"].partition("_")[2] for one in walk(card) if one["type"].startswith("Input.")}


def card_of(answer):
    card = answer["task"]["value"]["card"]["content"]
    assert complaints(card) == []
    return card


async def test_the_fields_come_with_the_repeat_and_the_dates_before_the_class(world):
    ana = world.person(ANA)
    home, _ = await ana.say("", channel=CHANNEL)
    dialog = await ana.open_dialog(home, "New class")
    typed = {"field_topic": "Lab", "field_day": "2026-12-01", "field_at": "15:00", "field_repeat": "weekly"}
    dialog = card_of(await ana.submit_dialog(dialog, "Update the fields", conversation=ana.direct, **typed))
    assert {"weekdays", "interval", "until", "count", "skip"} <= inputs(dialog)

    filled = {"field_count": "6", "fields_weekdays": "2,4"}
    wrong = await ana.submit_dialog(
        dialog, "Show the dates", conversation=ana.direct, **(filled | {"field_interval": "13"})
    )
    assert "at most every 12 weeks" in json.dumps(card_of(wrong))

    shown = card_of(await ana.submit_dialog(dialog, "Show the dates", conversation=ana.direct, **filled))
    assert "Date 5" in json.dumps(shown)
    assert world.sandbox.account.meetings == {}

    again = card_of(await ana.submit_dialog(shown, "Change", conversation=ana.direct))
    shown = card_of(
        await ana.submit_dialog(again, "Show the dates", conversation=ana.direct, **(filled | {"field_count": "3"}))
    )
    for _twice in range(2):
        await ana.submit_dialog(shown, "Schedule", conversation=ana.direct)
    await world.settle()
    world.sees(ana, "Scheduled: Lab")
    (meeting,) = world.sandbox.account.meetings.values()
    assert (meeting.topic, len(meeting.occurrences)) == ("Lab", 3)


async def test_a_lock_of_the_school_is_told_to_who_wishes_otherwise(world):
    ada, ana = world.person(ADA), world.person(ANA)
    (form,) = await ada.say("settings school")
    await ada.press(form, "Save", field_recording="none", fields_locked="recording")
    world.sees(ada, "Saved: what every new class gets")

    (form, *_) = await ana.say("settings MATH201")
    assert "recording" not in inputs(form.card)
    assert "Your school decides this: Recording is" in form.words
    await ana.say("new Lab tue 10am for 1h record", channel=CHANNEL)
    await world.settle()
    world.sees(ana, "Your school decides this: Recording is")
    (meeting,) = world.sandbox.account.meetings.values()
    assert meeting.settings["auto_recording"] == "none"


async def test_a_form_that_stands_in_the_chat_changes_its_fields_in_place(world):
    ana = world.person(ANA)
    (form, *_) = await ana.say("new #MATH201")
    await ana.press(form, "Update the fields", field_topic="Lab", field_repeat="weekly")
    assert {"weekdays", "interval", "until", "count"} <= inputs(form.card)
    filled = {"field_day": "2026-12-01", "field_at": "15:00", "field_count": "3"}
    await ana.press(form, "Show the dates", **filled)
    assert "Date 3" in form.words
    await ana.press(form, "Schedule")
    await world.settle()
    world.sees(ana, "Scheduled: Lab")
    (meeting,) = world.sandbox.account.meetings.values()
    assert (meeting.topic, len(meeting.occurrences)) == ("Lab", 3)
