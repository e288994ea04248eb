"""The story: a course, a weekly class in one line, listed, moved, held with two students, and one date cancelled."""

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from adapters.terminal.address import Speaker
from adapters.terminal.app import Shown
from adapters.terminal.parse import pressed, typed
from adapters.terminal.render import actions_of
from adapters.terminal.session import new_key
from bot.demo.people import PEOPLE, ZONE, speaker
from bot.demo.stage import Stage
from bot.demo.world import World
from zoomcore.chat import Request, press_payload
from zoomcore.sandbox import Step
from zoomcore.sandbox.booking import Meeting
from zoomcore.sandbox.cast import ADMIN_EMAIL
from zoomcore.views import Button, OpenUrl, Reply, Tone, When
from zoomcore.views.plain import plain
from zoomcore.views.spans import WhenStyle
from zoomcore.views.times import format_when

ADA, ANA = speaker(ADMIN_EMAIL), speaker("ana@uni.example")
BO, MAYA = speaker("bo@uni.example"), speaker("maya@uni.example")
_BUTTON = re.compile(r"<button[^>]*>\s*(.*?)\s*</button>", re.DOTALL)


class StoryBroke(Exception):
    """The bot answered otherwise than the story needs: a defect, told as it is."""


class Guide:
    """Says lines, presses buttons, opens links; shows what truly comes back."""

    def __init__(self, world: World, stage: Stage) -> None:
        self.world = world
        self.stage = stage
        self.latest: Reply | None = None
        #: What the last line made appear, for whomever.
        self.appeared: list[Shown] = []

    async def says(self, who: Speaker, text: str) -> Reply:
        self.stage.says(who, text)
        return await self._ask(who, typed(who, text, key=new_key(), people=PEOPLE))

    async def presses(self, who: Speaker, label: str) -> Reply:
        """The first button of the last card whose words begin so."""
        button = self._action(label)
        if not isinstance(button, Button):
            raise StoryBroke(f"“{label}” is a link.")
        self.stage.presses(who, button.label)
        card = self.latest.card if self.latest else ""
        return await self._ask(who, pressed(who, press_payload(card, button.command), key=new_key()))

    async def opens(self, who: Speaker, label: str) -> str:
        """Follow a link of the last card as a browser does: look at the page, press its button, go on to Zoom."""
        link = self._action(label)
        if not isinstance(link, OpenUrl):
            raise StoryBroke(f"“{label}” is no link.")
        self.stage.presses(who, link.label)
        public = self.world.lectern.settings.public_url
        async with self.world.http.get(link.url) as page:
            words = _BUTTON.findall(await page.text())
        self.stage.tell(f"  The page in {who.name}'s browser offers: {' · '.join(words)}")
        async with self.world.http.post(link.url, headers={"Origin": public}, allow_redirects=False) as answer:
            if answer.status != 303:  # noqa: PLR2004 - See Other
                raise StoryBroke(f"The page answered with {answer.status}: {await answer.text()}")
            goal = answer.headers["Location"]
        async with self.world.http.get(goal) as zoom:
            parts = urlsplit(goal)
            self.stage.tell(f"  It goes on to Zoom ({parts.scheme}://{parts.netloc}/…), which answers {zoom.status}.")
        return goal

    async def wait_until(self, minutes_before: int) -> Meeting:
        """Let time pass until so many minutes before the next class."""
        meeting = self.meeting()
        dates = [one.start for one in meeting.occurrences if not one.deleted]
        if not dates and meeting.start is not None:
            dates = [meeting.start]
        start = min(one for one in dates if one > self.world.now)
        self.world.sandbox.set_time(start - timedelta(minutes=minutes_before))
        await self.world.settle()
        self.stage.tell(f"\n  … it is {self.time()} …")
        self.stage.let_appear()
        return meeting

    def time(self) -> str:
        return format_when(When(self.world.now, ZONE, WhenStyle.FULL), ZONE, "en")

    def meeting(self) -> Meeting:
        return next(iter(self.world.sandbox.account.meetings.values()))

    async def happens(self, words: str, meeting: Meeting, *steps: Step) -> None:
        """Something at Zoom, which tells the bot by webhook."""
        self.stage.tell(f"\n  {words}")
        self.world.sandbox.play(meeting.id, list(steps))
        await self.world.settle()
        self.stage.let_appear()

    def _action(self, label: str) -> Button | OpenUrl:
        actions = actions_of(self.latest.view) if self.latest else ()
        found = next((one for one in actions if one.label.startswith(label)), None)
        if found is None:
            raise StoryBroke(f"There is no “{label}” on the last card.")
        return found

    async def _ask(self, who: Speaker, request: Request) -> Reply:
        reply = await self.world.lectern.handle(request)
        if reply is None:
            raise StoryBroke("That was taken for a repeat.")
        self.stage.answer(who, reply)
        self.latest = reply
        await self.world.settle()
        self.appeared = self.stage.let_appear()
        for shown in self.appeared:
            if shown.to.user == who.email:
                self.latest = shown.reply
        if self.latest.outage or getattr(self.latest.view, "tone", Tone.NEUTRAL) is Tone.BAD:
            raise StoryBroke(plain(self.latest.view))
        return self.latest


async def tour(world: World, stage: Stage) -> None:
    """About three seconds. Raises StoryBroke where the bot does not do what the story tells."""
    guide = Guide(world, stage)
    settings = world.lectern.settings
    stage.chapter("Lectern: Zoom classes, run from chat")
    stage.tell(
        f"A Zoom account in memory answers at {world.sandbox.url}, Lectern at {settings.public_url}.\n"
        f"They have a clock of their own: it is {guide.time()}. Every card below is the real answer."
    )
    await _set_up(guide)
    await _schedule(guide)
    await _hold(guide)
    await _cancel(guide)


async def _set_up(guide: Guide) -> None:
    guide.stage.chapter("An admin adds a course and links its channel")
    await guide.says(ADA, 'course add MATH201 "Algebra II"')
    await guide.says(ADA, "course map MATH201")
    await guide.says(ADA, "course people MATH201 add ana@uni.example as instructor")
    await guide.says(ADA, "course people MATH201 add bo@uni.example")
    await guide.says(ADA, "course people MATH201 add maya@uni.example")


async def _schedule(guide: Guide) -> None:
    guide.stage.chapter("An instructor schedules a weekly class in one line")
    await guide.says(ANA, 'new "Algebra review" mon,wed 3pm for 50m x 8')
    await guide.presses(ANA, "Post")
    await guide.says(ANA, "list")
    guide.stage.chapter("Today it has to begin an hour later")
    await guide.says(ANA, "move next to 4pm this")
    await guide.says(ANA, "list")


async def _hold(guide: Guide) -> None:
    guide.stage.chapter("Students join, each by a link of their own")
    meeting = await guide.wait_until(10)
    now = guide.world.now
    await guide.says(BO, "join")
    await guide.opens(BO, "Join")
    await guide.says(MAYA, "join MATH201")
    await guide.opens(MAYA, "Join")
    await guide.says(ANA, "start")
    await guide.opens(ANA, "Start")
    await guide.happens(
        "At Zoom the class begins; Bo and Maya come into the waiting room, and Ana lets them in.",
        meeting,
        _step(now, "start"),
        *(
            Step(at=now, action=what, name=one.name, email=one.email)
            for one in (BO, MAYA)
            for what in ("join", "admit")
        ),
    )
    await guide.says(BO, "")
    guide.world.sandbox.advance(timedelta(minutes=60))
    await guide.happens("An hour later the class ends.", meeting, _step(guide.world.now, "end"))


def _step(at: datetime, action: str, who: Speaker | None = None) -> Step:
    return Step(at=at, action=action, name=who.name if who else None, email=who.email if who else None)


async def _cancel(guide: Guide) -> None:
    guide.stage.chapter("One date is cancelled")
    await guide.says(ANA, "cancel")
    await guide.presses(ANA, "Cancel only")
    await guide.says(ANA, "list")
    guide.stage.tell("\nThat was the main job.")
