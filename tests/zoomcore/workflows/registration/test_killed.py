"""A run that dies anywhere is taken up again: everybody is signed up once, and nobody twice."""

import pytest

from tests.zoomcore.workflows.mortal import live
from tests.zoomcore.workflows.registration.classes import (
    APPROVED,
    BY_HAND,
    ONCE,
    WEEKLY,
    add_students,
    deny_on_zooms_page,
    registrants,
    states,
    the_class,
    told,
)
from zoomcore.commands.wishes.meetings import FollowJoinLink
from zoomcore.domain.people import Role
from zoomcore.domain.registration_work import DecideRegistrant, RegisterGuest, RegisterPeople
from zoomcore.workflows.registration.deciding import decide_registrant
from zoomcore.workflows.registration.guests import register_guest
from zoomcore.workflows.registration.registering import register_people

JO = "jo@else.example"


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


async def _to_its_end(school, job):
    """Killed at its every step, one further each time, until it comes to its end; how often it lived."""
    for steps in range(1, 60):
        if await live(school, steps, job):
            return steps
        school.sandbox.advance(school.tools.doubt)
    raise AssertionError("it never ends")


@pytest.mark.parametrize("line", [WEEKLY, WEEKLY.replace("with registration", "manual registration")])
async def test_a_second_date_of_a_guest_survives_a_kill_at_every_step(school, line):
    await school.say("ana", line)
    await school.say("ana", "guest jo@else.example on nov 30", where="")
    await school.say("ana", "guest jo@else.example on dec 7", where="", settle=False)
    async with school.store.reading() as unit:
        dates = [one.id for one in await unit.meetings.occurrences(1)]
    jo = (await registrants(school))["jo@else.example"]
    work = RegisterGuest(registrant=jo.id, occurrence=dates[2], request="again", person=school.ids["ana"], answer={})

    lives = await _to_its_end(school, lambda tools: register_guest(work, tools))

    assert lives > 3
    (booked,) = school.at_zoom()
    assert len(next(one for one in booked.registrants if one.email == jo.email).occurrence_ids) == 2
    row = (await registrants(school))[jo.email]
    assert (row.state.value, row.occurrences, row.sent_at) == (APPROVED, (dates[1], dates[2]), None)


@pytest.mark.parametrize("look", [True, False])
async def test_a_denied_guest_who_is_enrolled_survives_a_kill_at_every_step(school, look):
    await deny_on_zooms_page(school, JO)
    async with school.store.unit() as unit:
        person = await unit.people.add(name="Jo Jones", email=JO)
        await unit.courses.enroll(school.math.id, person.id, Role.STUDENT)
    meeting = await the_class(school)
    work = RegisterPeople(meeting=meeting.id, request="late", look=look, answer={})

    lives = await _to_its_end(school, lambda tools: register_people(work, tools))

    assert lives > 3
    row = (await registrants(school))[JO]
    assert (row.state.value, row.guest, row.person_id) == (APPROVED, False, person.id)


async def li_asks_to_join(school):
    """The class whose answers are given by hand, and the question that waits."""
    await school.say("ana", BY_HAND)
    async with school.store.reading() as unit:
        dated = await unit.meetings.live_or_next(school.now, course_ids=(school.math.id,))
    school.sandbox.set_time(dated.occurrence.start)
    await school.page("li", FollowJoinLink(occurrence=dated.occurrence.id))
    await school.settle()
    li = (await registrants(school))["li@uni.example"]
    return dated, li


async def test_an_invitation_that_answers_a_question_survives_a_kill_at_every_step(school):
    dated, li = await li_asks_to_join(school)
    work = RegisterGuest(
        registrant=li.id, occurrence=dated.occurrence.id, request="r", person=school.ids["ana"], answer={}
    )

    lives = await _to_its_end(school, lambda tools: register_guest(work, tools))
    await school.settle()

    assert lives > 3
    assert told(school, "li").count("You may join Exam") == 1
    for who in ("ana", "kim"):
        assert "Answered by Ana Ruiz" in told(school, who)
        assert "asks to join" not in told(school, who)


@pytest.mark.parametrize("approve", [True, False])
async def test_an_answer_survives_a_kill_at_every_step_and_is_told_once(school, approve):
    _dated, li = await li_asks_to_join(school)
    async with school.store.unit() as unit:
        assert await unit.registrants.decide(li, by=school.ids["ana"])
    work = DecideRegistrant(registrant=li.id, version=li.version, approve=approve, person=school.ids["ana"], answer={})

    lives = await _to_its_end(school, lambda tools: decide_registrant(work, tools))
    await school.settle()

    assert lives > 3
    assert (await states(school))["li"] == (APPROVED if approve else "denied")
    assert told(school, "li").count("You may join Exam" if approve else "You weren't let into Exam") == 1
    assert "Answered by Ana Ruiz" in told(school, "kim")
