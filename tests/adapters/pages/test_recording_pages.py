"""A recording's page: what scanners see, what one press does, and where other browsers end."""

from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient

from tests.adapters.pages.desk import browser
from tests.adapters.pages.report_desk import ReportDesk
from zoomcore.commands.base import Command
from zoomcore.commands.wishes.recordings import FollowRecording, OpenRecordingPage
from zoomcore.views import Button, Card, Redirect, Reply

ZOOM = "https://zoom.example/rec/share/abc?pwd=secret"
PAGE = Card(title="Vectors", actions=(Button(label="Watch as Bo Chen", command=FollowRecording(recording=12)),))
Client = TestClient[web.Request, web.Application]


class RecordingDesk(ReportDesk):
    def __init__(self, goes_to: Any = None) -> None:
        super().__init__(PAGE)
        self.goes_to = goes_to or Redirect(url=ZOOM)
        wish = OpenRecordingPage(recording=12)
        self.url = self.links.recording(7, wish, "A recording of MATH201").removeprefix("http://127.0.0.1")

    def answer(self, command: Command) -> Reply:
        if isinstance(command, FollowRecording):
            return Reply(view=self.goes_to)
        return super().answer(command)


async def press(client: Client, url: str, **headers: str) -> tuple[int, str, str]:
    async with client.post(url, headers=headers, allow_redirects=False) as answer:
        return answer.status, answer.headers.get("Location", ""), await answer.text()


def followed(desk: RecordingDesk) -> int:
    return sum(isinstance(one, FollowRecording) for one in desk.commands)


async def test_scanners_change_nothing_and_learn_nothing() -> None:
    desk = RecordingDesk()
    async with browser(desk) as client:
        for _scan in range(20):
            async with client.get(desk.url) as answer:
                text = await answer.text()
                assert answer.status == 200
                assert "Bo Chen" not in text
                assert "zoom.example" not in text
    assert followed(desk) == 0
    assert desk.owners == {}


async def test_one_press_makes_it_this_browsers_and_goes_on_to_zoom() -> None:
    desk = RecordingDesk()
    async with browser(desk) as client:
        status, goal, _text = await press(client, desk.url)
        assert (status, goal) == (303, ZOOM)
        async with client.get(desk.url) as answer:
            text = await answer.text()
        assert "Watch as Bo Chen" in text
        assert '<form method="post">' in text
        assert (await press(client, desk.url))[:2] == (303, ZOOM)
    assert followed(desk) == 2


async def test_another_browser_gets_nothing_and_counts_for_nothing() -> None:
    desk = RecordingDesk()
    async with browser(desk) as first, browser(desk) as second:
        await press(first, desk.url)
        status, goal, text = await press(second, desk.url)
    assert (status, goal) == (403, "")
    assert "opened in another browser" in text
    assert followed(desk) == 1


async def test_another_website_cannot_press_for_somebody() -> None:
    desk = RecordingDesk()
    async with browser(desk) as client:
        status, goal, _text = await press(client, desk.url, Origin="https://evil.example")
    assert (status, goal) == (403, "")
    assert followed(desk) == 0


async def test_what_is_told_instead_of_the_recording_is_a_page() -> None:
    desk = RecordingDesk(Card(title="Zoom has nothing to play yet"))
    async with browser(desk) as client:
        status, goal, text = await press(client, desk.url)
    assert (status, goal) == (200, "")
    assert "nothing to play yet" in text


async def test_a_link_of_another_kind_opens_no_recording() -> None:
    desk = RecordingDesk()
    report = ReportDesk().url.replace("/report/", "/recording/")
    wrong = desk.links.recording(7, desk.wish, "x").removeprefix("http://127.0.0.1")
    async with browser(desk) as client:
        assert (await press(client, report))[0] == 404
        assert (await press(client, wrong))[0] == 403
    assert followed(desk) == 0


async def test_an_old_link_says_what_to_type_for_a_new_one() -> None:
    desk = RecordingDesk()
    async with browser(desk) as client, client.get(desk.url[:-3] + "xyz") as answer:
        assert answer.status == 404
        assert "recordings" in await answer.text()
