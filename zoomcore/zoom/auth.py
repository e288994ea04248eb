"""Server-to-Server OAuth: one token for the whole process, renewed before it ends and once when Zoom refuses it.

Several tokens of one app live side by side at Zoom, so other processes may renew theirs whenever they like.
"""

import asyncio
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import httpx

from zoomcore.domain.kinds import RateClass
from zoomcore.errors import ZoomAuthError, ZoomError, ZoomUnavailable, ZoomUnexpected
from zoomcore.zoom.limits import read_rate_limit
from zoomcore.zoom.reading import text, whole
from zoomcore.zoom.wire import base_url, read_json, wants_new_token

#: A token this close to its end may die under way.
RENEW_BEFORE_END = timedelta(minutes=2)
#: Zoom's answer names 3600; this stands in when it names none.
_USUAL_LIFE_S = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What Zoom's app page shows of a Server-to-Server OAuth app."""

    account_id: str
    client_id: str
    client_secret: str = field(repr=False)
    oauth_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """`api_url` is a whole base, version path included. `expires_at` is by our own clock."""

    value: str = field(repr=False)
    expires_at: datetime
    scopes: frozenset[str]
    api_url: str

    def is_fresh(self, now: datetime) -> bool:
        return now < self.expires_at - RENEW_BEFORE_END


def token_request(credentials: Credentials, timeout: httpx.Timeout) -> httpx.Request:
    """The account goes in the body, so that no proxy's log line holds it."""
    basic = httpx.BasicAuth(credentials.client_id, credentials.client_secret)
    request = httpx.Request(
        "POST",
        credentials.oauth_url,
        data={"grant_type": "account_credentials", "account_id": credentials.account_id},
        extensions={"timeout": timeout.as_dict()},
    )
    return next(basic.auth_flow(request))


def read_token(response: httpx.Response, *, now: datetime) -> Token:
    """Raises ZoomAuthError for refused credentials, and the usual errors for the rest."""
    if not response.is_success:
        raise _read_token_error(response, now)
    raw = read_json(response) or {}
    value = text(raw, "access_token")
    if not value:
        raise ZoomUnexpected("Zoom's token answer holds no token.", status=response.status_code)
    life = whole(raw, "expires_in")
    return Token(
        value=value,
        expires_at=now + timedelta(seconds=_USUAL_LIFE_S if life is None else life),
        scopes=frozenset(text(raw, "scope").replace(",", " ").split()),
        api_url=base_url(text(raw, "api_url")),
    )


def _read_token_error(response: httpx.Response, now: datetime) -> ZoomError:
    """The token endpoint answers {"reason", "error"} with 400 or 401, not {"code", "message"}."""
    raw, status = read_json(response) or {}, response.status_code
    reason = text(raw, "reason") or text(raw, "message")
    code = whole(raw, "code") or whole(raw, "error_code") or 0
    if response.is_server_error:
        return ZoomUnavailable(f"Zoom's token address answered with status {status}.", status=status)
    if status == 429:  # noqa: PLR2004 - HTTP's own number
        return read_rate_limit(response.headers, reason, now=now, rate=RateClass.LIGHT)
    if status in {400, 401, 403}:
        return ZoomAuthError(reason or "Zoom did not accept the app's credentials.", status=status, code=code)
    return ZoomUnexpected(f"Zoom's token address answered with status {status}.", status=status)


class ServerToServer(httpx.Auth):
    """Signs requests with the token held; when Zoom refuses it, renews once and signs the same request again.

    One renewal at a time: whoever waits for it finds the new token and does not ask again.
    """

    def __init__(self, credentials: Credentials, *, timeout: httpx.Timeout, clock: Callable[[], datetime]) -> None:
        self._credentials = credentials
        self._timeout = timeout
        self._clock = clock
        self._token: Token | None = None
        self._renewal = asyncio.Lock()

    async def token(self, http: httpx.AsyncClient) -> Token:
        """A token with life in it; costs one request to the token address when there is none."""
        async with self._renewal:
            if self._token is None or not self._token.is_fresh(self._clock()):
                response = await http.send(token_request(self._credentials, self._timeout))
                self._token = read_token(response, now=self._clock())
            return self._token

    def forget(self) -> None:
        """The next request asks for a new token: scopes added to the app appear in new tokens only."""
        self._token = None

    async def async_auth_flow(self, request: httpx.Request) -> AsyncGenerator[httpx.Request, httpx.Response]:
        used = self._token
        response = yield _signed(request, used)
        await response.aread()
        if not wants_new_token(response):
            return
        async with self._renewal:
            if self._token is used:
                answer = yield token_request(self._credentials, self._timeout)
                await answer.aread()
                self._token = read_token(answer, now=self._clock())
        yield _signed(request, self._token)


def _signed(request: httpx.Request, token: Token | None) -> httpx.Request:
    if token is not None:
        request.headers["Authorization"] = f"Bearer {token.value}"
    return request
