"""The story: a course and a weekly class in one line; who came, settled and graded into the school's own book."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from adapters.terminal.address import Speaker
from adapters.terminal.app import Shown
from adapters.terminal.parse import prefilled, pressed, submitted, typed, uploaded
from adapters.terminal.render import actions_of
from adapters.terminal.session import new_key
from bot.demo.people import PEOPLE, ZONE, speaker
from bot.demo.stage import Stage
from bot.demo.world import World
from zoomcore.chat import Request, press_payload
from zoomcore.sandbox import Step
from zoomcore.sandbox.booking import Meeting
from zoomcore.sandbox.cast import ADMIN_EMAIL
from zoomcore.views import Button, Document, Form, OpenUrl, Reply, Tone, When
from zoomcore.views.plain import plain
from zoomcore.views.spans import WhenStyle
from zoomcore.views.times import format_when

ADA, ANA = speaker(ADMIN_EMAIL), speaker("ana@uni.example")
KIM, LI = speaker("kim@uni.example"), speaker("li@uni.example")
BO, MAYA, SAM = speaker("bo@uni.example"), speaker("maya@uni.example"), speaker("sam.lee@uni.example")
#: Two of them have the same name.
ROSTER = """name,email,id
Bo Chen,bo@uni.example,S1
Maya Okafor,maya@uni.example,S2
Sam Lee,sam.lee@uni.example,S3
Sam Lee,s.lee2@uni.example,S4
José García,jose@uni.example,S5"""
#: As Canvas exports it.
GRADE_BOOK = """Student,ID,SIS User ID,SIS Login ID,Section,Homework 1 (701),Attendance (702),Final Score
    Points Possible,,,,,20.00,10.00,(read only)
"Chen, Bo",901,S1,bchen,M201,18.00,,88
"García, José",905,S5,jgarcia,M201,15.00,,75
"Lee, Sam",903,S3,slee,M201,12.00,,61
"Lee, Sam",904,S4,slee2,M201,19.50,,90
"Okafor, Maya",902,S2,mokafor,M201,20.00,,97
"""
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

    def takes(self, email: str) -> None:
        """The newest card that came to somebody is the one they press on next."""
        self.latest = next(shown.reply for shown in reversed(self.appeared) if shown.to.user == email)

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

    async def submits(self, who: Speaker, values: Mapping[str, str]) -> Reply:
        """The form of the last card as it stands, with these values."""
        form = self.latest.view if self.latest else None
        if not isinstance(form, Form) or self.latest is None:
            raise StoryBroke("There is no form to send.")
        self.stage.presses(who, f"{form.submit}: " + ", ".join(f"{name} {value}" for name, value in values.items()))
        payload = press_payload(self.latest.card, form.base)
        return await self._ask(who, submitted(who, payload, values={**prefilled(form), **values}, key=new_key()))

    async def hands_over(self, who: Speaker, name: str, content: str) -> Reply:
        """A file, in the direct chat."""
        alone = replace(who, channel="")
        self.stage.says(alone, f"file {name}")
        with TemporaryDirectory(prefix="lectern-file-") as folder:
            path = Path(folder) / name
            path.write_text(content, encoding="utf-8")
            return await self._ask(alone, uploaded(alone, path, key=new_key()))

    async def passes(self, span: timedelta) -> None:
        """Time goes by, and what falls due with it is done."""
        self.world.sandbox.advance(span)
        await self.world.settle()
        self.stage.tell(f"\n  … it is {self.time()} …")
        self.stage.let_appear()

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
    await _attend(guide)
    await _grade(guide)
    await _watch(guide)
    await _cancel(guide)
    await _shape(guide)
    await _lend(guide)
    await _copy(guide)
    stage.tell("\nThat was the main job.")


async def _set_up(guide: Guide) -> None:
    guide.stage.chapter("An admin adds a course and links its channel")
    await guide.says(ADA, 'course add MATH201 "Algebra II"')
    await guide.says(ADA, "course map MATH201")
    await guide.says(ADA, "course people MATH201 add ana@uni.example as instructor")
    await guide.says(ADA, f"course people MATH201 import\n{ROSTER}")
    await guide.presses(ADA, "Add 5")


async def _schedule(guide: Guide) -> None:
    guide.stage.chapter("The school says what every class gets, a course what its own get; what is locked stays so")
    await guide.says(ADA, "settings school")
    await guide.submits(ADA, {"waiting_room": "true", "locked": "waiting_room"})
    await guide.says(ANA, "settings course")
    await guide.submits(ANA, {"duration_minutes": "50"})
    guide.stage.chapter("An instructor schedules a weekly class in one line")
    await guide.says(ANA, 'new "Algebra review" mon,wed 3pm x 8 no waiting room')
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
    await guide.says(SAM, "join MATH201")
    await guide.opens(SAM, "Join")
    await guide.says(ANA, "start")
    await guide.opens(ANA, "Start")
    start = now + timedelta(minutes=10)
    await guide.happens(
        "At Zoom the class begins, and Ana lets in who waits. Sam joins as a guest under a name two students have; "
        "José's tablet calls itself “Pepe”; a note-taker slips in; Maya is twenty minutes late.",
        meeting,
        _step(start, "start"),
        _step(start, "record"),
        *_let_in(start, BO),
        *_let_in(start, "Sam Lee"),
        *_let_in(start + timedelta(minutes=2), "Pepe"),
        *_let_in(start + timedelta(minutes=3), "Otter.ai"),
        *_let_in(start + timedelta(minutes=20), MAYA),
    )
    await guide.passes(timedelta(minutes=30))
    await guide.says(BO, "")
    await guide.says(ANA, "attendance")
    await guide.passes(timedelta(minutes=30))
    await guide.happens("The class ends.", meeting, _step(guide.world.now, "end"))


def _let_in(at: datetime, who: Speaker | str) -> tuple[Step, Step]:
    """Into the waiting room, and out of it: signed in, or as a guest of that name."""
    name, email = (who, None) if isinstance(who, str) else (who.name, who.email)
    return Step(at=at, action="join", name=name, email=email), Step(at=at, action="admit", name=name, email=email)


async def _attend(guide: Guide) -> None:
    guide.stage.chapter("Who was there: Zoom's report is read until it says the same twice")
    await guide.passes(timedelta(minutes=32))
    await guide.passes(timedelta(minutes=32))
    await guide.says(ANA, "attendance")
    guide.stage.chapter("A name nobody could be sure of is settled by a person, and remembered")
    await guide.presses(ANA, "Fix matches")
    await guide.presses(ANA, "This is José")
    await guide.presses(ANA, "This is Sam Lee (sam")


async def _grade(guide: Guide) -> None:
    guide.stage.chapter("Nothing counts until the instructor says what does")
    await guide.says(ANA, "attendance rule")
    await guide.submits(ANA, {"method": "duration", "full_from": "80", "late_keeps": "90"})
    await guide.presses(ANA, "Let it count")
    await guide.says(ANA, "grades")
    await guide.presses(ANA, "Release")
    await guide.presses(ANA, "Release")
    await guide.says(MAYA, "grades me")
    await guide.presses(MAYA, "Why?")
    guide.stage.chapter("The school's own grade book, handed over once, comes back with one column filled")
    await guide.hands_over(ANA, "canvas-grades.csv", GRADE_BOOK)
    await guide.presses(ANA, "Attendance")
    book = await guide.says(ANA, "grades export")
    if isinstance(book.view, Document):
        guide.stage.tell(book.view.content.decode())


def _step(at: datetime, action: str, who: Speaker | None = None) -> Step:
    return Step(at=at, action=action, name=who.name if who else None, email=who.email if who else None)


async def _watch(guide: Guide) -> None:
    guide.stage.chapter("The class was recorded: when Zoom is done with it, the instructor is asked")
    await guide.passes(timedelta(hours=2))
    await guide.says(ANA, "recordings")
    await guide.presses(ANA, "Publish")
    guide.stage.chapter("Students watch it by links of their own, and never meet its passcode")
    await guide.says(BO, "recordings")
    await guide.presses(BO, "Watch")
    await guide.opens(BO, "Watch")
    await guide.says(ANA, "recordings seen")
    guide.stage.chapter("Hiding is real: Zoom's own link is closed too")
    await guide.says(ANA, "recordings hide")


async def _cancel(guide: Guide) -> None:
    guide.stage.chapter("One date is cancelled")
    await guide.says(ANA, "cancel")
    await guide.presses(ANA, "Cancel only")
    await guide.says(ANA, "list")


async def _shape(guide: Guide) -> None:
    guide.stage.chapter("What new classes are like: by the school, by the course, by the line")
    await guide.says(ANA, "settings MATH201")
    await guide.submits(ANA, {"mute": "true", "recording": "cloud"})
    await guide.says(ANA, 'new "Guest lecture" fri 11am for 45m with registration, no recording')
    guide.stage.chapter("The roster is signed up by itself: each has a link that nobody else can use")
    await guide.says(BO, "join guest lecture")
    guide.stage.chapter("A colleague stands in for one date, and may start it")
    await guide.says(ADA, "course people MATH201 add li@uni.example as instructor")
    await guide.says(ANA, "sub li@uni.example on fri")
    await guide.says(LI, "")


async def _lend(guide: Guide) -> None:
    guide.stage.chapter("All licenses are in use, and a colleague needs one: lent with one tap, and taken back")
    await guide.says(ADA, "course people MATH201 add kim@uni.example as instructor")
    await guide.says(KIM, "licenses request because exam")
    guide.takes(ADMIN_EMAIL)
    await guide.presses(ADA, "Approve for Kim")
    guide.takes(ADMIN_EMAIL)
    await guide.presses(ADA, "Undo")
    await guide.says(replace(ADA, channel=""), "licenses history")


async def _copy(guide: Guide) -> None:
    guide.stage.chapter("The next term: the same course, moved, without its people")
    starting = (guide.world.now + timedelta(weeks=10)).date()
    await guide.says(ANA, f"course copy MATH201 to MATH201-S27 starting {starting}")
    await guide.submits(ANA, {"title": "Algebra II, spring"})
    await guide.presses(ANA, "Make MATH201-S27")
    guide.stage.chapter("Kept safe: each course every night, and whenever somebody asks")
    await guide.says(ANA, "backup with people")
    await guide.presses(ANA, "What is in it")
