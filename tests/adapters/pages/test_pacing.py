"""Storms on pages: one link is slowed down, a class at its start never is."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp.test_utils import TestClient, TestServer

from adapters.pages.pacing import PRESSES, UNREADABLE, Pace, Turnstile
from tests.adapters.pages.desk import NOW, ZOOM, Desk, browser
from tests.adapters.pages.report_desk import ReportDesk

SECOND = timedelta(seconds=1)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def test_a_turnstile_lets_through_so_many_at_once_and_then_one_at_a_time() -> None:
    gate = Turnstile(Pace(at_once=3, every=2 * SECOND))
    assert [gate.wait("a", NOW) for _ in range(4)] == [timedelta(), timedelta(), timedelta(), 2 * SECOND]
    assert gate.wait("b", NOW) == timedelta()
    assert gate.wait("a", NOW + SECOND) == SECOND
    assert gate.wait("a", NOW + 2 * SECOND) == timedelta()
    assert gate.wait("a", NOW + 2 * SECOND) == 2 * SECOND


def test_after_a_quiet_while_as_many_as_at_first_may_pass() -> None:
    gate = Turnstile(Pace(at_once=3, every=SECOND))
    for _ in range(9):
        gate.wait("a", NOW)
    assert [gate.wait("a", NOW + timedelta(days=1)) for _ in range(4)][2:] == [timedelta(), SECOND]


def test_a_clock_that_is_set_back_locks_nobody_out() -> None:
    gate = Turnstile(Pace(at_once=3, every=SECOND))
    gate.wait("a", NOW)
    assert gate.wait("a", NOW - timedelta(days=1)) <= SECOND


def test_only_so_many_are_remembered_and_the_quietest_is_forgotten() -> None:
    gate = Turnstile(Pace(at_once=1, every=timedelta(hours=1)), remembered=3)
    for key in ("a", "b", "c", "d"):
        assert gate.wait(key, datetime(2026, 12, 1, tzinfo=UTC)) == timedelta()
    assert len(gate) == 3
    assert gate.wait("d", datetime(2026, 12, 1, tzinfo=UTC)) > timedelta()


async def test_a_storm_of_presses_on_one_link_is_answered_429_calmly_and_asks_nothing_more() -> None:
    desk, clock = Desk(), Clock()
    async with TestClient(TestServer(desk.app(clock))) as client:
        for _ in range(PRESSES.at_once):
            async with client.post(desk.url, allow_redirects=False) as answer:
                assert (answer.status, answer.headers["Location"]) == (303, ZOOM)
        async with client.post(desk.url) as answer:
            text = await answer.text()
            assert (answer.status, answer.headers["Retry-After"]) == (429, "1")
        assert "Please wait 1 second, then try again. Nothing got lost." in text
        assert f'href="{desk.url}"' in text
        assert len(desk.commands) == PRESSES.at_once
        async with client.get(desk.url) as answer:
            assert answer.status == 200
        clock.now += SECOND
        async with client.post(desk.url, allow_redirects=False) as answer:
            assert answer.status == 303


async def test_three_hundred_students_behind_one_address_all_get_in_at_once() -> None:
    desk = Desk()
    async with browser(desk) as client:
        for person in range(300):
            url = "/j/" + desk.links.join(person, 42).rpartition("/")[2]
            async with client.post(url, allow_redirects=False) as answer:
                assert answer.status == 303


@pytest.mark.parametrize("kind", [lambda desk: desk.url, lambda desk: desk.file_url])
async def test_a_link_that_belongs_to_one_browser_has_its_pace_however_its_signature_is_spelled(
    kind: Callable[[ReportDesk], str],
) -> None:
    desk = ReportDesk()
    url = kind(desk)
    async with browser(desk) as client:
        statuses = []
        for number in range(PRESSES.at_once + 1):
            async with client.post(url + "=" * number, allow_redirects=False) as answer:
                statuses.append(answer.status)
    assert 429 not in statuses[:-1]
    assert statuses[-1] == 429


async def test_who_tries_links_that_nobody_can_read_is_slowed_down_and_real_links_from_there_still_work() -> None:
    desk, clock = ReportDesk(), Clock()
    async with TestClient(TestServer(desk.app(clock))) as client:
        for number in range(UNREADABLE.at_once):
            async with client.get(f"/j/guess{number}" if number % 2 else f"/report/guess{number}") as answer:
                assert answer.status == 404
        async with client.post("/files/guess") as answer:
            assert (answer.status, answer.headers["Retry-After"]) == (429, "1")
        async with client.get(desk.url) as answer:
            assert answer.status == 200
        clock.now += SECOND
        async with client.get("/j/guess") as answer:
            assert answer.status == 404
