"""Everything comes twice: deliveries, presses, forms, webhooks. It is done once and every click gets an answer."""

import asyncio
from dataclasses import replace

import pytest

from tests.school import text
from zoomcore.chat import Asked, Pressed, Submitted, Typed, press_payload
from zoomcore.commands.wishes.meetings import CancelMeeting, ListMeetings, ScheduleMeeting

LINE = 'new "Lab" tomorrow 3pm'


async def test_a_line_delivered_twice_is_done_once_and_gets_its_first_answer(school):
    request = school.request("ana", Typed(text=LINE))
    first = await school.dispatch.handle(request)
    second = await school.dispatch.handle(request)
    assert second.view == first.view
    await school.settle()
    assert len(school.at_zoom()) == 1


async def test_two_deliveries_at_the_same_moment_are_one(school):
    request = school.request("ana", Typed(text=LINE))
    answers = await asyncio.gather(*(school.dispatch.handle(request) for _n in range(4)))
    await school.settle()
    assert len(school.at_zoom()) == 1
    assert {one.view.title for one in answers if one} == {"Scheduled: Lab", "Scheduling Lab …"} & {
        one.view.title for one in answers if one
    }


async def test_the_same_line_typed_again_is_a_new_wish(school):
    await school.say("ana", LINE)
    await school.say("ana", LINE)
    assert len(school.at_zoom()) == 2


async def test_a_button_pressed_twice_does_it_once(school):
    await school.say("ana", LINE)
    asked = await school.say("ana", "cancel")
    presses = [
        school.request("ana", Pressed(payload=press_payload(asked.card, school.button(asked, "Cancel Lab").command)))
        for _n in range(2)
    ]
    answers = await asyncio.gather(*(school.dispatch.handle(one) for one in presses))
    await school.settle()
    assert [one for one in answers if one and one.view.title == "Cancelling Lab …"]
    assert (await school.rows())["meeting_change"] == 1


async def test_two_people_may_press_the_same_button_of_a_shared_card(school):
    done = await school.say("ana", LINE)
    await school.press("Post to", on=done, by="ana")
    (post,) = school.posts()
    links = {school.url(await school.press("Join", on=post.reply, by=who), "Join as") for who in ("bo", "maya")}
    assert len(links) == 2


async def test_what_only_asks_back_can_be_asked_again(school):
    await school.say("ana", 'new "Algebra" every tue 10am x 4')
    asked = await school.say("ana", "list")
    for _time in range(2):
        assert (await school.press("Cancel Algebra", on=asked, by="ana")).view.title == "Cancel Algebra?"


async def test_where_the_platform_repeats_even_a_read_is_answered_from_its_first_answer(school):
    request = replace(school.request("bo", Typed(text="list")), kept=True)
    first = await school.dispatch.handle(request)
    await school.say("ana", LINE)
    second = await school.dispatch.handle(request)
    assert second.view == first.view


async def test_a_read_leaves_no_row(school):
    before = await school.rows()
    await school.dispatch.handle(school.request("bo", Typed(text="list")))
    await school.dispatch.handle(school.request("bo", Asked(command=ListMeetings(mine=True))))
    assert await school.rows() == before


async def test_a_refusal_is_given_anew_each_time(school):
    request = school.request("bo", Typed(text=LINE))
    assert (await school.dispatch.handle(request)).view == (await school.dispatch.handle(request)).view


async def test_a_form_delivered_twice_at_once_makes_one_class(school):
    form = await school.say("ana", "new")
    wish = Submitted(
        payload=press_payload(form.card, form.view.base),
        values={"topic": "Once", "day": "2026-11-24", "at": "15:00", "repeat": "none"},
    )
    await asyncio.gather(*(school.dispatch.handle(school.request("ana", wish)) for _n in range(3)))
    await school.settle()
    assert len(school.at_zoom()) == 1


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "{}",
        "no json",
        '{"card":"x","do":["nothing",{}]}',
        '{"card":"x","do":["new",{"topic":7}]}',
        '{"card":"x","do":["new",{"admin":true}]}',
        '{"card":1}',
        "[]",
        "null",
    ],
)
async def test_a_tampered_button_is_answered_kindly(school, payload):
    for wish in (Pressed(payload=payload), Submitted(payload=payload, values={})):
        told = await school.dispatch.handle(school.request("ana", wish))
        assert "I couldn't read" in text(told), text(told)


async def test_a_form_with_fields_it_never_had_changes_nothing(school):
    form = await school.say("ana", "new")
    told = await school.submit(form, {"confirmed": "true", "target": "1"}, by="ana")
    assert told.view.errors
    assert school.at_zoom() == []


async def test_a_button_of_a_class_that_is_not_there_is_answered_kindly(school):
    from zoomcore.commands.base import Target

    told = await school.wish("ana", CancelMeeting(target=Target(meeting=999), confirmed=True))
    assert "I don't know that class." in text(told)


async def test_an_answer_that_could_not_be_sent_is_sent_later(school):
    reply = await school.dispatch.handle(school.request("bo", Typed(text="help")))
    await school.dispatch.say_later(school.request("bo", Typed(text="help")).answer, reply)
    await school.settle()
    assert school.to("bo")[-1].reply.view == reply.view


async def test_schedule_by_a_shortcut_is_checked_like_a_line(school):
    told = await school.wish("bo", ScheduleMeeting(topic="Mine"))
    assert "instructor" in text(told)


async def test_the_same_choice_on_another_day_is_no_repeat(school):
    line = 'new "Lab" 3/4 3pm'
    for _day in range(2):
        asked = await school.say("ana", line)
        await school.press("3 April", by="ana", on=asked)
    assert len(school.at_zoom()) == 2


@pytest.mark.parametrize("line", ["list", LINE, "cancel the moon"], ids=["read", "written", "refused"])
async def test_a_line_whose_answer_was_sent_is_answered_no_more(school, line):
    request = replace(school.request("ana", Typed(text=line)), kept=True)
    assert await school.dispatch.handle(request) is not None
    await school.dispatch.answered("chat", [request.delivery, request.delivery])
    assert await school.dispatch.handle(request) is None
    await school.dispatch.answered("chat", [])
