"""A moved date that becomes a class by itself, its series being lost: with all that it had as one of a series."""

import pytest

from tests.school import School
from zoomcore.commands.wishes.backups import OpenRestoreForm


async def moved_to_thursday(school: School, line: str) -> None:
    """The first of its Tuesdays on Thursday, set by itself; lost at Zoom once that Tuesday is past."""
    await school.say("ana", line)
    await school.say("ana", "move next to thu 16:00 this")
    await school.say("ana", "set on thu mute")


async def lose(school: School) -> None:
    for one in school.at_zoom():
        school.sandbox.portal.delete(one.id)
    await school.hear_zoom()
    await school.later(days=2)


async def recreate(school: School) -> None:
    await lose(school)
    await school.say("ana", "recreate")


async def restore(school: School) -> None:
    await school.say("ana", "backup")
    await lose(school)
    form = await school.wish("ana", OpenRestoreForm(backup=1))
    await school.submit(form, {"parts": ("settings", "classes"), "typed": "math201"}, by="ana")


EITHER = pytest.mark.parametrize("way", [recreate, restore])


def rooms(made):
    return {one["name"]: one["participants"] for one in made.settings.get("breakout_room", {}).get("rooms", [])}


@EITHER
async def test_what_was_set_on_it_alone_stays_where_nothing_else_is_left(school: School, way):
    await moved_to_thursday(school, 'new "Algebra" every tue 10am x 1')

    await way(school)

    (made,) = school.at_zoom()
    assert made.settings["mute_upon_entry"] is True
    assert made.start.strftime("%a %H") == "Thu 15"


@EITHER
async def test_each_of_several_keeps_its_own(school: School, way):
    await moved_to_thursday(school, 'new "Algebra" every tue,wed 9am x 2')
    await school.say("ana", "move on wed to fri 16:00 this")
    await school.say("ana", "set on fri no waiting room")

    await way(school)

    found = {one.start.strftime("%a"): one.settings for one in school.at_zoom()}
    assert {day: one["mute_upon_entry"] for day, one in found.items()} == {"Thu": True, "Fri": False}
    assert found["Fri"]["waiting_room"] is False


@EITHER
async def test_it_has_the_rooms_that_were_planned(school: School, way):
    await moved_to_thursday(school, 'new "Algebra" every tue 10am x 4')
    await school.say("ana", "rooms A: bo@uni.example; B: maya@uni.example")

    await way(school)

    assert len(school.at_zoom()) == 2
    for made in school.at_zoom():
        assert rooms(made) == {"A": ["bo@uni.example"], "B": ["maya@uni.example"]}


@EITHER
async def test_a_webinar_s_panelists_speak_there_too(school: School, way):
    school.sandbox.account.user("ana@uni.example").webinar_capacity = 500
    await moved_to_thursday(school, 'new "Algebra" every tue 10am x 4 as a webinar')
    await school.say("ana", "panelists add li@uni.example")

    await way(school)

    assert len(school.at_zoom()) == 2
    for made in school.at_zoom():
        assert [one.email for one in made.panelists] == ["li@uni.example"]
