"""A class is joined from the web page behind the signed link: the real core, the real database, Zoom over HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from tests.journeys.web import Browser, a_browser
from tests.school import School, a_school
from zoomcore.views import OpenUrl


async def link_of(school: School, who: str) -> str:
    """The path of the link that `join` gives to somebody."""
    reply = await school.say(who, "join")
    (url,) = [action.url for action in school.actions(reply) if isinstance(action, OpenUrl)]
    return urlsplit(url).path


@asynccontextmanager
async def a_class_at_three() -> AsyncIterator[tuple[School, Browser]]:
    async with a_school() as school, a_browser(school) as browser:
        await school.say("ana", 'new "Algebra review" today 3pm for 50m')
        yield school, browser


async def look(browser: Browser, path: str) -> str:
    async with browser.get(path) as answer:
        assert answer.status == 200
        return await answer.text()


async def press(browser: Browser, path: str) -> tuple[int, str]:
    async with browser.post(path, headers={"Sec-Fetch-Site": "same-origin"}, allow_redirects=False) as answer:
        return answer.status, answer.headers.get("Location", "")


async def test_fifty_scanners_leave_no_trace_in_the_database_and_ask_zoom_nothing() -> None:
    async with a_class_at_three() as (school, browser):
        path = await link_of(school, "bo")
        await school.later(hours=5)
        rows, calls = await school.rows(), len(school.sandbox.requests)
        for index in range(50):
            method = browser.head if index % 2 else browser.get
            async with method(path) as answer:
                assert answer.status == 200
        assert await school.rows() == rows
        assert len(school.sandbox.requests) == calls


async def test_before_the_door_opens_the_page_waits_and_a_press_leads_nowhere() -> None:
    async with a_class_at_three() as (school, browser):
        path = await link_of(school, "bo")
        clicks = (await school.rows())["click"]
        text = await look(browser, path)
        assert "Mon 23 Nov 2026, 14:45 CET (UTC+1)" in text
        assert "<button" not in text
        assert await press(browser, path) == (200, "")
        assert (await school.rows())["click"] == clicks


async def test_within_the_window_the_press_is_recorded_and_goes_on_to_zoom() -> None:
    async with a_class_at_three() as (school, browser):
        path = await link_of(school, "bo")
        clicks = (await school.rows())["click"]
        await school.later(hours=4, minutes=45)
        assert "Join as Bo Chen" in await look(browser, path)
        status, location = await press(browser, path)
        (meeting,) = school.at_zoom()
        assert status == 303
        assert urlsplit(location).path == f"/j/{meeting.id}"
        assert (await school.rows())["click"] == clicks + 1


async def test_the_host_gets_a_start_link_that_is_fresh_and_kept_nowhere() -> None:
    async with a_class_at_three() as (school, browser):
        path = await link_of(school, "ana")
        rows = await school.rows()
        assert "Start as host" in await look(browser, path)
        calls = len(school.sandbox.requests)
        status, location = await press(browser, path)
        assert status == 303
        assert "zak=" in location
        assert len(school.sandbox.requests) == calls + 1
        assert (await school.rows()) == rows | {"click": rows["click"] + 1}


async def test_a_class_that_was_cancelled_says_so_to_everybody() -> None:
    async with a_class_at_three() as (school, browser):
        paths = [await link_of(school, who) for who in ("bo", "ana")]
        await school.say("ana", "cancel")
        await school.press("Cancel", by="ana")
        for path in paths:
            text = await look(browser, path)
            assert "That class was cancelled." in text
            assert "<button" not in text


async def test_a_class_that_really_ended_says_so() -> None:
    async with a_class_at_three() as (school, browser):
        path = await link_of(school, "bo")
        await school.later(hours=8)
        text = await look(browser, path)
        assert "This class is over." in text
        assert await press(browser, path) == (200, "")
