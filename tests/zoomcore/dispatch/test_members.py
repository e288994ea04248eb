"""Somebody comes into a course's channel."""

from tests.school import MATH, text
from zoomcore.chat import ConversationRef


def channel(school, place=MATH):
    return school.request("ana", None, where=place).conversation.everyone()


async def test_the_instructor_hears_of_newcomers_once_a_day_and_can_look(school):
    await school.dispatch.member_changed(channel(school), "stranger-1")
    await school.dispatch.member_changed(channel(school), "stranger-2")
    await school.settle()
    told = [one for one in school.to("ana") if "New people in the channel" in text(one.reply)]
    assert len(told) == 1
    looked = await school.press("Look who is new", by="ana", on=told[0].reply, where="")
    assert "People in this channel" in text(looked)


async def test_who_is_in_the_course_already_is_not_news(school):
    bo = school.request("bo", None).sender.user_id
    await school.dispatch.member_changed(channel(school), bo)
    await school.settle()
    assert not [one for one in school.to("ana") if "New people" in text(one.reply)]


async def test_a_channel_without_a_course_and_somebody_leaving_are_no_news(school):
    elsewhere = ConversationRef(platform="slack", tenant="T1", channel="C-elsewhere")
    await school.dispatch.member_changed(elsewhere, "stranger-1")
    await school.dispatch.member_changed(channel(school), "stranger-1", False)  # the adapters' shape
    await school.settle()
    assert not [one for one in school.to("ana") if "New people" in text(one.reply)]
