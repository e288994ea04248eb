"""The same class by form: opened by a bare `new`, corrected, sent, and sent once more by an impatient hand."""

import json

import pytest

from tests.journeys.slack_world import CHANNEL, slack_world, with_course


@pytest.fixture
async def world(sqlite_url):
    async with slack_world(sqlite_url) as one:
        await with_course(one)
        yield one


async def test_a_form_is_corrected_where_it_is_wrong_and_then_makes_one_class(world):
    ana = world.person("UANA")
    assert await ana.command("new", CHANNEL) == {}

    wrong = await ana.submit(topic="Lab" * 70, day="2026-12-02", at="15:00")
    assert wrong["response_action"] == "errors"
    assert set(wrong["errors"]) == {"field:topic"}

    sent = await ana.submit(topic="Lab", day="2026-12-02", at="15:00", duration_minutes="90")
    assert sent == {"response_action": "clear"}
    await world.sees("UANA", "Scheduled: Lab", CHANNEL)
    (meeting,) = world.sandbox.account.meetings.values()
    assert (meeting.topic, meeting.duration_minutes) == ("Lab", 90)


async def test_a_form_sent_twice_makes_one_class(world):
    ana = world.person("UANA")
    await ana.command("new", CHANNEL)
    (view,) = world.peer.views.values()
    await ana.submit(topic="Lab", day="2026-12-02", at="15:00")
    world.peer.views[view["id"]] = view
    await ana.submit(topic="Lab", day="2026-12-02", at="15:00")
    await world.sees("UANA", "Scheduled: Lab", CHANNEL)
    await world.settle()
    assert len(world.sandbox.account.meetings) == 1


async def test_a_form_whose_trigger_expired_is_opened_by_a_button(world):
    ana = world.person("UANA")
    answer = await ana.command("new", CHANNEL, trigger_id="expired")
    assert "Open the form" in json.dumps(answer)
    await ana.press("Open the form", CHANNEL)
    await ana.submit(topic="Lab", day="2026-12-02", at="15:00")
    await world.sees("UANA", "Scheduled: Lab", CHANNEL)


async def test_a_student_is_told_that_the_form_is_not_theirs(world):
    answer = await world.person("UBO").command("new", CHANNEL)
    assert world.peer.views == {}
    assert answer["response_type"] == "ephemeral"


async def test_the_shortcut_on_a_message_takes_its_words_for_the_topic(world):
    ana = world.person("UANA")
    where = {"id": CHANNEL}
    await ana.shortcut(
        channel=where, message={"text": "Exam review"}, response_url=world.peer.new_response_url(CHANNEL, "UANA")
    )
    await ana.submit(day="2026-12-02", at="15:00")
    await world.sees("UANA", "Scheduled: Exam review", CHANNEL)
