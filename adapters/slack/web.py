"""Slack's Web API and its response_urls over HTTP: one call, one answer, every failure one of our errors, no retry."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.reading import read_at_most
from zoomcore.errors import ChatError, ChatRefused, ChatUnavailable

Data = dict[str, Any]

CALL_SECONDS: Final = 10
_PAGE: Final = 200
_SLACK: Final = "slack.com"
_NOT_HANDED_OVER: Final = "file_not_handed_over"
_OK: Final = 200
_SERVER_ERROR: Final = 500
_TOO_MANY: Final = 429
#: Where Slack names no time to wait.
_PATIENCE: Final = timedelta(seconds=30)
#: Slack's own trouble: some part of the call may have taken effect (docs.slack.dev, errors of every method).
_UNSURE: Final = frozenset({"fatal_error", "internal_error", "request_timeout", ""})
_BUSY: Final = frozenset({"ratelimited", "rate_limited", "service_unavailable", "message_limit_exceeded"})


@dataclass(slots=True)
class SlackWeb:
    """One session for one workspace's token. `open` before the first call, `close` at the end."""

    token: str = field(repr=False)
    api_url: str
    #: Called before each request: raises where no network may be touched, inside a unit of the store.
    guard: Callable[[], None]
    _session: aiohttp.ClientSession | None = None
    _client: AsyncWebClient | None = None

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
        self._session = self._client = None

    async def call(self, method: str, **params: Any) -> Data:
        """Call one method with JSON. Raises ChatUnavailable or ChatRefused."""
        return await self._translated(self.client().api_call(method, json=params))

    async def read(self, method: str, **params: Any) -> Data:
        """Call one method that takes its parameters in the address, as Slack's older reading methods do."""
        return await self._translated(self.client().api_call(method, http_verb="GET", params=params))

    async def pages(self, method: str, **params: Any) -> AsyncIterator[Data]:
        """All pages of a reading method: one request a page of 200."""
        cursor = ""
        while True:
            data = await self.read(method, limit=_PAGE, cursor=cursor, **params)
            yield data
            cursor = str((data.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return

    async def upload(self, channel: str, *, name: str, title: str, content: bytes) -> None:
        """Share a file in a direct chat: three requests."""
        await self._translated(
            self.client().files_upload_v2(channel=channel, filename=name, title=title, content=content)
        )

    async def download(self, url: str, *, most: int) -> bytes | None:
        """A file's bytes; None where there are more than `most`. The token goes to Slack's own hosts alone.

        ChatRefused for any other address, and where Slack shows a page to sign in instead of the file.
        """
        if not self._is_slacks(url):
            raise ChatRefused("That file is not kept by Slack.", reason="elsewhere")
        headers = {"Authorization": f"Bearer {self.token}"}
        try:
            async with self.session().get(url, headers=headers, allow_redirects=False) as answer:
                if answer.status != _OK:
                    waiting = answer.headers.get("Retry-After")
                    raise _trouble(_NOT_HANDED_OVER, answer.status, waiting)
                if answer.content_type == "text/html":
                    raise ChatRefused("Slack shows a page instead of the file.", reason=_NOT_HANDED_OVER)
                return await read_at_most(answer.content, most)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise _unreachable(error) from error

    def _is_slacks(self, url: str) -> bool:
        """Over https at slack.com; a Web API elsewhere (LECTERN_SLACK_API_URL) keeps its files beside it."""
        file, api = urlsplit(url), urlsplit(self.api_url)
        if (file.scheme, file.netloc) == (api.scheme, api.netloc):
            return True
        host = file.hostname or ""
        return file.scheme == "https" and (host == _SLACK or host.endswith(f".{_SLACK}"))

    async def respond(self, response_url: str, body: Data) -> None:
        """Answer an interaction through its own address, as Slack allows five times within half an hour."""
        try:
            async with self.session().post(response_url, json=body) as answer:
                status, waiting, text = answer.status, answer.headers.get("Retry-After"), await answer.text()
        except (aiohttp.ClientError, TimeoutError) as error:
            raise _unreachable(error) from error
        if status != _OK:
            raise _trouble(text.strip(), status, waiting)

    def session(self) -> aiohttp.ClientSession:
        """The one session of this process. Asks the guard, because every request comes through here."""
        self.guard()
        if self._session is None:
            timeout = aiohttp.ClientTimeout(total=CALL_SECONDS)
            self._session = aiohttp.ClientSession(trust_env=True, timeout=timeout)
        return self._session

    def client(self) -> AsyncWebClient:
        """The SDK's client, without its own retries: they would repeat a message whose answer was lost."""
        session = self.session()
        if self._client is None:
            self._client = AsyncWebClient(token=self.token, base_url=self.api_url, session=session, retry_handlers=[])
            # The session reads HTTPS_PROXY and NO_PROXY; the SDK by itself would not spare local addresses.
            self._client.proxy = None
        return self._client

    async def _translated(self, call: Awaitable[AsyncSlackResponse]) -> Data:
        try:
            answer = await call
        except SlackApiError as error:
            raise _refusal(error) from error
        except SlackClientError as error:
            raise ChatUnavailable(f"Slack didn't take the file: {error}") from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise _unreachable(error) from error
        return answer.data if isinstance(answer.data, dict) else {}


def _refusal(error: SlackApiError) -> ChatError:
    answer = error.response
    if not isinstance(answer, AsyncSlackResponse):
        return _trouble("", 0, None)
    data = answer.data if isinstance(answer.data, dict) else {}
    return _trouble(str(data.get("error") or ""), answer.status_code, answer.headers.get("Retry-After"))


def _trouble(word: str, status: int, waiting: str | None) -> ChatError:
    """`word` is Slack's name for the error, `waiting` its Retry-After in seconds."""
    if status == _TOO_MANY or word in _BUSY:
        wait = timedelta(seconds=int(waiting)) if waiting and waiting.isdigit() else _PATIENCE
        return ChatUnavailable(f"Slack asks us to wait ({word or status}).", retry_after=wait)
    if status >= _SERVER_ERROR or word in _UNSURE:
        return ChatUnavailable(f"Slack is in trouble ({word or status}).", answer_lost=True)
    return ChatRefused(f"Slack refuses: {word}", reason=word)


def _unreachable(error: Exception) -> ChatUnavailable:
    """Nothing was sent where no connection was made; otherwise who knows."""
    sent = not isinstance(error, aiohttp.ClientConnectorError)
    return ChatUnavailable(f"Slack gave no answer ({type(error).__name__}).", answer_lost=sent)
