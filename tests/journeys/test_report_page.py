"""From a class at Zoom to its report in a browser: the real core, database, pages and drawing."""

import csv
import io
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from aiohttp import FormData

from tests.journeys.web import Browser, a_browser
from tests.school import School, a_school, text
from tests.zoomcore.workflows.attendance.lab import Lab
from zoomcore.commands.wishes.attendance import OpenPresencePicture, OpenReportPage, OpenTermPicture
from zoomcore.commands.wishes.rulings import ChangeRule
from zoomcore.domain.attendance.rules import GradeMethod
from zoomcore.domain.courses import Presets
from zoomcore.domain.options import Options
from zoomcore.views import OpenUrl, Picture, Reply

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Lab (901)\n"
    "    Points Possible,,,,,10\n"
    '"Chen, Bo",11,bo,bo@uni.example,A,\n'
    '"Okafor, Maya",12,maya,maya@uni.example,A,\n'
)


@asynccontextmanager
async def a_held_class() -> AsyncIterator[tuple[School, Lab, Browser]]:
    """Bo was there from the start, a stranger came, Maya did not; it ended an hour ago and Zoom was read."""
    async with a_school(presets=Presets(options=Options(waiting_room=False))) as school, a_browser(school) as browser:
        lab = await Lab.booked(school)
        await lab.held("bo", "ana", "Zed Nobody")
        await school.later(hours=1)
        yield school, lab, browser


async def report_link(school: School, lab: Lab, who: str = "ana") -> str:
    """The path of the link under the card that `attendance` gives."""
    reply = await school.say(who, "attendance", where="")
    (url,) = [one.url for one in school.actions(reply) if isinstance(one, OpenUrl)]
    return urlsplit(url).path


async def read(browser: Browser, path: str) -> tuple[int, str]:
    async with browser.get(path) as answer:
        return answer.status, await answer.text()


async def press_open(browser: Browser, path: str) -> tuple[int, str]:
    async with browser.post(path, headers={"Sec-Fetch-Site": "same-origin"}) as answer:
        return answer.status, await answer.text()


def form_of(html: str, label: str) -> dict[str, str]:
    """The hidden fields of the form with that button, and the button's own."""
    form = next(one for one in re.findall(r"<form.*?</form>", html, re.DOTALL) if re.search(f">{label}</button>", one))
    found = re.findall(r'name="(\w+)" value="([^"]*)"', form)
    return {name: value.replace("&#34;", '"') for name, value in found}


async def test_fifty_scanners_learn_no_name_and_change_nothing() -> None:
    async with a_held_class() as (school, lab, browser):
        path = await report_link(school, lab)
        rows = await school.rows()
        for index in range(50):
            method = browser.head if index % 2 else browser.get
            async with method(path) as answer:
                assert answer.status == 200
                assert "Bo Chen" not in await answer.text()
        assert await school.rows() == rows
        assert "Lab" in (await read(browser, path))[1]


async def test_the_first_browser_reads_who_was_there_and_another_reads_nothing() -> None:
    async with a_held_class() as (school, lab, browser), a_browser(school) as other:
        path = await report_link(school, lab)
        status, page = await press_open(browser, path)
        assert status == 200
        for said in ("Bo Chen", "Maya Okafor", "Zed Nobody", "absent", "present", "Students", "<img"):
            assert said in page
        assert "opened in another browser" in (await press_open(other, path))[1]
        assert "Bo Chen" not in (await read(other, path))[1]
        assert "Bo Chen" in (await read(browser, path))[1]


async def test_an_instructor_who_was_taken_off_the_course_sees_nothing_more() -> None:
    async with a_held_class() as (school, lab, browser):
        path = await report_link(school, lab, "tia")
        assert "Bo Chen" in (await press_open(browser, path))[1]
        await school.say("ana", "course people MATH201 remove tia@uni.example")
        status, page = await read(browser, path)
        assert (status, "Bo Chen" in page) == (403, False)


async def test_an_admin_without_a_part_in_the_course_reads_it_too() -> None:
    async with a_held_class() as (school, lab, browser):
        path = urlsplit(school.links.report(school.ids["ada"], OpenReportPage(occurrence=lab.date), "Lab")).path
        assert "Bo Chen" in (await press_open(browser, path))[1]


async def test_the_picture_on_the_report_and_in_the_chat_is_drawn() -> None:
    async with a_held_class() as (school, lab, browser):
        reply = await school.say("ana", "attendance", where="")
        (in_chat,) = pictures(reply)
        assert "of 2 students were in for most of it" in in_chat.alt
        assert in_chat.url.startswith("https://lectern.example/picture/")
        page = (await press_open(browser, await report_link(school, lab)))[1]
        (on_page,) = re.findall(r'<img src="([^"]+)"', page)
        for path in (urlsplit(in_chat.url).path, on_page):
            async with browser.get(path) as answer:
                assert (answer.status, answer.content_type) == (200, "image/png")
                assert (await answer.read()).startswith(b"\x89PNG")


@pytest.mark.parametrize("who", ["ana", "ada"])
async def test_a_term_is_drawn_and_read_whole(who: str) -> None:
    async with a_held_class() as (school, _lab, browser):
        wish = OpenTermPicture(course="MATH201")
        async with browser.get(school.links.page_picture(school.ids[who], wish)) as answer:
            assert answer.content_type == "image/png"
        path = urlsplit(school.links.report(school.ids[who], OpenReportPage(course="MATH201"), "Term")).path
        page = (await press_open(browser, path))[1]
        assert "Mon 23 Nov" in page
        assert "Maya Okafor" in page
        assert "In 1 class 50 % were there." in page


async def test_before_anybody_came_there_is_no_picture_and_no_report() -> None:
    async with a_school() as school, a_browser(school) as browser:
        lab = await Lab.booked(school)
        for wish in (OpenPresencePicture(occurrence=lab.date), OpenTermPicture(course="MATH201")):
            async with browser.get(school.links.page_picture(school.ids["ana"], wish)) as answer:
                assert answer.status == 404
        for page in (OpenReportPage(occurrence=lab.date), OpenReportPage(course="MATH201")):
            path = urlsplit(school.links.report(school.ids["ana"], page, "Lab")).path
            assert "Nobody has been seen in class yet" in (await press_open(browser, path))[1]


async def test_a_picture_is_no_business_of_a_students() -> None:
    async with a_held_class() as (school, lab, browser):
        for who in ("bo", "olga"):
            wish = OpenPresencePicture(occurrence=lab.date)
            async with browser.get(school.links.page_picture(school.ids[who], wish)) as answer:
                assert (answer.status, await answer.read()) == (404, b"")


async def test_the_table_is_taken_away_as_a_file() -> None:
    async with a_held_class() as (school, lab, browser):
        path = await report_link(school, lab)
        page = (await press_open(browser, path))[1]
        for _again in range(2):
            async with browser.post(f"{path}/press", data=form_of(page, "Download as CSV")) as answer:
                assert "attachment" in answer.headers["Content-Disposition"]
                rows = list(csv.reader(io.StringIO((await answer.text()).removeprefix("\ufeff"))))
            assert [row[0] for row in rows] == ["Name", "Bo Chen", "Maya Okafor"]
        async with browser.post(f"{path}/press", data=form_of(page, "Download for Excel")) as answer:
            assert (await answer.read()).startswith(b"PK")


async def test_an_assistant_reads_and_takes_nothing_away() -> None:
    async with a_held_class() as (school, lab, browser):
        page = (await press_open(browser, await report_link(school, lab, "tia")))[1]
        assert "Download" not in page
        assert 'type="file"' not in page


async def test_a_link_to_a_file_gives_it_to_its_browser_at_each_press_and_at_no_look() -> None:
    async with a_held_class() as (school, _lab, browser), a_browser(school) as other:
        wish = school.button(await school.say("ana", "attendance", where=""), "Export").command
        path = urlsplit(school.links.file(school.ids["ana"], wish, "Lab as CSV")).path
        rows = await school.rows()
        for _again in range(2):
            status, page = await read(browser, path)
            assert (status, "Lab as CSV" in page, "Bo Chen" in page) == (200, True, False)
        assert await school.rows() == rows
        for _again in range(2):
            async with browser.post(path) as answer:
                assert answer.headers["Content-Disposition"].startswith("attachment")
                assert "Bo Chen" in await answer.text()
        assert "opened in another browser" in (await press_open(other, path))[1]


async def hand_over(browser: Browser, path: str, page: str, content: bytes, **changes: str) -> tuple[int, str]:
    form = form_of(page, "Upload grade book") | changes
    sent = FormData({name: form[name] for name in ("proof", "text")})
    sent.add_field("file", io.BytesIO(content), filename="gradebook.csv", content_type="text/csv")
    async with browser.post(f"{path}/file", data=sent) as answer:
        return answer.status, await answer.text()


async def test_a_grade_book_is_handed_over_on_the_page() -> None:
    async with a_held_class() as (school, lab, browser):
        path = await report_link(school, lab)
        page = (await press_open(browser, path))[1]
        status, said = await hand_over(browser, path, page, CANVAS.encode())
        assert status == 200
        assert "Canvas" in said
        assert "Back to the report" in said
        assert (await school.rows())["held_file"] == 1


async def test_a_grade_book_comes_back_filled_after_it_is_told_who_is_missing() -> None:
    async with a_held_class() as (school, lab, browser):
        counts = ChangeRule(course="MATH201", method=GradeMethod.DURATION, points=Decimal(10), confirmed=True)
        await school.wish("ana", counts, where="")
        path = await report_link(school, lab)
        page = (await press_open(browser, path))[1]
        asked = (await hand_over(browser, path, page, CANVAS.encode()))[1]
        async with browser.post(f"{path}/press", data=form_of(asked, re.escape("Lab (out of 10)"))) as answer:
            kept = await answer.text()
        async with browser.post(f"{path}/press", data=form_of(kept, "Fill it now")) as answer:
            told = await answer.text()
        assert "Download the file" in told
        for _again in range(2):
            async with browser.post(f"{path}/press", data=form_of(told, "Download the file")) as answer:
                assert answer.headers["Content-Disposition"].startswith("attachment")
                filled = (await answer.text()).splitlines()
            assert filled[2:] == ['"Chen, Bo",11,bo,bo@uni.example,A,10', '"Okafor, Maya",12,maya,maya@uni.example,A,0']


async def test_a_file_that_is_no_grade_book_or_too_large_is_told_so() -> None:
    async with a_held_class() as (school, lab, browser):
        path = await report_link(school, lab)
        page = (await press_open(browser, path))[1]
        for content, said in ((b"", "is empty"), (b"hello", "gradebook.csv"), (b"x" * 11_000_000, "larger than 10 MB")):
            told = (await hand_over(browser, path, page, content))[1]
            assert said in told
            assert "Back to the report" in told


async def test_a_file_without_the_proof_of_its_page_is_not_read() -> None:
    async with a_held_class() as (school, lab, browser):
        path = await report_link(school, lab)
        page = (await press_open(browser, path))[1]
        rows = await school.rows()
        assert (await hand_over(browser, path, page, CANVAS.encode(), proof="x"))[0] == 403
        for body in ({"file": "x"}, b"not multipart at all"):
            async with browser.post(f"{path}/file", data=body) as answer:
                assert answer.status == 403
        assert await school.rows() == rows


def pictures(reply: Reply) -> list[Picture]:
    body = getattr(reply.view, "body", ())
    assert body, text(reply)
    return [one for one in body if isinstance(one, Picture)]
