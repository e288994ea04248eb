"""Pictures behind signed addresses, fetched by the servers of a chat. A GET changes nothing, and none names anybody.

Drawing takes a tenth of a second, so it has a thread to itself; what was drawn is kept a while, because every reader's
chat asks for the same picture.
"""

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from aiohttp import web

from adapters.pages.asking import AWAY, NOT_FOUND, status_of, wish_of
from adapters.pages.links import PICTURE_PATH, PageLinks
from zoomcore.chat import Request
from zoomcore.commands.base import Command
from zoomcore.errors import StorageError, UserError
from zoomcore.views import Card, Chart, Picture, Reply

#: PNG of a chart; slow, and called in a thread.
Draw = Callable[[Chart], bytes]

_KEPT = 64
_FRESH_SECONDS = 60
#: More than that waiting to be drawn, and who asks is told to come again.
_WAITING = 16
_HEADERS = {
    # A chat's own servers keep it for all its readers; a class that runs is drawn anew after a minute.
    "Cache-Control": f"public, max-age={_FRESH_SECONDS}",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Content-Security-Policy": "default-src 'none'",
}
_RETRY_SECONDS = "5"


class Pictures:
    def __init__(self, handle: Callable[[Request], Awaitable[Reply | None]], links: PageLinks, draw: Draw) -> None:
        self._handle = handle
        self._links = links
        self._draw = draw
        self._drawn: OrderedDict[Chart, asyncio.Future[bytes]] = OrderedDict()
        self._made: OrderedDict[str, tuple[float, asyncio.Task[bytes | int]]] = OrderedDict()
        self._hand = ThreadPoolExecutor(max_workers=1, thread_name_prefix="drawing")

    def routes(self) -> tuple[web.RouteDef, ...]:
        return (web.get(PICTURE_PATH, self._serve),)

    async def _serve(self, request: web.Request) -> web.Response:
        token = request.match_info["token"]
        try:
            person, wish = self._links.read_picture(token)
        except UserError as error:
            return _refused(status_of(error))
        made = await self._once(token, person, wish)
        return _answer(request, made) if isinstance(made, bytes) else _refused(made)

    async def _once(self, token: str, person: int, wish: Command) -> bytes | int:
        """Asked of the core and drawn once for all readers of a minute; the status where there is none."""
        now = asyncio.get_running_loop().time()
        began, making = self._made.get(token, (now - _FRESH_SECONDS, None))
        if making is None or now - began >= _FRESH_SECONDS:
            making = asyncio.create_task(self._make(person, wish))
            self._made[token] = now, making
            making.add_done_callback(partial(self._forget_refused, token))
            while len(self._made) > _KEPT:
                self._made.popitem(last=False)
        # One reader who goes away must not take the picture from the others.
        return await asyncio.shield(making)

    def _forget_refused(self, token: str, making: asyncio.Task[bytes | int]) -> None:
        if making.cancelled() or making.exception() is not None or not isinstance(making.result(), bytes):
            self._made.pop(token, None)

    async def _make(self, person: int, wish: Command) -> bytes | int:
        try:
            reply = await self._handle(wish_of(person, wish, "", vouched=True))
        except UserError as error:
            return status_of(error)
        except StorageError:
            return AWAY
        chart = _chart_of(reply)
        if chart is None:
            return AWAY if reply is None or reply.outage else NOT_FOUND
        if self._waiting() >= _WAITING and chart not in self._drawn:
            return AWAY
        return await self._png(chart)

    def _waiting(self) -> int:
        return sum(not one.done() for one in self._drawn.values())

    async def _png(self, chart: Chart) -> bytes:
        drawing = self._drawn.get(chart)
        if drawing is None:
            drawing = asyncio.get_running_loop().run_in_executor(self._hand, self._draw, chart)
            self._drawn[chart] = drawing
            drawing.add_done_callback(partial(self._forget_failed, chart))
        self._drawn.move_to_end(chart)
        while len(self._drawn) > _KEPT:
            self._drawn.popitem(last=False)
        return await drawing

    def _forget_failed(self, chart: Chart, drawing: asyncio.Future[bytes]) -> None:
        if drawing.cancelled() or drawing.exception() is not None:
            self._drawn.pop(chart, None)


def _chart_of(reply: Reply | None) -> Chart | None:
    if reply is None or not isinstance(reply.view, Card):
        return None
    return next((block.chart for block in reply.view.body if isinstance(block, Picture) and block.chart), None)


def _answer(request: web.Request, png: bytes) -> web.Response:
    tag = hashlib.sha256(png).hexdigest()[:32]
    headers = _HEADERS | {"ETag": f'"{tag}"'}
    if any(one.value == tag for one in request.if_none_match or ()):
        return web.Response(status=304, headers=headers)
    return web.Response(body=png, content_type="image/png", headers=headers)


def _refused(status: int) -> web.Response:
    """Without a body: nobody reads words in the place of an image."""
    headers = {"Cache-Control": "no-store"} | ({"Retry-After": _RETRY_SECONDS} if status == AWAY else {})
    return web.Response(status=status, headers=headers)
