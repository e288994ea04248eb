"""Pieces of a class, brought by a job that dies at any step, on both databases: once, told once, taken back exactly."""

import pytest

from tests.school import School, a_school, text
from tests.zoomcore.workflows.mortal import live
from zoomcore.domain.job import Work
from zoomcore.storage.payloads import work_of
from zoomcore.workflows.table import TABLE


@pytest.fixture
async def school(school_url: str):
    async with a_school(url=school_url) as running:
        yield running


async def last_work(school: School) -> Work:
    """What the last line put into the queue."""
    async with school.store.reading() as unit:
        work = work_of(await unit.jobs.get((await school.rows())["job"]))
    assert work is not None
    return work


async def killed(school: School, line: str, steps: int) -> None:
    """The job of a line, dead after so many steps, and done again by whoever takes it over."""
    await school.say("ana", line, settle=False)
    work = await last_work(school)
    await live(school, steps, lambda tools: TABLE[type(work)](work, tools))
    await school.settle()


def panelists(school: School) -> list[tuple[str, str]]:
    (made,) = school.at_zoom()
    return sorted((one.email, one.name) for one in made.panelists)


@pytest.mark.parametrize("steps", range(7))
async def test_panelists_come_once_are_told_once_and_go_by_undo(school: School, steps: int):
    await school.say("ana", 'new webinar "Talk" tomorrow 3pm')
    await school.say("ana", "panelists add @tia")
    await killed(school, 'panelists add @li @tia guest@else.example "A Guest"', steps)
    everybody = [("guest@else.example", "A Guest"), ("li@uni.example", "Li Wei"), ("tia@uni.example", "Tia Assist")]
    assert panelists(school) == everybody
    assert len([one for one in school.to("li") if "You speak" in text(one.reply)]) == 1
    done = school.to("ana")[-1].reply
    assert "Added: A Guest, Li Wei\n" in text(done)
    await school.press("Undo", on=done, by="ana")
    assert panelists(school) == everybody[-1:]


@pytest.mark.parametrize("steps", range(7))
async def test_panelists_go_once_and_come_back_by_undo(school: School, steps: int):
    await school.say("ana", 'new webinar "Talk" tomorrow 3pm')
    await school.say("ana", 'panelists add @tia guest@else.example "A Guest"')
    (made,) = school.at_zoom()
    await school.zoom.add_panelists(made.id, [("dean@uni.example", "The Dean")])
    before = panelists(school)
    await killed(school, "panelists remove guest@else.example dean@uni.example", steps)
    assert panelists(school) == [("tia@uni.example", "Tia Assist")]
    done = school.to("ana")[-1].reply
    assert "Taken out: A Guest, The Dean" in text(done)
    await school.press("Undo", on=done, by="ana")
    assert panelists(school) == before


@pytest.mark.parametrize("steps", range(1, 8))
async def test_tracking_values_are_set_once_and_taken_back_to_what_stood(school: School, steps: int):
    school.sandbox.add_tracking_field("Building")
    await school.say("ada", "tracking fields")
    await school.say("ana", 'new "Lab" tomorrow 3pm building=North')
    await killed(school, "tracking Lab building=South", steps)
    (made,) = school.at_zoom()
    assert made.tracking_fields == [{"field": "Building", "value": "South"}]
    await school.press("Undo", on=school.to("ana")[-1].reply, by="ana")
    assert made.tracking_fields == [{"field": "Building", "value": "North"}]
    async with school.store.reading() as unit:
        assert (await unit.meetings.get(1)).state == "scheduled"


@pytest.mark.parametrize("steps", range(1, 8))
async def test_rooms_are_sent_and_ask_nobody_about_themselves(school: School, steps: int):
    await school.say("ana", 'new "Lab" tomorrow 3pm')
    await killed(school, "rooms A: bo@uni.example; B: maya@uni.example", steps)
    (made,) = school.at_zoom()
    rooms = {one["name"]: one["participants"] for one in made.settings["breakout_room"]["rooms"]}
    assert rooms == {"A": ["bo@uni.example"], "B": ["maya@uni.example"]}
    await school.press("Undo", on=school.to("ana")[-1].reply, by="ana")
    assert made.settings["breakout_room"].get("rooms", []) == []
