"""Signing up at the sandbox as at Zoom: in batches, one by one, by hand, three times a day at most (zoom-api 5.8)."""

from datetime import timedelta

import pytest

ANA = "/users/ana@uni.example/meetings"
BO = {"email": "bo@uni.example", "first_name": "Bo", "last_name": "Chen"}


async def booked(call, approval=0, **body):
    _, made = await call("POST", ANA, {"settings": {"approval_type": approval}} | body)
    return made


async def listed(call, number, status="approved"):
    _, answer = await call("GET", f"/meetings/{number}/registrants", status=status)
    return [(each["email"], "join_url" in each) for each in answer["registrants"]]


async def test_thirty_at_once_are_taken_and_one_more_is_not(call):
    number = (await booked(call))["id"]
    people = [{"email": f"s{each}@uni.example", "first_name": f"S{each}"} for each in range(31)]
    path = f"/meetings/{number}/batch_registrants"

    assert (await call("POST", path, {"registrants": people}))[1]["code"] == 300
    status, answer = await call("POST", path, {"registrants": people[:30]})

    assert status == 201
    assert len({each["join_url"] for each in answer["registrants"]}) == 30


async def test_who_waits_for_the_host_has_no_link_until_approved(call):
    number = (await booked(call, approval=1))["id"]
    _, made = await call("POST", f"/meetings/{number}/registrants", BO)
    assert "join_url" not in made
    assert await listed(call, number, "pending") == [("bo@uni.example", False)]

    body = {"action": "approve", "registrants": [{"id": made["registrant_id"]}]}
    assert (await call("PUT", f"/meetings/{number}/registrants/status", body))[0] == 204

    assert await listed(call, number) == [("bo@uni.example", True)]


async def test_a_batch_may_let_in_who_would_wait(call):
    number = (await booked(call, approval=1))["id"]
    _, answer = await call("POST", f"/meetings/{number}/batch_registrants", {"auto_approve": True, "registrants": [BO]})
    assert "join_url" in answer["registrants"][0]


async def test_the_same_again_is_the_same_registrant_and_a_fourth_time_a_day_is_refused(call, sandbox):
    number = (await booked(call))["id"]
    path = f"/meetings/{number}/registrants"
    answers = [await call("POST", path, BO) for _ in range(4)]
    assert [status for status, _ in answers] == [201, 201, 201, 429]
    assert len({answer["registrant_id"] for _, answer in answers[:3]}) == 1
    assert await listed(call, number) == [("bo@uni.example", True)]

    sandbox.advance(timedelta(days=1))
    await call.sign_in()
    assert (await call("POST", path, BO))[0] != 429


async def test_who_is_cancelled_stands_in_no_list_and_may_come_again(call):
    number = (await booked(call))["id"]
    path = f"/meetings/{number}/registrants"
    _, made = await call("POST", path, BO)
    await call("PUT", f"{path}/status", {"action": "cancel", "registrants": [{"email": "bo@uni.example"}]})
    assert [await listed(call, number, each) for each in ("approved", "pending", "denied")] == [[], [], []]

    _, again = await call("POST", path, BO)

    assert again["registrant_id"] == made["registrant_id"]
    assert "join_url" in again


async def test_who_was_denied_stays_denied(call):
    number = (await booked(call))["id"]
    path = f"/meetings/{number}/registrants"
    _, made = await call("POST", path, BO)
    await call("PUT", f"{path}/status", {"action": "deny", "registrants": [{"id": made["registrant_id"]}]})

    _, again = await call("POST", path, BO)

    assert "join_url" not in again
    assert await listed(call, number, "denied") == [("bo@uni.example", False)]


async def test_one_date_of_a_series_may_be_all_somebody_signs_up_for(call):
    made = await booked(
        call,
        type=8,
        start_time="2026-11-24T15:00:00",
        timezone="Europe/Madrid",
        recurrence={"type": 1, "end_times": 2},
    )
    first, second = (each["occurrence_id"] for each in made["occurrences"])
    path = f"/meetings/{made['id']}/registrants"
    _, answer = await call("POST", path, BO, occurrence_ids=first)
    assert [each["occurrence_id"] for each in answer["occurrences"]] == [first]

    _, on_second = await call("GET", path, occurrence_id=second)

    assert on_second["registrants"] == []


@pytest.mark.parametrize("what", ["off", "basic host", "host", "no name", "no e-mail"])
async def test_what_zoom_refuses_is_refused(call, sandbox, what):
    number = (await booked(call, approval=2 if what == "off" else 0))["id"]
    body = {"host": {"email": "ana@uni.example", "first_name": "Ana"}, "no name": {"email": "bo@uni.example"}}
    body["no e-mail"] = {"email": "bo", "first_name": "Bo"}
    if what == "basic host":
        sandbox.set_plan("ana@uni.example", type(sandbox.account.user("kim@uni.example").plan).BASIC)
    status, answer = await call("POST", f"/meetings/{number}/registrants", body.get(what, BO))
    codes = {"off": 3000, "basic host": 200, "host": 3027, "no name": 300, "no e-mail": 300}
    assert (status, answer["code"]) == (400, codes[what])


async def test_zooms_own_page_and_every_decision_send_a_webhook(call, sandbox):
    number = (await booked(call, approval=1))["id"]
    signed = sandbox.register(number, email="eve@else.example", first_name="Eve", status="pending")
    for action in ("approve", "approve", "deny", "cancel"):
        body = {"action": action, "registrants": [{"id": signed.id}]}
        await call("PUT", f"/meetings/{number}/registrants/status", body)

    told = [event for event in sandbox.account.events if "registration" in event.name]

    assert [event.name.partition("_")[2] for event in told] == ["created", "approved", "denied", "cancelled"]
    assert told[0].payload["object"]["registrant"]["status"] == "pending"
    assert told[1].payload["object"]["registrant"]["join_url"]
