"""The bot's own token: fetched when first needed, shared by all who send, renewed before it ends."""

from asyncio import Lock
from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus

import aiohttp

from adapters.teams.settings import TeamsSettings
from zoomcore.errors import ChatUnavailable, ConfigError

#: Renewed so long before its end that no request in flight outlives it.
MARGIN = timedelta(minutes=5)
_REFUSALS = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})


class Tokens:
    """Client credentials at the tenant's login. One request an hour, however many ask at once."""

    def __init__(self, session: aiohttp.ClientSession, settings: TeamsSettings, clock: Callable[[], datetime]) -> None:
        self._session = session
        self._settings = settings
        self._clock = clock
        self._token = ""
        self._ends: datetime | None = None
        self._lock = Lock()

    async def header(self) -> dict[str, str]:
        """Empty where the playground is spoken to. Raises ChatUnavailable while no token can be had."""
        try:
            return await self.check()
        except ConfigError as error:
            # A secret that ran out can be mended while messages wait.
            raise ChatUnavailable(str(error)) from error

    async def check(self) -> dict[str, str]:
        """The same, but ConfigError where the login refuses: for the start."""
        if self._settings.anonymous:
            return {}
        async with self._lock:
            if self._ends is None or self._clock() >= self._ends - MARGIN:
                await self._fetch()
            return {"Authorization": f"Bearer {self._token}"}

    def forget(self) -> None:
        """After a 401: the next header is of a new token."""
        self._ends = None

    async def _fetch(self) -> None:
        url = self._settings.token_url.format(tenant=self._settings.tenant_id)
        form = {
            "grant_type": "client_credentials",
            "client_id": self._settings.app_id,
            "client_secret": self._settings.app_password,
            "scope": self._settings.scope,
        }
        try:
            async with self._session.post(url, data=form) as answer:
                body = await answer.json(content_type=None)
                self._take(answer.status, body if isinstance(body, dict) else {})
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise ChatUnavailable("Microsoft's login did not answer.") from error

    def _take(self, status: int, body: dict[str, object]) -> None:
        if status in _REFUSALS:
            # Its error code says which of id, secret and tenant is wrong; the description names no secret either.
            raise ConfigError(f"Microsoft's login refused the Teams app: {body.get('error', status)}.")
        if status != HTTPStatus.OK or not isinstance(body.get("access_token"), str):
            raise ChatUnavailable(f"Microsoft's login answered with {status}.")
        self._token = str(body["access_token"])
        self._ends = self._clock() + timedelta(seconds=int(str(body.get("expires_in", 3600))))
