"""The forms of a class in a real Teams client: fields that come with what was chosen, a preview, and `set` by form."""

import pytest

from tests.browser.test_playground_main_job import sandbox, screen  # noqa: F401 - fixtures
from tests.peers.playground import Screen
from zoomcore.sandbox import Sandbox

# As in the main job's: now and then the Playground accepts a message and never draws it.
pytestmark = [pytest.mark.browser, pytest.mark.playground, pytest.mark.flaky(reruns=2)]


async def test_a_weekly_class_is_filled_in_section_by_section_and_previewed(screen: Screen, sandbox: Sandbox) -> None:  # noqa: F811 - the fixtures
    await screen.say('course add MATH201 "Algebra II"')
    await screen.sees("Next, link its channel")
    await screen.say("new Geometry dec 15 3pm #MATH201 passcode 12aB@x?")
    await screen.sees("letters without accents")
    await screen.say("new Geometry dec 15 #MATH201")
    await screen.sees("Repeats")
    await screen.pick("Time", "3:00 PM")
    await screen.pick("Repeats", "Every week")
    await screen.tick("More options", "Entry")
    await screen.press("Update the fields")

    # What belongs to a weekly class, and what stands in the opened section.
    await screen.sees("Or how many classes")
    await screen.tick("On these days", "Thursday")
    await screen.fill("Or how many classes", "4")
    await screen.fill("Passcode", "12aB@x")
    await screen.fill("For section", "B")
    await screen.picture("form-weekly")
    await screen.press("Show the dates")
    await screen.sees("Date 4")
    await screen.sees("so nobody but staff sees this class of section B")
    await screen.picture("form-preview")
    assert sandbox.account.meetings == {}

    await screen.press("Schedule")
    await screen.sees("Scheduled: Geometry")
    await screen.picture("form-made")
    (meeting,) = sandbox.account.meetings.values()
    assert [one.start.isoweekday() for one in meeting.occurrences] == [2, 4, 2, 4]
    assert meeting.password == "12aB@x"


async def test_a_class_is_changed_by_form_and_only_what_was_changed(screen: Screen, sandbox: Sandbox) -> None:  # noqa: F811 - the fixtures
    await screen.say('course add MATH201 "Algebra II"')
    await screen.sees("Next, link its channel")
    await screen.say('new "Lab" dec 15 3pm #MATH201 no waiting room')
    await screen.sees("Scheduled: Lab")
    (meeting,) = sandbox.account.meetings.values()
    before = dict(meeting.settings)

    await screen.say("set MATH201")
    await screen.sees("only what you change here is changed at Zoom")
    await screen.pick("Mute people when they come in", "on")
    await screen.fill("Passcode", "7Qx@k2M9")
    await screen.picture("set-form")
    await screen.press("Change")
    await screen.sees("Changed: Lab")
    await screen.sees("Join links from here go on working")
    await screen.sees_no("7Qx@k2M9")
    await screen.picture("set-changed")
    assert meeting.settings == before | {"mute_upon_entry": True}
    assert meeting.password == "7Qx@k2M9"

    await screen.press("Undo")
    await screen.sees_no("Undo")
    assert meeting.settings["mute_upon_entry"] is False
    assert meeting.password != "7Qx@k2M9"
