"""Teams: one activity in, one reply out, rows written, token checks off on both sides."""

import aiohttp

from tests.bench.children import child
from tests.bench.load import Load, drive
from tests.bench.report import Row, at_least

CLIENTS, SECONDS = 32, 6.0


def activity(number: int, service: str, text: str) -> dict[str, object]:
    """A message in a one-to-one chat, as Teams sends it."""
    return {
        "type": "message",
        "id": str(number),
        "timestamp": "2026-11-23T09:00:00.000Z",
        "serviceUrl": service,
        "channelId": "msteams",
        "from": {"id": "29:ana", "name": "Ana Ruiz", "aadObjectId": "aad-ana"},
        "recipient": {"id": "28:lectern", "name": "Lectern"},
        "conversation": {"id": "a:chat-ana", "conversationType": "personal", "tenantId": "tenant"},
        "channelData": {"tenant": {"id": "tenant"}},
        "locale": "en-GB",
        "text": text,
        "textFormat": "plain",
    }


async def ask_often(port: int, connector: int, text: str) -> Load:
    service = f"http://127.0.0.1:{connector}/"
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

        async def ask(number: int) -> None:
            url = f"http://127.0.0.1:{port}/api/messages"
            async with session.post(url, json=activity(number, service, text)) as answer:
                assert answer.status == 200, await answer.text()

        return await drive(ask, clients=CLIENTS, seconds=SECONDS)


async def stock() -> Load:
    async with child("tests.bench.connector") as connector, child("tests.bench.stock_teams") as bot:
        return await ask_often(bot["port"], connector["port"], "hello")


async def ours(database: str) -> Load:
    async with (
        child("tests.bench.connector") as connector,
        child("tests.bench.our_server", database, "http://127.0.0.1:1/api/") as bot,
    ):
        return await ask_often(bot["port"], connector["port"], "help")


async def rows(sqlite: str, postgres: str | None) -> list[Row]:
    theirs = await stock()
    found = [
        at_least("Teams activity with a reply, SQLite", (await ours(sqlite)).per_second, theirs.per_second, limit=3)
    ]
    if postgres:
        mine = await ours(postgres)
        found.append(at_least("the same, PostgreSQL", mine.per_second, theirs.per_second, limit=6))
    return found
