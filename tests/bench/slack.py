"""Slack: a signed command that reads, beside a bare bolt handler that runs the same SQL on the same database."""

import hashlib
import hmac
import json
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
from tests.bench.statements import recorded
from zoomcore.storage.engines import read_url

SECONDS = 5.0


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


async def ask_often(port: int, clients: int, text: str = "list") -> Load:
    url = f"http://127.0.0.1:{port}/slack/events"
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

        async def ask(number: int) -> None:
            body = command(number, text)
            async with session.post(url, data=body, headers=signed(body)) as answer:
                said = await answer.text()
                assert answer.status == 200, said
                assert said, "an empty acknowledgement: nothing was read"

        return await drive(ask, clients=clients, seconds=SECONDS)


async def statements_of(database: str, file: Path) -> int:
    """Write down the SQL of one such command, asked in this process; how many statements there were."""
    async with assembled(bench_settings(database, "http://127.0.0.1:1/api/")) as lectern:
        request = read_command(dict(parse_qsl(command(0, "list").decode())), str)
        await lectern.handle(request)
        with recorded() as seen:
            await lectern.handle(request)
    file.write_text(json.dumps([asdict(one) for one in seen]))
    return len(seen)


async def rows(database: str, folder: Path) -> list[Row]:
    """One client, then 32; ours first, then the yardstick, each in a process of its own."""
    file = folder / "statements.json"
    count = await statements_of(database, file)
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
    return found
