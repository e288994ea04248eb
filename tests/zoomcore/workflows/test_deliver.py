"""The outbox: in order, once, and with its fate written down."""

from dataclasses import replace
from datetime import timedelta

from tests.school import MATH, text
from tests.zoomcore.workflows.test_zoom_trouble import until_done
from zoomcore.chat import Typed
from zoomcore.domain.records import MessageState
from zoomcore.errors import ChatRefused, ChatUnavailable
from zoomcore.views import Card, Reply
from zoomcore.views.codec import reply_to_json


async def put(school, cause, *, who="bo", **more):
    to = school.request(who, Typed(text="")).answer.to_data()
    async with school.store.unit() as unit:
        return await unit.outbox.put(cause=cause, to={**to, **more}, reply=reply_to_json(Reply(view=Card(title=cause))))


async def states(school):
    async with school.store.reading() as unit:
        return await unit.outbox.count_doubtful()


def titles(school, who="bo"):
    return [one.reply.view.title for one in school.to(who)]


async def test_messages_to_one_place_arrive_in_order_though_the_first_fails_at_first(school):
    for cause in ("one", "two", "three"):
        await put(school, cause)
    school.chat.fail_next(ChatUnavailable("busy", retry_after=timedelta(seconds=7)))
    await until_done(school)
    assert titles(school) == ["one", "two", "three"]


async def test_a_cause_is_spoken_of_once(school):
    assert await put(school, "one") is not None
    assert await put(school, "one") is None
    await school.settle()
    assert titles(school) == ["one"]


async def test_a_place_that_refuses_does_not_hold_up_what_comes_after(school):
    for cause in ("one", "two"):
        await put(school, cause)
    school.chat.fail_next(ChatRefused("no", reason="channel_not_found"))
    await until_done(school)
    assert titles(school) == ["two"]


async def test_after_a_lost_answer_missing_is_better_than_double_and_status_counts_it(school):
    await put(school, "one")
    school.chat.fail_next(ChatUnavailable("lost", answer_lost=True))
    await until_done(school)
    assert titles(school) == []
    assert await states(school) == 1
    assert "Messages of unknown fate: 1" in text(await school.say("ada", "status"))


async def test_a_chat_that_stays_away_is_given_up_and_frees_its_place(school):
    await put(school, "one")
    school.chat.fail_next(*(ChatUnavailable("away") for _n in range(31)))
    await until_done(school)
    school.chat.troubles.clear()
    await put(school, "two")
    await school.settle()
    assert titles(school) == ["two"]
    async with school.store.reading() as unit:
        assert await unit.jobs.count_given_up() == 1


async def test_a_platform_that_is_off_takes_nothing(school):
    number = await put(school, "one", platform="teams")
    await school.settle()
    assert titles(school) == []
    async with school.store.unit() as unit:
        assert await unit.outbox.claim(number) is None


async def test_a_final_card_takes_the_place_of_the_working_one(school):
    await school.say("ana", 'new "Lab" tomorrow 3pm')
    (message,) = school.to("ana")
    assert [one.view.title for one in message.before] == ["Scheduling Lab …"]


async def test_without_a_known_message_the_final_card_is_posted_anew(school):
    await school.dispatch.handle(school.request("ana", Typed(text='new "Lab" tomorrow 3pm')))
    await school.settle()
    assert titles(school, "ana") == ["Scheduled: Lab"]


async def test_what_is_for_everybody_is_never_addressed_to_one(school):
    done = await school.say("ana", 'new "Lab" tomorrow 3pm')
    await school.press("Post to", on=done, by="ana")
    (post,) = school.posts()
    assert (post.channel, post.user) == (MATH, "")


def test_the_states_of_a_message_are_closed():
    assert len(MessageState) == 5


# A result and the "Working…" it takes the place of.


async def working(school):
    """A class asked for where the adapter tells where its answers stand: what was said, not told yet."""
    request = school.request("ana", Typed(text='new "Lab" tomorrow 9am'))
    request = replace(request, answer=replace(request.answer, tells=True))
    reply = await school.dispatch.handle(request)
    return request, reply, school.chat.show(request.answer, reply)


async def test_a_result_that_is_quicker_than_its_post_waits_to_be_told_where_it_stands(school):
    request, reply, message = await working(school)
    await school.settle()
    assert titles(school, "ana") == ["Scheduling Lab …"]
    await school.dispatch.remember(reply.card, message, request.answer)
    await school.settle()
    assert titles(school, "ana") == ["Scheduled: Lab"]


async def test_a_post_that_is_told_first_is_changed_at_once(school):
    request, reply, message = await working(school)
    await school.dispatch.remember(reply.card, message, request.answer)
    await school.settle()
    assert titles(school, "ana") == ["Scheduled: Lab"]


async def test_a_result_whose_post_is_never_told_is_said_beside_it_after_a_moment(school):
    await working(school)
    await school.settle()
    await school.later(seconds=3)
    assert titles(school, "ana") == ["Scheduling Lab …", "Scheduled: Lab"]


async def test_where_nobody_tells_a_result_waits_for_nothing(school):
    request = school.request("ana", Typed(text='new "Lab" tomorrow 9am'))
    school.chat.show(request.answer, await school.dispatch.handle(request))
    await school.settle()
    assert titles(school, "ana") == ["Scheduling Lab …", "Scheduled: Lab"]


async def test_an_unfinished_answer_that_could_not_be_sent_is_said_later_and_then_changed(school):
    request = school.request("ana", Typed(text='new "Lab" tomorrow 9am'))
    request = replace(request, answer=replace(request.answer, tells=True))
    reply = await school.dispatch.handle(request)
    await school.dispatch.say_later(request.answer, reply)
    await until_done(school)
    assert titles(school, "ana") == ["Scheduled: Lab"]
