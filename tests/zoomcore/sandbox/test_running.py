import asyncio
import time
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tests.zoomcore.sandbox.caller import Caller
from tests.zoomcore.sandbox.listener import SECRET, listening
from zoomcore.sandbox import SANDBOX, Account, NotRunning, Plan, Step, build_app, running_sandbox


class Times:
    """A clock in the hand of the test."""

    def __init__(self):
        self.moment = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def now(self):
        return self.moment


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


async def test_an_app_alone_has_the_cast_in_it():
    account = build_app()[SANDBOX].account
    assert account.user("ana@uni.example").plan is Plan.LICENSED


async def test_two_fresh_sandboxes_have_the_same_people():
    async with running_sandbox() as one, running_sandbox() as other:
        assert one.account.users.keys() == other.account.users.keys()


async def test_under_a_ticking_clock_a_planned_class_runs_by_itself():
    async with running_sandbox() as sandbox, Caller(sandbox) as call, listening() as listener:
        sandbox.webhooks.subscribe(listener.url, SECRET)
        _, meeting = await call("POST", "/users/ana@uni.example/meetings", {})
        sandbox.play(meeting["id"], [Step(at=sandbox.account.now() + timedelta(seconds=0.1), action="start")])
        assert sandbox.meeting(meeting["id"]).live is None
        await asyncio.wait_for(listener.until("meeting.started"), 5)


async def test_a_planned_step_that_cannot_be_is_told_at_the_end():
    async def story():
        times = Times()
        async with running_sandbox(clock=times.now) as sandbox, Caller(sandbox) as call:
            _, meeting = await call("POST", "/users/ana@uni.example/meetings", {})
            sandbox.play(meeting["id"], [Step(at=times.now() + timedelta(minutes=5), action="end")])
            times.moment += timedelta(minutes=6)
            assert (await call("GET", "/users"))[0] == 200

    with pytest.raises(NotRunning):
        await story()


async def test_links_lead_to_the_sandbox_itself():
    async with running_sandbox() as sandbox, Caller(sandbox) as call:
        _, meeting = await call("POST", "/users/ana@uni.example/meetings", {})
        assert meeting["join_url"].startswith(sandbox.url)
        assert (await call.client.get(f"{sandbox.url}/j/1")).status_code == 404
        assert (await call.client.get(meeting["start_url"])).status_code == 200
