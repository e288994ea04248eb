"""The web application: the adapters' own routes, Zoom's webhooks, health and metrics. No rule of theirs is here."""

import hmac
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from time import perf_counter

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from bot.metrics import CONTENT_TYPE, Metrics
from zoomcore.dispatch import Received
from zoomcore.errors import StorageError

#: No chat and no webhook sends more; a larger body is refused before it is read.
MOST_BYTES = 1024 * 1024

log = structlog.get_logger(__name__)

Receive = Callable[[Mapping[str, str], bytes], Awaitable[Received]]
#: Part of the deployment → what is wrong with it; nothing wrong: no entry.
Ailments = Callable[[], Awaitable[Mapping[str, str]]]


@dataclass(frozen=True, kw_only=True)
class Site:
    """What the application is made of. `metrics_token` empty: whoever reaches `/metrics` may read it."""

    routes: Iterable[Sequence[web.RouteDef]]
    receive: Receive
    ailments: Ailments
    metrics: Metrics
    metrics_token: str = field(default="", repr=False)


def build_app(site: Site) -> web.Application:
    """One application; every body above a megabyte is answered with 413."""
    app = web.Application(client_max_size=MOST_BYTES, middlewares=[_noted])
    for routes in site.routes:
        app.add_routes(routes)
    app.add_routes(
        [
            web.post("/zoom/webhook", _webhook(site)),
            web.get("/healthz", _alive),
            web.get("/readyz", _ready(site)),
            web.get("/metrics", _metrics(site)),
        ]
    )
    return app


def _webhook(site: Site) -> Handler:
    async def handle(request: web.Request) -> web.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        received = await site.receive(headers, await request.read())
        site.metrics.webhooks.labels(str(received.status)).inc()
        return web.Response(status=received.status, text=received.body, content_type="application/json")

    return handle


async def _alive(_request: web.Request) -> web.Response:
    """The process runs and its loop turns; nothing else is asked."""
    return web.json_response({"status": "ok"})


def _ready(site: Site) -> Handler:
    async def handle(_request: web.Request) -> web.Response:
        wrong = await site.ailments()
        status = HTTPStatus.SERVICE_UNAVAILABLE if wrong else HTTPStatus.OK
        return web.json_response({"status": "unavailable" if wrong else "ok", **wrong}, status=status)

    return handle


def _metrics(site: Site) -> Handler:
    wanted = f"Bearer {site.metrics_token}" if site.metrics_token else ""

    async def handle(request: web.Request) -> web.Response:
        if wanted and not hmac.compare_digest(request.headers.get("Authorization", "").encode(), wanted.encode()):
            return web.Response(status=HTTPStatus.UNAUTHORIZED, headers={"WWW-Authenticate": "Bearer"})
        # Looking at the queue also notes how it stands.
        await site.ailments()
        return web.Response(body=site.metrics.page(), headers={"Content-Type": CONTENT_TYPE})

    return handle


@web.middleware
async def _noted(request: web.Request, handler: Handler) -> web.StreamResponse:
    """One line a request, with the route's pattern in place of the address: an address may hold somebody's link."""
    began = perf_counter()
    status = HTTPStatus.INTERNAL_SERVER_ERROR.value
    try:
        response = await handler(request)
    except web.HTTPException as answer:
        status = answer.status
        raise
    except StorageError as error:
        status = HTTPStatus.SERVICE_UNAVAILABLE.value
        log.warning("database away", route=_route(request), detail=str(error))
        return web.Response(status=status, headers={"Retry-After": "5"})
    else:
        status = response.status
        return response
    finally:
        say = log.warning if status >= HTTPStatus.INTERNAL_SERVER_ERROR else log.debug
        say("request", method=request.method, route=_route(request), status=status, ms=_since(began))


def _route(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return resource.canonical if resource else "unknown"


def _since(began: float) -> float:
    return round((perf_counter() - began) * 1000, 1)
