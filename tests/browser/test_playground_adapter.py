"""The Teams adapter in a real client: cards are drawn, buttons ask, answer and change them, forms come back."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.async_api import expect

from adapters.teams.app import TeamsAdapter
from adapters.teams.settings import TeamsSettings
from tests.adapters.teams import samples
from tests.adapters.teams.conftest import serve
from tests.browser.chromium import launched
from tests.peers.playground import Screen, playground
from zoomcore.chat import Asked, Request, Submitted, Typed, read_press
from zoomcore.commands.wishes.meetings import CancelMeeting, JoinMeeting
from zoomcore.views import Audience, Card, Reply, Text, Tone, line

# Now and then the Playground accepts a message and never draws it, though our answer was right.
pytestmark = [pytest.mark.browser, pytest.mark.playground, pytest.mark.flaky(reruns=2)]


@dataclass
class Core:
    """Four words to type, and an answer to every button of theirs."""

    submitted: list[Submitted] = field(default_factory=list)

    async def __call__(self, request: Request) -> Reply | None:
        match request.wish:
            case Typed(text=text):
                return self.typed(text)
            case Submitted() as wish:
                self.submitted.append(wish)
                return samples.FORM if len(self.submitted) == 1 else done(f"Scheduled: {wish.values['topic']}")
            case Asked():
                return Reply(view=Card(title="Hello, I am Lectern"))
            case wish:
                return self.pressed(wish.payload)

    def typed(self, text: str) -> Reply:
        match text.split(maxsplit=1)[0]:
            case "list":
                return samples.LISTED
            case "new":
                return replace(samples.FORM, view=replace(samples.FORM.view, errors=()))
            case "post":
                return replace(samples.LISTED, audience=Audience.EVERYONE)
            case _:
                return Reply(view=Card(title="You wrote", body=(Text(line=line(text)),)))

    def pressed(self, payload: str) -> Reply:
        match read_press(payload).command:
            case CancelMeeting():
                return done("Cancelled: Algebra II")
            case JoinMeeting():
                return Reply(view=Card(title="Your own link to Algebra II"))
            case command:
                return done(command.spec.summary)


def done(title: str) -> Reply:
    return Reply(view=Card(title=title, tone=Tone.GOOD), replaces=True)


@pytest.fixture
async def core() -> Core:
    return Core()


@pytest.fixture
async def screen(core: Core, tmp_path: Path) -> AsyncIterator[Screen]:
    adapter = TeamsAdapter(TeamsSettings(anonymous=True), core, clock=lambda: datetime.now(UTC))
    await adapter.start()
    runner, url = await serve(adapter)
    async with playground(url, tmp_path) as running, launched() as browser:
        page = await browser.new_page(viewport={"width": 1280, "height": 1400})
        yield await Screen.opened(page, running)
    await runner.cleanup()
    await adapter.stop()


async def test_a_person_types_sees_the_card_presses_its_button_and_sees_it_change(screen: Screen, core: Core) -> None:
    await screen.sees("Hello, I am Lectern")
    await screen.say("list")
    await screen.sees("Coming classes")
    # A button that asks first, behind the menu of its entry; "no" takes the question away again.
    await screen.press_in_menu("Cancel Algebra II")
    await screen.sees("Students are told at once.")
    await screen.press("No, go back")
    await expect(screen.page.get_by_text("Students are told at once.")).to_be_hidden()
    await screen.press_in_menu("Cancel Algebra II")
    await screen.press("Yes, cancel it")
    await screen.sees("Cancelled: Algebra II")
    await screen.sees_no("Coming classes")
    # Nobody's words are markup.
    await screen.say(f"echo {samples.NASTY}")
    await screen.sees(f"echo {samples.NASTY}")


async def test_a_form_is_a_card_with_inputs_that_comes_back_with_its_errors(screen: Screen, core: Core) -> None:
    await screen.say("new")
    await screen.fill("Topic", "Geometry *II* & more")
    await screen.press("Schedule it")
    await screen.sees("Error: That day is over. Pick a coming one.")
    await screen.fill("Topic", "Geometry *II* & more")
    await screen.press("Schedule it")
    await screen.sees("Scheduled: Geometry *II* & more")
    assert core.submitted[0].values == {
        "topic": "Geometry *II* & more",
        "notes": "",
        "day": "2026-12-01",
        "at": "15:00",
        "duration_minutes": "50",
        "repeat": "weekly",
        "weekdays": ("1", "3"),
        "waiting_room": "true",
        "host": "",
    }


async def test_what_is_for_one_person_leaves_the_channel_for_the_private_chat(screen: Screen) -> None:
    await screen.go_to("Mathematics - MATH201")
    await screen.post("post")
    await screen.sees("Coming classes")
    await screen.press("Join Algebra II")
    await screen.sees("I answered in our private chat.")
    await screen.sees_no("Your own link to Algebra II")
    await screen.go_to("Personal Chat")
    await screen.sees("Your own link to Algebra II")
