"""A run that dies anywhere is taken up again: everybody is signed up once, and nobody twice."""

import pytest

from tests.zoomcore.workflows.mortal import live
from tests.zoomcore.workflows.registration.classes import (
    APPROVED,
    BY_HAND,
    ONCE,
    WEEKLY,
    add_students,
    states,
    the_class,
)
from zoomcore.domain.registration_work import RegisterPeople
from zoomcore.workflows.registration.registering import register_people


@pytest.mark.parametrize("line", [ONCE, WEEKLY, BY_HAND])
async def test_killed_at_every_step(school, line):
    plain = line.replace(" with registration", "").replace(" manual registration", "")
    await school.say("ana", plain)
    meeting = await the_class(school)
    (booked,) = school.at_zoom()
    await _switch_on(school, meeting, booked, line)
    await add_students(school, 33 if line is not WEEKLY else 4)
    work = RegisterPeople(meeting=meeting.id, request="late", answer={})

    lives, done = 0, False
    while not done or set((await states(school)).values()) != {APPROVED}:
        done = await live(school, 3 + lives % 9, lambda tools: register_people(work, tools))
        school.sandbox.advance(school.tools.doubt)
        lives += 1
        assert lives < 200

    assert lives > 3
    assert len(booked.registrants) == len(await states(school))
    assert len({one.email for one in booked.registrants}) == len(booked.registrants)
    used = school.sandbox.account.limits._registrants
    assert max(many for (act, *_), many in used.items() if act == "add") == 1


async def _switch_on(school, meeting, booked, line):
    from dataclasses import replace

    from zoomcore.domain.options import Registration

    mode = Registration.MANUAL if line is BY_HAND else Registration.AUTOMATIC
    booked.settings["approval_type"] = 1 if mode is Registration.MANUAL else 0
    async with school.store.unit() as unit:
        await unit.meetings.take_in(meeting, meeting.state, options=replace(meeting.options, registration=mode))
