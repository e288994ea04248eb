"""Control routes under `/sandbox`: JSON in, JSON out, for whoever tells the story from another process."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict, fields
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web

from zoomcore.sandbox import plans
from zoomcore.sandbox.account import AccountSettings
from zoomcore.sandbox.answers import Json, zulu
from zoomcore.sandbox.booking import Meeting, Run
from zoomcore.sandbox.classroom import NotRunning, Step
from zoomcore.sandbox.faults import Fault
from zoomcore.sandbox.limits import PLANS, HeaderStyle, RetryAfter
from zoomcore.sandbox.people import Plan
from zoomcore.sandbox.portal import perform
from zoomcore.sandbox.registrants import register, registrant_view
from zoomcore.sandbox.scopes import CLASSIC, GRANULAR
from zoomcore.sandbox.server import Sandbox
from zoomcore.sandbox.tapes import Tape
from zoomcore.sandbox.webhooks import Delivery

Work = Callable[[Sandbox, web.Request, Json], Awaitable[Json]]


def add_routes(app: web.Application, sandbox: Sandbox) -> None:
    """Every control route; a story that cannot be told is answered with 400 and `{"error"}`."""
    for (method, path), work in WORK.items():
        app.router.add_route(method, "/sandbox" + path, _handler(sandbox, work))


def _handler(sandbox: Sandbox, work: Work) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            body = json.loads(await request.read() or b"{}")
            return web.json_response(await work(sandbox, request, body))
        except (NotRunning, KeyError, ValueError, TypeError, AttributeError) as problem:
            return web.json_response({"error": f"{type(problem).__name__}: {problem}"}, status=400)

    return handle


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


# --- state --------------------------------------------------------------------------------------------------------


def _run(run: Run) -> Json:
    stays = [
        {
            "name": stay.name,
            "email": stay.email,
            "joined": zulu(stay.joined),
            "left": stay.left and zulu(stay.left),
            "waiting": stay.waiting,
            "device": stay.device,
            "registrant": stay.registrant_id,
            "room": stay.room,
        }
        for stay in run.stays
    ]
    return {"uuid": run.uuid, "started": zulu(run.started), "ended": run.ended and zulu(run.ended), "stays": stays}


def _meeting(meeting: Meeting) -> Json:
    return {
        "id": meeting.id,
        "kind": meeting.kind.value,
        "type": meeting.type,
        "topic": meeting.topic,
        "host_id": meeting.host_id,
        "start": meeting.start and zulu(meeting.start),
        "deleted": meeting.deleted,
        "live": meeting.live is not None,
        "occurrences": [
            {"id": each.id, "start": zulu(each.start), "deleted": each.deleted} for each in meeting.occurrences
        ],
        "runs": [_run(run) for run in meeting.runs],
    }


def _delivery(delivery: Delivery) -> Json:
    return {
        "number": delivery.number,
        "event": delivery.event.name,
        "url": delivery.subscription.url,
        "statuses": delivery.statuses,
        "arrived": delivery.arrived,
        "due": delivery.due and zulu(delivery.due),
    }


async def _state(sandbox: Sandbox, _request: web.Request, _body: Json) -> Json:
    account = sandbox.account
    return {
        "now": zulu(account.now()),
        "scopes": sorted(account.scopes),
        "settings": asdict(account.settings),
        "users": [
            {"id": user.id, "email": user.email, "name": user.display_name, "type": int(user.plan)}
            for user in account.users.values()
        ],
        "meetings": [_meeting(meeting) for meeting in account.meetings.values()],
        "recordings": [_tape(tape) for tape in account.tapes.values()],
        "webhooks": [_delivery(delivery) for delivery in sandbox.webhooks.deliveries],
        "faults": [asdict(fault) for fault in sandbox.faults.waiting],
    }


async def _requests(sandbox: Sandbox, _request: web.Request, _body: Json) -> Json:
    return {
        "requests": [
            {"method": each.method, "path": each.path, "status": each.status, "faulted": each.faulted}
            for each in sandbox.requests
        ]
    }


# --- time ---------------------------------------------------------------------------------------------------------


async def _clock(sandbox: Sandbox, _request: web.Request, body: Json) -> Json:
    """`{"set": "2026-11-23T15:00:00Z"}` or `{"advance_seconds": 60}`; answers with the time it is then."""
    if "set" in body:
        sandbox.set_time(_moment(body["set"]))
    sandbox.advance(timedelta(seconds=body.get("advance_seconds", 0)))
    return {"now": zulu(sandbox.account.now())}


# --- a class ------------------------------------------------------------------------------------------------------


def _step(sandbox: Sandbox, body: Json) -> Step:
    """`at` (a moment) or `minutes` from now; `do`, `name`, `email`; `device`, `registrant`, `room`, `reason`."""
    now = sandbox.account.now()
    at = _moment(body["at"]) if "at" in body else now + timedelta(minutes=body.get("minutes", 0))
    who = {name: body[name] for name in ("name", "email", "device", "registrant", "room", "reason") if name in body}
    return Step(at=at, action=body["do"], **who)


async def _class(sandbox: Sandbox, request: web.Request, body: Json) -> Json:
    """What a class knows (`classroom.ACTS`: `start`, `join`, `leave`, `end` …), with the fields of a step."""
    meeting_id = int(request.match_info["id"])
    sandbox.play(meeting_id, [_step(sandbox, body | {"do": request.match_info["do"]})])
    return _meeting(sandbox.meeting(meeting_id))


async def _script(sandbox: Sandbox, request: web.Request, body: Json) -> Json:
    """`{"steps": [{"minutes": 0, "do": "start"}, {"minutes": 5, "do": "join", "email": "bo@uni.example"}]}`."""
    meeting_id = int(request.match_info["id"])
    sandbox.play(meeting_id, [_step(sandbox, each) for each in body["steps"]])
    return _meeting(sandbox.meeting(meeting_id))


async def _recording(sandbox: Sandbox, request: web.Request, body: Json) -> Json:
    """`{"do": "finish"|"trashed"|"deleted"|"recovered", "simulive"?: true}` on the recordings of a meeting."""
    tapes = sandbox.tapes(int(request.match_info["id"]))
    for tape in tapes:
        tape.simulive = body.get("simulive", tape.simulive)
        if body.get("do") == "finish":
            sandbox.finish_recording(tape.uuid)
    if body.get("do") not in {None, "finish"}:
        sandbox.batch(body["do"], *(tape.uuid for tape in tapes))
    return {"recordings": [_tape(tape) for tape in tapes]}


def _tape(tape: Tape) -> Json:
    return {
        "uuid": tape.uuid,
        "meeting_id": tape.meeting_id,
        "topic": tape.topic,
        "state": tape.keeping.value,
        "segments": len(tape.segments),
        "files": [each.part.type for each in tape.files],
        "sharing": tape.sharing,
    }


async def _register(sandbox: Sandbox, request: web.Request, body: Json) -> Json:
    """`email`, `first_name`, `last_name`, `status`, `occurrence_ids`; answers with Zoom's row of it."""
    meeting = sandbox.meeting(int(request.match_info["id"]))
    return registrant_view(sandbox.account, meeting, register(sandbox.account, meeting, body))


# --- the account --------------------------------------------------------------------------------------------------


async def _settings(sandbox: Sandbox, _request: web.Request, body: Json) -> Json:
    known = {field.name for field in fields(AccountSettings)}
    if unknown := body.keys() - known:
        raise ValueError(f"unknown settings {sorted(unknown)}, known are {sorted(known)}")
    for name, value in body.items():
        setattr(sandbox.account.settings, name, value)
    return asdict(sandbox.account.settings)


async def _user(sandbox: Sandbox, request: web.Request, body: Json) -> Json:
    """Change a user behind the API's back: `type`, `status`, `webinar_capacity`, `last_login_time`, `assistants`.

    Zoom tells a change of type or status by a webhook, whoever made it.
    """
    user = sandbox.account.find_user(request.match_info["user"])
    if user is None:
        raise KeyError(request.match_info["user"])
    plans.set_plan(sandbox.account, user, Plan(body.get("type", user.plan)))
    plans.set_status(sandbox.account, user, body.get("status", user.status))
    user.webinar_capacity = body.get("webinar_capacity", user.webinar_capacity)
    if "last_login_time" in body:
        user.last_login_time = _moment(body["last_login_time"])
    if "assistants" in body:
        user.assistants = [sandbox.account.user(each).id for each in body["assistants"]]
    return {"id": user.id, "email": user.email, "type": int(user.plan), "status": user.status}


async def _sign_in(sandbox: Sandbox, request: web.Request, _body: Json) -> Json:
    """Somebody opens Zoom."""
    email = request.match_info["user"]
    if (user := sandbox.account.find_user(email)) is None:
        raise KeyError(email)
    plans.sign_in(sandbox.account, user)
    return {
        "id": user.id,
        "type": int(user.plan),
        "last_login_time": user.last_login_time and zulu(user.last_login_time),
    }


async def _group(sandbox: Sandbox, _request: web.Request, body: Json) -> Json:
    """`{"name", "members": [e-mail, …]}`: adds them."""
    return {"id": sandbox.put_in_group(body["name"], *body.get("members", ())), "name": body["name"]}


async def _scopes(sandbox: Sandbox, _request: web.Request, body: Json) -> Json:
    """`{"preset": "granular"|"classic"}` or `{"scopes": […]}`, and `{"without": […]}`; tokens alive keep theirs."""
    presets = {"granular": GRANULAR, "classic": CLASSIC}
    chosen = body.get("scopes") or (presets[body["preset"]] if "preset" in body else sandbox.account.scopes)
    sandbox.account.scopes = frozenset(chosen) - frozenset(body.get("without", ()))
    return {"scopes": sorted(sandbox.account.scopes)}


async def _revoke(sandbox: Sandbox, _request: web.Request, _body: Json) -> Json:
    sandbox.account.revoke_tokens()
    return {"tokens": 0}


async def _limits(sandbox: Sandbox, _request: web.Request, body: Json) -> Json:
    """`plan` (free, pro, business or null), `per_host`, `headers`, `retry_after`, `code`, `spent` {host: count}."""
    limits = sandbox.account.limits
    if "plan" in body:
        limits.plan = None if body["plan"] is None else next(name for name in PLANS if name == body["plan"])
    limits.per_host = body.get("per_host", limits.per_host)
    limits.headers = HeaderStyle(body.get("headers", limits.headers))
    limits.retry_after = RetryAfter(body.get("retry_after", limits.retry_after))
    limits.code = body.get("code", limits.code)
    for host, count in body.get("spent", {}).items():
        limits.spend_host(sandbox.account.user(host).id, sandbox.account.now(), count)
    return {"plan": limits.plan, "per_host": limits.per_host, "headers": limits.headers.value, "code": limits.code}


async def _portal(sandbox: Sandbox, request: web.Request, body: Json) -> Json:
    """What somebody does in Zoom's web portal, by the names in `portal.perform`, with the fields of each."""
    return perform(sandbox.portal, request.match_info["do"], body)


# --- faults -------------------------------------------------------------------------------------------------------


async def _add_fault(sandbox: Sandbox, _request: web.Request, body: Json) -> Json:
    """The fields of `Fault`."""
    return asdict(sandbox.faults.add(Fault(**body)))


async def _clear_faults(sandbox: Sandbox, _request: web.Request, _body: Json) -> Json:
    sandbox.faults.clear()
    return {"faults": []}


async def _release_faults(sandbox: Sandbox, _request: web.Request, _body: Json) -> Json:
    sandbox.faults.release()
    return {"faults": [asdict(fault) for fault in sandbox.faults.waiting]}


# --- webhooks -----------------------------------------------------------------------------------------------------


async def _subscribe(sandbox: Sandbox, _request: web.Request, body: Json) -> Json:
    """`{"url", "secret", "events"?: […], "validate"?: true}`."""
    subscription = sandbox.webhooks.subscribe(body["url"], body["secret"], tuple(body.get("events", ())))
    valid = await sandbox.webhooks.validate(subscription) if body.get("validate") else None
    return {"url": subscription.url, "events": sorted(subscription.events), "valid": valid}


async def _unsubscribe(sandbox: Sandbox, _request: web.Request, _body: Json) -> Json:
    sandbox.webhooks.subscriptions.clear()
    return {"subscriptions": []}


async def _deliver(sandbox: Sandbox, request: web.Request, body: Json) -> Json:
    """`hold`, `release` {backwards, copies}, `drop`, `retry`, `resend` {number}, `settle`; answers when all arrived."""
    hooks = sandbox.webhooks
    actions: dict[str, Callable[[], Any]] = {
        "hold": hooks.hold,
        "release": lambda: hooks.release(backwards=body.get("backwards", False), copies=body.get("copies", 1)),
        "drop": hooks.drop_held,
        "retry": hooks.retry_now,
        "resend": lambda: hooks.resend(body["number"]),
        "settle": lambda: None,
    }
    actions[request.match_info["do"]]()
    await hooks.settle()
    return {"deliveries": [_delivery(delivery) for delivery in hooks.deliveries]}


WORK: dict[tuple[str, str], Work] = {
    ("GET", "/state"): _state,
    ("GET", "/requests"): _requests,
    ("POST", "/clock"): _clock,
    ("POST", "/meetings/{id}/script"): _script,
    ("POST", "/meetings/{id}/registrants"): _register,
    ("POST", "/meetings/{id}/recordings"): _recording,
    ("POST", "/meetings/{id}/{do}"): _class,
    ("POST", "/settings"): _settings,
    ("POST", "/users/{user}"): _user,
    ("POST", "/users/{user}/sign-in"): _sign_in,
    ("POST", "/groups"): _group,
    ("POST", "/scopes"): _scopes,
    ("POST", "/tokens/revoke"): _revoke,
    ("POST", "/limits"): _limits,
    ("POST", "/portal/{do}"): _portal,
    ("POST", "/faults"): _add_fault,
    ("DELETE", "/faults"): _clear_faults,
    ("POST", "/faults/release"): _release_faults,
    ("POST", "/webhooks"): _subscribe,
    ("DELETE", "/webhooks"): _unsubscribe,
    ("POST", "/webhooks/{do}"): _deliver,
}
