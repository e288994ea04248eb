"""Lists of what was held: a meeting's, a host's, the account's; and who had signed up."""

from datetime import timedelta

import pytest

ANA = "/users/ana@uni.example/meetings"
REPORT = "/report/users/ana@uni.example/meetings"
NOVEMBER = {"from": "2026-11-01", "to": "2026-11-30"}


async def hold(call, sandbox, *guests, minutes=50, path=ANA, body=None):
    _, made = await call("POST", path, body or {"topic": "Algebra"})
    sandbox.start(made["id"])
    for guest in guests:
        sandbox.join(made["id"], name=guest)
    sandbox.advance(timedelta(minutes=minutes, seconds=8))
    sandbox.end(made["id"])
    await call.sign_in()
    return sandbox.meeting(made["id"]).runs[-1].uuid


async def uuids(call, path, **query):
    status, body = await call("GET", path, **(NOVEMBER | query))
    assert status == 200, body
    return [row["uuid"] for row in body.get("meetings", body.get("webinars"))]


async def test_a_hosts_report_has_meetings_and_webinars_with_minutes(call, sandbox):
    meeting = await hold(call, sandbox, "Bo", minutes=16)
    webinar = await hold(call, sandbox, "Bo", path="/users/ana@uni.example/webinars", body={"type": 5})
    await hold(call, sandbox, "Bo", path="/users/li@uni.example/meetings")

    _, body = await call("GET", REPORT, **NOVEMBER)
    assert [(row["uuid"], row["type"], row["duration"]) for row in body["meetings"]] == [
        (meeting, 2, 17),
        (webinar, 5, 51),
    ]
    assert body["meetings"][0]["user_email"] == "ana@uni.example"


@pytest.mark.parametrize("path", [REPORT, "/metrics/meetings"])
async def test_runs_of_one_are_listed_apart(call, sandbox, path):
    several, alone = await hold(call, sandbox, "Bo"), await hold(call, sandbox)

    assert await uuids(call, path, type="past") == [several]
    assert await uuids(call, path, type="pastOne") == [alone]
    sandbox.account.settings.one_person_reports = True
    assert await uuids(call, path, type="past") == [several, alone]


@pytest.mark.parametrize("path", [REPORT, "/metrics/meetings"])
async def test_lists_wait_for_the_report_and_go_by_the_day_of_the_start(call, sandbox, path):
    sandbox.account.settings.report_delay_minutes = 30
    held = await hold(call, sandbox, "Bo")

    assert await uuids(call, path, type="past") == []
    sandbox.advance(timedelta(minutes=30))
    await call.sign_in()
    assert await uuids(call, path, type="past") == [held]
    assert await uuids(call, path, type="past", **{"from": "2026-11-24"}) == []


async def test_a_report_of_what_somebody_joined_too(call, sandbox):
    _, made = await call("POST", "/users/li@uni.example/meetings", {})
    sandbox.start(made["id"])
    sandbox.join(made["id"], email="ana@uni.example")
    sandbox.end(made["id"])

    assert await uuids(call, REPORT) == []
    assert len(await uuids(call, REPORT, type="pastJoined")) == 1


@pytest.mark.parametrize(("minutes", "shown"), [(16, "16:08"), (62, "01:02:08")])
async def test_dashboards_write_a_length_as_a_clock(call, sandbox, minutes, shown):
    await hold(call, sandbox, "Bo", minutes=minutes)

    _, body = await call("GET", "/metrics/meetings", type="past", **NOVEMBER)
    (row,) = body["meetings"]
    assert (row["duration"], row["participants"], row["email"]) == (shown, 2, "ana@uni.example")


async def test_dashboards_show_what_runs_unless_asked_otherwise(call, sandbox):
    await hold(call, sandbox, "Bo")
    _, made = await call("POST", ANA, {})
    sandbox.start(made["id"])

    assert await uuids(call, "/metrics/meetings") == [sandbox.meeting(made["id"]).runs[0].uuid]


async def test_dashboards_go_by_the_end_when_asked_to(call, sandbox):
    held = await hold(call, sandbox, "Bo", minutes=15 * 60 + 30)
    day = {"from": "2026-11-24", "to": "2026-11-24"}

    assert await uuids(call, "/metrics/meetings", type="past", **day) == []
    assert await uuids(call, "/metrics/meetings", type="past", query_date_type="end_time", **day) == [held]


@pytest.mark.parametrize("path", [REPORT, "/metrics/meetings", "/metrics/webinars"])
@pytest.mark.parametrize(
    "days",
    [
        {},
        {"from": "2026-11-01"},
        {"from": "2026-10-01", "to": "2026-11-30"},
        {"from": "2026-03-01", "to": "2026-03-31"},
        {"from": "2026-11-30", "to": "2026-11-01"},
    ],
)
async def test_more_than_a_month_or_half_a_year_ago_is_refused(call, path, days):
    status, body = await call("GET", path, **days)
    assert (status, body["code"]) == (400, 300)


@pytest.mark.parametrize("kind", ["meetings", "webinars"])
async def test_registrants_are_listed_by_status_and_date(call, sandbox, kind):
    body = {"type": 8 if kind == "meetings" else 9, "start_time": "2026-11-23T15:00:00", "timezone": "Europe/Madrid"}
    body["recurrence"] = {"type": 1, "end_times": 2}
    _, made = await call("POST", f"/users/ana@uni.example/{kind}", body)
    first, second = (each["occurrence_id"] for each in made["occurrences"])
    path = f"/meetings/{made['id']}/registrants"
    bo = await call.control(path, {"email": "bo@uni.example", "first_name": "Bo", "occurrence_ids": [first]})
    eve = await call.control(path, {"email": "eve@else.example", "first_name": "Eve", "last_name": "Green"})
    lu = await call.control(path, {"email": "lu@else.example", "first_name": "Lu", "status": "pending"})

    async def listed(**query):
        _, answer = await call("GET", f"/{kind}/{made['id']}/registrants", **query)
        return answer["registrants"]

    assert await listed() == [bo, eve]
    assert await listed(status="pending") == [lu]
    assert await listed(status="denied") == []
    assert await listed(occurrence_id=second) == [eve]
    assert "join_url" in eve
    assert "join_url" not in lu


@pytest.mark.parametrize("body", [{"email": "a@b.example", "status": "maybe"}, {"mail": "a@b.example"}, {}])
async def test_a_sign_up_that_cannot_be_is_refused_with_a_reason(call, body):
    _, made = await call("POST", ANA, {})
    answer = await call.client.post(f"{call.sandbox.url}/sandbox/meetings/{made['id']}/registrants", json=body)
    assert answer.status_code == 400
    assert answer.json()["error"]


async def test_a_script_names_devices_rooms_and_registrants(call, sandbox):
    _, made = await call("POST", ANA, {})
    path = f"/meetings/{made['id']}"
    await call.control(f"{path}/registrants", {"email": "eve@else.example", "first_name": "Eve"})
    steps = [
        {"do": "start"},
        {"minutes": 1, "do": "join", "registrant": "eve@else.example", "device": "iOS"},
        {"minutes": 2, "do": "enter_room", "registrant": "eve@else.example", "room": "Group A"},
        {"minutes": 3, "do": "leave_room", "registrant": "eve@else.example"},
        {"minutes": 4, "do": "leave", "registrant": "eve@else.example", "reason": "Network connection error."},
        {"minutes": 5, "do": "end"},
    ]
    await call.control(f"{path}/script", {"steps": steps})
    await call.control("/clock", {"advance_seconds": 600})

    state = (await call.client.get(f"{sandbox.url}/sandbox/state")).json()
    _, eve, room = state["meetings"][0]["runs"][0]["stays"]
    assert (eve["device"], eve["joined"], eve["left"]) == ("iOS", "2026-11-23T09:01:00Z", "2026-11-23T09:04:00Z")
    assert eve["registrant"]
    assert (room["joined"], room["left"]) == ("2026-11-23T09:02:00Z", "2026-11-23T09:03:00Z")
    assert room["room"]
