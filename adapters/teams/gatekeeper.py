"""Who may speak to the bot: the check of the token that comes with every activity, as Microsoft prescribes it.

https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
"""

from asyncio import Lock
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import jwt

from adapters.teams.settings import TeamsSettings

Clock = Callable[[], datetime]
SKEW = timedelta(minutes=5)
KEYS_LAST = timedelta(hours=24)
#: A key that is unknown may be new: look, but no stranger can make us look more often than this.
LOOK_AGAIN = timedelta(minutes=1)
CHANNEL = "msteams"


class Unwelcome(Exception):
    """The activity is not believed. `status` is HTTP's: 401 for a bad token, 403 for a stranger, 503 without keys."""

    def __init__(self, message: str, *, status: int) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class SigningKey:
    key: Any
    endorsements: tuple[str, ...]


class Keys:
    """Microsoft's signing keys. Fetched at the first need, daily, and when a token names a key we do not know."""

    def __init__(self, session: aiohttp.ClientSession, openid_url: str, clock: Clock) -> None:
        self._session = session
        self._openid_url = openid_url
        self._clock = clock
        self._keys: Mapping[str, SigningKey] = {}
        self._fetched: datetime | None = None
        self._lock = Lock()

    async def find(self, kid: str) -> SigningKey | None:
        """At most two requests, and none for a known key. Raises Unwelcome(503) when they cannot be had at all."""
        if kid in self._keys and not self._older_than(KEYS_LAST):
            return self._keys[kid]
        async with self._lock:
            if (kid not in self._keys or self._older_than(KEYS_LAST)) and self._older_than(LOOK_AGAIN):
                await self._refresh()
        return self._keys.get(kid)

    def _older_than(self, age: timedelta) -> bool:
        return self._fetched is None or self._clock() - self._fetched >= age

    async def _refresh(self) -> None:
        try:
            where = (await self._read(self._openid_url))["jwks_uri"]
            listed = (await self._read(where))["keys"]
            self._keys = {one["kid"]: _signing_key(one) for one in listed if one.get("kty") == "RSA"}
        except (aiohttp.ClientError, TimeoutError, ValueError, KeyError, jwt.PyJWTError) as error:
            # Yesterday's keys are better than none: they stay valid for days after new ones appear.
            if not self._keys:
                raise Unwelcome("The signing keys cannot be read just now.", status=503) from error
        self._fetched = self._clock()

    async def _read(self, url: str) -> Any:
        async with self._session.get(url, raise_for_status=True) as answer:
            return await answer.json(content_type=None)


def _signing_key(listed: Mapping[str, Any]) -> SigningKey:
    return SigningKey(jwt.PyJWK(dict(listed), algorithm="RS256").key, tuple(listed.get("endorsements", ())))


class Gatekeeper:
    """Believes an activity, or raises Unwelcome. Costs no request but for new keys."""

    def __init__(self, settings: TeamsSettings, keys: Keys, clock: Clock) -> None:
        self._settings = settings
        self._keys = keys
        self._clock = clock

    async def check(self, header: str, activity: Mapping[str, Any]) -> None:
        service = str(activity.get("serviceUrl") or "")
        if not self._settings.anonymous:
            claims = await self._claims(header)
            if claims.get("serviceurl") != service:
                raise Unwelcome("The token is for another service.", status=401)
        if not self._settings.trusts(service):
            raise Unwelcome("The activity names a service that is not Teams'.", status=403)
        if not self._settings.admits(_tenant(activity)):
            raise Unwelcome("The activity comes from another tenant.", status=403)

    async def _claims(self, header: str) -> Mapping[str, Any]:
        scheme, _, token = header.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise Unwelcome("No token came with the activity.", status=401)
        try:
            kid = str(jwt.get_unverified_header(token).get("kid"))
        except jwt.PyJWTError as error:
            raise Unwelcome("What came with the activity is no token.", status=401) from error
        key = await self._keys.find(kid)
        if key is None or CHANNEL not in key.endorsements:
            raise Unwelcome("The token is signed with a key that does not speak for Teams.", status=401)
        return self._decoded(token, key)

    def _decoded(self, token: str, key: SigningKey) -> Mapping[str, Any]:
        # The times are checked below, by the clock we were given.
        options: Any = {"require": ["exp", "iss", "aud"], "verify_exp": False, "verify_nbf": False, "verify_iat": False}
        try:
            claims: Mapping[str, Any] = jwt.decode(
                token,
                key.key,
                algorithms=["RS256"],
                audience=self._settings.app_id,
                issuer=self._settings.issuer,
                options=options,
            )
        except jwt.PyJWTError as error:
            raise Unwelcome("The token is forged or not for this bot.", status=401) from error
        self._check_times(claims)
        return claims

    def _check_times(self, claims: Mapping[str, Any]) -> None:
        now, skew = self._clock().timestamp(), SKEW.total_seconds()
        try:
            expires, begins = float(claims["exp"]), float(claims.get("nbf", 0))
        except (TypeError, ValueError) as error:
            raise Unwelcome("The token's times cannot be read.", status=401) from error
        if not begins - skew <= now <= expires + skew:
            raise Unwelcome("The token is not valid at this time.", status=401)


def _tenant(activity: Mapping[str, Any]) -> str:
    """As parse reads it; strange shapes belong to no tenant."""
    for holder, name in (("channelData", "tenant"), ("conversation", "")):
        place = activity.get(holder)
        if isinstance(place, Mapping):
            found = place.get(name, {}) if name else {"id": place.get("tenantId")}
            if isinstance(found, Mapping) and found.get("id"):
                return str(found["id"])
    return ""
