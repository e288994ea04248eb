"""A Slack workspace on this machine: its Web API and response_urls over real HTTP.

It keeps what it was told, pages, limits and fails on demand, and refuses what Slack refuses (docs.slack.dev).
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from aiohttp import web

from tests.peers.slack_blocks import faults, view_faults

Data = dict[str, Any]

TEAM = "T1"
BOT_USER, BOT, TOKEN = "UBOT", "B1", "xoxb-peer"
POSTS_OF_A_RESPONSE_URL = 5


@dataclass(slots=True)
class Message:
    """What stands in a channel; `only` is who sees it, empty for everybody there."""

    channel: str
    ts: str
    text: str
    blocks: list[Data]
    only: str = ""
    thread: str = ""
    metadata: Data = field(default_factory=dict)
    edits: int = 0

    @property
    def words(self) -> str:
        """All that is written on it."""
        return "\n".join([self.text, *_words(self.blocks)])


@dataclass(slots=True)
class Fault:
    """How the next calls of a method go wrong: an error's name, a status, or a connection cut before or after."""

    method: str
    error: str = ""
    status: int = 200
    retry_after: int | None = None
    cut: str = ""
    times: int = 1
    hold: asyncio.Event | None = None


@dataclass(slots=True)
class ResponseUrl:
    channel: str
    user: str
    message: str = ""
    posts: int = 0
    gone: bool = False


@dataclass(slots=True)
class SlackPeer:
    """Start it with `running`. `page` is how many entries a page of a list holds."""

    page: int = 2
    users: dict[str, Data] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    views: dict[str, Data] = field(default_factory=dict)
    homes: dict[str, Data] = field(default_factory=dict)
    files: list[Data] = field(default_factory=list)
    #: Files of people, by their id: what `files.info` tells, and their bytes.
    handed: dict[str, tuple[Data, bytes]] = field(default_factory=dict)
    calls: list[tuple[str, Data]] = field(default_factory=list)
    response_urls: dict[str, ResponseUrl] = field(default_factory=dict)
    triggers: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    url: str = ""
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    _uploads: dict[str, bytes] = field(default_factory=dict)

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/"

    def add_user(self, user: str, name: str, **more: Any) -> None:
        email = more.pop("email", f"{name.split(maxsplit=1)[0].lower()}@uni.example")
        self.users[user] = {
            "id": user,
            "team_id": TEAM,
            "name": name.split(maxsplit=1)[0].lower(),
            "tz": "Europe/Madrid",
            "locale": "en-US",
            "is_bot": False,
            "profile": {"real_name": name, "email": email},
        } | more

    def add_channel(self, channel: str, *members: str, bot: bool = True) -> None:
        self.members[channel] = [*members, *([BOT_USER] if bot else [])]

    def add_file(self, name: str, content: bytes, **more: Any) -> Data:
        """Somebody uploads a file; how Slack describes it in events."""
        number = f"F{next(self._numbers)}"
        address = f"{self.url}/files-pri/{TEAM}-{number}/{name}"
        told = {
            "id": number,
            "name": name,
            "title": name,
            "mimetype": "text/csv",
            "size": len(content),
            "mode": "hosted",
            "url_private": address,
            "url_private_download": address,
        } | more
        self.handed[number] = (told, content)
        return told

    def fail(self, method: str, **how: Any) -> Fault:
        fault = Fault(method, **how)
        self.faults.append(fault)
        return fault

    def new_trigger(self) -> str:
        trigger = f"trigger-{next(self._numbers)}"
        self.triggers[trigger] = "fresh"
        return trigger

    def new_response_url(self, channel: str, user: str, message: str = "") -> str:
        key = f"r{next(self._numbers)}"
        self.response_urls[key] = ResponseUrl(channel, user, message)
        return f"{self.url}/response/{key}"

    def new_ts(self) -> str:
        return f"1700000000.{next(self._numbers):06}"

    def direct(self, user: str) -> str:
        return f"D{user}"

    def seen_by(self, user: str, channel: str = "") -> list[Message]:
        """What that person can read, the newest last; in one channel, or anywhere."""
        return [
            one
            for one in self.messages
            if one.only in {"", user}
            and (one.channel == channel if channel else True)
            and (user in self.members.get(one.channel, ()) or one.only == user or one.channel == self.direct(user))
        ]

    def called(self, method: str) -> list[Data]:
        return [params for name, params in self.calls if name == method]

    async def until(self, ready: Callable[[], Any], seconds: float = 10) -> Any:
        """Wait until something that was sent here makes `ready` true; its value is given back."""
        async with asyncio.timeout(seconds), self._changed:
            while not (found := ready()):
                await self._changed.wait()
            return found

    async def put(self, message: Message) -> Message:
        self.messages.append(message)
        await self.tell()
        return message

    async def tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    def find(self, channel: str, ts: str) -> Message | None:
        return next((one for one in self.messages if one.channel == channel and one.ts == ts), None)

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_post("/response/{key}", self._respond)
        app.router.add_post("/upload/{file}", self._upload)
        app.router.add_get("/files-pri/{file}/{name}", self._hand_out)
        return app

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        params = await _params(request)
        self.calls.append((method, params))
        fault = self._next_fault(method)
        if fault and fault.hold:
            await fault.hold.wait()
        if fault and fault.cut == "before":
            _cut(request)
        if fault and fault.cut != "after" and not fault.hold:
            headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
            return web.json_response({"ok": False, "error": fault.error}, status=fault.status, headers=headers)
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return web.json_response({"ok": False, "error": "invalid_auth"})
        answer = await self._do(method, params)
        await self.tell()
        if fault and fault.cut == "after":
            _cut(request)
        if not answer["ok"]:
            self.refused.append(f"{method}: {answer['error']}")
        return web.json_response(answer)

    def _next_fault(self, method: str) -> Fault | None:
        fault = next((one for one in self.faults if one.method == method), None)
        if fault:
            fault.times -= 1
            if not fault.times:
                self.faults.remove(fault)
        return fault

    async def _do(self, method: str, params: Data) -> Data:
        does = getattr(self, "_" + method.replace(".", "_").lower(), None)
        if does is None:
            return {"ok": False, "error": "unknown_method"}
        answer = does(params)
        return {"ok": True} | answer if "error" not in answer else {"ok": False} | answer

    def _auth_test(self, params: Data) -> Data:
        return {"team_id": TEAM, "user_id": BOT_USER, "bot_id": BOT}

    def _chat_postmessage(self, params: Data) -> Data:
        wrong = self._no_room(params["channel"]) or _blocks_error(params)
        if wrong:
            return {"error": wrong}
        message = self._message(params)
        self.messages.append(message)
        return {"channel": message.channel, "ts": message.ts}

    def _chat_postephemeral(self, params: Data) -> Data:
        wrong = self._no_room(params["channel"]) or _blocks_error(params)
        if not wrong and params["user"] not in self.members.get(params["channel"], ()):
            wrong = "user_not_in_channel"
        if wrong or "metadata" in params:
            return {"error": wrong or "invalid_arguments"}
        message = self._message(params)
        message.only = params["user"]
        self.messages.append(message)
        return {"message_ts": message.ts}

    def _chat_update(self, params: Data) -> Data:
        message = self.find(params["channel"], params["ts"])
        if message is None or message.only:
            return {"error": "message_not_found"}
        wrong = _blocks_error(params)
        if wrong:
            return {"error": wrong}
        message.text, message.blocks, message.edits = params["text"], params["blocks"], message.edits + 1
        return {"channel": message.channel, "ts": message.ts}

    def _message(self, params: Data) -> Message:
        return Message(
            channel=params["channel"],
            ts=self.new_ts(),
            text=params["text"],
            blocks=params.get("blocks", []),
            thread=params.get("thread_ts", ""),
            metadata=params.get("metadata", {}),
        )

    def _no_room(self, channel: str) -> str:
        if channel.startswith("D"):
            return "" if channel[1:] in self.users else "channel_not_found"
        if channel not in self.members:
            return "channel_not_found"
        return "" if BOT_USER in self.members[channel] else "not_in_channel"

    def _conversations_open(self, params: Data) -> Data:
        user = params["users"]
        return {"channel": {"id": self.direct(user)}} if user in self.users else {"error": "user_not_found"}

    def _conversations_members(self, params: Data) -> Data:
        if params["channel"] not in self.members:
            return {"error": "channel_not_found"}
        everybody = self.members[params["channel"]]
        start = int(params.get("cursor") or 0)
        after = start + self.page
        more = str(after) if after < len(everybody) else ""
        return {"members": everybody[start:after], "response_metadata": {"next_cursor": more}}

    def _users_info(self, params: Data) -> Data:
        if params["user"] == BOT_USER:
            return {"user": {"id": BOT_USER, "team_id": TEAM, "name": "lectern", "is_bot": True, "profile": {}}}
        user = self.users.get(params["user"])
        return {"user": user} if user else {"error": "user_not_found"}

    def _users_lookupbyemail(self, params: Data) -> Data:
        found = [one for one in self.users.values() if one["profile"]["email"] == params["email"]]
        return {"user": found[0]} if found else {"error": "users_not_found"}

    def _views_open(self, params: Data) -> Data:
        state = self.triggers.get(params["trigger_id"], "expired")
        if state != "fresh":
            return {"error": f"{state}_trigger_id"}
        self.triggers[params["trigger_id"]] = "exchanged"
        found = view_faults(params["view"])
        if found:
            return {"error": "invalid_arguments", "response_metadata": {"messages": found}}
        view = params["view"] | {"id": f"V{next(self._numbers)}", "hash": "h"}
        self.views[view["id"]] = view
        return {"view": view}

    def _views_update(self, params: Data) -> Data:
        known = self.views.get(params["view_id"])
        if known is None:
            return {"error": "not_found"}
        if params.get("hash") not in {None, "", known["hash"]}:
            return {"error": "hash_conflict"}
        found = view_faults(params["view"])
        if found:
            return {"error": "invalid_arguments", "response_metadata": {"messages": found}}
        self.views[known["id"]] = params["view"] | {"id": known["id"], "hash": f"h{next(self._numbers)}"}
        return {"view": self.views[known["id"]]}

    def _views_publish(self, params: Data) -> Data:
        found = view_faults(params["view"])
        if found:
            return {"error": "invalid_arguments", "response_metadata": {"messages": found}}
        self.homes[params["user_id"]] = params["view"]
        return {"view": params["view"] | {"id": f"V{next(self._numbers)}"}}

    def _files_getuploadurlexternal(self, params: Data) -> Data:
        file = f"F{next(self._numbers)}"
        return {"file_id": file, "upload_url": f"{self.url}/upload/{file}"}

    def _files_completeuploadexternal(self, params: Data) -> Data:
        given = params["files"] if isinstance(params["files"], list) else json.loads(params["files"])
        for one in given:
            self.files.append(
                {"channel": params["channel_id"], "title": one["title"], "content": self._uploads[one["id"]]}
            )
        return {"files": given}

    def _files_info(self, params: Data) -> Data:
        told, _content = self.handed.get(params["file"], (None, b""))
        return {"file": told} if told else {"error": "file_not_found"}

    async def _hand_out(self, request: web.Request) -> web.StreamResponse:
        """Without a right to it a browser is sent to sign in (api.slack.com, "Working with files")."""
        self.calls.append(("download", {"file": request.match_info["file"]}))
        fault = self._next_fault("download")
        if fault and fault.cut:
            _cut(request)
        if fault:
            return web.Response(status=fault.status, text=fault.error, content_type="text/html")
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            return web.Response(status=302, headers={"Location": f"{self.url}/signin"})
        _told, content = self.handed[request.match_info["file"].partition("-")[2]]
        return web.Response(body=content, content_type="application/octet-stream")

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        self._uploads[request.match_info["file"]] = await request.read()
        return web.Response(text="OK")

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        address = self.response_urls[request.match_info["key"]]
        body = await request.json()
        self.calls.append(("response_url", body))
        fault = self._next_fault("response_url")
        if fault and fault.cut:
            _cut(request)
        if fault:
            return web.Response(status=fault.status, text=fault.error)
        if address.gone or address.posts >= POSTS_OF_A_RESPONSE_URL:
            return web.Response(status=404, text="expired_url")
        wrong = _blocks_error(body)
        if wrong:
            self.refused.append(f"response_url: {wrong}")
            return web.Response(status=400, text=wrong)
        address.posts += 1
        self._take_response(address, body)
        await self.tell()
        return web.Response(text="ok")

    def _take_response(self, address: ResponseUrl, body: Data) -> None:
        original = self.find(address.channel, address.message)
        if body.get("replace_original") and original:
            original.text, original.blocks, original.edits = body["text"], body["blocks"], original.edits + 1
            return
        only = "" if body.get("response_type") == "in_channel" else address.user
        message = self._message(body | {"channel": address.channel})
        message.only = only
        self.messages.append(message)


@asynccontextmanager
async def running(peer: SlackPeer) -> AsyncIterator[SlackPeer]:
    async with serving(peer.app()) as url:
        peer.url = url
        yield peer


@asynccontextmanager
async def serving(app: web.Application) -> AsyncIterator[str]:
    """The address of a web application on a free port of this machine, for as long as the block lasts."""
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        await runner.cleanup()


async def _params(request: web.Request) -> Data:
    if request.content_type == "application/json":
        return await request.json()
    return dict(request.query) | dict(await request.post())


def _cut(request: web.Request) -> None:
    assert request.transport is not None
    request.transport.abort()


def _blocks_error(params: Data) -> str:
    found = faults(params.get("blocks", []))
    if found:
        return f"invalid_blocks {found}"
    return "" if params.get("text") else "no_text"


def _words(thing: Any) -> Iterator[str]:
    if isinstance(thing, dict):
        for name, value in thing.items():
            if name in {"text", "fallback", "caption", "alt_text"} and isinstance(value, str):
                yield value
            yield from _words(value)
    elif isinstance(thing, list):
        for one in thing:
            yield from _words(one)
