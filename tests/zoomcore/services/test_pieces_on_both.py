"""Panelists, rooms and tracking fields on both databases: what their statements say, and who comes first."""

import asyncio

import pytest

from tests.school import School, a_school, text
from zoomcore.commands.base import Target
from zoomcore.commands.wishes.sync import RecreateMeeting
from zoomcore.domain.tracking_work import SweepTrackingFields
from zoomcore.storage.payloads import work_of
from zoomcore.workflows.tracking import sweep_tracking_fields
from zoomcore.workflows.webinars.panelists import bring_panelists


@pytest.fixture
async def school(school_url: str):
    async with a_school(url=school_url) as running:
        yield running


async def test_a_section_s_webinar_is_seen_by_who_speaks_in_it_until_they_are_erased(school: School):
    await school.say("ana", "course people MATH201 add bo@uni.example section A")
    await school.say("ana", 'new webinar "Talk" tomorrow 3pm section A')
    await school.say("ana", 'panelists add @maya guest@else.example "A Guest"')
    assert "Talk" in text(await school.say("maya", "list"))
    (made,) = school.at_zoom()
    school.sandbox.portal.delete(made.id)
    await school.hear_zoom()
    await school.wish("ana", RecreateMeeting(target=Target(meeting=1)))
    (anew,) = school.at_zoom()
    assert sorted(one.name for one in anew.panelists) == ["A Guest", "Maya Okafor"]
    await school.say("ada", "privacy erase maya@uni.example")
    await school.press("Erase", by="ada")
    assert (await school.rows())["panelist"] == 1


async def test_two_jobs_at_once_tell_a_new_panelist_once(school: School):
    await school.say("ana", 'new webinar "Talk" tomorrow 3pm')
    before = (await school.rows())["job"]
    for _twice in range(2):
        await school.say("ana", "panelists add @li", settle=False)
    async with school.store.reading() as unit:
        works = [work_of(await unit.jobs.get(before + number)) for number in (1, 2)]
    await asyncio.gather(*(bring_panelists(work, school.tools) for work in works))
    await school.settle()
    (made,) = school.at_zoom()
    assert [one.email for one in made.panelists] == ["li@uni.example"]
    assert len([one for one in school.to("li") if "You speak" in text(one.reply)]) == 1


async def test_rooms_follow_the_roster_ask_about_others_and_come_back_by_undo(school: School):
    await school.say("ana", 'new "Lab" tomorrow 3pm')
    await school.say("ana", "rooms in groups of 1")
    (made,) = school.at_zoom()
    drawn = made.settings["breakout_room"]["rooms"]
    gone = await school.say("ana", "rooms off")
    await school.press("Undo", on=gone, by="ana")
    assert made.settings["breakout_room"]["rooms"] == drawn
    await school.say("ana", "course people MATH201 add jose@uni.example")
    await school.later(minutes=5)
    assert any("jose@uni.example" in one["participants"] for one in made.settings["breakout_room"]["rooms"])

    theirs = {"enable": True, "rooms": [{"name": "Red", "participants": ["bo@uni.example"]}]}
    made.settings["breakout_room"] = theirs
    asked = await school.say("ana", "rooms A: bo@uni.example")
    assert made.settings["breakout_room"] == theirs
    await school.press("Keep Zoom's", on=asked, by="ana")
    await school.say("ana", "course people MATH201 remove jose@uni.example")
    await school.later(minutes=5)
    assert made.settings["breakout_room"] == theirs


async def test_tracking_fields_come_and_go_and_one_change_is_made_at_a_time(school: School):
    school.sandbox.add_tracking_field("Cost center", "4711")
    school.sandbox.add_tracking_field("Building")
    form = await school.press("Choose fields", on=await school.say("ada", "tracking fields"), by="ada")
    await school.submit(form, {"fields": [one.value for one in form.view.fields[0].choices]}, by="ada")
    school.sandbox.remove_tracking_field("Cost center")
    await sweep_tracking_fields(SweepTrackingFields(), school.tools)
    async with school.store.reading() as unit:
        known = {one.name: (one.offered, one.gone) for one in await unit.tracking.all()}
    assert known == {"Cost center": (True, True), "Building": (True, False)}

    await school.say("ana", 'new "Lab" tomorrow 3pm building=North')
    lines = ("tracking Lab building=South", "tracking Lab building=East")
    said = [await school.say(who, line, settle=False) for who, line in zip(("ana", "kim"), lines, strict=True)]
    await school.settle()
    assert "being changed" in text(said[1])
    (made,) = school.at_zoom()
    assert made.tracking_fields == [{"field": "Building", "value": "South"}]
