"""Join, where people sign up: each by their own link; strangers are let in, or asked about."""

import asyncio
from datetime import timedelta

import pytest

from tests.school import text
from tests.zoomcore.workflows.registration.classes import (
    APPROVED,
    BY_HAND,
    ONCE,
    WEEKLY,
    adds,
    deny_on_zooms_page,
    registrants,
    states,
    sweep,
    the_class,
    told,
)
from zoomcore.commands.wishes.meetings import FollowJoinLink
from zoomcore.domain.people import Role
from zoomcore.domain.registration import RegistrantState


async def _at_the_door(school, line):
    """The class is about to begin; the wish that its join page's button makes."""
    await school.say("ana", line)
    return await _door_of_the_class(school)


async def _door_of_the_class(school):
    async with school.store.reading() as unit:
        dated = await unit.meetings.live_or_next(school.now, course_ids=(school.math.id,))
    school.sandbox.set_time(dated.occurrence.start)
    return FollowJoinLink(occurrence=dated.occurrence.id)


async def _denied_at_the_door(school):
    """Li, a stranger, asked there to join the exam, and Ana said no."""
    wish = await _at_the_door(school, BY_HAND)
    await school.page("li", wish)
    await school.settle()
    (question,) = [one for one in school.to("ana") if "asks to join" in text(one.reply)]
    await school.press("Deny", by="ana", on=question.reply, where="")
    assert (await states(school))["li"] == "denied"
    return wish


def own_link(school, email):
    (booked,) = school.at_zoom()
    (one,) = [each for each in booked.registrants if each.email == email]
    return f"tk={one.id}"


@pytest.mark.parametrize("line", [ONCE, WEEKLY, BY_HAND])
async def test_who_is_on_the_roster_goes_on_by_a_link_of_their_own(school, line):
    wish = await _at_the_door(school, line)
    before = adds(school)
    url = await school.follow("bo", wish)
    assert own_link(school, "bo@uni.example") in url
    assert adds(school) == before


async def test_the_host_starts_and_is_no_registrant(school):
    wish = await _at_the_door(school, ONCE)
    assert "zak=" in await school.follow("ana", wish)


@pytest.mark.parametrize("line", [ONCE, WEEKLY, BY_HAND])
async def test_who_is_not_signed_up_yet_is_on_the_spot_with_one_call(school, line):
    wish = await _at_the_door(school, line)
    async with school.store.unit() as unit:
        await unit.courses.enroll(school.math.id, school.ids["li"], Role.STUDENT)
    before = adds(school)
    url = await school.follow("li", wish)
    assert own_link(school, "li@uni.example") in url
    url = await school.follow("li", wish)
    assert own_link(school, "li@uni.example") in url
    assert adds(school) == before + 1


async def test_two_presses_at_once_are_one_sign_up(school):
    wish = await _at_the_door(school, ONCE)
    async with school.store.unit() as unit:
        await unit.courses.enroll(school.math.id, school.ids["li"], Role.STUDENT)
    before = adds(school)
    replies = await asyncio.gather(*(school.page("li", wish) for _ in range(3)))
    assert adds(school) == before + 1
    assert any("signing you up" in text(one) or "tk=" in getattr(one.view, "url", "") for one in replies)


async def test_a_lost_answer_says_press_again_and_then_leads_on(school):
    wish = await _at_the_door(school, ONCE)
    async with school.store.unit() as unit:
        await unit.courses.enroll(school.math.id, school.ids["li"], Role.STUDENT)
    before = adds(school)
    school.trouble(method="POST", path="/meetings/*/registrants", drop=True, after_effect=True)
    assert "press Join once more" in text(await school.page("li", wish))
    await school.later(seconds=50)
    url = await school.follow("li", wish)
    assert own_link(school, "li@uni.example") in url
    assert adds(school) == before + 1


async def test_a_stranger_whose_answer_was_lost_is_asked_about_though_they_never_press_again(school):
    wish = await _at_the_door(school, BY_HAND)
    school.trouble(method="POST", path="/meetings/*/registrants", drop=True, after_effect=True)
    assert "press Join once more" in text(await school.page("li", wish))
    await sweep(school)
    for who in ("ana", "kim"):
        assert "Li Wei asks to join Exam" in told(school, who)


@pytest.mark.parametrize("how", ["pressed again", "found by the sweep"])
async def test_whose_link_could_not_be_read_is_asked_about_no_more_all_the_same(school, how):
    wish = await _at_the_door(school, BY_HAND)
    await school.page("li", wish)
    await school.settle()
    async with school.store.unit() as unit:
        await unit.courses.enroll(school.math.id, school.ids["li"], Role.STUDENT)
    school.trouble(method="GET", path="/meetings/*/registrants/*", status=503, times=99)
    assert "Go on to Zoom" in text(await school.page("li", wish))
    assert (await states(school))["li"] == APPROVED
    school.sandbox.faults.clear()
    await (school.page("li", wish) if how == "pressed again" else sweep(school))
    await school.settle()
    for who in ("ana", "kim"):
        assert "Li Wei may join Exam" in told(school, who)
        assert "asks to join" not in told(school, who)


async def test_whom_nobody_can_write_to_are_not_said_to_have_been_told(school):
    wish = await _at_the_door(school, BY_HAND)
    await school.page("li", wish)
    meeting = await the_class(school)
    school.sandbox.advance(timedelta(seconds=5))
    school.sandbox.register(meeting.zoom_id, email="eve@else.example", first_name="Eve", status="pending")
    await school.hear_zoom()
    for name in ("Li Wei", "Eve"):
        (question,) = [one for one in school.to("ana") if f"{name} asks to join" in text(one.reply)]
        await school.press("Approve", by="ana", on=question.reply, where="")
    for who in ("ana", "kim"):
        eves = [text(one.reply) for one in school.to(who) if "Eve may join" in text(one.reply)]
        assert {"I can't write to them: please tell them yourself." in one for one in eves} == {True}
        lis = [text(one.reply) for one in school.to(who) if "Li Wei may join" in text(one.reply)]
        assert {"They have been told." in one for one in lis} == {True}


async def test_a_stranger_is_signed_up_at_once_where_nobody_is_approved(school):
    wish = await _at_the_door(school, ONCE)
    url = await school.follow("li", wish)
    assert own_link(school, "li@uni.example") in url
    assert (await registrants(school))["li@uni.example"].guest


async def test_a_stranger_waits_for_a_yes_and_is_told(school):
    wish = await _at_the_door(school, BY_HAND)
    assert "was passed on to Ana Ruiz" in text(await school.page("li", wish))
    await school.settle()
    (question,) = [one for one in school.to("ana") if "asks to join" in text(one.reply)]
    assert "Li Wei" in text(question.reply)

    await school.press("Approve", by="ana", on=question.reply, where="")

    assert "Li Wei may join Exam" in told(school, "ana")
    assert "You may join Exam" in told(school, "li")
    url = await school.follow("li", wish)
    assert own_link(school, "li@uni.example") in url


async def test_who_was_denied_as_a_guest_is_let_in_at_the_door_once_they_are_on_the_roster(school):
    wish = await _denied_at_the_door(school)
    async with school.store.unit() as unit:
        await unit.courses.enroll(school.math.id, school.ids["li"], Role.STUDENT)

    assert own_link(school, "li@uni.example") in await school.follow("li", wish)

    row = (await registrants(school))["li@uni.example"]
    assert (row.state.value, row.guest, row.person_id) == (APPROVED, False, school.ids["li"])
    await sweep(school)
    assert (await states(school))["li"] == APPROVED


async def test_who_was_denied_at_zoom_before_anybody_knew_them_is_theirs_once_they_are_let_in(school):
    await deny_on_zooms_page(school, "li@uni.example")
    wish = await _door_of_the_class(school)
    async with school.store.unit() as unit:
        await unit.courses.enroll(school.math.id, school.ids["li"], Role.STUDENT)

    assert own_link(school, "li@uni.example") in await school.follow("li", wish)

    row = (await registrants(school))["li@uni.example"]
    assert (row.guest, row.person_id) == (False, school.ids["li"])


async def test_who_was_denied_stays_so_while_zoom_does_not_let_them_in(school):
    wish = await _denied_at_the_door(school)
    async with school.store.unit() as unit:
        await unit.courses.enroll(school.math.id, school.ids["li"], Role.STUDENT)
    school.trouble(method="PUT", path="/meetings/*/registrants/status", status=503, times=99)

    assert "press Join once more" in text(await school.page("li", wish))
    assert (await states(school))["li"] == "denied"

    school.sandbox.faults.clear()
    assert own_link(school, "li@uni.example") in await school.follow("li", wish)


async def test_a_no_to_somebody_of_the_roster_holds_at_the_door(school):
    wish = await _at_the_door(school, BY_HAND)
    row = (await registrants(school))["bo@uni.example"]
    async with school.store.unit() as unit:
        await unit.registrants.record(row.id, state=RegistrantState.DENIED, link="")
    assert "You were not let into this class" in text(await school.page("bo", wish))


async def test_a_no_is_said_at_the_door_and_in_the_chat(school):
    wish = await _at_the_door(school, BY_HAND)
    await school.page("li", wish)
    await school.settle()
    (question,) = [one for one in school.to("ana") if "asks to join" in text(one.reply)]
    await school.press("Deny", by="ana", on=question.reply, where="")

    assert "You weren't let into Exam" in told(school, "li")
    assert "You were not let into this class" in text(await school.page("li", wish))
    assert (await states(school))["li"] == "denied"


async def test_the_first_answer_counts_and_the_late_one_is_told_whose(school):
    wish = await _at_the_door(school, BY_HAND)
    await school.page("li", wish)
    await school.settle()
    (anas,) = [one for one in school.to("ana") if "asks to join" in text(one.reply)]
    (kims,) = [one for one in school.to("kim") if "asks to join" in text(one.reply)]
    stale = anas.reply
    await school.press("Deny", by="kim", on=kims.reply, where="")
    assert "Answered by Kim Novak" in text(anas.reply)

    late = await school.press("Approve", by="ana", on=stale, where="")

    assert "Kim Novak decided about Li Wei already" in text(late)
    assert (await states(school))["li"] == "denied"


async def test_a_student_cannot_answer(school):
    wish = await _at_the_door(school, BY_HAND)
    await school.page("li", wish)
    await school.settle()
    (question,) = [one for one in school.to("ana") if "asks to join" in text(one.reply)]
    assert "instructor" in text(await school.press("Approve", by="bo", on=question.reply, where=""))
    assert (await states(school))["li"] == "pending"


async def test_an_answer_zoom_will_not_hear_opens_the_question_again(school):
    wish = await _at_the_door(school, BY_HAND)
    await school.page("li", wish)
    await school.settle()
    (question,) = [one for one in school.to("ana") if "asks to join" in text(one.reply)]
    school.trouble(method="PUT", path="/meetings/*/registrants/status", status=400, body={"code": 3000, "message": "x"})
    await school.press("Approve", by="ana", on=question.reply, where="")
    assert "I couldn't do that: Exam" in told(school, "ana")
    assert "still asks to join Exam" in told(school, "kim")

    (again,) = [one for one in school.to("kim") if "Li Wei asks to join" in text(one.reply)]
    await school.press("Approve", by="kim", on=again.reply, where="")
    assert (await states(school))["li"] == "approved"
    assert "Answered by Kim Novak" in told(school, "ana")


@pytest.mark.parametrize("line", [ONCE, BY_HAND])
async def test_where_zoom_says_no_its_own_page_still_lets_in(school, line):
    wish = await _at_the_door(school, line)
    school.trouble(method="POST", path="/meetings/*/registrants", status=400, body={"code": 3043, "message": "full"})
    shown = text(await school.page("li", wish))
    assert "This class is full" in shown
    assert (await the_class(school)).join_url in shown


async def test_a_missing_scope_leads_to_zooms_own_page(school):
    wish = await _at_the_door(school, ONCE)
    school.sandbox.account.scopes = school.sandbox.account.scopes - {"meeting:write:registrant:admin"}
    await school.later(hours=0.01)
    school.sandbox.account.tokens.clear()
    shown = text(await school.page("li", wish))
    assert "meeting:write:registrant:admin" in shown
    assert "Go on to Zoom" in shown


async def test_a_decision_at_zoom_is_taken_in_by_webhook(school):
    wish = await _at_the_door(school, BY_HAND)
    await school.page("li", wish)
    (booked,) = school.at_zoom()
    one = next(each for each in booked.registrants if each.email == "li@uni.example")
    from zoomcore.sandbox.registrants import decide

    school.sandbox.advance(timedelta(seconds=5))
    decide(school.sandbox.account, booked, one, "approved")
    await school.hear_zoom()
    assert (await states(school))["li"] == "approved"
    assert "You may join Exam" in told(school, "li")
    url = await school.follow("li", wish)
    assert own_link(school, "li@uni.example") in url


async def test_who_signed_up_on_zooms_page_is_taken_in_asked_about_or_let_in(school):
    await school.say("ana", BY_HAND)
    meeting = await the_class(school)
    async with school.store.unit() as unit:
        await unit.courses.enroll(school.math.id, school.ids["li"], Role.STUDENT)
    await school.hear_zoom()
    school.sandbox.advance(timedelta(seconds=5))
    for email, name in (("li@uni.example", "Li"), ("eve@else.example", "Eve")):
        school.sandbox.register(meeting.zoom_id, email=email, first_name=name, status="pending")
    await school.hear_zoom(copies=2)
    found = await states(school)
    assert (found["li"], found["eve"]) == ("approved", "pending")
    assert "Eve asks to join Exam" in told(school, "ana")
    assert "Li asks" not in told(school, "ana")


async def test_no_link_stands_in_what_is_kept_of_a_webhook(school):
    await school.say("ana", ONCE)
    await school.hear_zoom()
    from sqlalchemy import select

    from zoomcore.storage.tables import INBOX

    async with school.store._engines.reader.connect() as connection:
        kept = str((await connection.execute(select(INBOX.c.payload))).all())
    assert "registration_created" in kept
    assert "tk=" not in kept


async def test_a_guest_from_outside_gets_a_link_for_one_date(school):
    await school.say("ana", WEEKLY)
    reply = await school.say("ana", "guest jo@else.example on nov 30", where="")
    said = text(reply)
    assert "jo can join Algebra" in said
    assert own_link(school, "jo@else.example") in said
    (booked,) = school.at_zoom()
    jo = next(one for one in booked.registrants if one.email == "jo@else.example")
    assert len(jo.occurrence_ids) == 1

    again = text(await school.say("ana", "guest jo@else.example on dec 7", where=""))
    assert own_link(school, "jo@else.example") in again
    assert len(jo.occurrence_ids) == 2


async def test_a_guest_is_let_in_where_each_is_approved(school):
    await school.say("ana", BY_HAND)
    said = text(await school.say("ana", "guest jo@else.example", where=""))
    assert own_link(school, "jo@else.example") in said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("guest bo@uni.example", "on the roster"),
        ("guest ana@uni.example", "They host this class"),
        ("guest", "I need the guest's e-mail"),
        ("guest jo@else.example on jan 5", "There is no class here on"),
    ],
)
async def test_who_needs_no_invitation_is_said(school, line, said):
    await school.say("ana", ONCE)
    assert said in text(await school.say("ana", line))


async def test_without_registration_the_guest_gets_the_link_of_all(school):
    await school.say("ana", ONCE.replace(" with registration", ""))
    meeting = await the_class(school)
    assert meeting.join_url in text(await school.say("ana", "guest jo@else.example"))
