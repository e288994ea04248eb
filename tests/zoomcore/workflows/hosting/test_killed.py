"""Jobs about who holds a class, killed at any step and run again: everything once, nothing lost."""

from datetime import timedelta

import pytest

from tests.school import School, a_school
from tests.zoomcore.workflows.mortal import live
from zoomcore.domain.hosting_work import BringSubstitute, ChangeAlternatives, ChangeHost, TakeOffSubstitute
from zoomcore.domain.meetings import MeetingState
from zoomcore.domain.people import Role
from zoomcore.domain.work import CreateMeeting
from zoomcore.workflows.create import create_meeting
from zoomcore.workflows.hosting.alternatives import change_alternatives
from zoomcore.workflows.hosting.changing import change_host
from zoomcore.workflows.hosting.substitutes import bring_substitute, take_off_substitute

NEW = 'new "Algebra" every tue 15:00 for 30m x3'


def hosts_at_zoom(school: School) -> list[str]:
    (meeting,) = school.at_zoom()
    return [one for one in meeting.settings["alternative_hosts"].split(";") if one]


async def _held(school: School) -> None:
    """Kept for one change, as whoever asks for one keeps it."""
    async with school.store.unit() as unit:
        await unit.meetings.set_state(1, (MeetingState.SCHEDULED,), MeetingState.CHANGING)


async def _brought(school: School, steps: int) -> None:
    await school.say("ana", NEW)
    await school.say("ana", "sub @li on nov 24", settle=False)
    work = BringSubstitute(substitute=1, answer={})

    await live(school, steps, lambda tools: bring_substitute(work, tools))
    await school.settle()

    assert hosts_at_zoom(school) == ["li@uni.example"]
    assert len(school.to("li")) == 1
    await school.later(hours=31)
    assert hosts_at_zoom(school) == []


@pytest.mark.parametrize("steps", range(0, 22, 2))
async def test_whoever_stands_in_is_told_once_and_leaves(school: School, steps: int):
    await _brought(school, steps)


@pytest.mark.postgres
@pytest.mark.parametrize("steps", [5, 9, 13])
async def test_on_postgresql_as_well(postgres_url: str, steps: int):
    async with a_school(url=postgres_url) as school:
        await _brought(school, steps)


@pytest.mark.parametrize("steps", range(0, 14, 2))
async def test_whoever_is_taken_off_is_off(school: School, steps: int):
    await school.say("ana", NEW)
    await school.say("ana", "sub @li on nov 24")
    await school.say("ana", "sub off nov 24", settle=False)
    work = TakeOffSubstitute(substitute=1, by=school.ids["ana"], answer={})

    await live(school, steps, lambda tools: take_off_substitute(work, tools))
    await school.settle()

    assert hosts_at_zoom(school) == []
    async with school.store.reading() as unit:
        assert (await unit.meetings.get(1)).state == "scheduled"


@pytest.mark.parametrize("steps", range(0, 14, 2))
async def test_alternative_hosts_are_those_that_were_wished(school: School, steps: int):
    await school.say("ana", NEW)
    await _held(school)
    work = ChangeAlternatives(meeting=1, by=school.ids["ana"], request="r", add=("li@uni.example",), answer={})

    await live(school, steps, lambda tools: change_alternatives(work, tools))
    await change_alternatives(work, school.tools)

    assert hosts_at_zoom(school) == ["li@uni.example"]
    async with school.store.reading() as unit:
        meeting = await unit.meetings.get(1)
    assert (meeting.state, meeting.options.alternative_hosts) == ("scheduled", ("li@uni.example",))


async def _given(school: School, steps: int, *, making: int | None) -> None:
    async with school.store.unit() as unit:
        await unit.courses.enroll(school.math.id, school.ids["li"], Role.INSTRUCTOR)
    await school.say("ana", NEW)
    await _held(school)
    work = ChangeHost(meeting=1, person=school.ids["li"], by=school.ids["ana"], request="r", answer={})

    await live(school, steps, lambda tools: change_host(work, tools))
    await change_host(work, school.tools)
    if making is not None:
        made = CreateMeeting(meeting=2, answer={}, instead_of=1, takes_over=True)
        await live(school, making, lambda tools: create_meeting(made, tools))
    await school.later(minutes=5)

    (meeting,) = school.at_zoom()
    assert school.sandbox.account.users[meeting.host_id].email == "li@uni.example"
    async with school.store.reading() as unit:
        coming = await unit.meetings.coming(since=school.now, until=school.now + timedelta(days=60))
    assert [one.host_name for one in coming] == ["Li Wei"] * 3


@pytest.mark.parametrize("steps", range(0, 16, 2))
async def test_a_class_that_changes_its_host_is_there_once(school: School, steps: int):
    await _given(school, steps, making=None)


@pytest.mark.parametrize("steps", range(0, 30, 3))
async def test_one_made_in_its_place_is_there_once_too(school: School, steps: int):
    await _given(school, 99, making=steps)
