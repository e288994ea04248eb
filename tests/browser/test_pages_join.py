"""The join page as a person meets it: with and without JavaScript, by keyboard, on a phone, in the dark."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
import pytest_asyncio
from aiohttp import web
from playwright.async_api import Browser, Page, expect

from tests.adapters.pages.desk import CANCELLED, ENDED, NOW, OPEN, Desk, early
from tests.browser.chromium import accessibility_faults, launched
from tests.browser.serving import serving
from zoomcore.commands.wishes.meetings import FollowJoinLink, OpenJoinPage
from zoomcore.views import Redirect, View

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

WAITING = early(NOW + timedelta(minutes=15))
PHONE = {"width": 320, "height": 640}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    async with launched() as browser:
        yield browser


class Zoom:
    """Where the redirect leads: it notes what the browser tells about where it came from."""

    def __init__(self) -> None:
        self.arrivals: list[dict[str, str]] = []

    async def arrive(self, request: web.Request) -> web.Response:
        self.arrivals.append(dict(request.headers))
        return web.Response(
            text="<!doctype html><title>Zoom</title><link rel=icon href=data:,><p>In class", content_type="text/html"
        )


class Visit:
    def __init__(self, desk: Desk, zoom: Zoom, page: Page) -> None:
        self.desk, self.zoom, self.page = desk, zoom, page
        self.complaints: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))


@asynccontextmanager
async def visit(browser: Browser, look: View, **options: object) -> AsyncIterator[Visit]:
    """Open somebody's join link; Zoom stands on another origin."""
    zoom, desk = Zoom(), Desk(look)
    elsewhere = web.Application()
    elsewhere.router.add_get("/j/1", zoom.arrive)
    async with serving(elsewhere) as zoom_url, serving(desk.app()) as our_url:
        desk.follow = Redirect(url=f"{zoom_url}/j/1")
        context = await browser.new_context(**options)  # type: ignore[arg-type]
        page = await context.new_page()
        the_visit = Visit(desk, zoom, page)
        if options.get("java_script_enabled", True):
            await page.clock.install()
        await page.goto(our_url + desk.url)
        yield the_visit
        await context.close()


@pytest.mark.parametrize("options", [{}, {"java_script_enabled": False}], ids=["scripts", "no scripts"])
async def test_join_leads_to_zoom_with_and_without_javascript(chromium: Browser, options: dict[str, bool]) -> None:
    async with visit(chromium, OPEN, **options) as seen:
        await seen.page.get_by_role("button", name="Join as Bo Chen").click()
        await expect(seen.page).to_have_title("Zoom")
    assert seen.desk.commands == [OpenJoinPage(occurrence=42), FollowJoinLink(occurrence=42)]
    assert "Referer" not in seen.zoom.arrivals[0]
    assert seen.complaints == []


async def test_join_can_be_reached_and_pressed_by_keyboard_alone(chromium: Browser) -> None:
    async with visit(chromium, OPEN) as seen:
        await seen.page.keyboard.press("Tab")
        await expect(seen.page.get_by_role("button", name="Join as Bo Chen")).to_be_focused()
        await seen.page.keyboard.press("Enter")
        await expect(seen.page).to_have_title("Zoom")


async def test_not_you_opens_by_keyboard(chromium: Browser) -> None:
    async with visit(chromium, OPEN) as seen:
        await seen.page.keyboard.press("Tab")
        await seen.page.keyboard.press("Tab")
        await seen.page.keyboard.press("Enter")
        await expect(seen.page.get_by_text("This link was made for one person")).to_be_visible()


async def test_the_countdown_runs_and_the_page_looks_again_when_it_opens(chromium: Browser) -> None:
    async with visit(chromium, WAITING) as seen:
        await expect(seen.page.locator("#countdown")).to_contain_text("Opens in 00:15:0")
        seen.desk.look = OPEN
        await seen.page.clock.fast_forward("15:10")
        await expect(seen.page.get_by_role("button", name="Join as Bo Chen")).to_be_visible()
    assert FollowJoinLink(occurrence=42) not in seen.desk.commands
    assert seen.complaints == []


async def test_the_last_minute_is_announced_to_screen_readers(chromium: Browser) -> None:
    async with visit(chromium, WAITING) as seen:
        await seen.page.clock.run_for(14 * 60 * 1000 + 2000)
        await expect(seen.page.get_by_role("status")).to_have_text("Opens in 00:01:00.")


async def test_who_asked_for_it_is_let_in_when_it_opens(chromium: Browser) -> None:
    async with visit(chromium, WAITING) as seen:
        await seen.page.get_by_role("checkbox", name="Let me in when it opens").check()
        await seen.page.clock.fast_forward("15:10")
        await expect(seen.page).to_have_title("Zoom")
    assert seen.desk.commands[-1] == FollowJoinLink(occurrence=42)


async def test_without_javascript_waiting_is_told_in_words_with_a_link_to_look_again(chromium: Browser) -> None:
    async with visit(chromium, WAITING, java_script_enabled=False) as seen:
        await expect(seen.page.get_by_text("Tue 1 Dec 2026, 14:45 CET (UTC+1)")).to_be_visible()
        await expect(seen.page.get_by_role("checkbox")).to_be_hidden()
        await expect(seen.page.locator("#countdown")).to_be_hidden()
        seen.desk.look = OPEN
        await seen.page.get_by_role("link", name="Look again").click()
        await expect(seen.page.get_by_role("button", name="Join as Bo Chen")).to_be_visible()


async def test_a_reader_in_another_zone_sees_their_own_time_beside_the_class_time(chromium: Browser) -> None:
    async with visit(chromium, OPEN, timezone_id="America/New_York") as seen:
        await expect(seen.page.locator("dl")).to_contain_text("15:00–15:50 CET (UTC+1) (your time: Tue, Dec 1, 09:00)")
    async with visit(chromium, OPEN, timezone_id="Europe/Madrid") as seen:
        await expect(seen.page.locator("dl")).not_to_contain_text("your time")


@pytest.mark.parametrize("look", [OPEN, WAITING, ENDED, CANCELLED], ids=["open", "waiting", "ended", "cancelled"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_no_state_has_a_fault_of_accessibility_or_hides_behind_a_phones_edge(
    chromium: Browser, look: View, scheme: str
) -> None:
    async with visit(chromium, look, color_scheme=scheme, viewport=PHONE) as seen:
        await seen.page.clock.run_for(1100)
        for summary in await seen.page.locator("summary").all():
            await summary.click()
        assert await accessibility_faults(seen.page) == []
        assert await seen.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        for target in await seen.page.locator("main .button:visible, summary:visible, label:visible").all():
            box = await target.bounding_box()
            assert box
            assert box["height"] >= 44


async def test_the_judge_of_accessibility_does_find_a_fault(chromium: Browser) -> None:
    page = await chromium.new_page()
    await page.set_content("<main><img src='data:,'><button></button></main>")
    assert {fault.partition(":")[0] for fault in await accessibility_faults(page)} >= {"image-alt", "button-name"}
    await page.close()


@pytest.mark.parametrize("path", ["/privacy", "/terms", "/j/cut-short"])
async def test_the_other_pages_have_no_fault_either(chromium: Browser, path: str) -> None:
    async with visit(chromium, OPEN) as seen:
        await seen.page.goto(seen.page.url.partition("/j/")[0] + path)
        assert await accessibility_faults(seen.page) == []


async def test_coming_back_from_zoom_shows_the_present_state(chromium: Browser) -> None:
    async with visit(chromium, OPEN) as seen:
        await seen.page.get_by_role("button", name="Join as Bo Chen").click()
        await expect(seen.page).to_have_title("Zoom")
        seen.desk.look = ENDED
        await seen.page.go_back()
        await expect(seen.page.get_by_role("heading", name="Algebra II is over")).to_be_visible()
