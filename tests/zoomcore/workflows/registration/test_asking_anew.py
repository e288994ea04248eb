"""Who waits for a yes again, or was answered elsewhere meanwhile: asked about once, answered truly."""

import asyncio
from datetime import timedelta

import pytest

from tests.school import a_school, text
from tests.zoomcore.workflows.registration.classes import BY_HAND, registrants, states, sweep, the_class, told
from zoomcore.commands.wishes.licenses import SetLicensePolicy
from zoomcore.commands.wishes.meetings import FollowJoinLink
from zoomcore.domain.people import Role
from zoomcore.sandbox.registrants import decide
from zoomcore.workflows.registration.taking_in import take_in_list

LI = "li@uni.example"


async def _knock(school):
    """Li has asked to join; the wish of their Join button."""
    await school.say("ana", BY_HAND)
    async with school.store.reading() as unit:
        dated = await unit.meetings.live_or_next(school.now, course_ids=(school.math.id,))
    school.sandbox.set_time(dated.occurrence.start)
    wish = FollowJoinLink(occurrence=dated.occurrence.id)
    await school.page("li", wish)
    await school.settle()
    return wish


@pytest.fixture
async def door(school):
    return await _knock(school)


def question(school, who):
    return next(one for one in reversed(school.to(who)) if "asks to join" in text(one.reply)).reply


async def answer(school, label, *, by):
    return await school.press(label, by=by, on=question(school, by), where="")


async def at_zoom(school, status, email=LI):
    """A host decides on Zoom's page, a moment later; nobody has told us yet."""
    school.sandbox.advance(timedelta(seconds=5))
    (booked,) = school.at_zoom()
    decide(school.sandbox.account, booked, next(one for one in booked.registrants if one.email == email), status)


async def on_zooms_page(school, email, name, *, heard):
    meeting = await the_class(school)
    await school.hear_zoom()
    school.sandbox.advance(timedelta(seconds=5))
    school.sandbox.register(meeting.zoom_id, email=email, first_name=name, status="pending")
    if heard:
        await school.hear_zoom(copies=2)
    else:
        school.heard = len(school.sandbox.account.events)
        await sweep(school)


async def test_who_was_let_in_left_and_asks_again_can_be_answered_again(school, door):
    await answer(school, "Approve", by="ana")
    await school.hear_zoom()
    await at_zoom(school, "cancelled")
    await school.hear_zoom()
    assert (await states(school))["li"] == "withdrawn"

    await school.page("li", door)
    await school.settle()
    await answer(school, "Deny", by="kim")

    assert (await states(school))["li"] == "denied"


@pytest.mark.parametrize("heard", [True, False])
async def test_who_left_the_course_and_signs_up_at_zoom_is_asked_about_and_stays(school, heard):
    await school.say("ana", BY_HAND)
    await school.say("ana", "course people MATH201 remove bo@uni.example")

    await on_zooms_page(school, "bo@uni.example", "Bo", heard=heard)

    await answer(school, "Approve", by="ana")
    await school.say("ana", "course people MATH201 add nora@uni.example as student")
    row = (await registrants(school))["bo@uni.example"]
    assert (row.state.value, row.ours) == ("approved", False)


@pytest.mark.parametrize("heard", [True, False])
async def test_who_is_on_the_roster_and_signs_up_at_zoom_is_let_in_and_nobody_is_asked(school, heard):
    await school.say("ana", BY_HAND)
    async with school.store.unit() as unit:
        await unit.courses.enroll(school.math.id, school.ids["li"], Role.STUDENT)

    await on_zooms_page(school, LI, "Li", heard=heard)

    assert (await states(school))["li"] == "approved"
    assert "asks to join" not in told(school, "ana")


@pytest.mark.parametrize("heard", [True, False])
async def test_who_withdrew_and_comes_back_by_zooms_page_is_let_in_again(school, heard):
    await school.say("ana", BY_HAND)
    await school.hear_zoom()
    await at_zoom(school, "cancelled", "bo@uni.example")
    await school.hear_zoom()

    await on_zooms_page(school, "bo@uni.example", "Bo", heard=heard)

    row = (await registrants(school))["bo@uni.example"]
    assert (row.state.value, row.guest) == ("approved", False)
    assert "asks to join" not in told(school, "ana")


async def test_a_no_at_zoom_that_came_first_is_said_instead_of_a_yes(school, door):
    await school.hear_zoom()
    await school.wish("ada", SetLicensePolicy(paused=True), where="")
    await answer(school, "Approve", by="ana")
    await at_zoom(school, "denied")
    await school.hear_zoom()
    await school.wish("ada", SetLicensePolicy(paused=False), where="")
    await school.later(minutes=2)

    assert "yours changed nothing" in told(school, "ana")
    assert "may join" not in told(school, "ana")
    assert "You may join" not in told(school, "li")
    assert (await states(school))["li"] == "denied"


async def test_who_is_gone_at_zoom_when_the_yes_arrives_is_not_called_let_in(school, door):
    (booked,) = school.at_zoom()
    booked.registrants = [one for one in booked.registrants if one.email != LI]
    await answer(school, "Approve", by="ana")
    assert "doesn't ask to join Exam any more" in told(school, "ana")
    assert "You may join" not in told(school, "li")


async def test_an_answer_at_zoom_closes_every_copy_of_the_question(school, door):
    await school.hear_zoom()
    await at_zoom(school, "approved")
    await sweep(school)
    for who in ("ana", "kim"):
        assert "Li Wei may join Exam" in told(school, who)
        assert "asks to join" not in told(school, who)
    assert "You may join Exam" in told(school, "li")


async def test_who_came_onto_the_roster_meanwhile_goes_in_and_the_question_is_closed(school, door):
    async with school.store.unit() as unit:
        await unit.courses.enroll(school.math.id, school.ids["li"], Role.STUDENT)
    assert "tk=" in await school.follow("li", door)
    await school.settle()
    for who in ("ana", "kim"):
        assert "Li Wei may join Exam" in told(school, who)
        assert "asks to join" not in told(school, who)


async def test_an_invitation_answers_the_question_too(school, door):
    await school.say("ana", f"guest {LI}", where="")
    assert "Answered by Ana Ruiz" in told(school, "kim")
    assert "You may join Exam" in told(school, "li")


async def test_a_list_that_was_read_before_a_decision_does_not_undo_it(school, door):
    meeting = await the_class(school)
    await school.hear_zoom()
    school.trouble(method="GET", path="/meetings/*/registrants")
    school.trouble(method="GET", path="/meetings/*/registrants", hang=True, after_effect=True)
    reading = asyncio.create_task(take_in_list(school.tools, meeting))
    await school.sandbox.faults.somebody_waits()
    school.sandbox.advance(timedelta(seconds=1))
    await answer(school, "Approve", by="ana")

    school.sandbox.faults.release()
    await reading

    row = (await registrants(school))[LI]
    assert (row.state.value, row.decided_by) == ("approved", school.ids["ana"])


@pytest.mark.postgres
async def test_asked_answered_gone_and_asked_again_on_postgresql(postgres_url):
    async with a_school(url=postgres_url) as school:
        wish = await _knock(school)
        await answer(school, "Approve", by="ana")
        await school.hear_zoom()
        await at_zoom(school, "cancelled")
        await sweep(school)
        assert (await states(school))["li"] == "withdrawn"

        await school.page("li", wish)
        await school.settle()
        school.trouble(
            method="PUT", path="/meetings/*/registrants/status", status=400, body={"code": 3000, "message": "x"}
        )
        await answer(school, "Approve", by="ana")
        await answer(school, "Deny", by="kim")
        assert (await states(school))["li"] == "denied"
        assert "Answered by Kim Novak" in told(school, "ana")

        await school.say("ana", f"course people MATH201 add {LI} as student")
        row = (await registrants(school))[LI]
        assert (row.state.value, row.guest) == ("approved", False)
