"""Reports and files: what a link shows to scanners, to its browser, and to every other one."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from tests.adapters.pages.desk import browser
from tests.adapters.pages.report_desk import FILE, TITLE, ReportDesk, report
from zoomcore.chat import Pressed
from zoomcore.commands.wishes.courses import ShowPeople
from zoomcore.commands.wishes.pages import LookAtLink
from zoomcore.errors import StorageError
from zoomcore.views import Card, Form, Redirect, Tone

Client = TestClient[web.Request, web.Application]


async def look(client: Client, url: str, **headers: str) -> tuple[int, str]:
    async with client.get(url, headers=headers) as answer:
        return answer.status, await answer.text()


async def press_open(client: Client, url: str, **headers: str) -> tuple[int, str]:
    """What the browser shows after Open was pressed."""
    async with client.post(url, headers=headers) as answer:
        return answer.status, await answer.text()


def fields(html: str, label: str) -> dict[str, str]:
    """The form whose button bears that label, as a browser would send it."""
    found = re.search(
        r'name="proof" value="([^"]*)"><button class="[^"]*" name="payload" value="([^"]*)">' + label, html
    )
    assert found, html
    return {"proof": found[1], "payload": found[2].replace("&#34;", '"')}


@pytest.mark.parametrize("kind", ["url", "file_url"])
async def test_fifty_scanners_learn_no_name_and_leave_the_link_to_its_person(kind: str) -> None:
    desk = ReportDesk()
    url = getattr(desk, kind)
    async with browser(desk) as client:
        for index in range(50):
            method = client.head if index % 2 else client.get
            async with method(url, headers={"User-Agent": "LinkScanner/1.0"}) as answer:
                assert (answer.status, answer.cookies) == (200, {})
                assert "Bo Chen" not in await answer.text()
    assert {type(one) for one in desk.commands} == {LookAtLink}
    assert desk.owners == {}


async def test_before_it_is_opened_a_report_says_what_it_is_and_offers_one_button() -> None:
    desk = ReportDesk()
    async with browser(desk) as client:
        status, text = await look(client, desk.url)
    assert status == 200
    assert TITLE in text
    assert text.count("<button") == 1
    assert '<form method="post"><button class="button primary">Open</button></form>' in text


async def test_the_first_browser_that_presses_open_sees_the_report_and_sees_it_again() -> None:
    desk = ReportDesk()
    async with browser(desk) as client:
        status, text = await press_open(client, desk.url, **{"Sec-Fetch-Site": "same-origin"})
        assert status == 200
        assert "Bo Chen" in text
        assert "Bo Chen" in (await look(client, desk.url))[1]
        assert (await press_open(client, desk.url))[0] == 200


async def test_another_browser_gets_nothing_whether_it_looks_or_presses() -> None:
    desk = ReportDesk()
    async with browser(desk) as first, browser(desk) as second:
        await press_open(first, desk.url)
        for ask in (look, press_open):
            status, text = await ask(second, desk.url)
            assert status == 403
            assert "opened in another browser" in text
            assert "Bo Chen" not in text
        assert "Bo Chen" in (await look(first, desk.url))[1]


@pytest.mark.parametrize("spelled", ["{}=", "{}!!!!", "{}===="])
async def test_a_link_whose_signature_is_spelled_otherwise_is_the_same_link(spelled: str) -> None:
    desk = ReportDesk()
    async with browser(desk) as first, browser(desk) as second:
        await press_open(first, desk.url)
        status, text = await press_open(second, spelled.format(desk.url))
    assert (status, len(desk.owners)) == (403, 1)
    assert "Bo Chen" not in text


async def test_a_browser_keeps_its_cookie_for_the_next_link_and_must_open_that_one_too() -> None:
    desk = ReportDesk()
    other = desk.links.report(7, desk.wish, TITLE).removeprefix("http://127.0.0.1")
    async with browser(desk) as client:
        await press_open(client, desk.url)
        assert "Bo Chen" not in (await look(client, other))[1]
        await press_open(client, other)
    assert len(desk.owners) == 2
    assert len(set(desk.owners.values())) == 1


@pytest.mark.parametrize(
    ("url", "name", "secure"), [("http://x.example", "lectern", ""), ("https://x.example", "__Host-lectern", True)]
)
async def test_the_cookie_is_for_us_alone_and_tells_nothing(url: str, name: str, secure: Any) -> None:
    desk = ReportDesk(url=url)
    async with browser(desk) as client, client.post(desk.url, allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (303, desk.url)
        cookie = answer.cookies[name]
    assert (cookie["httponly"], cookie["samesite"], cookie["secure"], cookie["path"]) == (True, "Lax", secure, "/")
    assert cookie["max-age"] == str(12 * 3600)
    (owner,) = desk.owners.values()
    assert owner not in cookie.value


async def test_a_cookie_that_somebody_made_up_is_no_browser() -> None:
    desk = ReportDesk()
    async with browser(desk) as client:
        await press_open(client, desk.url)
    (owner,) = desk.owners.values()
    async with browser(desk) as client:
        for made_up in (owner, '"x"', "é", ""):
            status, text = await look(client, desk.url, Cookie=f"lectern={made_up}")
            assert (status, "Bo Chen" in text) == (403, False)


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}]
)
async def test_another_website_opens_nothing(headers: dict[str, str]) -> None:
    desk = ReportDesk()
    async with browser(desk) as client:
        assert (await press_open(client, desk.url, **headers))[0] == 403
        assert (await press_open(client, desk.url + "/press", **headers))[0] == 403
    assert desk.commands == []
    assert desk.owners == {}


async def test_a_button_on_the_report_is_pressed_in_the_name_of_its_person() -> None:
    desk = ReportDesk()
    async with browser(desk) as client:
        _, text = await press_open(client, desk.url)
        async with client.post(desk.url + "/press", data=fields(text, "See the people")) as answer:
            shown = await answer.text()
    assert "Pressed" in shown
    assert f'href="{desk.url}">Back to the report' in shown
    assert desk.requests[-1].sender.user_id == "7"


@pytest.mark.parametrize("proof", [None, "", "x", "é"])
async def test_a_press_without_the_proof_of_its_page_is_refused(proof: str | None) -> None:
    desk = ReportDesk()
    async with browser(desk) as client:
        _, text = await press_open(client, desk.url)
        form = fields(text, "See the people")
        sent = {"payload": form["payload"]} | ({} if proof is None else {"proof": proof})
        async with client.post(desk.url + "/press", data=sent) as answer:
            assert answer.status == 403
    assert not any(isinstance(one.wish, Pressed) for one in desk.requests)


async def test_a_page_that_was_copied_presses_nothing_in_another_browser() -> None:
    desk = ReportDesk()
    async with browser(desk) as client, browser(desk) as other:
        _, text = await press_open(client, desk.url)
        async with other.post(desk.url + "/press", data=fields(text, "See the people")) as answer:
            assert answer.status == 403
    assert not any(isinstance(one.wish, Pressed) for one in desk.requests)


async def test_proof_of_one_page_presses_nothing_on_another() -> None:
    desk = ReportDesk()
    other = desk.links.report(7, desk.wish, TITLE).removeprefix("http://127.0.0.1")
    async with browser(desk) as client:
        _, text = await press_open(client, desk.url)
        async with client.post(other + "/press", data=fields(text, "See the people")) as answer:
            assert answer.status == 403


async def test_a_file_is_downloaded_once_it_was_opened_and_kept_by_no_cache() -> None:
    desk = ReportDesk(FILE)
    async with browser(desk) as client, client.post(desk.file_url) as answer:
        assert answer.status == 200
        assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''%C3%9Cbung%2028.csv"
        assert answer.headers["Cache-Control"] == "no-store"
        assert await answer.read() == b"name\n"


async def test_a_link_to_a_file_on_the_report_is_pressed_so_that_the_file_comes_at_once() -> None:
    desk = ReportDesk()
    async with browser(desk) as client:
        _, text = await press_open(client, desk.url)
    assert (
        '<form method="post" action="/files/x"><button class="button plain">Download as Excel</button></form>' in text
    )


@pytest.mark.parametrize("kind", ["url", "file_url"])
async def test_a_link_holds_for_a_working_day(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.pages.links.BOUND_LIFETIME", timedelta(seconds=-1))
    desk = ReportDesk()
    async with browser(desk) as client:
        status, text = await look(client, getattr(desk, kind))
    assert status == 410
    assert "<code>" not in text
    assert "type `attendance`" in text
    assert desk.commands == []


async def test_a_link_of_another_kind_or_a_broken_one_is_no_report() -> None:
    desk = ReportDesk()
    wrong = [desk.url + "x", "/report/" + desk.file_url.rpartition("/")[2], desk.url.swapcase()]
    async with browser(desk) as client:
        for url in wrong:
            assert (await look(client, url))[0] == 404
    assert desk.commands == []


async def test_each_link_is_one_of_its_own() -> None:
    desk = ReportDesk()
    assert desk.links.report(7, desk.wish, TITLE) != desk.links.report(7, desk.wish, TITLE)


async def test_what_the_core_refuses_is_told_and_nothing_can_be_pressed_there() -> None:
    desk = ReportDesk()
    async with browser(desk) as client:
        await press_open(client, desk.url)
        desk.look = Card(title="In this course, that is for its assistant and above.", tone=Tone.BAD)
        status, text = await look(client, desk.url)
        assert status == 403
        assert "<button" not in text
        desk.look = Redirect(url="https://zoom.us/s/1?zak=secret")
        status, text = await look(client, desk.url)
        assert (status, "zak" in text) == (403, False)
        desk.look = Form(title="A form", base=ShowPeople(), fields=(), submit="Send")
        assert "A form" in (await look(client, desk.url))[1]


async def test_when_the_database_is_away_the_page_says_so() -> None:
    desk = ReportDesk()
    desk.trouble = StorageError("locked")
    async with browser(desk) as client, client.get(desk.url) as answer:
        assert answer.status == 503
        assert answer.headers["Retry-After"] == "30"


async def test_a_form_that_is_too_large_is_refused() -> None:
    desk, form = ReportDesk(), {"Content-Type": "application/x-www-form-urlencoded"}
    body = BytesIO(b"payload=" + b"x" * 2_000_000)
    async with browser(desk) as client, client.post(desk.url + "/press", data=body, headers=form) as answer:
        assert answer.status == 413


async def test_a_report_of_five_thousand_rows_shows_them_all() -> None:
    desk = ReportDesk(report(5000))
    async with browser(desk) as client:
        status, text = await press_open(client, desk.url)
    assert status == 200
    assert text.count('<th scope="row">') == 5001
    assert text.count("<caption>") == 2


async def test_a_page_about_people_is_closed_to_caches_frames_and_foreign_scripts() -> None:
    desk = ReportDesk()
    async with browser(desk) as client:
        await press_open(client, desk.url)
        async with client.get(desk.url) as answer:
            assert answer.headers["Cache-Control"] == "no-store"
            assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
            assert "noindex" in answer.headers["X-Robots-Tag"]
            assert "Gus &lt;b&gt;" in await answer.text()
