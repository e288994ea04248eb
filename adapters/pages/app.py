"""The routes of the pages. A GET changes nothing: scanners, previews and unfurls open links too."""

import hashlib
import math
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, assert_never
from urllib.parse import quote

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from adapters.pages.asking import AWAY, FORBIDDEN, PLATFORM, status_of, wish_of
from adapters.pages.guard import REDIRECT_HEADERS, from_our_own_page, page_headers
from adapters.pages.languages import preferred_locale
from adapters.pages.links import JOIN_PATH, PageLinks
from adapters.pages.pictures import Draw, Pictures
from adapters.pages.render import page
from zoomcore.chat import Request
from zoomcore.commands.catalogue import FollowJoinLink, OpenJoinPage
from zoomcore.errors import NotAllowed, StorageError, UserError
from zoomcore.views import Card, Document, Form, Redirect, Reply, Text, Tone
from zoomcore.views.plain import plain
from zoomcore.wording import _, current_language, speaking

_HERE = Path(__file__).parent
_MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_RETRY_SECONDS = "30"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asset:
    content: bytes
    media_type: str
    version: str


class PagesAdapter:
    """Give `handle` the core's door, and mount `routes()`. `clock` tells the present instant, aware.

    `draw` is called in a thread, and only when a picture is asked for: what it needs may be loaded as late as that.
    """

    def __init__(
        self,
        handle: Callable[[Request], Awaitable[Reply | None]],
        links: PageLinks,
        *,
        clock: Callable[[], datetime],
        draw: Draw,
    ) -> None:
        self._handle = handle
        self._links = links
        self._clock = clock
        self._pictures = Pictures(handle, links, draw)
        self._headers = page_headers(links.public_url)
        self._assets = {path.name: _read_asset(path) for path in sorted((_HERE / "static").iterdir())}
        self._templates = Environment(
            loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        self._templates.globals |= {"_": _, "asset": self._asset_path}

    @property
    def name(self) -> str:
        return PLATFORM

    def routes(self) -> Sequence[web.RouteDef]:
        return (
            web.get(JOIN_PATH, self._look),
            web.post(JOIN_PATH, self._follow),
            *self._pictures.routes(),
            web.get("/privacy", self._privacy),
            web.get("/terms", self._terms),
            web.get("/pages/{name}", self._asset),
        )

    async def _look(self, request: web.Request) -> web.Response:
        return await self._serve(request, OpenJoinPage)

    async def _follow(self, request: web.Request) -> web.Response:
        return await self._serve(request, FollowJoinLink)

    async def _serve(self, request: web.Request, kind: type[OpenJoinPage] | type[FollowJoinLink]) -> web.Response:
        locale = _locale(request)
        with speaking(locale):
            try:
                self._refuse_foreign(request)
                person, occurrence = self._links.read_join(request.match_info["token"])
                return self._answer(await self._handle(wish_of(person, kind(occurrence=occurrence), locale)))
            except UserError as error:
                return self._trouble(error.message, error.next_step, status=status_of(error))
            except StorageError:
                return self._away()

    def _refuse_foreign(self, request: web.Request) -> None:
        if request.method == "POST" and not from_our_own_page(request.headers, self._links.public_url):
            raise NotAllowed(
                _("Another website tried to press Join for you."),
                next_step=_("Open your link from your chat again, and press Join there."),
            )

    def _answer(self, reply: Reply | None) -> web.Response:
        if reply is None:
            return self._away()
        match reply.view:
            case Redirect(url=url):
                return web.Response(status=303, headers={"Location": url, **REDIRECT_HEADERS})
            case Card() as card:
                return self._card(card, outage=reply.outage)
            case Form() as form:
                return self._card(Card(title=form.title, body=(Text(line=(plain(form),)),)))
            case Document() as document:
                return _download(document)
            case _:
                assert_never(reply.view)

    def _card(self, card: Card, *, outage: bool = False) -> web.Response:
        drawn = page(card)
        left = max(0.0, (drawn.opens - self._clock()).total_seconds()) if drawn.opens else 0.0
        status = AWAY if outage else FORBIDDEN if card.tone is Tone.BAD else 200
        return self._html("card.html", status=status, title=card.title, page=drawn, seconds_left=math.ceil(left))

    def _trouble(self, title: str, next_step: str, *, status: int) -> web.Response:
        return self._html("trouble.html", status=status, title=title, next_step=next_step)

    def _away(self) -> web.Response:
        return self._trouble(
            _("I couldn't reach my records just now."), _("Please open the link again in a minute."), status=AWAY
        )

    async def _privacy(self, request: web.Request) -> web.Response:
        with speaking(_locale(request)):
            return self._html("privacy.html", title=_("Privacy"))

    async def _terms(self, request: web.Request) -> web.Response:
        with speaking(_locale(request)):
            return self._html("terms.html", title=_("Terms of use"))

    async def _asset(self, request: web.Request) -> web.Response:
        asset = self._assets.get(request.match_info["name"])
        if asset is None:
            raise web.HTTPNotFound
        headers = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
        return web.Response(body=asset.content, content_type=asset.media_type, charset="utf-8", headers=headers)

    def _asset_path(self, name: str) -> str:
        return f"/pages/{name}?v={self._assets[name].version}"

    def _html(self, template: str, *, status: int = 200, **parts: Any) -> web.Response:
        text = self._templates.get_template(template).render(language=current_language(), **parts)
        headers = dict(self._headers) | ({"Retry-After": _RETRY_SECONDS} if status == AWAY else {})
        return web.Response(status=status, text=text, content_type="text/html", headers=headers)


def _locale(request: web.Request) -> str:
    return preferred_locale(request.headers.get("Accept-Language", ""))


def _download(document: Document) -> web.Response:
    headers = {
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex, nofollow",
        # RFC 6266, 4.3: the encoded form alone, which every browser of today reads.
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(document.name, safe='')}",
    }
    return web.Response(body=document.content, content_type=document.media_type, headers=headers)


def _read_asset(path: Path) -> _Asset:
    content = path.read_bytes()
    version = hashlib.sha256(content).hexdigest()[:12]
    return _Asset(content=content, media_type=_MEDIA_TYPES[path.suffix], version=version)
