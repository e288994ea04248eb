"""What goes wrong in Slack: a clear card, nothing lost, nothing half done."""

import json
import time
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from tests.journeys.slack_world import CHANNEL, slack_world, with_course
from zoomcore.sandbox.faults import Fault

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
async def world(sqlite_url):
    async with slack_world(sqlite_url) as one:
        await with_course(one)
        yield one


CANNOT_BE_DONE = (
    "newe algebra tmrw",
    'new "Lab tomorrow 3pm',
    "new Lab 31 feb 3pm",
    "new Lab yesterday 3pm",
    "new Lab every blue moon",
    "x" * 5000,
    "🎓🎓🎓",
    "חדש שיעור מחר",
    "cancel 99999999999",
    "list NOSUCH",
    "move to never",
)


async def test_lines_that_cannot_be_done_get_a_clear_private_card_each_and_do_nothing(world):
    for line in CANNOT_BE_DONE:
        answer = await world.person("UANA").command(line, CHANNEL)
        assert answer["response_type"] == "ephemeral", line
        assert answer["text"], line
        assert "wrong on my side" not in answer["text"], line
    await world.settle()
    assert world.sandbox.account.meetings == {}


async def test_a_hostile_topic_is_a_topic_and_nobody_is_called(world):
    ana = world.person("UANA")
    await ana.command('new "<!channel> *A* &lt;b&gt;" wed 3pm for 50m', CHANNEL)
    scheduled = await world.sees("UANA", "Scheduled", CHANNEL)
    (meeting,) = world.sandbox.account.meetings.values()
    assert meeting.topic == "@channel *A* <b>"
    await ana.press("Post", CHANNEL)
    await world.sees("UBO", "@channel", CHANNEL)
    assert "<!channel>" not in json.dumps([one.blocks for one in world.peer.messages])
    assert scheduled.only == "UANA"


async def test_a_forged_or_stale_request_changes_nothing(world):
    before = len(world.peer.messages)
    body = urlencode({"command": "/class", "text": "now", "channel_id": CHANNEL})
    forged, _ = await world.person("UANA", secret="guessed").send(body, FORM)
    stale, _ = await world.person("UANA").send(body, FORM, {"X-Slack-Request-Timestamp": str(int(time.time()) - 400)})
    assert (forged, stale) == (401, 401)
    assert len(world.peer.messages) == before


async def test_a_tampered_button_is_refused_kindly(world):
    ana = world.person("UANA")
    await ana.command("", CHANNEL)
    payload = ana.pressed(*ana.button("Help", CHANNEL))
    payload["actions"][0]["value"] = '{"card":"x","do":["no such command",{}]}'
    await ana.interact(payload)
    await world.sees("UANA", "I couldn't read what that button sent", CHANNEL)


async def test_a_double_click_posts_once(world):
    ana = world.person("UANA")
    await ana.command('new "Lab" wed 3pm for 50m', CHANNEL)
    await world.sees("UANA", "Scheduled", CHANNEL)
    click, again = (ana.pressed(*ana.button("Post", CHANNEL)) for _ in range(2))
    await ana.interact(click)
    await ana.interact(again)
    await world.sees("UBO", "Lab", CHANNEL)
    await world.settle()
    assert sum("Lab" in one.words for one in world.peer.seen_by("UBO", CHANNEL)) == 1


async def test_the_same_delivery_twice_books_once(world):
    ana = world.person("UANA")
    for _ in range(2):
        await ana.command('new "Lab" wed 3pm for 50m', CHANNEL, trigger_id="one and the same")
    await world.sees("UANA", "Scheduled", CHANNEL)
    await world.settle()
    assert len(world.sandbox.account.meetings) == 1


async def test_an_event_delivered_again_books_once(world):
    ana = world.person("UANA")
    about = {"type": "app_mention", "text": '<@UBOT> new "Lab" wed 3pm for 50m', "channel": CHANNEL, "ts": "1.1"}
    for number in range(3):
        await ana.event(event_id="Ev1", headers={"X-Slack-Retry-Num": str(number)}, **about)
    await world.sees("UANA", "Scheduled", CHANNEL)
    await world.settle()
    assert len(world.sandbox.account.meetings) == 1


async def test_while_zoom_is_away_the_asker_is_told_and_the_class_comes_later(world):
    world.sandbox.faults.add(Fault(method="POST", path="/users/*/meetings", status=503))
    await world.person("UANA").command('new "Lab" wed 3pm for 50m', CHANNEL)
    await world.sees("UANA", "Still working on Lab", CHANNEL)
    await world.passes(timedelta(minutes=10))
    await world.sees("UANA", "Scheduled: Lab", CHANNEL)
    assert len(world.sandbox.account.meetings) == 1


async def test_slack_limits_and_the_message_comes_later_once(world):
    ana = world.person("UANA")
    await ana.command('new "Lab" wed 3pm for 50m', CHANNEL)
    await world.sees("UANA", "Scheduled", CHANNEL)
    world.peer.fail("chat.postMessage", error="ratelimited", status=429, retry_after=20)
    await ana.press("Post", CHANNEL)
    await world.settle()
    assert not world.peer.seen_by("UBO", CHANNEL)
    await world.passes(timedelta(minutes=5))
    await world.sees("UBO", "Lab", CHANNEL)
    assert sum("Lab" in one.words for one in world.peer.seen_by("UBO", CHANNEL)) == 1


async def test_a_message_whose_answer_was_lost_is_not_said_twice(world):
    ana = world.person("UANA")
    await ana.command('new "Lab" wed 3pm for 50m', CHANNEL)
    await world.sees("UANA", "Scheduled", CHANNEL)
    world.peer.fail("chat.postMessage", cut="after")
    await ana.press("Post", CHANNEL)
    await world.settle()
    await world.passes(timedelta(minutes=30))
    assert sum("Lab" in one.words for one in world.peer.seen_by("UBO", CHANNEL)) == 1
