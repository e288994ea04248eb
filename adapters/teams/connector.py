"""Sending to Teams: the Bot Connector's REST API over aiohttp. Each method is one request, `members` one a page.

botbuilder's own client costs ten times as much and cannot send a message to one reader of a channel.
"""

from collections.abc import AsyncIterator, Callable, Mapping
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import aiohttp
from yarl import URL

from adapters.reading import read_at_most
from adapters.teams.settings import TeamsSettings
from adapters.teams.tokens import Tokens
from zoomcore.errors import ChatRefused, ChatUnavailable

Json = dict[str, Any]
#: The most members a page may hold.
PAGE_SIZE = 500
#: Worth another try later, as Teams' guide to rate limits says; 500 and 503 are its gateway's own.
_LATER = frozenset({408, 412, 429, 500, 502, 503, 504})
_TARGETED = "isTargetedActivity=true"


class Connector:
    """Errors of every method: ChatUnavailable (try again), ChatRefused (never).

    `guard` is called before each request and raises where none may be sent: while a unit is open.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        tokens: Tokens,
        settings: TeamsSettings,
        *,
        guard: Callable[[], None] = lambda: None,
    ) -> None:
        self._session = session
        self._tokens = tokens
        self._settings = settings
        self._guard = guard

    async def send(
        self, service: str, conversation: str, activity: Mapping[str, Any], *, targeted: bool = False
    ) -> str:
        """The new message's id. `targeted`: only `activity["recipient"]` sees it."""
        path = f"{_conversation(conversation)}/activities"
        body = await self._ask("POST", service, path + (f"?{_TARGETED}" if targeted else ""), activity)
        return str(body.get("id", ""))

    async def update(self, data: Mapping[str, str], activity: Mapping[str, Any]) -> None:
        """Edit the message that `address.message_ref` made."""
        await self._ask("PUT", data["service"], _activity(data), {**activity, "id": data["activity"]})

    async def delete(self, data: Mapping[str, str]) -> None:
        """Take away the message that `address.message_ref` made."""
        await self._ask("DELETE", data["service"], _activity(data), None)

    async def create_direct(self, service: str, *, tenant: str, user: str, bot: Mapping[str, str]) -> str:
        """The id of the 1:1 chat with a user; Teams gives the same one each time."""
        body = {
            "isGroup": False,
            "bot": dict(bot),
            "members": [{"id": user}],
            "tenantId": tenant,
            "channelData": {"tenant": {"id": tenant}},
        }
        return str((await self._ask("POST", service, "v3/conversations", body))["id"])

    async def members(self, service: str, conversation: str) -> AsyncIterator[Json]:
        token = ""
        while True:
            query = f"?pageSize={PAGE_SIZE}" + (f"&continuationToken={quote(token, safe='')}" if token else "")
            page = await self._ask("GET", service, f"{_conversation(conversation)}/pagedmembers{query}", None)
            for member in page.get("members", ()):
                yield member
            token = str(page.get("continuationToken") or "")
            if not token:
                return

    async def member(self, service: str, conversation: str, user: str) -> Json:
        path = f"{_conversation(conversation)}/members/{quote(user, safe='')}"
        return await self._ask("GET", service, path, None)

    async def upload(self, url: str, content: bytes) -> None:
        """Put a file where a consent card's answer said. The address is its own credential: no token goes there."""
        if not self._settings.stores_files(url):
            raise ChatRefused("That is no place for a file.", reason="UntrustedAddress")
        self._guard()
        last = len(content) - 1
        headers = {"Content-Range": f"bytes 0-{last}/{len(content)}", "Content-Type": "application/octet-stream"}
        try:
            async with self._session.put(url, data=content, headers=headers) as answer:
                _raise_for(answer, await _body(answer))
        except (aiohttp.ClientError, TimeoutError) as error:
            raise _lost(error) from error

    async def download(self, url: str, *, most: int) -> bytes | None:
        """A file somebody handed over, without our token; None where it has more than `most` bytes.

        The address holds its own short-lived right (learn.microsoft.com, "Send and receive files").
        """
        self._guard()
        if not self._settings.stores_files(url):
            raise ChatRefused("That is no place of a file.", reason="UntrustedAddress")
        try:
            async with self._session.get(_exactly(url), allow_redirects=False) as answer:
                if answer.status != HTTPStatus.OK:
                    _raise_for(answer, {})
                    raise ChatRefused("The file is somewhere else.", reason=str(answer.status))
                return await read_at_most(answer.content, most)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise _lost(error) from error

    async def _ask(self, method: str, service: str, path: str, body: Mapping[str, Any] | None) -> Json:
        """One request; after a 401 once more with a new token."""
        self._guard()
        if not self._settings.trusts(service):
            raise ChatRefused("That is no service of Teams.", reason="UntrustedService")
        status, answer = await self._once(method, f"{service.rstrip('/')}/{path}", body)
        if status == HTTPStatus.UNAUTHORIZED:
            self._tokens.forget()
            status, answer = await self._once(method, f"{service.rstrip('/')}/{path}", body)
            if status == HTTPStatus.UNAUTHORIZED:
                raise ChatRefused("Teams does not take the bot's token.", reason="Unauthorized")
        return answer

    async def _once(self, method: str, url: str, body: Mapping[str, Any] | None) -> tuple[int, Json]:
        headers = await self._tokens.header()
        try:
            async with self._session.request(method, _exactly(url), json=body, headers=headers) as answer:
                content = await _body(answer)
                if answer.status != HTTPStatus.UNAUTHORIZED:
                    _raise_for(answer, content)
                return answer.status, content
        except (aiohttp.ClientError, TimeoutError) as error:
            raise _lost(error) from error


def _conversation(conversation: str) -> str:
    return f"v3/conversations/{quote(conversation, safe='')}"


def _activity(data: Mapping[str, str]) -> str:
    path = f"{_conversation(data['conversation'])}/activities/{quote(data['activity'], safe='')}"
    return path + (f"?{_TARGETED}" if data.get("targeted") else "")


def _exactly(url: str) -> URL:
    # A conversation id holds ":", "@" and ";": quoted once here, and not to be normalised again.
    return URL(url, encoded=True)


async def _body(answer: aiohttp.ClientResponse) -> Json:
    try:
        content = await answer.json(content_type=None)
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}


def _raise_for(answer: aiohttp.ClientResponse, content: Json) -> None:
    if answer.status < HTTPStatus.BAD_REQUEST:
        return
    error = content.get("error")
    code = str(error.get("code", "")) if isinstance(error, dict) else ""
    if answer.status in _LATER:
        raise ChatUnavailable(f"Teams answered with {answer.status} {code}.", retry_after=_retry_after(answer))
    raise ChatRefused(f"Teams refused with {answer.status} {code}.", reason=code or str(answer.status))


def _retry_after(answer: aiohttp.ClientResponse) -> timedelta | None:
    seconds = answer.headers.get("Retry-After", "")
    return timedelta(seconds=int(seconds)) if seconds.isdecimal() else None


def _lost(error: aiohttp.ClientError | TimeoutError) -> ChatUnavailable:
    """Without a connection nothing was sent; after that, nobody knows."""
    sent = not isinstance(error, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError)
    return ChatUnavailable("Teams did not answer.", answer_lost=sent)
