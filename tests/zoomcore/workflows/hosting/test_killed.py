"""Jobs about who holds a class, killed between any two steps and run again: everything once, nothing lost."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

import pytest

from tests.school import School, a_school
from tests.zoomcore.workflows.mortal import live
from zoomcore.domain.hosting_work import (
    BringSubstitute,
    ChangeAlternatives,
    ChangeHost,
    EndSubstitute,
    TakeOffSubstitute,
    keeper,
)
from zoomcore.domain.meetings import MeetingState
from zoomcore.domain.people import Role
from zoomcore.domain.work import CreateMeeting
from zoomcore.workflows.create import create_meeting
from zoomcore.workflows.hosting.alternatives import change_alternatives
from zoomcore.workflows.hosting.changing import change_host
from zoomcore.workflows.hosting.leaving import end_substitute
from zoomcore.workflows.hosting.substitutes import bring_substitute, take_off_substitute

NEW = 'new "Algebra" every tue 15:00 for 30m x3'


def hosts_at_zoom(school: School) -> list[str]:
    (meeting,) = school.at_zoom()
    return [one for one in meeting.settings["alternative_hosts"].split(";") if one]


async def _held(school: School) -> None:
    """Kept for one change, as whoever asks for one keeps it."""
    async with school.store.unit() as unit:
        await unit.meetings.set_state(1, (MeetingState.SCHEDULED,), MeetingState.CHANGING)


async def _is_free(school: School) -> bool:
    async with school.store.reading() as unit:
        return (await unit.meetings.get(1)).state is MeetingState.SCHEDULED


async def _brought(school: School, steps: int) -> bool:
    """They are told once, and leave after their date."""
    await school.say("ana", NEW)
    await school.say("ana", "sub @li on nov 24", settle=False)
    work = BringSubstitute(substitute=1, answer={})

    lived = await live(school, steps, lambda tools: bring_substitute(work, tools), only_new=True)
    await school.settle()

    assert hosts_at_zoom(school) == ["li@uni.example"]
    assert len(school.to("li")) == 1
    assert await _is_free(school)
    await school.later(hours=31)
    assert hosts_at_zoom(school) == []
    return lived


async def _taken_off(school: School, steps: int) -> bool:
    await school.say("ana", NEW)
    await school.say("ana", "sub @li on nov 24")
    work = TakeOffSubstitute(substitute=1, by=school.ids["ana"], answer={})
    await _held(school)
    async with school.store.unit() as unit:
        await unit.hosting.keep_for(1, keeper(work))

    lived = await live(school, steps, lambda tools: take_off_substitute(work, tools), only_new=True)
    await take_off_substitute(work, school.tools)
    await school.settle()

    assert hosts_at_zoom(school) == []
    assert await _is_free(school)
    assert len(school.to("li")) == 2
    return lived


async def _over(school: School, steps: int) -> bool:
    await school.say("ana", f"{NEW} alternative hosts admin@uni.example")
    await school.say("ana", "sub @li on nov 24")
    school.sandbox.advance(timedelta(hours=31))
    work = EndSubstitute(substitute=1)

    lived = await live(school, steps, lambda tools: end_substitute(work, tools), only_new=True)
    await school.settle()

    assert hosts_at_zoom(school) == ["admin@uni.example"]
    assert await _is_free(school)
    return lived


async def _listed(school: School, steps: int) -> bool:
    await school.say("ana", f"{NEW} alternative hosts admin@uni.example")
    await _held(school)
    work = ChangeAlternatives(
        meeting=1, by=school.ids["ana"], request="r", add=("li@uni.example",), remove=("admin@uni.example",), answer={}
    )

    lived = await live(school, steps, lambda tools: change_alternatives(work, tools), only_new=True)
    await change_alternatives(work, school.tools)

    assert hosts_at_zoom(school) == ["li@uni.example"]
    async with school.store.reading() as unit:
        meeting = await unit.meetings.get(1)
        changes = [one for one in await unit.audit.of_subject("meeting:1") if one.verb == "alt"]
    assert (meeting.state, meeting.options.alternative_hosts) == ("scheduled", ("li@uni.example",))
    assert [one.detail for one in changes] == [{"added": ["li@uni.example"], "removed": ["admin@uni.example"]}]
    return lived


async def _given(school: School, steps: int, *, making: int | None = None) -> bool:
    async with school.store.unit() as unit:
        await unit.courses.enroll(school.math.id, school.ids["li"], Role.INSTRUCTOR)
    await school.say("ana", NEW)
    await _held(school)
    work = ChangeHost(meeting=1, person=school.ids["li"], by=school.ids["ana"], request="r", answer={})

    lived = await live(school, steps, lambda tools: change_host(work, tools), only_new=True)
    await change_host(work, school.tools)
    if making is not None:
        made = CreateMeeting(meeting=2, answer={}, instead_of=1, takes_over=True)
        lived = await live(school, making, lambda tools: create_meeting(made, tools), only_new=True)
    await school.later(minutes=5)

    (meeting,) = school.at_zoom()
    assert school.sandbox.account.users[meeting.host_id].email == "li@uni.example"
    async with school.store.reading() as unit:
        coming = await unit.meetings.coming(since=school.now, until=school.now + timedelta(days=60))
    assert [one.host_name for one in coming] == ["Li Wei"] * 3
    return lived


async def _made(school: School, steps: int) -> bool:
    return await _given(school, 99, making=steps)


STORIES: Mapping[str, Callable[[School, int], Awaitable[bool]]] = {
    "somebody stands in": _brought,
    "somebody is taken off": _taken_off,
    "a date is over": _over,
    "others may start it": _listed,
    "it changes its host": _given,
    "one is made in its place": _made,
}
#: So many deaths leave something new behind, and one more run comes to its end.
STEPS: Mapping[str, int] = {
    "somebody stands in": 7,
    "somebody is taken off": 5,
    "a date is over": 5,
    "others may start it": 6,
    "it changes its host": 5,
    "one is made in its place": 9,
}
EVERY = [(story, steps) for story, most in STEPS.items() for steps in range(most)]


@pytest.mark.parametrize(("story", "steps"), EVERY)
async def test_it_may_die_anywhere(school: School, story: str, steps: int):
    lived = await STORIES[story](school, steps)

    assert lived == (steps == STEPS[story] - 1)


@pytest.mark.postgres
@pytest.mark.parametrize(("story", "steps"), EVERY[::2])
async def test_on_postgresql_as_well(postgres_url: str, story: str, steps: int):
    async with a_school(url=postgres_url) as school:
        await STORIES[story](school, steps)
