import asyncio

import httpx
import pytest

from zoomcore.sandbox import Fault

ANA = "/users/ana@uni.example/meetings"


@pytest.mark.parametrize(("after_effect", "made"), [(False, 0), (True, 1)])
async def test_a_dropped_connection_comes_before_or_after_the_effect(call, sandbox, after_effect, made):
    sandbox.faults.add(Fault(method="POST", path="/users/*/meetings", drop=True, after_effect=after_effect))
    with pytest.raises(httpx.RemoteProtocolError):
        await call("POST", ANA, {})
    assert len(sandbox.account.meetings) == made
    assert (await call("POST", ANA, {}))[0] == 201


async def test_a_fault_answers_as_often_as_it_was_told(call, sandbox):
    body = {"code": 200, "message": "No permission."}
    sandbox.faults.add(Fault(path="/users", status=400, body=body, times=2))
    answers = [await call("GET", "/users") for _ in range(3)]
    assert [status for status, _ in answers] == [400, 400, 200]
    assert answers[0][1] == body


async def test_a_fault_only_fits_its_method_and_path(call, sandbox):
    sandbox.faults.add(Fault(method="PATCH", path="/users/*", status=500))
    assert (await call("GET", "/users/ana@uni.example"))[0] == 200
    assert (await call("GET", "/users/ana@uni.example/settings"))[0] == 200
    assert (await call("PATCH", "/users/ana@uni.example", {}))[0] == 500


async def test_a_broken_gateway_answers_html(call, sandbox):
    sandbox.faults.add(Fault(html="<h1>502 Bad Gateway</h1>"))
    answer = await call.raw("GET", "/users")
    assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (502, "text/html")


async def test_a_failure_after_the_effect_hides_what_was_done(call, sandbox):
    sandbox.faults.add(Fault(method="POST", status=504, after_effect=True))
    assert (await call("POST", ANA, {}))[0] == 504
    assert len(sandbox.account.meetings) == 1


async def test_the_token_endpoint_fails_too(call, sandbox):
    sandbox.faults.add(Fault(path="/oauth/token", status=503))
    answer = await call.client.post(sandbox.oauth_url, auth=("sandbox", "sandbox"))
    assert answer.status_code == 503


async def test_a_hanging_request_waits_for_its_release(call, sandbox):
    sandbox.faults.add(Fault(method="POST", hang=True))
    asking = asyncio.create_task(call("POST", ANA, {}))
    await sandbox.faults.somebody_waits()
    assert not asking.done()
    assert sandbox.account.meetings == {}
    sandbox.faults.release()
    assert (await asking)[0] == 201


async def test_a_delay_ends_by_itself(call, sandbox):
    sandbox.faults.add(Fault(delay_seconds=0.01))
    assert (await call("GET", "/users"))[0] == 200


async def test_faulted_answers_are_marked_in_the_record(call, sandbox):
    sandbox.faults.add(Fault(status=500))
    await call("GET", "/users")
    await call("GET", "/users")
    assert [(each.status, each.faulted) for each in sandbox.asked("GET", "/users")] == [(500, True), (200, False)]
