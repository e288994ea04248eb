"""The sandbox over HTTP: Zoom's calls under `/v2`, the token endpoint, the join pages and the control routes."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from html import escape
from typing import Any

from aiohttp import web

from zoomcore.sandbox import (
    attendance,
    control,
    groups,
    history,
    hosting,
    meetings,
    overviews,
    panelists,
    plans,
    recordings,
    registrants,
    tape_links,
    tracking,
    users,
)
from zoomcore.sandbox.account import Account
from zoomcore.sandbox.answers import Answer, Json, Refused
from zoomcore.sandbox.cast import add_cast
from zoomcore.sandbox.faults import Fault
from zoomcore.sandbox.oauth import bearer, issue, require_scope
from zoomcore.sandbox.routing import Call, Route
from zoomcore.sandbox.server import Exchange, Sandbox

API = "/v2"
# Under a clock that stands still what is due next never comes: look again, but not without a breath.
SOONEST = 0.05
_HEAD = "<!doctype html><title>Zoom sandbox</title>"
SANDBOX = web.AppKey("sandbox", Sandbox)
ROUTES: tuple[Route, ...] = (
    *plans.ROUTES,
    *users.ROUTES,
    *groups.ROUTES,
    *meetings.ROUTES,
    *registrants.ROUTES,
    *panelists.ROUTES,
    *tracking.ROUTES,
    *history.ROUTES,
    *attendance.ROUTES,
    *overviews.ROUTES,
    *hosting.ROUTES,
    *recordings.ROUTES,
)

Effect = Callable[[], Answer]
WebHandler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def build_app(account: Account | None = None) -> web.Application:
    """An app over this account, or over a fresh one with the cast in it; `app[SANDBOX]` is its handle."""
    if account is None:
        account = Account()
        add_cast(account)
    app = web.Application()
    sandbox = Sandbox(account)
    app[SANDBOX] = sandbox
    for route in ROUTES:
        app.router.add_route(route.method, API + route.path, _api(sandbox, route))
    app.router.add_route("*", API + "/{rest:.*}", _api(sandbox, None))
    app.router.add_post("/oauth/token", _token(sandbox))
    app.router.add_get("/j/{id}", _page(sandbox))
    app.router.add_get("/s/{id}", _page(sandbox))
    for kind in ("share", "play", "download"):
        app.router.add_get(f"/rec/{kind}/{{key}}", _recorded(sandbox, kind))
    control.add_routes(app, sandbox)
    app.cleanup_ctx.append(_alarm(sandbox))
    return app


# --- Zoom's calls -------------------------------------------------------------------------------------------------


def _api(sandbox: Sandbox, route: Route | None) -> WebHandler:
    async def handle(request: web.Request) -> web.StreamResponse:
        raw = await request.read()
        path = request.raw_path.split("?")[0].removeprefix(API)
        body, readable = _parsed(raw)

        def effect() -> Answer:
            sandbox.tick()
            return _answer(sandbox.account, request, route, body if readable else None)

        asked = Exchange(
            method=request.method,
            path=path,
            query=dict(request.query),
            request_body=body if raw else None,
            status=0,
            response_body=None,
        )
        return await _with_faults(sandbox, request, asked, effect)

    return handle


def _parsed(raw: bytes) -> tuple[Any, bool]:
    """The body, and whether it is what Zoom takes: a JSON object or nothing."""
    if not raw:
        return {}, True
    try:
        body = json.loads(raw)
    except ValueError:
        return None, False
    return body, isinstance(body, dict)


def _answer(account: Account, request: web.Request, route: Route | None, body: Json | None) -> Answer:
    """Authorise, charge, act. In this order: token, endpoint, scope, rate, body."""
    try:
        return _admitted(account, request, route).handler(_call(account, request, body))
    except Refused as refused:
        return refused.answer()


def _admitted(account: Account, request: web.Request, route: Route | None) -> Route:
    token = bearer(account, request.headers.get("Authorization"))
    if route is None:
        raise Refused(400, 2300, "This API endpoint is not recognized.")
    require_scope(account, token, route)
    account.limits.charge(route.label, account.now())
    return route


def _call(account: Account, request: web.Request, body: Json | None) -> Call:
    if body is None:
        raise Refused(400, 300, "Request Body should be a valid JSON object.")
    return Call(account=account, path=dict(request.match_info), query=dict(request.query), body=body)


def _token(sandbox: Sandbox) -> WebHandler:
    async def handle(request: web.Request) -> web.StreamResponse:
        # Query string or form body, both are taken (zoom-api 1.1).
        form = await request.post()
        fields = {**request.query, **{name: str(value) for name, value in form.items()}}
        header = request.headers.get("Authorization")
        fault = sandbox.faults.take(request.method, request.path)
        base = str(request.url.origin())
        return await _faulty(sandbox, request, fault, lambda: issue(sandbox.account, header, fields, base))

    return handle


# --- what goes wrong ----------------------------------------------------------------------------------------------


async def _with_faults(sandbox: Sandbox, request: web.Request, asked: Exchange, effect: Effect) -> web.StreamResponse:
    fault = sandbox.faults.take(asked.method, asked.path)
    answers: list[Answer] = []

    def noted() -> Answer:
        answers.append(effect())
        return answers[0]

    response = await _faulty(sandbox, request, fault, noted)
    shown = answers[0] if answers else Answer(response.status)
    changed = fault is not None and (fault.drop or fault.status is not None)
    if changed:
        shown = Answer(0 if fault and fault.drop else response.status)
    sandbox.record(
        replace(asked, status=shown.status, response_body=shown.body, headers=shown.headers, faulted=changed)
    )
    return response


async def _faulty(sandbox: Sandbox, request: web.Request, fault: Fault | None, effect: Effect) -> web.StreamResponse:
    """The answer as the fault leaves it: see `Fault` for the order of things."""
    if fault is None:
        return _response(effect())
    answer = effect() if fault.after_effect else None
    await sandbox.faults.hold(fault)
    if fault.drop:
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=500)
    if fault.html is not None:
        return web.Response(
            status=fault.status or 502, text=fault.html, content_type="text/html", headers=fault.headers
        )
    if fault.status is not None:
        return _response(Answer(fault.status, fault.body, fault.headers))
    return _response(answer or effect())


def _response(answer: Answer) -> web.Response:
    if answer.body is None:
        return web.Response(status=answer.status, headers=answer.headers)
    return web.json_response(answer.body, status=answer.status, headers=answer.headers)


# --- what a browser sees ------------------------------------------------------------------------------------------


def _page(sandbox: Sandbox) -> WebHandler:
    """Where a join or start link ends: a page that says so. Opening it lets nobody in."""

    async def handle(request: web.Request) -> web.StreamResponse:
        key = request.match_info["id"]
        meeting = sandbox.account.meetings.get(int(key)) if key.isdigit() else None
        if meeting is None or meeting.deleted:
            return web.Response(status=404, text="This meeting link is not valid.")
        state = "in progress" if meeting.live else "waiting for the host"
        head = f"<!doctype html><title>Zoom sandbox</title><h1>{escape(meeting.topic)}</h1>"
        return web.Response(text=f"{head}<p>Here Zoom would open: {state}.", content_type="text/html")

    return handle


def _recorded(sandbox: Sandbox, kind: str) -> WebHandler:
    """Where the links of a recording end. Without the right to it a page comes, with status 200 (zoom-api 9.2)."""

    async def handle(request: web.Request) -> web.StreamResponse:
        sandbox.tick()
        account, key = sandbox.account, request.match_info["key"]
        found = tape_links.tape_of_link(account, kind, key)
        if found is None:
            return web.Response(status=404, text=_HEAD + "<p>This recording does not exist.", content_type="text/html")
        tape, file = found
        token = (request.headers.get("Authorization") or "").removeprefix("Bearer ")
        if kind == "download" and file is not None and tape_links.holds_right(account, tape, token, account.now()):
            return web.Response(body=tape_links.content_of(tape, file), content_type="application/octet-stream")
        said = tape_links.may_watch(tape, request.query.get("pwd", "")) or f"Here Zoom would play {tape.topic}."
        return web.Response(text=f"{_HEAD}<p>{escape(said)}", content_type="text/html")

    return handle


# --- real time ----------------------------------------------------------------------------------------------------


def _alarm(sandbox: Sandbox) -> Callable[[web.Application], AsyncIterator[None]]:
    """Under a clock that ticks by itself, planned steps and retries come without anybody asking."""

    async def run(_app: web.Application) -> AsyncIterator[None]:
        loop = asyncio.get_running_loop()
        account = sandbox.account
        timers: list[asyncio.TimerHandle] = []

        def ring() -> None:
            sandbox.tick()
            wind()

        def wind() -> None:
            while timers:
                timers.pop().cancel()
            due = account.next_due()
            if due is not None:
                timers.append(loop.call_later(max((due - account.now()).total_seconds(), SOONEST), ring))

        account.agenda_listeners.append(wind)
        yield
        account.agenda_listeners.remove(wind)
        while timers:
            timers.pop().cancel()
        await sandbox.close()

    return run
