import time
from datetime import UTC, datetime

import httpx
import pytest

from tests.zoomcore.sandbox.caller import Caller
from zoomcore.sandbox import Account, running_sandbox


async def test_two_sandboxes_live_side_by_side_and_share_nothing():
    async with running_sandbox() as one, running_sandbox() as other, Caller(one) as call:
        assert one.url != other.url
        await call("POST", "/users/ana@uni.example/meetings", {})
        assert (len(one.account.meetings), len(other.account.meetings)) == (1, 0)


async def test_starting_and_stopping_is_quick():
    async with running_sandbox():
        pass
    spans = []
    for _ in range(10):
        begun = time.perf_counter()
        async with running_sandbox():
            pass
        spans.append(time.perf_counter() - begun)
    assert min(spans) < 0.05


async def test_a_stopped_sandbox_answers_no_more():
    async with running_sandbox() as sandbox:
        pass
    async with httpx.AsyncClient(trust_env=False) as client:
        with pytest.raises(httpx.ConnectError):
            await client.get(sandbox.api_url)


async def test_what_an_observer_objects_to_is_raised_at_the_end():
    def objecting(exchange):
        assert exchange.status != 200, f"objected to {exchange.path}"

    with pytest.raises(AssertionError, match="objected to /users"):
        async with running_sandbox(observer=objecting) as sandbox, Caller(sandbox) as call:
            assert (await call("GET", "/users"))[0] == 200


async def test_an_account_of_ones_own_is_used_as_it_is():
    account = Account(clock=lambda: datetime(2026, 1, 1, tzinfo=UTC))
    async with running_sandbox(account=account) as sandbox:
        assert sandbox.account is account
        assert account.users == {}


async def test_two_fresh_sandboxes_have_the_same_people():
    async with running_sandbox() as one, running_sandbox() as other:
        assert one.account.users.keys() == other.account.users.keys()
