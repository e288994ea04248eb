"""Everybody of the roster gets a link of their own: once, paced, resumed, and told."""

import asyncio
import math

import pytest

from tests.school import a_school, text
from tests.zoomcore.workflows.registration.classes import (
    APPROVED,
    BY_HAND,
    ONCE,
    WEEKLY,
    add_students,
    adds,
    lists,
    registrants,
    states,
    sweep,
    the_class,
    told,
)
from zoomcore.chat import Asked
from zoomcore.commands.wishes.licenses import SetLicensePolicy
from zoomcore.sandbox.people import Plan
from zoomcore.services.registration.following import follow_class

SLOW = {"code": 429, "message": "You have reached the maximum per-second rate limit for this API."}
EVERYBODY = {"kim", "tia", "bo", "maya", "olga"}


async def test_the_roster_is_signed_up_and_the_host_is_not(school):
    await school.say("ana", ONCE)

    assert await states(school) == dict.fromkeys(EVERYBODY, APPROVED)
    assert "5 people are signed up" in told(school, "ana")


async def test_a_one_time_class_of_300_costs_ten_batches(school):
    await add_students(school, 300)
    await school.say("ana", ONCE)

    found = await states(school)

    assert len(found) == 305
    assert set(found.values()) == {APPROVED}
    assert adds(school) <= math.ceil(305 / 30) + 1
    assert "305 people are signed up" in told(school, "ana")


async def test_a_series_costs_one_call_for_each_student(school):
    await add_students(school, 40)
    await school.say("ana", WEEKLY)

    assert len(await states(school)) == 45
    assert adds(school) == 45


async def test_its_card_goes_on_while_people_are_signed_up(school):
    await add_students(school, 70)
    await school.say("ana", WEEKLY)

    (card,) = [one for one in school.to("ana") if "signed up" in text(one.reply)]

    assert [each.view.title for each in card.before] == ["Signing people up for Algebra …"] * 2
    assert ["30 of 75 so far" in text(each) for each in card.before] == [True, False]


async def test_later_only_newcomers_are_signed_up(school):
    await school.say("ana", WEEKLY)
    before = adds(school)

    await school.say("ana", "course people MATH201 add nora@uni.example as student")

    assert adds(school) == before + 1
    assert (await states(school))["nora"] == APPROVED


async def test_who_leaves_the_course_loses_their_place_and_who_returns_has_one_again(school):
    await school.say("ana", WEEKLY)
    await school.say("ana", "course people MATH201 remove bo@uni.example")
    assert (await states(school))["bo"] == "cancelled"
    (booked,) = school.at_zoom()
    assert {one.email: one.status for one in booked.registrants}["bo@uni.example"] == "cancelled"

    await school.say("ana", "course people MATH201 add bo@uni.example as student")

    assert (await states(school))["bo"] == APPROVED


async def test_where_each_is_approved_the_roster_is_let_in_by_itself(school):
    await school.say("ana", BY_HAND)
    assert await states(school) == dict.fromkeys(EVERYBODY, APPROVED)


async def test_a_series_approved_by_hand_lets_the_roster_in_with_their_links(school):
    await school.say("ana", WEEKLY.replace("with registration", "manual registration"))
    assert set((await states(school)).values()) == {APPROVED}
    assert all(one.link for one in (await registrants(school)).values())


async def test_only_the_section_of_a_class_is_signed_up_beside_the_staff(school):
    await add_students(school, 3, section="B")
    async with school.store.unit() as unit:
        await unit.courses.enroll(school.math.id, school.ids["bo"], (await _role(unit, school, "bo")), "A")
    await school.say("ana", f"{ONCE} section A")
    assert set(await states(school)) == {"kim", "tia", "bo"}


async def _role(unit, school, who):
    return await unit.courses.role_of(school.math.id, school.ids[who])


@pytest.mark.parametrize("line", [ONCE, WEEKLY])
@pytest.mark.parametrize("after_effect", [True, False])
async def test_after_a_lost_answer_zoom_is_looked_at_and_nobody_is_signed_up_twice(school, line, after_effect):
    await add_students(school, 3)
    school.trouble(method="POST", path="/meetings/**registrants", drop=True, after_effect=after_effect)
    await school.say("ana", line)
    for _ in range(8):
        await school.later(seconds=50)

    (booked,) = school.at_zoom()
    assert set((await states(school)).values()) == {APPROVED}
    assert len(booked.registrants) == 8
    assert lists(school)


async def test_what_zoom_says_of_one_person_keeps_nobody_else(school):
    async with school.store.unit() as unit:
        odd = await unit.people.add(name="Odd One", email="no-mail@nowhere")
        await unit.courses.enroll(school.math.id, odd.id, (await _role(unit, school, "bo")))
    await school.say("ana", ONCE)

    found = await states(school)

    assert found.pop("no-mail") == "refused"
    assert set(found.values()) == {APPROVED}
    assert "Odd One" in told(school, "ana")


async def test_a_full_class_is_said_in_plain_words(school):
    school.sandbox.account.settings.most_registrants = 2
    await school.say("ana", ONCE)
    assert "This class is full" in told(school, "ana")
    assert "Join leads to Zoom's own page" in told(school, "ana")


async def test_a_missing_scope_is_named_and_the_class_goes_on(school):
    held = school.sandbox.account.scopes
    school.sandbox.account.scopes = held - {"meeting:write:batch_registrants:admin"}
    await school.say("ana", ONCE)
    assert "meeting:write:batch_registrants:admin" in told(school, "ana")


async def test_a_basic_host_has_no_registration_and_is_told(school):
    answer = await school.say("kim", ONCE)
    assert "Zoom has registration for licensed hosts only" in text(answer)
    assert adds(school) == 0


async def test_a_host_who_lost_the_license_is_named(school):
    await school.say("ana", WEEKLY)
    school.sandbox.set_plan("ana@uni.example", Plan.BASIC)
    await school.say("ana", "course people MATH201 add nora@uni.example as student")
    assert "plan" in told(school, "ana")


async def test_zoom_being_slow_is_no_trouble(school):
    await add_students(school, 5)
    school.trouble(
        method="POST", path="/meetings/*/registrants", status=429, times=3, body={"code": 429, "message": "x"}
    )
    await school.say("ana", WEEKLY)
    for _ in range(5):
        await school.later(seconds=5)
    assert set((await states(school)).values()) == {APPROVED}


async def test_links_are_kept_sealed(school):
    await school.say("ana", ONCE)
    for one in (await registrants(school)).values():
        assert "zoom" not in one.link
        assert "tk=" not in one.link


async def test_the_sweep_takes_in_who_signed_up_at_zoom_on_whatever_page(school):
    await school.say("ana", ONCE)
    meeting = await the_class(school)
    for number in range(310):
        school.sandbox.register(meeting.zoom_id, email=f"guest{number}@else.example", first_name=f"G{number}")
    school.sandbox.account.events.clear()
    school.heard = 0
    await sweep(school)

    found = await registrants(school)

    assert len(found) == 315
    assert not found["guest309@else.example"].ours


async def test_the_sweep_follows_who_was_cancelled_at_zoom(school):
    await school.say("ana", ONCE)
    (booked,) = school.at_zoom()
    booked.registrants = [one for one in booked.registrants if one.email != "bo@uni.example"]
    await sweep(school)
    assert (await states(school))["bo"] == "withdrawn"


async def test_a_run_stops_in_its_middle_when_everything_is_paused_and_goes_on_after(school):
    await add_students(school, 4)
    school.trouble(method="POST", path="/meetings/*/registrants", hang=True, after_effect=True)
    running = asyncio.create_task(school.say("ana", WEEKLY))
    await school.sandbox.faults.somebody_waits()
    pause = school.request("ada", Asked(command=SetLicensePolicy(paused=True)), where="")
    await school.ask(pause, settle=False)
    school.sandbox.faults.release()
    await running

    assert adds(school) == 1
    assert "An admin has paused all changes" in told(school, "ana")

    await school.wish("ada", SetLicensePolicy(paused=False), where="")
    await school.later(minutes=2)
    assert set((await states(school)).values()) == {APPROVED}
    assert adds(school) == 9


async def test_who_was_signed_up_three_times_today_waits_for_tomorrow_and_it_is_said(school):
    await school.say("ana", WEEKLY)
    for _ in range(2):
        await school.say("ana", "course people MATH201 remove bo@uni.example")
        await school.say("ana", "course people MATH201 add bo@uni.example as student")
    await school.say("ana", "course people MATH201 remove bo@uni.example")
    meeting = await the_class(school)
    async with school.store.unit() as unit:
        await unit.courses.enroll(school.math.id, school.ids["bo"], await _role(unit, school, "maya"))
        await follow_class(unit, meeting, request="once more", by=school.ids["ana"])
    await school.settle()

    assert (await states(school))["bo"] == "wished"
    assert "1 person is signed up tomorrow" in told(school, "ana")

    await school.later(days=1)
    await sweep(school)
    assert (await states(school))["bo"] == APPROVED


@pytest.mark.postgres
async def test_all_of_it_on_postgresql(postgres_url):
    async with a_school(url=postgres_url) as school:
        await add_students(school, 35)
        await school.say("ana", ONCE)
        await school.say("ana", "course people MATH201 remove bo@uni.example")
        found = await states(school)
        assert found.pop("bo") == "cancelled"
        assert len(found) == 39
        assert set(found.values()) == {APPROVED}
