import asyncio

import pytest

from tests.zoomcore.sandbox.listener import SECRET, listening

ANA = "/users/ana@uni.example/meetings"


async def state(call):
    return (await call.client.get(f"{call.sandbox.url}/sandbox/state")).json()


async def test_the_clock_is_set_and_moved(call):
    assert await call.control("/clock", {"set": "2026-11-30T12:00:00Z"}) == {"now": "2026-11-30T12:00:00Z"}
    assert await call.control("/clock", {"advance_seconds": 90}) == {"now": "2026-11-30T12:01:30Z"}


async def test_a_class_is_started_joined_left_and_ended(call):
    _, meeting = await call("POST", ANA, {})
    path = f"/meetings/{meeting['id']}"
    assert (await call.control(f"{path}/start", {}))["live"] is True
    await call.control(f"{path}/join", {"email": "bo@uni.example"})
    await call.control(f"{path}/leave", {"email": "bo@uni.example"})
    ended = await call.control(f"{path}/end", {})
    assert ended["live"] is False
    assert [stay["name"] for stay in ended["runs"][0]["stays"]] == ["Ana Ruiz", "Bo Chen"]


async def test_a_whole_class_is_told_in_one_script(call):
    _, meeting = await call("POST", ANA, {})
    steps = [
        {"at": "2026-11-23T09:05:00Z", "do": "start"},
        {"minutes": 10, "do": "join", "name": "Bo Chen"},
        {"minutes": 50, "do": "end"},
    ]
    assert (await call.control(f"/meetings/{meeting['id']}/script", {"steps": steps}))["runs"] == []
    await call.control("/clock", {"advance_seconds": 3600})
    run = (await state(call))["meetings"][0]["runs"][0]
    assert (run["started"], run["ended"]) == ("2026-11-23T09:05:00Z", "2026-11-23T09:50:00Z")
    assert run["stays"][1]["joined"] == "2026-11-23T09:10:00Z"


async def test_a_step_of_the_past_happens_at_its_own_time(call):
    _, meeting = await call("POST", ANA, {})
    begun = await call.control(f"/meetings/{meeting['id']}/start", {"at": "2026-11-23T08:55:00Z"})
    assert begun["runs"][0]["started"] == "2026-11-23T08:55:00Z"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/meetings/1/start", {}),
        ("/settings", {"seats": 3}),
        ("/limits", {"headers": "loud"}),
        ("/scopes", {"preset": "none"}),
        ("/users/ghost@uni.example", {"type": 1}),
        ("/faults", {"method": "GET", "explode": True}),
        ("/webhooks/explode", {}),
        ("/clock", {"set": "soon"}),
    ],
)
async def test_a_story_that_cannot_be_told_is_refused_with_a_reason(call, path, body):
    answer = await call.client.post(f"{call.sandbox.url}/sandbox{path}", json=body)
    assert answer.status_code == 400
    assert answer.json()["error"]


async def test_an_end_before_the_start_is_refused(call):
    _, meeting = await call("POST", ANA, {})
    answer = await call.client.post(f"{call.sandbox.url}/sandbox/meetings/{meeting['id']}/end")
    assert answer.status_code == 400
    assert "not running" in answer.json()["error"]


async def test_seats_users_scopes_and_limits_are_set(call):
    await call.control("/settings", {"licensed_seats": 9})
    assert (await call("PATCH", "/users/kim@uni.example", {"type": 2}))[0] == 204
    assert (await call.control("/users/kim@uni.example", {"type": 1}))["type"] == 1
    spent = {"spent": {"ana@uni.example": 100}}
    assert (await call.control("/limits", spent | {"plan": "pro", "code": 4001}))["plan"] == "pro"
    assert (await call("POST", ANA, {}))[1]["code"] == 4001
    assert "user:read:admin" in (await call.control("/scopes", {"preset": "classic"}))["scopes"]
    left = await call.control("/scopes", {"without": ["user:read:admin"]})
    assert "user:read:admin" not in left["scopes"]
    await call.control("/tokens/revoke", {})
    assert (await call("GET", "/users"))[0] == 401


async def test_faults_are_added_listed_and_cleared(call):
    await call.control("/faults", {"method": "GET", "path": "/users", "status": 500, "times": 5})
    assert (await call("GET", "/users"))[0] == 500
    assert (await state(call))["faults"][0]["times"] == 4
    await call.client.delete(f"{call.sandbox.url}/sandbox/faults")
    assert (await call("GET", "/users"))[0] == 200


async def test_webhooks_are_subscribed_validated_held_and_released(call):
    async with listening() as listener:
        made = await call.control("/webhooks", {"url": listener.url, "secret": SECRET, "validate": True})
        assert made["valid"] is True
        await call.control("/webhooks/hold", {})
        await call("POST", ANA, {})
        await call("POST", ANA, {})
        assert listener.arrived == []
        told = await call.control("/webhooks/release", {"backwards": True, "copies": 2})
        assert len(listener.arrived) == 4
        assert all(each["arrived"] for each in told["deliveries"])
        await call.control("/webhooks/resend", {"number": 1})
        assert len(listener.arrived) == 5


async def test_hanging_requests_are_released_and_subscriptions_ended(call):
    url = f"{call.sandbox.url}/sandbox"
    await call.control("/webhooks", {"url": "http://127.0.0.1:9/", "secret": SECRET})
    assert (await call.client.delete(f"{url}/webhooks")).json() == {"subscriptions": []}
    await call.control("/faults", {"hang": True})
    asking = asyncio.create_task(call("GET", "/users"))
    await call.sandbox.faults.somebody_waits()
    await call.control("/faults/release", {})
    assert (await asking)[0] == 200


async def test_a_user_changes_behind_the_apis_back(call):
    changes = {"last_login_time": "2026-01-01T00:00:00", "assistants": ["kim@uni.example"], "webinar_capacity": 100}
    await call.control("/users/li@uni.example", changes)
    assert (await call("GET", "/users/li@uni.example"))[1]["last_login_time"] == "2026-01-01T00:00:00Z"
    assert (await call("GET", "/users/kim@uni.example/schedulers"))[1]["schedulers"][0]["email"] == "li@uni.example"
    assert (await call("POST", "/users/li@uni.example/webinars", {}))[0] == 201


async def test_requests_are_listed(call):
    await call("GET", "/users/summary")
    listed = (await call.client.get(f"{call.sandbox.url}/sandbox/requests")).json()["requests"]
    assert listed == [{"method": "GET", "path": "/users/summary", "status": 200, "faulted": False}]
