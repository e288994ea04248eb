"""Slack: a signed command that reads, beside a bare bolt handler that runs the same SQL on the same database."""

import hashlib
import hmac
import json
import shutil
import time
from dataclasses import asdict
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import aiohttp

from adapters.slack.parse import read_command
from bot.wiring import assembled
from tests.bench.children import child
from tests.bench.load import Load, drive
from tests.bench.our_server import SIGNING_SECRET, bench_settings
from tests.bench.report import Row, at_least, at_most, below
from tests.bench.seeding import SLACK_CHANNEL, SLACK_TEAM, SLACK_USER
from tests.bench.statements import Statement, recorded
from zoomcore.storage.engines import read_url

SECONDS = 5.0
READS = "list"
#: Books a class: its row, the job that makes it at Zoom, and the key of the delivery.
WRITES = 'new "Lab" tomorrow 3pm'


def command(number: int, text: str) -> bytes:
    """A slash command as Slack posts it."""
    fields = {
        "command": "/class",
        "text": text,
        "team_id": SLACK_TEAM,
        "channel_id": SLACK_CHANNEL,
        "user_id": SLACK_USER,
        "user_name": "ana",
        "trigger_id": f"trigger.{number}",
        "response_url": "https://hooks.slack.com/commands/x",
        "api_app_id": "A1",
    }
    return urlencode(fields).encode()


def signed(body: bytes) -> dict[str, str]:
    stamp = str(int(time.time()))
    digest = hmac.new(SIGNING_SECRET.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={digest}",
        "Content-Type": "application/x-www-form-urlencoded",
    }


async def ask_often(port: int, clients: int, text: str = READS) -> Load:
    url = f"http://127.0.0.1:{port}/slack/events"
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

        async def ask(number: int) -> None:
            body = command(number, text)
            async with session.post(url, data=body, headers=signed(body)) as answer:
                said = await answer.text()
                assert answer.status == 200, said
                assert said, "an empty acknowledgement: nothing was read"

        return await drive(ask, clients=clients, seconds=SECONDS)


async def statements_of(database: str, text: str) -> list[Statement]:
    """The SQL of one such command, asked in this process a second time."""
    async with assembled(bench_settings(database, "http://127.0.0.1:1/api/")) as lectern:
        for number in range(2):
            request = read_command(dict(parse_qsl(command(-number, text).decode())), str)
            with recorded() as seen:
                await lectern.handle(request)
    return seen


async def written(database: str) -> list[Row]:
    """Commands that write, each a class more; the jobs they leave are nobody's here."""
    count = len(await statements_of(database, WRITES))
    found = [Row(what="Slack command that writes: statements", ours=str(count), promise="≤ 5", kept=count <= 5)]
    async with child("tests.bench.connector") as peer:
        api = f"http://127.0.0.1:{peer['port']}/api/"
        async with child("tests.bench.our_server", database, api, "idle") as server:
            load = await ask_often(server["port"], 32, WRITES)
    rate = f"{load.per_second:.0f} /s"
    return [*found, Row(what="Slack command that writes, 32 clients: rate", ours=rate)]


async def rows(database: str, folder: Path) -> list[Row]:
    """Reads by one client, then by 32; ours first, then the yardstick, each in a process of its own. Then writes."""
    file = folder / "statements.json"
    seen = await statements_of(database, READS)
    file.write_text(json.dumps([asdict(one) for one in seen]))
    count = len(seen)
    found = [Row(what="Slack command that reads: statements", ours=str(count), promise="≤ 3", kept=count <= 3)]
    driver = read_url(database).render_as_string(hide_password=False)
    for clients in (1, 32):
        async with child("tests.bench.connector") as peer:
            api = f"http://127.0.0.1:{peer['port']}/api/"
            async with child("tests.bench.our_server", database, api) as server:
                ours = await ask_often(server["port"], clients)
        async with child("tests.bench.stock_slack", driver, str(file), SIGNING_SECRET) as server:
            bare = await ask_often(server["port"], clients)
        many = f"Slack command that reads, {clients} client{'s' * (clients > 1)}"
        found.append(at_most(f"{many}: p50", ours.p50, bare.p50, limit=2))
        found.append(at_least(f"{many}: rate", ours.per_second, bare.per_second, limit=0.5))
        if clients > 1:
            found.append(below(f"{many}: p99", ours.p99, limit=1000))
    copy = folder / "written.db"
    shutil.copyfile(str(read_url(database).database), copy)
    return [*found, *await written(f"sqlite:///{copy}")]
