"""What ended badly is tried again: by an admin, or by who asked for it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.school import text
from zoomcore.commands.wishes.house import RetryWork
from zoomcore.domain.people import Role
from zoomcore.domain.records import MessageState
from zoomcore.domain.work import DeliverMessage
from zoomcore.views import Card, Reply
from zoomcore.views.codec import reply_to_json


async def given_up_message(school) -> int:
    to = school.request("bo", None, where="").answer.to_data()
    async with school.store.unit() as unit:
        number = await unit.outbox.put(cause="lost", to=to, reply=reply_to_json(Reply(view=Card(title="Hello again"))))
        job = await unit.jobs.find(DeliverMessage.kind, str(number))
        claim = await unit.jobs.claim(job.id, "test", timedelta(minutes=1))
        await unit.jobs.give_up(claim, "the chat was away for long")
        await unit.outbox.settle(number, MessageState.REFUSED, "the chat was away for long")
        return job.id


async def test_a_given_up_message_is_delivered_by_the_retry_button(school):
    job = await given_up_message(school)
    assert not [one for one in school.to("bo") if "Hello again" in text(one.reply)]
    await school.wish("ada", RetryWork(job=job))
    await school.settle()
    assert len([one for one in school.to("bo") if "Hello again" in text(one.reply)]) == 1


async def test_a_second_press_says_it_again_to_nobody(school):
    job = await given_up_message(school)
    await school.wish("ada", RetryWork(job=job))
    again = await school.wish("ada", RetryWork(job=job))
    assert "isn't waiting" in text(again)


# Who asked for a class, or for its change, tries again themselves.

ONCE = 'new "Lab" tomorrow 9am'
CREATE = {"method": "POST", "path": "/users/*/meetings"}
REFUSAL = {"status": 400, "body": {"code": 300, "message": "no"}}


async def test_a_refused_class_is_made_when_its_author_tries_again(school):
    school.trouble(**CREATE, **REFUSAL)
    failed = await school.say("ana", ONCE)
    assert failed.view.title == "I couldn't do that: Lab"
    made = await school.press("Try again", by="ana")
    assert made.view.title == "Scheduled: Lab"
    assert len(school.at_zoom()) == 1


async def test_each_refusal_is_told_and_can_be_tried_again(school):
    school.trouble(**CREATE, **REFUSAL, times=2)
    await school.say("ana", ONCE)
    second = await school.press("Try again", by="ana")
    assert second.view.title == "I couldn't do that: Lab"
    assert (await school.press("Try again", by="ana")).view.title == "Scheduled: Lab"
    assert len(school.at_zoom()) == 1


async def test_two_presses_make_one_class_and_both_are_answered(school):
    school.trouble(**CREATE, **REFUSAL)
    failed = await school.say("ana", ONCE)
    await school.press("Try again", by="ana", on=failed)
    again = await school.press("Try again", by="ana", on=failed)
    assert again.view.title == "Trying again …"
    assert len(school.at_zoom()) == 1


async def test_from_another_showing_a_second_press_hears_that_it_is_done(school):
    school.trouble(**CREATE, **REFUSAL)
    failed = await school.say("ana", ONCE)
    await school.press("Try again", by="ana", on=failed)
    again = await school.press("Try again", by="ana", on=replace(failed, card="elsewhere"))
    assert "isn't waiting" in text(again)
    assert len(school.at_zoom()) == 1


async def test_nobody_else_but_an_admin_tries_it_again(school):
    school.trouble(**CREATE, **REFUSAL)
    failed = await school.say("ana", ONCE)
    refused = await school.press("Try again", by="kim", on=failed)
    assert "Only who asked for that" in text(refused)
    assert not school.at_zoom()
    told = await school.press("Try again", by="ada", on=failed)
    assert told.view.title == "Trying again …"
    assert school.chat.seen_by("ana")[-1].reply.view.title == "Scheduled: Lab"


async def test_what_only_an_admin_may_try_again_is_closed_to_everybody_else(school):
    job = await given_up_message(school)
    assert "Only Lectern's admins" in text(await school.wish("ana", RetryWork(job=job)))


async def test_a_refused_move_is_made_when_its_author_tries_again(school):
    await school.say("ana", 'new "Algebra" every tue 10am x 4')
    before = school.dates_at_zoom()
    school.trouble(method="PATCH", path="/meetings/*", **REFUSAL)
    await school.say("ana", "move to 4pm all")
    assert (await school.press("Try again", by="ana")).view.title == "Moved: Algebra"
    assert school.dates_at_zoom() == [one.replace(hour=15) for one in before]


async def test_a_move_that_was_overtaken_says_so_instead(school):
    await school.say("ana", 'new "Algebra" every tue 10am x 4')
    school.trouble(method="PATCH", path="/meetings/*", **REFUSAL)
    failed = await school.say("ana", "move to 4pm all")
    await school.say("ana", "cancel")
    await school.press("Cancel the whole", by="ana")
    late = await school.press("Try again", by="ana", on=failed)
    assert "was changed once more since then" in text(late)
    assert not school.at_zoom()


# Who asked may not ask any more.

PATCH = {"method": "PATCH", "path": "/meetings/*"}
SERIES = 'new "Algebra" every tue 10am x 4'


@pytest.mark.parametrize(
    ("first", "line", "fault"),
    [
        ("", ONCE, CREATE),
        (SERIES, "move to 4pm all", PATCH),
        (SERIES, "set record all", PATCH),
        (SERIES, "alt add @li", PATCH),
        (SERIES, "sub @li on nov 24", PATCH),
    ],
)
async def test_who_is_a_student_by_now_tries_nothing_again(school, first, line, fault):
    if first:
        await school.say("ana", first)
    school.trouble(**fault, **REFUSAL)
    failed = await school.say("ana", line)
    await becomes_a_student(school)
    before = len(school.sandbox.requests)

    again = await school.press("Try again", by="ana", on=failed)

    assert "In this course, that is for its instructor and above" in text(again)
    assert len(school.sandbox.requests) == before


async def becomes_a_student(school):
    async with school.store.unit() as unit:
        await unit.courses.enroll(school.math.id, school.ids["ana"], Role.STUDENT)


@pytest.mark.parametrize("label", ["host", "sub off"])
async def test_nor_what_needs_a_second_step(school, label):
    await school.say("ana", SERIES)
    if label == "host":
        school.sandbox.account.user("li@uni.example").email = "li@else.example"
        asked = await school.say("ana", "host to @li")
        failed = await school.press("Change the host", by="ana", on=asked)
        school.sandbox.account.user("li@else.example").email = "li@uni.example"
    else:
        await school.say("ana", "sub @li on nov 24")
        school.trouble(**PATCH, **REFUSAL, times=2)
        failed = await school.say("ana", "sub off nov 24")
    await becomes_a_student(school)

    again = await school.press("Try again", by="ana", on=failed)

    assert "In this course, that is for its instructor and above" in text(again)


async def test_work_that_was_forgotten_is_not_tried_again(school):
    school.trouble(**CREATE, **REFUSAL)
    failed = await school.say("ana", ONCE)
    async with school.store.unit() as unit:
        await unit.jobs.forget_finished(school.now + timedelta(days=1))
    assert "isn't waiting" in text(await school.press("Try again", by="ana", on=failed))
