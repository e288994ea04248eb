"""Zoom's HTTP as pure functions: a call into a request, an answer into JSON or an error. No I/O.

Errors are told apart by (status, code), never by the sentence alone: sentences come translated.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import quote

import httpx

from zoomcore.errors import (
    AnswerLost,
    ZoomAuthError,
    ZoomError,
    ZoomNotFound,
    ZoomRefused,
    ZoomUnavailable,
    ZoomUnexpected,
)
from zoomcore.zoom.endpoints import Endpoint
from zoomcore.zoom.limits import read_rate_limit
from zoomcore.zoom.reading import children, text, whole

#: Works for every account; the token's own api_url is the nearer one.
DEFAULT_API_URL = "https://api.zoom.us/v2"

_SCOPE_CODES = {4700, 4711}
_TOKEN_CODE = 124
#: User, user of this account, meeting or webinar: 404 by the book, 400 or 401 in places.
_GONE_CODES = {1001, 1010, 3001}
_MESSAGE_LENGTH = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request as a value. `host` is the host whose 100 creates and updates a day it counts towards."""

    endpoint: Endpoint
    ids: Mapping[str, str] = field(default_factory=dict, repr=False)
    query: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, Any] | None = field(default=None, repr=False)
    host: str | None = field(default=None, repr=False)

    @property
    def path(self) -> str:
        return self.endpoint.template.format_map({name: encode_id(value) for name, value in self.ids.items()})


def encode_id(value: str) -> str:
    """An id for a path. A meeting's UUID that starts with / or holds // is encoded twice, as Zoom's pages ask.

    Raises ZoomNotFound for what would lead to another path: nothing, one dot, two dots.
    """
    if value in {"", ".", ".."}:
        raise ZoomNotFound("Nothing at Zoom has such an id.")
    once = quote(value, safe="@")
    return quote(once, safe="@") if value.startswith("/") or "//" in value else once


def build_request(client: httpx.AsyncClient, base_url: str, call: Call) -> httpx.Request:
    return client.build_request(
        call.endpoint.method,
        base_url.rstrip("/") + call.path,
        params=dict(call.query) or None,
        json=None if call.body is None else dict(call.body),
    )


def base_url(api_url: str) -> str:
    """The token answer names the account's base without its version."""
    trimmed = api_url.rstrip("/")
    if not trimmed:
        return DEFAULT_API_URL
    return trimmed if trimmed.endswith("/v2") else f"{trimmed}/v2"


def read_answer(endpoint: Endpoint, response: httpx.Response, *, now: datetime) -> Mapping[str, Any]:
    """The JSON of a success, {} where Zoom sends no body; raises the ZoomError of anything else."""
    if response.is_success:
        return _read_success(endpoint, response)
    raise read_error(endpoint, response, now=now)


def _read_success(endpoint: Endpoint, response: httpx.Response) -> Mapping[str, Any]:
    if not response.content.strip() and endpoint.effect.is_write and endpoint.method != "POST":
        return {}
    raw = read_json(response)
    if raw is None:
        raise unreadable(endpoint, response.status_code)
    return raw


def unreadable(endpoint: Endpoint, status: int) -> ZoomError:
    """A success nobody can read: after a write the effect is likely there, so it is looked for."""
    if endpoint.effect.is_write:
        return AnswerLost("Zoom's answer to a change could not be read.", status=status)
    return ZoomUnexpected("Zoom's answer could not be read.", status=status)


def read_json(response: httpx.Response) -> Mapping[str, Any] | None:
    """The answer's object, None for anything else: HTML, a list, nothing."""
    try:
        raw = response.json()
    except (ValueError, RecursionError):
        return None
    return raw if isinstance(raw, Mapping) else None


def read_error(endpoint: Endpoint, response: httpx.Response, *, now: datetime) -> ZoomError:
    """The error tree's name for an answer that is no success."""
    status, raw = response.status_code, read_json(response) or {}
    code, message = whole(raw, "code") or 0, text(raw, "message")[:_MESSAGE_LENGTH]
    if status >= 500 or status == 408:  # noqa: PLR2004 - HTTP's own numbers
        return _unavailable(endpoint, status, code, message)
    if status == 429:  # noqa: PLR2004 - HTTP's own number
        return read_rate_limit(response.headers, message, now=now, rate=endpoint.rate, code=code or 429)
    if (refused := _auth_error(status, code, message)) is not None:
        return refused
    return _refusal(status, code, message, raw)


def _unavailable(endpoint: Endpoint, status: int, code: int, message: str) -> ZoomUnavailable:
    kind = AnswerLost if endpoint.effect.is_write else ZoomUnavailable
    return kind(message or f"Zoom answered with status {status}.", status=status, code=code)


def _auth_error(status: int, code: int, message: str) -> ZoomAuthError | None:
    about_rights = code == 200 and "does not contain permissions" in message  # noqa: PLR2004 - Zoom's own number
    if code in _SCOPE_CODES or code == _TOKEN_CODE or about_rights or (status == 401 and code not in _GONE_CODES):  # noqa: PLR2004
        return ZoomAuthError(
            message or "Zoom did not accept our token.", status=status, code=code, missing_scopes=named_scopes(message)
        )
    return None


def named_scopes(message: str) -> tuple[str, ...]:
    """The scopes Zoom names in "… does not contain scopes:[a, b]"."""
    found = re.search(r"scopes?\s*:?\s*\[([^\]]*)\]", message)
    return tuple(re.findall(r"[\w:]+", found.group(1))) if found else ()


def _refusal(status: int, code: int, message: str, raw: Mapping[str, Any]) -> ZoomError:
    # Without Zoom's code somebody else answered (a proxy, a wrong base address): never take that for "gone".
    if not code:
        return ZoomUnexpected(message or f"Somebody answered with status {status} in Zoom's place.", status=status)
    if status == 404 or code in _GONE_CODES:  # noqa: PLR2004 - HTTP's own number
        return ZoomNotFound(message, status=status, code=code)
    fields = tuple((text(each, "field"), text(each, "message")) for each in children(raw, "errors"))
    return ZoomRefused(message, status=status, code=code, fields=fields)


def wants_new_token(response: httpx.Response) -> bool:
    """True for 401 and for Zoom's code 124, whichever status it comes with. The body must have been read."""
    if response.status_code == 401:  # noqa: PLR2004 - HTTP's own number
        return whole(read_json(response) or {}, "code") not in _GONE_CODES
    return response.is_client_error and whole(read_json(response) or {}, "code") == _TOKEN_CODE
