"""Attendance in a real Teams client: a class is held at Zoom, a nickname settled by a press, and a rule picked."""

from datetime import timedelta

import pytest

from tests.browser.test_playground_main_job import CHANNEL, sandbox, screen  # noqa: F401 - fixtures
from tests.peers.playground import Screen
from zoomcore.sandbox import Sandbox

# As in the main job's: now and then the Playground accepts a message and never draws it.
pytestmark = [pytest.mark.browser, pytest.mark.playground, pytest.mark.flaky(reruns=2)]


async def test_a_nickname_is_settled_by_a_press_and_the_card_changes(screen: Screen, sandbox: Sandbox) -> None:  # noqa: F811 - the fixtures
    await screen.say('course add MATH201 "Algebra II"')
    await screen.sees("Next, link its channel")
    await screen.say("course people MATH201 add maya@uni.example")
    await screen.sees("is in MATH201 as student")
    await screen.say('new "Lab" today 11am for 60m #MATH201')
    await screen.sees("Scheduled: Lab")
    (meeting,) = sandbox.account.meetings.values()
    meeting.settings["waiting_room"] = False
    sandbox.set_time(meeting.start)
    sandbox.start(meeting.id)
    sandbox.join(meeting.id, name="Mayita")
    sandbox.advance(timedelta(minutes=60))
    sandbox.end(meeting.id)
    await sandbox.settle()

    await screen.say("attendance review MATH201")
    await screen.sees("Mayita")
    await screen.picture("review")
    await screen.press("This is maya")
    await screen.sees("Saved: Mayita is maya")
    await screen.sees_no("Not a student")
    await screen.picture("settled")
    await screen.say("attendance MATH201")
    await screen.sees("1 of 1 were there")
    await screen.picture("attendance")
