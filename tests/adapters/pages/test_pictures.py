"""Pictures as the servers of a chat fetch them: signed, nameless, drawn once, off the event loop."""

import asyncio
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from adapters.pages.links import PageLinks
from tests.adapters.pages.chart_samples import CHARTS, term
from tests.adapters.pages.desk import Desk, browser
from zoomcore.chat import Request
from zoomcore.commands.wishes.attendance import OpenPresencePicture, OpenTermPicture
from zoomcore.commands.wishes.meetings import FollowJoinLink
from zoomcore.errors import InvalidInput, NotAllowed, StorageError
from zoomcore.views import Card, Chart, Picture, Reply, Tone

WISH = OpenPresencePicture(occurrence=42)
LINKS = PageLinks("a secret of the test", "https://lectern.example")


def showing(chart: Chart) -> Card:
    return Card(title="", body=(Picture(alt="24 of 28 were in", chart=chart),))


class Drawn(Desk):
    def __init__(self, chart: Chart = CHARTS["a class"]) -> None:
        super().__init__(showing(chart))
        self.url = self.links.page_picture(7, WISH)
        self.threads: set[str] = set()
        self.heard: asyncio.Queue[Request] = asyncio.Queue()
        self.before: Callable[[], None] = lambda: None

    async def handle(self, request: Request) -> Reply:
        self.heard.put_nowait(request)
        return await super().handle(request)

    def draw(self, chart: Chart) -> bytes:
        self.before()
        self.threads.add(threading.current_thread().name)
        return super().draw(chart)


async def fetch(client: TestClient[web.Request, web.Application], url: str, **headers: str) -> tuple[int, bytes]:
    async with client.get(url, headers=headers) as answer:
        return answer.status, await answer.read()


async def test_a_picture_is_asked_for_in_the_name_of_whom_the_link_was_made_for() -> None:
    desk = Drawn()
    async with browser(desk) as client, client.get(desk.url) as answer:
        assert (answer.status, answer.content_type, await answer.read()) == (200, "image/png", b"PNG")
        assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert desk.commands == [WISH]
    assert desk.requests[0].sender.user_id == "7"


async def test_fifty_readers_at_once_get_one_drawing_made_beside_the_event_loop() -> None:
    desk = Drawn()
    async with browser(desk) as client:
        answers = await asyncio.gather(*(fetch(client, desk.url) for _ in range(50)))
    assert set(answers) == {(200, b"PNG")}
    assert desk.commands == [WISH]
    assert desk.drawn == [CHARTS["a class"]]
    assert threading.main_thread().name not in desk.threads


async def test_after_a_minute_the_picture_is_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Drawn()
    async with browser(desk) as client:
        await fetch(client, desk.url)
        monkeypatch.setattr("adapters.pages.pictures._FRESH_SECONDS", 0)
        desk.look = showing(CHARTS["a class that runs"])
        assert await fetch(client, desk.url) == (200, b"PNG")
    assert desk.drawn == [CHARTS["a class"], CHARTS["a class that runs"]]


async def test_who_has_the_picture_already_is_told_so() -> None:
    desk = Drawn()
    async with browser(desk) as client:
        async with client.get(desk.url) as answer:
            tag = answer.headers["ETag"]
        assert await fetch(client, desk.url, **{"If-None-Match": tag}) == (304, b"")
        assert await fetch(client, desk.url, **{"If-None-Match": '"another"'}) == (200, b"PNG")


async def test_a_picture_that_could_not_be_drawn_is_tried_again() -> None:
    desk = Drawn()

    def fail() -> None:
        desk.before = lambda: None
        raise MemoryError

    desk.before = fail
    async with browser(desk) as client:
        assert (await fetch(client, desk.url))[0] == 500
        assert await fetch(client, desk.url) == (200, b"PNG")


async def test_when_too_many_wait_for_a_drawing_the_next_is_asked_to_come_again() -> None:
    desk, go_on = Drawn(), threading.Event()
    desk.before = lambda: bool(go_on.wait(30))  # type: ignore[assignment]
    async with browser(desk) as client:
        waiting = []
        for classes in range(1, 18):
            desk.look, url = showing(term(classes)), desk.links.page_picture(classes, WISH)
            if classes == 17:
                async with client.get(url) as answer:
                    assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
                break
            waiting.append(asyncio.ensure_future(fetch(client, url)))
            await desk.heard.get()
        go_on.set()
        assert {status for status, _ in await asyncio.gather(*waiting)} == {200}


@pytest.mark.parametrize(
    ("trouble", "status"), [(NotAllowed("no"), 403), (InvalidInput("no"), 404), (StorageError("locked"), 503)]
)
async def test_a_refusal_is_a_status_without_words_that_nobody_keeps(trouble: Exception, status: int) -> None:
    desk = Drawn()
    desk.trouble = trouble
    async with browser(desk) as client, client.get(desk.url) as answer:
        assert (answer.status, await answer.read()) == (status, b"")
        assert answer.headers["Cache-Control"] == "no-store"


async def test_where_there_is_nothing_to_draw_there_is_no_picture() -> None:
    desk = Drawn()
    async with browser(desk) as client:
        desk.look = Card(title="There is nothing to draw of that class yet.", tone=Tone.BAD)
        assert await fetch(client, desk.url) == (404, b"")
        desk.outage = True
        assert await fetch(client, desk.url) == (503, b"")
        assert (await fetch(client, desk.url + "x"))[0] == 404
    assert desk.drawn == []


def test_a_link_to_a_picture_tells_no_name_and_opens_nothing_else() -> None:
    token = LINKS.picture(7, OpenTermPicture(course="MATH201")).rpartition("/")[2]
    assert LINKS.read_picture(token) == (7, OpenTermPicture(course="MATH201"))
    with pytest.raises(InvalidInput):
        LINKS.read_join(token)
    with pytest.raises(InvalidInput):
        LINKS.read_picture(LINKS.join(7, 42).rpartition("/")[2])


def test_a_link_to_a_picture_holds_for_some_days(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.pages.links.PICTURE_LIFETIME", timedelta(seconds=-1))
    with pytest.raises(Exception, match="too old"):
        LINKS.read_picture(LINKS.picture(7, WISH).rpartition("/")[2])


@pytest.mark.parametrize("address", ["http://127.0.0.1:8080", "http://lectern.example"])
def test_without_a_public_https_address_chats_get_no_picture_but_pages_do(address: str) -> None:
    links = PageLinks("a secret of the test", address)
    assert links.picture(7, WISH) == ""
    assert links.page_picture(7, WISH).startswith("/picture/")


async def test_a_picture_that_is_none_is_not_pressed_either() -> None:
    desk = Drawn()
    async with browser(desk) as client, client.post(desk.url) as answer:
        assert answer.status == 405
    assert FollowJoinLink not in map(type, desk.commands)
