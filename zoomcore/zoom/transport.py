"""One request at a time on its way to Zoom: guard, budget, token, sending, translating. No knowledge of meetings.

Nothing is repeated here, except the one renewal of a refused token: jobs decide about trying again.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from zoomcore.domain.kinds import RateClass
from zoomcore.errors import ZoomAuthError, ZoomRateLimited, ZoomUnavailable, ZoomUnexpected
from zoomcore.zoom.auth import Credentials, ServerToServer, Token
from zoomcore.zoom.budget import Budget
from zoomcore.zoom.faults import FOREIGN, UNWRITABLE, translate
from zoomcore.zoom.limits import DAY, HOST_DAY, SECOND
from zoomcore.zoom.wire import Call, build_request, read_answer

#: Zoom's rate limits ask for no more, and more is slower.
MAX_IN_FLIGHT = 10
#: How long a request waits for the budget here; what takes longer goes back to the job queue.
PATIENCE = timedelta(seconds=2)
#: Hears the rate class and the status of a call.
Watcher = Callable[[RateClass, int], None]
#: A wait this long is a day's limit, not a second's.
_LONG_WAIT = timedelta(minutes=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoomSettings:
    """`api_url`, when set, is the whole base with its version path and wins over the token's own."""

    account_id: str
    client_id: str
    client_secret: str = field(repr=False)
    oauth_url: str = "https://zoom.us/oauth/token"
    api_url: str | None = None
    timeout_s: float = 30.0
    connect_timeout_s: float = 10.0


class Transport:
    """Sends calls. One AsyncClient, built at the first request; it obeys HTTPS_PROXY."""

    def __init__(
        self,
        settings: ZoomSettings,
        *,
        budget: Budget,
        clock: Callable[[], datetime],
        guard: Callable[[], None],
    ) -> None:
        self._settings = settings
        self._budget = budget
        self._clock = clock
        self._guard = guard
        self._timeout = httpx.Timeout(settings.timeout_s, connect=settings.connect_timeout_s)
        self._auth = ServerToServer(
            Credentials(
                account_id=settings.account_id,
                client_id=settings.client_id,
                client_secret=settings.client_secret,
                oauth_url=settings.oauth_url,
            ),
            timeout=self._timeout,
            clock=clock,
        )
        self._http: httpx.AsyncClient | None = None
        self._skew: timedelta | None = None
        self._watchers: list[Watcher] = []

    def watch(self, watcher: Watcher) -> None:
        """Tell it of every call from now on, with the answer's status, 0 where none came."""
        self._watchers.append(watcher)

    async def close(self) -> None:
        if self._http is not None:
            await self._http.aclose()
            self._http = None

    def _client(self) -> httpx.AsyncClient:
        if self._http is None:
            self._http = httpx.AsyncClient(
                timeout=self._timeout,
                limits=httpx.Limits(max_connections=MAX_IN_FLIGHT, max_keepalive_connections=MAX_IN_FLIGHT),
                event_hooks={"response": [self._note_time]},
            )
        return self._http

    async def _note_time(self, response: httpx.Response) -> None:
        try:
            theirs = parsedate_to_datetime(response.headers.get("Date", ""))
        except (ValueError, TypeError, IndexError):
            return
        self._skew = (theirs if theirs.tzinfo else theirs.replace(tzinfo=UTC)) - self._clock()

    async def token(self) -> Token:
        """The token held; asks for one when there is none. Raises ZoomAuthError for refused credentials."""
        self._guard()
        try:
            return await self._auth.token(self._client())
        except FOREIGN as error:
            raise translate(error, is_write=False) from error

    async def time_skew(self) -> timedelta:
        """Zoom's clock minus ours, exact to the second, by the last answer that came."""
        await self.token()
        if self._skew is None:
            raise ZoomUnexpected("Zoom's answers carry no date.")
        return self._skew

    async def ask(self, call: Call, *, urgent: bool) -> Mapping[str, Any]:
        """The answer's JSON, {} for an empty one. Raises a ZoomError for everything else."""
        self._guard()
        await self._wait_for_budget(call, urgent=urgent)
        token = await self.token()
        response = await self._send(call, token)
        try:
            return read_answer(call.endpoint, response, now=self._clock())
        except ZoomAuthError:
            self._auth.forget()
            raise

    async def _send(self, call: Call, token: Token) -> httpx.Response:
        client = self._client()
        try:
            request = build_request(client, self._settings.api_url or token.api_url, call)
        except UNWRITABLE as error:
            raise translate(error, is_write=False) from error
        status = 0
        try:
            response = await client.send(request, auth=self._auth)
        except FOREIGN as error:
            # A renewal that failed on the way has not sent the write a second time, and the first was refused.
            reached = _request_of(error) in {None, request}
            raise translate(error, is_write=call.endpoint.effect.is_write and reached) from error
        else:
            status = response.status_code
            return response
        finally:
            for watcher in self._watchers:
                watcher(call.endpoint.rate, status)

    async def fetch(self, url: str, *, most_bytes: int) -> bytes:
        """A file by its link. Redirects are followed, and our token goes to no other host than the link's."""
        self._guard()
        token = await self.token()
        client = self._client()
        headers = {"Authorization": f"Bearer {token.value}"}
        try:
            async with client.stream("GET", url, headers=headers, follow_redirects=True) as response:
                return await _file_of(response, most_bytes)
        except UNWRITABLE as error:
            raise translate(error, is_write=False) from error

    async def _wait_for_budget(self, call: Call, *, urgent: bool) -> None:
        waited = timedelta()
        while (wait := await self._budget.take(call.endpoint.rate, call.host, urgent=urgent)) is not None:
            waited += wait
            if waited > PATIENCE:
                raise ZoomRateLimited(
                    "Our own budget for Zoom is used up for now.",
                    retry_after=wait,
                    scope=_scope(call, wait),
                    status=0,
                    code=0,
                )
            await asyncio.sleep(wait.total_seconds())


async def _file_of(response: httpx.Response, most_bytes: int) -> bytes:
    """Without a right to the file a page comes with status 200 (zoom-api 9.2)."""
    if response.is_server_error:
        raise ZoomUnavailable(f"Zoom's files answered with status {response.status_code}.", status=response.status_code)
    if not response.is_success or response.headers.get("content-type", "").startswith("text/html"):
        raise ZoomUnexpected("Zoom gave a page in place of the file.", status=response.status_code)
    content = bytearray()
    async for piece in response.aiter_bytes():
        content += piece
        if len(content) > most_bytes:
            raise ZoomUnexpected("The file is bigger than it may be.", status=response.status_code)
    return bytes(content)


def _request_of(error: Exception) -> httpx.Request | None:
    return getattr(error, "_request", None)


def _scope(call: Call, wait: timedelta) -> str:
    """The budget says how long, not why; only the day's limits are long, and only the host's names a host."""
    if wait < _LONG_WAIT:
        return SECOND
    return HOST_DAY if call.host is not None else DAY
