"""Zoom's webhooks of people: how many are taken in beside a bare handler, and how soon a storm of joins is seen."""

import asyncio
import hashlib
import hmac
import json
import time
from datetime import UTC, datetime

import aiohttp

from tests.bench.children import child
from tests.bench.load import Load, drive
from tests.bench.our_server import WEBHOOK_SECRET
from tests.bench.report import Row, at_least, below
from tests.bench.seeding import ZOOM_ID
from tests.school import a_school
from tests.zoomcore.workflows.attendance.lab import Lab
from zoomcore.domain.courses import Presets
from zoomcore.domain.options import Options
from zoomcore.services.attendance.computing import picture_of
from zoomcore.storage.engines import read_url
from zoomcore.storage.store import Store

SECONDS = 5.0
CLIENTS = 8
STORM = 300
PEOPLE = 620
_READS = 4


def joined(number: int, run: str) -> bytes:
    """Somebody joins the seeded class."""
    moment = datetime.now(UTC)
    person = {"user_id": str(number), "user_name": f"Guest {number}", "email": "", "join_time": moment.isoformat()}
    payload = {"account_id": "a", "object": {"id": str(ZOOM_ID), "uuid": run, "host_id": "h", "participant": person}}
    event = {"event": "meeting.participant_joined", "event_ts": int(moment.timestamp() * 1000), "payload": payload}
    return json.dumps(event).encode()


def signed(body: bytes) -> dict[str, str]:
    stamp = str(int(time.time()))
    digest = hmac.new(WEBHOOK_SECRET.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"x-zm-request-timestamp": stamp, "x-zm-signature": f"v0={digest}", "Content-Type": "application/json"}


async def tell_often(port: int, run: str) -> Load:
    url = f"http://127.0.0.1:{port}/zoom/webhook"
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

        async def tell(number: int) -> None:
            body = joined(number, run)
            async with session.post(url, data=body, headers=signed(body)) as answer:
                assert answer.status == 200, await answer.text()

        return await drive(tell, clients=CLIENTS, seconds=SECONDS)


async def rate(database: str) -> tuple[Load, Load]:
    """Ours (a signature, a row and a job, which are worked on meanwhile) and the bare one, each in its own process."""
    async with child("tests.bench.our_server", database, "http://127.0.0.1:1/api/") as server:
        ours = await tell_often(server["port"], "RATE==")
    driver = read_url(database).render_as_string(hide_password=False)
    async with child("tests.bench.stock_webhook", driver) as server:
        return ours, await tell_often(server["port"], "RATE==")


async def storm(database: str) -> float:
    """Milliseconds from the last of 300 joins, told at once, until the picture of the class shows all of them."""
    store = Store(database, clock=lambda: datetime.now(UTC))
    try:
        async with child("tests.bench.our_server", database, "http://127.0.0.1:1/api/") as server:
            url = f"http://127.0.0.1:{server['port']}/zoom/webhook"
            async with aiohttp.ClientSession() as session:
                for number in range(STORM):
                    body = joined(number, "STORM==")
                    async with session.post(url, data=body, headers=signed(body)) as answer:
                        assert answer.status == 200
            began = time.perf_counter()
            while await _seen(store) < STORM:  # noqa: ASYNC110 - another process works; only asking tells
                await asyncio.sleep(0.05)
            return (time.perf_counter() - began) * 1000
    finally:
        await store.close()


async def _seen(store: Store) -> int:
    async with store.reading() as unit:
        run = await unit.evidence.find_run("STORM==")
        if run is None:
            return 0
        picture = await picture_of(unit, run.occurrence, datetime.now(UTC))
    return sum(one.names[0].startswith("Guest") for one in picture.participants)


async def rows(sqlite: str, calm: str, postgres: str | None) -> list[Row]:
    """`calm` is a database that no rate was measured in: its queue is empty."""
    ours, bare = await rate(sqlite)
    found = [at_least("Zoom's webhooks taken in, SQLite", ours.per_second, bare.per_second, limit=0.25)]
    if postgres:
        ours, bare = await rate(postgres)
        found.append(at_least("the same, PostgreSQL", ours.per_second, bare.per_second, limit=0.25))
    found.append(below("300 joins at once: until all are seen", await storm(calm), limit=5000))
    return [*found, await calls()]


async def calls() -> Row:
    """What one class of 620 costs at Zoom on a normal day, counted in the sandbox over the three days after it."""
    async with a_school(presets=Presets(options=Options(waiting_room=False))) as school:
        lab = await Lab.booked(school)
        await school.later(hours=1)
        lab.open()
        for number in range(PEOPLE - 1):
            school.sandbox.join(lab.number, name=f"Guest {number}")
        await school.later(hours=1)
        lab.end()
        await school.hear_zoom()
        before = len(school.sandbox.requests)
        for _ in range(3 * 24):
            await school.later(hours=1)
        asked = [one.path for one in school.sandbox.requests[before:] if "/oauth" not in one.path]
    most = _READS * -(-PEOPLE // 300)
    return Row(
        what=f"Zoom calls for a class of {PEOPLE} on a normal day",
        ours=str(len(asked)),
        promise=f"≤ {most}",
        kept=len(asked) <= most,
    )
