"""What all pages share: templates, styles and scripts, headers, and how trouble is told."""

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from adapters.pages.asking import AWAY, HURRIED, status_of
from adapters.pages.guard import page_headers
from adapters.pages.languages import preferred_locale
from zoomcore.errors import UserError
from zoomcore.wording import _, current_language, plural, speaking

_HERE = Path(__file__).parent
_MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_RETRY_SECONDS = "30"
#: From here on an answer is worth the time to compress it.
_LARGE = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asset:
    content: bytes
    media_type: str
    version: str


def locale_of(request: web.Request) -> str:
    """What the browser likes best of what we speak; "" for nothing."""
    return preferred_locale(request.headers.get("Accept-Language", ""))


class Shell:
    def __init__(self, public_url: str) -> None:
        self._headers = page_headers(public_url)
        self._assets = {path.name: _read_asset(path) for path in sorted((_HERE / "static").iterdir())}
        self._templates = Environment(
            loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        self._templates.globals |= {"_": _, "asset": self._asset_path}

    def routes(self) -> tuple[web.RouteDef, ...]:
        return (
            web.get("/privacy", self._privacy),
            web.get("/terms", self._terms),
            web.get("/pages/{name}", self._asset),
        )

    def html(
        self, template: str, parts: Mapping[str, Any], *, status: int = 200, headers: Mapping[str, str] | None = None
    ) -> web.Response:
        text = self._templates.get_template(template).render(language=current_language(), **parts)
        sent = {**self._headers, **(headers or {})} | ({"Retry-After": _RETRY_SECONDS} if status == AWAY else {})
        response = web.Response(status=status, text=text, content_type="text/html", headers=sent)
        if len(text) > _LARGE:
            response.enable_compression()
        return response

    def trouble(self, title: str, next_step: str, *, status: int) -> web.Response:
        return self.html("trouble.html", {"title": title, "next_step": next_step}, status=status)

    def refusal(self, error: UserError) -> web.Response:
        return self.trouble(error.message, error.next_step, status=status_of(error))

    def away(self) -> web.Response:
        return self.trouble(
            _("I couldn't reach my records just now."), _("Please open the link again in a minute."), status=AWAY
        )

    def hurried(self, wait: timedelta, back: str) -> web.Response:
        """`back` is the path of the page that was pressed too quickly."""
        seconds = max(1, math.ceil(wait.total_seconds()))
        said = plural(
            "Please wait {count} second, then try again.", "Please wait {count} seconds, then try again.", seconds
        )
        parts = {"title": _("One moment"), "said": said, "back": back}
        return self.html("hurried.html", parts, status=HURRIED, headers={"Retry-After": str(seconds)})

    async def _privacy(self, request: web.Request) -> web.Response:
        with speaking(locale_of(request)):
            return self.html("privacy.html", {"title": _("Privacy")})

    async def _terms(self, request: web.Request) -> web.Response:
        with speaking(locale_of(request)):
            return self.html("terms.html", {"title": _("Terms of use")})

    async def _asset(self, request: web.Request) -> web.Response:
        asset = self._assets.get(request.match_info["name"])
        if asset is None:
            raise web.HTTPNotFound
        headers = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
        return web.Response(body=asset.content, content_type=asset.media_type, charset="utf-8", headers=headers)

    def _asset_path(self, name: str) -> str:
        return f"/pages/{name}?v={self._assets[name].version}"


def _read_asset(path: Path) -> _Asset:
    content = path.read_bytes()
    version = hashlib.sha256(content).hexdigest()[:12]
    return _Asset(content=content, media_type=_MEDIA_TYPES[path.suffix], version=version)
