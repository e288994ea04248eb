"""Speaks to a running sandbox as an app would, with a token of its own; no code of ours on this side of the wire."""

from types import TracebackType
from typing import Any, Self

import httpx

from zoomcore.sandbox import Sandbox


class Caller:
    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.client = httpx.AsyncClient(trust_env=False)
        self.token = ""

    async def __aenter__(self) -> Self:
        await self.sign_in()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.client.aclose()

    async def sign_in(self) -> dict[str, Any]:
        query = {"grant_type": "account_credentials", "account_id": "sandbox"}
        answer = await self.client.post(self.sandbox.oauth_url, params=query, auth=("sandbox", "sandbox"))
        body = answer.json()
        self.token = body["access_token"]
        return body

    async def raw(self, method: str, path: str, body: object = None, **query: str) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.token}"}
        return await self.client.request(
            method, self.sandbox.api_url + path, params=query or None, json=body, headers=headers
        )

    async def __call__(self, method: str, path: str, body: object = None, **query: str) -> tuple[int, dict[str, Any]]:
        answer = await self.raw(method, path, body, **query)
        return answer.status_code, answer.json() if answer.content else {}

    async def control(self, path: str, body: object) -> dict[str, Any]:
        answer = await self.client.post(f"{self.sandbox.url}/sandbox{path}", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()
