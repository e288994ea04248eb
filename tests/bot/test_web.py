import io
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from structlog.testing import capture_logs

from bot.metrics import Metrics
from bot.web import MOST_BYTES, Site, build_app
from zoomcore.dispatch import Received
from zoomcore.errors import StorageError

AILMENTS: dict[str, str] = {}


async def receive(headers: Mapping[str, str], body: bytes) -> Received:
    if headers.get("x-zm-signature") != "right":
        return Received(status=401)
    return Received(status=200, body=body.decode())


async def healthy() -> Mapping[str, str]:
    return {}


async def ill() -> Mapping[str, str]:
    return {"database": "does not answer"}


async def broken(_request: web.Request) -> web.Response:
    raise StorageError("locked")


def site(**changes: Any) -> Site:
    whole = Site(routes=[[web.get("/j/{token}", broken)]], receive=receive, ailments=healthy, metrics=Metrics())
    return replace(whole, **changes)


@asynccontextmanager
async def client(given: Site) -> AsyncIterator[TestClient[web.Request, web.Application]]:
    async with TestClient(TestServer(build_app(given), host="127.0.0.1")) as one:
        yield one


async def test_a_webhook_goes_through_with_its_headers_and_its_raw_body():
    async with client(site()) as http:
        answer = await http.post("/zoom/webhook", json={"token": "x"}, headers={"X-Zm-Signature": "right"})

        assert (answer.status, await answer.json()) == (200, {"token": "x"})


async def test_a_refused_webhook_has_no_body_and_is_counted():
    given = site()
    async with client(given) as http:
        answer = await http.post("/zoom/webhook", data=b"{}")

        assert (answer.status, await answer.read()) == (401, b"")
        assert 'lectern_webhooks_total{status="401"} 1.0' in given.metrics.page().decode()


async def test_a_body_above_a_megabyte_is_refused():
    async with client(site()) as http:
        answer = await http.post("/zoom/webhook", data=io.BytesIO(b"x" * (MOST_BYTES + 1)))

        assert answer.status == 413


async def test_alive_asks_nobody():
    async with client(site(ailments=ill)) as http:
        assert (await http.get("/healthz")).status == 200


async def test_ready_names_what_is_wrong():
    async with client(site(ailments=ill)) as http:
        answer = await http.get("/readyz")

        assert answer.status == 503
        assert await answer.json() == {"status": "unavailable", "database": "does not answer"}
    async with client(site()) as http:
        assert (await http.get("/readyz")).status == 200


async def test_metrics_are_prometheus_text():
    async with client(site()) as http:
        answer = await http.get("/metrics")

        assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
        assert b"lectern_requests" in await answer.read()


async def test_metrics_ask_for_their_token_where_one_is_set():
    async with client(site(metrics_token="let-me-in")) as http:
        assert (await http.get("/metrics")).status == 401
        assert (await http.get("/metrics", headers={"Authorization": "Bearer wrong"})).status == 401
        assert (await http.get("/metrics", headers={"Authorization": "Bearer let-me-in"})).status == 200


async def test_a_database_away_is_said_as_such():
    async with client(site()) as http:
        answer = await http.get("/j/secret")

        assert (answer.status, answer.headers["Retry-After"]) == (503, "5")


async def test_a_request_is_noted_by_its_pattern_never_by_its_address():
    with capture_logs() as noted:
        async with client(site()) as http:
            await http.get("/j/a-secret-token")

    assert {"event": "request", "route": "/j/{token}", "status": 503}.items() <= noted[-1].items()
    assert "a-secret-token" not in str(noted)


async def test_metrics_tell_how_the_queue_stands_now():
    given = site()

    async def looked() -> Mapping[str, str]:
        given.metrics.note_jobs(timedelta(seconds=7), waiting=3)
        return {}

    async with client(replace(given, ailments=looked)) as http:
        page = await (await http.get("/metrics")).text()

    assert "lectern_job_lag_seconds 7.0" in page
    assert 'lectern_jobs{state="waiting"} 3.0' in page
