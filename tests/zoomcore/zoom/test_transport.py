"""How a request travels: guarded, within the budget, sent once, every failure named."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from aiohttp import web

from tests.zoomcore.zoom.peer import client_of, hang_up, refusal
from zoomcore.domain.kinds import MeetingKind, RateClass
from zoomcore.errors import (
    AnswerLost,
    ZoomError,
    ZoomNotFound,
    ZoomRateLimited,
    ZoomRefused,
    ZoomUnavailable,
    ZoomUnexpected,
)
from zoomcore.zoom.drafts import MeetingChange, MeetingDraft
from zoomcore.zoom.transport import MAX_IN_FLIGHT

DRAFT = MeetingDraft(topic="Algebra", zone="Europe/Madrid", start=datetime(2026, 12, 1, 9, tzinfo=UTC))
MEETING = MeetingKind.MEETING

WRITES = {
    "create": lambda zoom: zoom.create_meeting("ana@uni.example", DRAFT),
    "update": lambda zoom: zoom.update_meeting(MEETING, 1, MeetingChange(topic="Geometry")),
    "delete": lambda zoom: zoom.delete_meeting(MEETING, 1),
    "end": lambda zoom: zoom.end_meeting(MEETING, 1),
}
READS = {
    "user": lambda zoom: zoom.get_user("ana@uni.example"),
    "meeting": lambda zoom: zoom.get_meeting(MEETING, 1),
    "invitation": lambda zoom: zoom.get_invitation(1),
}


class Ledger:
    """A budget that is used up for a set number of questions."""

    def __init__(self, *waits: timedelta) -> None:
        self.waits = list(waits)
        self.asked: list[tuple[RateClass, str | None, bool]] = []

    async def take(self, call: RateClass, host: str | None, *, urgent: bool) -> timedelta | None:
        self.asked.append((call, host, urgent))
        return self.waits.pop(0) if self.waits else None


async def stall(request):
    """Never answers; ends with the test's server."""
    await asyncio.Event().wait()
    return web.Response()


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
@pytest.mark.parametrize("answer", [hang_up, web.Response(status=502, text="<html>Bad Gateway"), refusal(500, 0)])
async def test_a_write_without_a_clear_answer_is_doubtful_and_sent_once(peer, zoom, write, answer):
    peer.will_answer(answer)

    with pytest.raises(AnswerLost):
        await write(zoom)
    assert len(peer.received) == 1


@pytest.mark.parametrize("read", READS.values(), ids=READS)
@pytest.mark.parametrize("answer", [hang_up, web.Response(status=504, text="")])
async def test_a_read_without_an_answer_is_only_unavailable(peer, zoom, read, answer):
    peer.will_answer(answer)

    with pytest.raises(ZoomUnavailable) as caught:
        await read(zoom)
    assert not isinstance(caught.value, AnswerLost)
    assert len(peer.received) == 1


async def test_a_slow_answer_to_a_write_is_doubtful_and_to_a_read_is_not(peer):
    peer.will_answer(stall, stall)

    async with client_of(peer, timeout_s=0.2) as zoom:
        with pytest.raises(AnswerLost):
            await zoom.create_meeting("ana@uni.example", DRAFT)
        with pytest.raises(ZoomUnavailable) as caught:
            await zoom.get_user("ana@uni.example")
    assert not isinstance(caught.value, AnswerLost)


async def test_a_write_that_found_no_server_was_surely_not_sent(peer, unused_tcp_port):
    async with client_of(peer, api_url=f"http://127.0.0.1:{unused_tcp_port}/v2") as zoom:
        with pytest.raises(ZoomUnavailable) as caught:
            await zoom.create_meeting("ana@uni.example", DRAFT)
    assert not isinstance(caught.value, AnswerLost)


@pytest.mark.parametrize("address", ["ftp://zoom.example/v2", "http://127.0.0.1:x/v2", "127.0.0.1"])
async def test_an_address_nobody_can_call_is_not_a_lost_answer(peer, address):
    async with client_of(peer, api_url=address) as zoom:
        with pytest.raises(ZoomUnexpected):
            await zoom.delete_meeting(MEETING, 1)


@pytest.mark.parametrize(
    "answer", [web.Response(text="<html>Welcome", content_type="text/html"), web.Response(text="[]")]
)
async def test_a_page_with_status_200_is_no_answer_to_a_read(peer, zoom, answer):
    peer.will_answer(answer)

    with pytest.raises(ZoomUnexpected):
        await zoom.get_user("ana@uni.example")


@pytest.mark.parametrize("body", ["<html>Welcome", "{}", '{"uuid": "x"}', ""])
async def test_a_created_meeting_nobody_can_read_is_looked_for(peer, zoom, body):
    peer.will_answer(web.Response(status=201, text=body))

    with pytest.raises(AnswerLost):
        await zoom.create_meeting("ana@uni.example", DRAFT)


async def test_a_page_in_place_of_an_empty_success_is_doubtful(peer, zoom):
    peer.will_answer(web.Response(text="<html>Welcome"))

    with pytest.raises(AnswerLost):
        await zoom.delete_meeting(MEETING, 1)


async def test_an_answer_that_is_not_what_its_header_says_is_named_too(peer, zoom):
    peer.will_answer(web.Response(body=b"no gzip at all", headers={"Content-Encoding": "gzip"}))

    with pytest.raises(ZoomUnexpected):
        await zoom.get_user("ana@uni.example")


@pytest.mark.parametrize(
    ("status", "code", "error"),
    [
        (404, 3001, ZoomNotFound),
        (400, 3001, ZoomNotFound),
        (404, 1001, ZoomNotFound),
        (400, 3161, ZoomRefused),
        (403, 2306, ZoomRefused),
        (409, 4132, ZoomRefused),
        (429, 429, ZoomRateLimited),
    ],
)
async def test_zooms_codes_become_the_errors_of_the_tree(peer, zoom, status, code, error):
    peer.will_answer(refusal(status, code))

    with pytest.raises(error) as caught:
        await zoom.get_meeting(MEETING, 1)
    assert (caught.value.status, caught.value.code) == (status, code)


async def test_the_fields_zoom_names_are_kept(peer, zoom):
    errors = [{"field": "start_time", "message": "Bad date."}]
    peer.will_answer(web.json_response({"code": 300, "message": "Validation Failed.", "errors": errors}, status=400))

    with pytest.raises(ZoomRefused) as caught:
        await zoom.create_meeting("ana@uni.example", DRAFT)
    assert caught.value.fields == (("start_time", "Bad date."),)


@pytest.mark.parametrize("status", [301, 403, 404])
async def test_somebody_answering_in_zooms_place_never_says_that_a_meeting_is_gone(peer, zoom, status):
    peer.will_answer(web.Response(status=status, text="<html>nginx"))

    with pytest.raises(ZoomError) as caught:
        await zoom.get_meeting(MEETING, 1)
    assert type(caught.value) is ZoomUnexpected


async def test_a_host_out_of_changes_waits_for_midnight_utc(peer, zoom, clock):
    text = (
        "You have exceeded the daily rate limit (100) of Meeting Create/Update API requests permitted for this "
        "particular user. You may resume these requests at GMT 00:00:00."
    )
    peer.will_answer(refusal(429, 429, text))

    with pytest.raises(ZoomRateLimited) as caught:
        await zoom.create_meeting("ana@uni.example", DRAFT)
    assert (caught.value.scope, caught.value.retry_after) == ("host-day", timedelta(hours=4))


async def test_no_more_than_ten_requests_are_under_way_at_once(peer, zoom):
    arrived, go_on = [], asyncio.Event()
    full = asyncio.Event()

    async def hold(request):
        arrived.append(request)
        if len(arrived) == MAX_IN_FLIGHT:
            full.set()
        await go_on.wait()
        return web.json_response({"id": "x"})

    peer.answer = hold
    calls = [asyncio.create_task(zoom.get_user("ana@uni.example")) for _ in range(MAX_IN_FLIGHT + 5)]
    await asyncio.wait_for(full.wait(), 5)
    assert len(arrived) == MAX_IN_FLIGHT
    go_on.set()
    await asyncio.gather(*calls)
    assert len(arrived) == MAX_IN_FLIGHT + 5


async def test_nothing_is_sent_while_the_guard_objects(peer):
    def a_unit_is_open():
        raise RuntimeError("a unit is open")

    async with client_of(peer, guard=a_unit_is_open) as zoom:
        for call in (zoom.scopes(), zoom.get_user("ana@uni.example"), zoom.delete_meeting(MEETING, 1)):
            with pytest.raises(RuntimeError):
                await call
    assert (peer.received, peer.token_requests) == ([], [])


async def test_creates_and_updates_are_counted_for_their_host_and_nothing_else_is(peer):
    ledger = Ledger()
    async with client_of(peer, budget=ledger) as zoom:
        await zoom.create_meeting("ana@uni.example", DRAFT)
        await zoom.update_meeting(MEETING, 1, MeetingChange(topic="Geometry"), host_id="ana@uni.example")
        await zoom.delete_meeting(MEETING, 1)
        await zoom.get_user_settings("ana@uni.example")

    assert ledger.asked == [
        (RateClass.LIGHT, "ana@uni.example", True),
        (RateClass.LIGHT, "ana@uni.example", True),
        (RateClass.LIGHT, None, True),
        (RateClass.MEDIUM, None, True),
    ]


async def test_bulk_work_says_that_nobody_waits(peer):
    ledger = Ledger()
    async with client_of(peer, budget=ledger) as zoom:
        await zoom.in_bulk().get_user("ana@uni.example")
        await zoom.get_user("ana@uni.example")

    assert [urgent for _, _, urgent in ledger.asked] == [False, True]


async def test_a_short_wait_for_the_budget_is_waited_here(peer):
    ledger = Ledger(timedelta(milliseconds=1), timedelta(milliseconds=1))
    async with client_of(peer, budget=ledger) as zoom:
        await zoom.get_user("ana@uni.example")

    assert len(ledger.asked) == 3
    assert len(peer.received) == 1


@pytest.mark.parametrize(
    ("wait", "call", "scope"),
    [
        (timedelta(seconds=30), WRITES["create"], "second"),
        (timedelta(hours=3), WRITES["create"], "host-day"),
        (timedelta(hours=3), READS["user"], "day"),
    ],
)
async def test_a_long_wait_for_the_budget_goes_back_to_the_job_unsent(peer, wait, call, scope):
    async with client_of(peer, budget=Ledger(wait)) as zoom:
        with pytest.raises(ZoomRateLimited) as caught:
            await call(zoom)

    assert (caught.value.retry_after, caught.value.scope) == (wait, scope)
    assert peer.received == []


async def test_the_clock_difference_comes_from_zooms_own_date(peer, zoom, clock):
    peer.token_answers.append(
        web.json_response({"access_token": "t", "api_url": peer.url}, headers={"Date": "Mon, 23 Nov 2026 20:07:00 GMT"})
    )

    assert await zoom.server_time_skew() == timedelta(minutes=7)


@pytest.mark.parametrize("date", ["", "yesterday"])
async def test_without_a_readable_date_no_clock_difference_is_made_up(peer, zoom, date):
    peer.token_answers.append(
        web.json_response({"access_token": "t", "api_url": peer.url}, headers={"Date": date or " "})
    )

    with pytest.raises(ZoomUnexpected):
        await zoom.server_time_skew()


async def test_requests_go_through_the_proxy_of_the_environment(peer, monkeypatch):
    asked = asyncio.get_running_loop().create_future()

    async def refuse_the_tunnel(reader, writer):
        asked.set_result((await reader.readline()).decode().split()[:2])
        writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(refuse_the_tunnel, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    async with server, client_of(peer, api_url="https://zoom.example/v2") as zoom:
        with pytest.raises(ZoomUnavailable) as caught:
            await zoom.create_meeting("ana@uni.example", DRAFT)

    assert await asked == ["CONNECT", "zoom.example:443"]
    assert not isinstance(caught.value, AnswerLost)


async def test_a_closed_client_opens_again_when_used(peer, zoom):
    await zoom.get_user("ana@uni.example")
    await zoom.close()
    await zoom.close()
    await zoom.get_user("ana@uni.example")

    assert len(peer.received) == 2


async def test_a_watcher_hears_class_and_status_of_every_call_and_zero_where_no_answer_came(zoom, peer):
    heard: list[tuple[RateClass, int]] = []
    zoom.watch(lambda rate, status: heard.append((rate, status)))
    peer.will_answer(web.json_response({"invitation": "x"}), refusal(404, 3001), hang_up)

    await zoom.get_invitation(1)
    with pytest.raises(ZoomNotFound):
        await zoom.get_invitation(1)
    with pytest.raises(ZoomUnavailable):
        await zoom.get_invitation(1)

    assert heard == [(RateClass.LIGHT, 200), (RateClass.LIGHT, 404), (RateClass.LIGHT, 0)]
