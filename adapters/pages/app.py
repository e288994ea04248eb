"""The join page, and all pages together. A GET changes nothing: scanners, previews and unfurls open links too."""

import math
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import assert_never

from aiohttp import web

from adapters.pages.asking import AWAY, FORBIDDEN, PLATFORM, wish_of
from adapters.pages.bound import BoundPages
from adapters.pages.guard import REDIRECT_HEADERS, from_our_own_page
from adapters.pages.links import JOIN_PATH, PageLinks
from adapters.pages.pacing import Hurried, Pacing
from adapters.pages.pictures import Draw, Pictures
from adapters.pages.render import page
from adapters.pages.shell import Shell, locale_of
from adapters.pages.showing import as_card, download
from zoomcore.chat import Request
from zoomcore.commands.wishes.meetings import FollowJoinLink, OpenJoinPage
from zoomcore.errors import NotAllowed, StorageError, UserError
from zoomcore.views import Card, Document, Form, Redirect, Reply, Tone
from zoomcore.wording import _, speaking


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
        self._shell = Shell(links.public_url)
        self._pictures = Pictures(handle, links, draw)
        self._pacing = Pacing(clock)
        self._bound = BoundPages(handle, links, self._shell, self._pacing)

    @property
    def name(self) -> str:
        return PLATFORM

    def routes(self) -> Sequence[web.RouteDef]:
        return (
            web.get(JOIN_PATH, self._look),
            web.post(JOIN_PATH, self._follow),
            *self._bound.routes(),
            *self._pictures.routes(),
            *self._shell.routes(),
        )

    async def _look(self, request: web.Request) -> web.Response:
        return await self._serve(request, OpenJoinPage)

    async def _follow(self, request: web.Request) -> web.Response:
        return await self._serve(request, FollowJoinLink)

    async def _serve(self, request: web.Request, kind: type[OpenJoinPage] | type[FollowJoinLink]) -> web.Response:
        locale = locale_of(request)
        with speaking(locale):
            try:
                self._refuse_foreign(request)
                person, occurrence = self._read(request)
                return self._answer(await self._handle(wish_of(person, kind(occurrence=occurrence), locale)))
            except Hurried as error:
                return self._shell.hurried(error.wait, request.path)
            except UserError as error:
                return self._shell.refusal(error)
            except StorageError:
                return self._shell.away()

    def _read(self, request: web.Request) -> tuple[int, int]:
        """Whose link, and for which class. Hurried where it is pressed again and again, or guessed."""
        try:
            person, occurrence = self._links.read_join(request.match_info["token"])
        except UserError:
            self._pacing.unreadable(request.remote)
            raise
        if request.method == "POST":
            self._pacing.press(f"{JOIN_PATH} {person} {occurrence}")
        return person, occurrence

    def _refuse_foreign(self, request: web.Request) -> None:
        if request.method == "POST" and not from_our_own_page(request.headers, self._links.public_url):
            raise NotAllowed(
                _("Another website tried to press Join for you."),
                next_step=_("Open your link from your chat again, and press Join there."),
            )

    def _answer(self, reply: Reply | None) -> web.Response:
        if reply is None:
            return self._shell.away()
        match reply.view:
            case Redirect(url=url):
                return web.Response(status=303, headers={"Location": url, **REDIRECT_HEADERS})
            case Card() as card:
                return self._card(card, outage=reply.outage)
            case Form() as form:
                return self._card(as_card(form))
            case Document() as document:
                return download(document)
            case _:
                assert_never(reply.view)

    def _card(self, card: Card, *, outage: bool = False) -> web.Response:
        drawn = page(card)
        left = max(0.0, (drawn.opens - self._clock()).total_seconds()) if drawn.opens else 0.0
        status = AWAY if outage else FORBIDDEN if card.tone is Tone.BAD else 200
        parts = {"title": card.title, "page": drawn, "seconds_left": math.ceil(left)}
        return self._shell.html("card.html", parts, status=status)
