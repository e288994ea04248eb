"""A core for the pages' tests: it answers with the reply it was given and remembers every command."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from adapters.pages.app import PagesAdapter
from adapters.pages.links import PageLinks
from zoomcore.chat import Asked, Pressed, Request, read_press
from zoomcore.commands.base import Command
from zoomcore.commands.wishes.meetings import FollowJoinLink
from zoomcore.views import Button, ButtonStyle, Card, Chart, Facts, Redirect, Reply, Text, Tone, View, When, WhenStyle

NOW = datetime(2026, 12, 1, 13, 30, tzinfo=UTC)
START = When(NOW + timedelta(minutes=30), "Europe/Madrid", WhenStyle.RANGE, timedelta(minutes=50))
FACTS = Facts(rows=(("When", (START,)), ("Course", ("MATH201 Algebra II",)), ("Host", ("Ana Ruiz",))))
ZOOM = "https://zoom.us/j/81234567890?tk=personal"


JOIN = Button(label="Join as Bo Chen", command=FollowJoinLink(occurrence=42), style=ButtonStyle.PRIMARY)


def early(opens: datetime) -> Card:
    return Card(
        title="Algebra II",
        tone=Tone.WORKING,
        body=(Text(line=("The class opens on ", When(opens, "Europe/Madrid"), ".")), FACTS),
        actions=(JOIN,),
    )


OPEN = Card(title="Algebra II", body=(FACTS,), actions=(JOIN,))
ENDED = Card(title="Algebra II is over", tone=Tone.WARNING, body=(Text(line=("It ended at 15:52.",)), FACTS))
CANCELLED = Card(title="Algebra II was cancelled", tone=Tone.WARNING, body=(FACTS,))


class Desk:
    """Look answers a GET, follow a POST."""

    def __init__(self, look: View = OPEN, follow: View | None = None) -> None:
        self.look: View = look
        self.follow: View = follow or Redirect(url=ZOOM)
        self.outage = False
        self.trouble: Exception | None = None
        self.requests: list[Request] = []
        self.drawn: list[Chart] = []
        self.links = PageLinks("a secret of the test", "http://127.0.0.1")
        self.url = "/j/" + self.links.join(7, 42).rpartition("/")[2]

    @property
    def commands(self) -> list[Command]:
        return [one.wish.command for one in self.requests if isinstance(one.wish, Asked)]

    async def handle(self, request: Request) -> Reply:
        self.requests.append(request)
        if self.trouble:
            raise self.trouble
        if isinstance(request.wish, Pressed):
            return self.answer(read_press(request.wish.payload).command)
        assert isinstance(request.wish, Asked)
        return self.answer(request.wish.command)

    def answer(self, command: Command) -> Reply:
        view = self.follow if isinstance(command, FollowJoinLink) else self.look
        return Reply(view=view, outage=self.outage)

    def draw(self, chart: Chart) -> bytes:
        self.drawn.append(chart)
        return b"PNG"

    def app(self, clock: Callable[[], datetime] = lambda: NOW) -> web.Application:
        app = web.Application()
        app.add_routes(PagesAdapter(self.handle, self.links, clock=clock, draw=self.draw).routes())
        return app


@asynccontextmanager
async def browser(desk: Desk) -> AsyncIterator[TestClient[web.Request, web.Application]]:
    async with TestClient(TestServer(desk.app())) as client:
        yield client
