"""A message that was given up is said after all, when an admin asks for it."""

from datetime import timedelta

from tests.school import text
from zoomcore.commands.catalogue import RetryWork
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
