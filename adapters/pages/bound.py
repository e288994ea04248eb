"""Pages and files about people: a signed link that belongs to the first browser in which Open is pressed.

A GET changes nothing and, before Open, tells nobody's name. What the link leads to is asked of the core at each view,
so that whoever lost their role sees nothing more.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from secrets import token_urlsafe
from typing import assert_never

from aiohttp import web
from aiohttp.typedefs import Handler

from adapters.pages.asking import AWAY, FORBIDDEN, request_of, wish_of
from adapters.pages.guard import REDIRECT_HEADERS, from_our_own_page
from adapters.pages.links import BOUND_LIFETIME, FILE_PATH, RECORDING_PATH, REPORT_PATH, BoundLink, PageLinks
from adapters.pages.pacing import Hurried, Pacing
from adapters.pages.render import Doors, page
from adapters.pages.shell import Shell, locale_of
from adapters.pages.showing import as_card, download
from adapters.pages.sorting import Sorting, read_sorting, sorted_by
from adapters.pages.uploads import read_upload
from zoomcore.chat import Asked, Pressed, Request, Wish, read_press
from zoomcore.commands.wishes.attendance import ExportAttendance, ExportGrades
from zoomcore.commands.wishes.pages import LookAtLink, OpenLink
from zoomcore.commands.wishes.recordings import FollowRecording, OpenRecordingPage
from zoomcore.errors import NotAllowed, StorageError, UserError
from zoomcore.views import Button, Card, Document, Form, Redirect, Reply, Tone
from zoomcore.wording import _, speaking

#: What is answered with a file.
_FILES = (ExportAttendance, ExportGrades)
PRESS, UPLOAD = "/press", "/file"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Visit:
    """One request with its link read. `browser` is the digest of its cookie, empty without one.

    `path` is the page's, `pattern` what kind it is.
    """

    request: web.Request
    link: BoundLink
    browser: str
    locale: str
    path: str
    pattern: str


Act = Callable[[_Visit], Awaitable[web.StreamResponse]]


class BoundPages:
    def __init__(
        self, handle: Callable[[Request], Awaitable[Reply | None]], links: PageLinks, shell: Shell, pacing: Pacing
    ) -> None:
        self._handle = handle
        self._links = links
        self._shell = shell
        self._pacing = pacing
        self._secure = links.public_url.startswith("https://")
        # A browser takes the prefixed name from its own host over https alone: no neighbour of ours can set it.
        self._cookie = "__Host-lectern" if self._secure else "lectern"

    def routes(self) -> tuple[web.RouteDef, ...]:
        return (
            web.get(REPORT_PATH, self._guarded(REPORT_PATH, self._look)),
            web.post(REPORT_PATH, self._guarded(REPORT_PATH, self._open)),
            web.post(REPORT_PATH + PRESS, self._guarded(REPORT_PATH, self._press)),
            web.post(REPORT_PATH + UPLOAD, self._guarded(REPORT_PATH, self._take)),
            web.get(FILE_PATH, self._guarded(FILE_PATH, self._look)),
            web.post(FILE_PATH, self._guarded(FILE_PATH, self._fetch)),
            web.get(RECORDING_PATH, self._guarded(RECORDING_PATH, self._look)),
            web.post(RECORDING_PATH, self._guarded(RECORDING_PATH, self._watch)),
        )

    def _guarded(self, pattern: str, act: Act) -> Handler:
        """Reads the link, refuses what another website or a storm sends, and tells trouble in words."""

        async def answer(request: web.Request) -> web.StreamResponse:
            locale, token = locale_of(request), request.match_info["token"]
            with speaking(locale):
                try:
                    if request.method == "POST" and not from_our_own_page(request.headers, self._links.public_url):
                        raise _foreign()
                    visit = _Visit(
                        request=request,
                        link=self._read(request, pattern, token),
                        browser=self._links.read_browser(request.cookies.get(self._cookie, "")),
                        locale=locale,
                        path=pattern.format(token=token),
                        pattern=pattern,
                    )
                    return await act(visit)
                except Hurried as error:
                    return self._shell.hurried(error.wait, pattern.format(token=token))
                except UserError as error:
                    return self._shell.refusal(error)
                except StorageError:
                    return self._shell.away()

        return answer

    def _read(self, request: web.Request, pattern: str, token: str) -> BoundLink:
        """Errors as for `read_bound`; Hurried where it is pressed again and again, or guessed."""
        try:
            link = self._links.read_bound(pattern, token)
        except UserError:
            self._pacing.unreadable(request.remote)
            raise
        if request.method == "POST":
            self._pacing.press(link.digest)
        return link

    # What can be done.

    async def _look(self, visit: _Visit) -> web.StreamResponse:
        link = visit.link
        wish = LookAtLink(link=link.digest, browser=visit.browser, title=link.title, page=link.wish)
        reply = await self._handle(wish_of(link.person, wish, visit.locale, vouched=True))
        return await self._answer(visit, reply, read_sorting(visit.request.query))

    async def _open(self, visit: _Visit) -> web.StreamResponse:
        """On to the page, which belongs to this browser now."""
        cookie, refusal = await self._bind(visit)
        if refusal is not None:
            return refusal
        return self._marked(
            web.Response(status=303, headers={"Location": visit.path, "Cache-Control": "no-store"}), cookie
        )

    async def _fetch(self, visit: _Visit) -> web.StreamResponse:
        """The file itself, as the answer to the press: handing it over may be something that is written down."""
        cookie, refusal = await self._bind(visit)
        if refusal is not None:
            return refusal
        asked = wish_of(visit.link.person, visit.link.wish, visit.locale, vouched=True)
        return self._marked(await self._answer(visit, await self._handle(asked)), cookie)

    async def _watch(self, visit: _Visit) -> web.StreamResponse:
        """The link becomes this browser's, and the same press goes on to the recording."""
        cookie, refusal = await self._bind(visit)
        if refusal is not None:
            return refusal
        page = visit.link.wish
        if not isinstance(page, OpenRecordingPage):
            raise NotAllowed(_("This page leads nowhere else."), next_step=_("Ask Lectern in your chat instead."))
        follow = FollowRecording(recording=page.recording)
        reply = await self._handle(wish_of(visit.link.person, follow, visit.locale, vouched=True))
        if reply is not None and isinstance(reply.view, Redirect):
            onward = web.Response(status=303, headers={"Location": reply.view.url, **REDIRECT_HEADERS})
            return self._marked(onward, cookie)
        return self._marked(await self._answer(visit, reply), cookie)

    async def _bind(self, visit: _Visit) -> tuple[str, web.StreamResponse | None]:
        """The cookie this browser has, or a fresh one; or what it is told where another browser was quicker."""
        kept = visit.request.cookies.get(self._cookie, "")
        cookie = kept if visit.browser else self._links.sign_browser(token_urlsafe(24))
        wish = OpenLink(link=visit.link.digest, browser=self._links.read_browser(cookie))
        reply = await self._handle(wish_of(visit.link.person, wish, visit.locale, vouched=True))
        if reply is None or not isinstance(reply.view, Card) or reply.view.tone is Tone.BAD:
            return "", await self._answer(visit, reply)
        return cookie, None

    def _marked(self, response: web.StreamResponse, cookie: str) -> web.StreamResponse:
        lifetime = int(BOUND_LIFETIME.total_seconds())
        response.set_cookie(
            self._cookie, cookie, max_age=lifetime, path="/", httponly=True, samesite="Lax", secure=self._secure
        )
        return response

    async def _press(self, visit: _Visit) -> web.StreamResponse:
        """A button of a page that is open in this browser; the core authorises what it carries, as anywhere."""
        sent = await visit.request.post()
        payload = sent.get("payload", "")
        if not isinstance(payload, str) or not self._is_ours(visit, sent.get("proof")):
            raise _foreign()
        reply = await self._handle(request_of(visit.link.person, _wish(payload), visit.locale, vouched=True))
        told = reply.view.told if reply is not None and isinstance(reply.view, Document) else None
        if reply is None or told is None or "fetch" in sent:
            return await self._answer(visit, reply)
        # What is said of a file comes first; pressing the same once more gives the file.
        return self._written(visit, reply, told, fetch=payload)

    async def _take(self, visit: _Visit) -> web.StreamResponse:
        """A file handed over on a page that is open in this browser."""
        wish = await read_upload(visit.request, lambda proof: self._is_ours(visit, proof))
        if wish is None:
            raise _foreign()
        asked = request_of(visit.link.person, wish, visit.locale, vouched=True)
        return await self._answer(visit, await self._handle(asked))

    def _is_ours(self, visit: _Visit, proof: object) -> bool:
        return isinstance(proof, str) and self._links.is_our_form(visit.link, visit.browser, proof)

    # What is answered.

    async def _answer(self, visit: _Visit, reply: Reply | None, sorting: Sorting | None = None) -> web.StreamResponse:
        if reply is None:
            return self._shell.away()
        match reply.view:
            case Card():
                # A table of thousands takes a while to write: not in the event loop.
                return await asyncio.to_thread(self._written, visit, reply, reply.view, sorting=sorting)
            case Form() as form:
                return self._written(visit, reply, as_card(form))
            case Document() as document:
                return download(document)
            case Redirect():
                raise NotAllowed(_("This page leads nowhere else."), next_step=_("Ask Lectern in your chat instead."))
            case _:
                assert_never(reply.view)

    def _written(
        self, visit: _Visit, reply: Reply, card: Card, *, sorting: Sorting | None = None, fetch: str = ""
    ) -> web.Response:
        """`fetch` is what brings the file that the card is about."""
        closed = any(isinstance(one, Button) and isinstance(one.command, OpenLink) for one in card.actions)
        refused = card.tone is Tone.BAD
        # A file's link has no page of its own to press anything on.
        doors = self._doors(visit, reply) if not (closed or refused) and visit.pattern == REPORT_PATH else None
        drawn = page(sorted_by(card, sorting) if sorting else card, doors=doors, sorting=sorting)
        status = AWAY if reply.outage else FORBIDDEN if refused else 200
        # Whatever was pressed or handed over on a page, the way back to it is there.
        back = visit.path if visit.request.path != visit.path else ""
        parts = {"title": card.title, "page": drawn, "doors": doors, "back": back, "fetch": fetch}
        return self._shell.html("report.html", parts, status=status)

    def _doors(self, visit: _Visit, reply: Reply) -> Doors:
        return Doors(
            press=visit.path + PRESS,
            upload=visit.path + UPLOAD,
            card=reply.card,
            proof=self._links.sign_form(visit.link, visit.browser),
            ours=self._links.public_url,
            files=FILE_PATH.partition("{")[0],
        )


def _wish(payload: str) -> Wish:
    """A press counts once for each showing of its button; a file may be taken as often as somebody likes."""
    command = read_press(payload).command
    return Asked(command=command) if isinstance(command, _FILES) else Pressed(payload=payload)


def _foreign() -> NotAllowed:
    return NotAllowed(
        _("Another website tried to press a button for you."),
        next_step=_("Open your link from your chat again, and press the button there."),
    )
