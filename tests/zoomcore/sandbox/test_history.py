from datetime import timedelta
from urllib.parse import quote

import pytest


@pytest.fixture
async def held(call, sandbox):
    """A class of fifty minutes: Bo comes twice, a guest once."""
    _, meeting = await call("POST", "/users/ana@uni.example/meetings", {"topic": "Algebra"})
    number = meeting["id"]
    sandbox.start(number)
    sandbox.join(number, email="bo@uni.example")
    sandbox.join(number, name="A guest")
    sandbox.advance(timedelta(minutes=20))
    sandbox.leave(number, email="bo@uni.example")
    sandbox.advance(timedelta(minutes=5))
    sandbox.join(number, email="bo@uni.example")
    sandbox.advance(timedelta(minutes=20))
    sandbox.end(number)
    return sandbox.meeting(number)


@pytest.mark.parametrize("source", ["past_meetings", "report/meetings"])
async def test_every_join_is_a_row_with_seconds(call, held, source):
    _, body = await call("GET", f"/{source}/{held.id}/participants")
    bo = [row for row in body["participants"] if row["name"] == "Bo Chen"]
    assert [row["duration"] for row in bo] == [1200, 1200]
    assert len({row["user_id"] for row in bo}) == 2


async def test_a_meetings_own_length_is_in_minutes(call, held):
    _, body = await call("GET", f"/past_meetings/{held.id}")
    assert (body["duration"], body["participants_count"], body["uuid"]) == (45, 4, held.runs[0].uuid)


async def test_by_id_the_last_run_answers_and_by_uuid_each(call, sandbox, held):
    sandbox.start(held.id)
    sandbox.end(held.id)
    _, last = await call("GET", f"/past_meetings/{held.id}")
    assert last["uuid"] == held.runs[1].uuid
    for run in held.runs:
        twice = quote(quote(run.uuid, safe=""), safe="")
        assert (await call("GET", f"/past_meetings/{twice}"))[1]["uuid"] == run.uuid


async def test_a_uuid_with_slashes_must_be_encoded_twice(call, sandbox, held):
    while not held.runs[-1].uuid.startswith("/"):
        sandbox.start(held.id)
        sandbox.end(held.id)
    uuid = held.runs[-1].uuid
    assert (await call("GET", f"/past_meetings/{quote(uuid, safe='')}"))[0] == 404
    assert (await call("GET", f"/past_meetings/{quote(quote(uuid, safe=''), safe='')}"))[0] == 200


async def test_what_runs_has_not_ended(call, sandbox, held):
    sandbox.start(held.id)
    status, body = await call("GET", f"/report/meetings/{held.id}/participants")
    assert (status, body["code"]) == (404, 3001)
    assert "not ended" in body["message"]


async def test_one_person_alone_makes_no_rows(call, sandbox, held):
    sandbox.start(held.id)
    sandbox.end(held.id)
    assert (await call("GET", f"/past_meetings/{held.id}/participants"))[1]["participants"] == []


async def test_instances_are_the_runs_that_ended(call, sandbox, held):
    sandbox.start(held.id)
    _, body = await call("GET", f"/past_meetings/{held.id}/instances")
    assert [each["uuid"] for each in body["meetings"]] == [held.runs[0].uuid]
    december = {"from": "2026-12-01", "to": "2026-12-31"}
    assert (await call("GET", f"/past_meetings/{held.id}/instances", **december))[1]["meetings"] == []
    # Zoom heeds them only together.
    _, all_ = await call("GET", f"/past_meetings/{held.id}/instances", **{"from": "2026-12-01"})
    assert len(all_["meetings"]) == 1


async def test_a_free_account_has_no_participants(call, sandbox, held):
    sandbox.account.settings.paid = False
    assert (await call("GET", f"/past_meetings/{held.id}/participants"))[1]["code"] == 200


async def test_what_is_older_than_a_year_is_12702(call, sandbox, held):
    sandbox.advance(timedelta(days=366))
    await call.sign_in()
    assert (await call("GET", f"/past_meetings/{held.id}"))[1]["code"] == 12702


async def test_a_meeting_in_progress_reads_as_started(call, sandbox, held):
    sandbox.start(held.id)
    _, body = await call("GET", f"/meetings/{held.id}")
    assert (body["status"], body["uuid"]) == ("started", held.runs[-1].uuid)
    assert (await call("PUT", f"/meetings/{held.id}/status", {"action": "end"}))[0] == 204
    assert (await call("GET", f"/meetings/{held.id}"))[1]["status"] == "waiting"
