"""A tiny server in Zoom's place, for wire cases that no well-behaved Zoom shows: it answers what a test lays out."""

import json
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

from zoomcore.zoom.budget import Budget, Unlimited
from zoomcore.zoom.client import ZoomClient
from zoomcore.zoom.transport import ZoomSettings

Answer = web.Response | Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Received:
    method: str
    path: str
    query: dict[str, str]
    body: Any
    token: str


@dataclass
class Clock:
    """A clock that moves only when told to."""

    now: datetime = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Peer:
    url: str = ""
    scope: str = "meeting:read:meeting:admin"
    life_s: int | None = 3600
    names_api_url: bool = True
    received: list[Received] = field(default_factory=list)
    tokens: int = 0
    token_requests: list[tuple[str, str]] = field(default_factory=list)
    answers: deque[Answer] = field(default_factory=deque)
    token_answers: deque[Answer] = field(default_factory=deque)
    answer: Callable[[web.Request], Awaitable[web.StreamResponse]] | None = None

    async def give_token(self, request: web.Request) -> web.StreamResponse:
        self.token_requests.append((request.headers.get("Authorization", ""), await request.text()))
        if self.token_answers:
            return await _given(self.token_answers.popleft(), request)
        self.tokens += 1
        body = {"access_token": f"token-{self.tokens}", "token_type": "bearer", "scope": self.scope}
        body |= {"api_url": self.url} if self.names_api_url else {}
        return web.json_response(body | ({"expires_in": self.life_s} if self.life_s is not None else {}))

    async def give(self, request: web.Request) -> web.StreamResponse:
        text = await request.text()
        self.received.append(
            Received(
                request.method,
                request.raw_path.split("?")[0].removeprefix("/v2"),
                dict(request.query),
                json.loads(text) if text else None,
                request.headers.get("Authorization", "").removeprefix("Bearer "),
            )
        )
        if self.answers:
            return await _given(self.answers.popleft(), request)
        if self.answer is not None:
            return await self.answer(request)
        return web.json_response({"id": 1, "email": "ana@uni.example", "type": 2})

    def will_answer(self, *answers: Answer) -> None:
        self.answers.extend(answers)


async def _given(answer: Answer, request: web.Request) -> web.StreamResponse:
    if not isinstance(answer, web.Response):
        return await answer(request)
    # A response of aiohttp can be sent once; the test's own is a pattern.
    return web.Response(status=answer.status, headers=answer.headers, body=answer.body)


def refusal(status: int, code: int, message: str = "No.", **headers: str) -> web.Response:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return web.json_response({"code": code, "message": message}, status=status, headers=names)


async def hang_up(request: web.Request) -> web.StreamResponse:
    """Takes the request and closes the connection without a word."""
    assert request.transport is not None
    request.transport.close()
    return web.Response()


@asynccontextmanager
async def running_peer() -> AsyncIterator[Peer]:
    peer = Peer()
    app = web.Application()
    app.router.add_post("/oauth/token", peer.give_token)
    app.router.add_route("*", "/{path:.*}", peer.give)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    peer.url = f"http://{host}:{port}"
    try:
        yield peer
    finally:
        await runner.cleanup()


def client_of(
    peer: Peer,
    *,
    budget: Budget | None = None,
    clock: Callable[[], datetime] | None = None,
    guard: Callable[[], None] = lambda: None,
    **settings: Any,
) -> ZoomClient:
    given = {"account_id": "acc", "client_id": "app", "client_secret": "s3cret", "oauth_url": f"{peer.url}/oauth/token"}
    return ZoomClient(
        settings=ZoomSettings(**(given | settings)), budget=budget or Unlimited(), clock=clock or Clock(), guard=guard
    )
