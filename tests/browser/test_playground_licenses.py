"""A license lent in a real Teams client: asked for, decided on the card with one press, and taken back."""

import pytest

from tests.browser.test_playground_main_job import sandbox, screen  # noqa: F401 - fixtures
from tests.peers.playground import Screen
from zoomcore.sandbox import Plan, Sandbox

# As in the main job's: now and then the Playground accepts a message and never draws it.
pytestmark = [pytest.mark.browser, pytest.mark.playground, pytest.mark.flaky(reruns=2)]
BO, OSCAR = "bo@uni.example", "old.oscar@uni.example"


async def test_a_license_is_asked_for_approved_and_taken_back(screen: Screen, sandbox: Sandbox) -> None:  # noqa: F811 - the fixtures
    await screen.say('course add MATH201 "Algebra II"')
    await screen.sees("Next, link its channel")
    await screen.say("course people MATH201 add bo@uni.example as instructor")
    await screen.sees("is in MATH201 as instructor")
    # Ana is the only admin, so she may approve what she asked for herself: with a reason.
    await screen.say("licenses request for bo@uni.example because exam")
    await screen.sees("needs a license (exam); lend Oscar Lindqvist's")
    await screen.sees("the longest unseen of 5 who may lend")
    await screen.picture("license-asked")

    await screen.press("Approve for Bo Chen")
    await screen.sees("Oscar Lindqvist goes down to Basic, Bo Chen gets the license.")
    await screen.press("Lend it")
    await screen.sees("Lent by Oscar Lindqvist, checked at Zoom on both sides.")
    await screen.sees_no("Wait an hour")
    assert _plans(sandbox) == [Plan.LICENSED, Plan.BASIC]
    await screen.picture("license-lent")

    await screen.press("Undo LR-1")
    await screen.sees("Undone: Bo Chen has no license any more")
    assert _plans(sandbox) == [Plan.BASIC, Plan.LICENSED]


def _plans(zoom: Sandbox) -> list[Plan]:
    return [zoom.account.user(email).plan for email in (BO, OSCAR)]
