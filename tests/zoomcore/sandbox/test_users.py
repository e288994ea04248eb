from collections import Counter
from datetime import timedelta

import pytest


async def everybody(call, size="7", **query):
    found, token = [], ""
    while True:
        paging = {"next_page_token": token} if token else {}
        status, page = await call("GET", "/users", page_size=size, **paging, **query)
        assert status == 200
        found += page["users"]
        token = page["next_page_token"]
        if not token:
            return found, page


async def test_paging_shows_everybody_once(call, sandbox):
    found, last = await everybody(call)
    emails = [user["email"] for user in found]
    assert len(emails) == len(set(emails)) == last["total_records"] == len(sandbox.account.users)


async def test_the_cast_is_there(call):
    found, _ = await everybody(call, "300")
    by_email = {user["email"]: user for user in found}
    assert [by_email[f"{name}@uni.example"]["type"] for name in ("admin", "ana", "li", "kim", "bo")] == [2, 2, 2, 1, 1]
    names = Counter(user["display_name"] for user in found)
    assert [name for name, count in names.items() if count > 1] == ["Sam Lee"]
    assert len([user for user in found if user["dept"] == "Students"]) == 20


async def test_a_page_token_dies_after_a_quarter_of_an_hour(call, sandbox):
    _, page = await call("GET", "/users", page_size="5")
    sandbox.advance(timedelta(minutes=16))
    status, body = await call("GET", "/users", page_size="5", next_page_token=page["next_page_token"])
    assert (status, body["code"]) == (400, 300)
    assert body["message"] == "The next page token is invalid or expired."


async def test_a_page_token_asks_for_the_same_other_parameters(call):
    _, page = await call("GET", "/users", page_size="5")
    assert (await call("GET", "/users", page_size="6", next_page_token=page["next_page_token"]))[0] == 400


async def test_status_filters_and_pending_people_have_no_id(call, sandbox):
    sandbox.account.user("bo@uni.example").status = "pending"
    found, _ = await everybody(call, status="pending")
    assert [user["email"] for user in found] == ["bo@uni.example"]
    assert "id" not in found[0]


async def test_a_user_is_found_by_id_by_email_and_in_any_case(call):
    _, ana = await call("GET", "/users/ana@uni.example")
    assert (await call("GET", f"/users/{ana['id']}"))[1]["email"] == "ana@uni.example"
    assert (await call("GET", "/users/ANA@uni.example"))[1]["id"] == ana["id"]


async def test_an_unknown_user_is_1001(call):
    status, body = await call("GET", "/users/ghost@uni.example")
    assert (status, body["code"]) == (404, 1001)


async def test_li_may_schedule_for_ana(call):
    _, schedulers = await call("GET", "/users/li@uni.example/schedulers")
    _, assistants = await call("GET", "/users/ana@uni.example/assistants")
    assert [user["email"] for user in schedulers["schedulers"]] == ["ana@uni.example"]
    assert [user["email"] for user in assistants["assistants"]] == ["li@uni.example"]


async def test_settings_show_the_passcode_rule(call):
    _, body = await call("GET", "/users/ana@uni.example/settings", option="meeting_security")
    assert body["meeting_security"]["meeting_password_requirement"]["length"] == 6


@pytest.mark.parametrize("code", [2034, 2038])
async def test_a_license_moves_only_when_a_seat_is_free(call, sandbox, code):
    sandbox.account.settings.no_seat_code = code
    _, before = await call("GET", "/users/summary")
    status, body = await call("PATCH", "/users/kim@uni.example", {"type": 2})
    assert (status, body["code"]) == (400, code)
    assert (await call("PATCH", "/users/old.oscar@uni.example", {"type": 1}))[0] == 204
    assert (await call("PATCH", "/users/kim@uni.example", {"type": 2}))[0] == 204
    assert (await call("GET", "/users/kim@uni.example"))[1]["type"] == 2
    assert (await call("GET", "/users/summary"))[1] == before


async def test_too_many_basic_users_is_2033(call, sandbox):
    sandbox.account.settings.basic_seats = 1
    status, body = await call("PATCH", "/users/old.oscar@uni.example", {"type": 1})
    assert (status, body["code"]) == (400, 2033)


async def test_idle_people_have_not_been_seen_for_long(call, sandbox):
    _, oscar = await call("GET", "/users/old.oscar@uni.example")
    assert oscar["type"] == 2
    assert oscar["last_login_time"] < (sandbox.account.now() - timedelta(days=300)).isoformat()


async def test_plan_usage_counts_the_seats(call):
    _, body = await call("GET", "/accounts/me/plans/usage")
    assert (body["plan_base"]["hosts"], body["plan_base"]["usage"]) == (8, 8)


async def test_an_invited_person_cannot_be_licensed_yet(call, sandbox):
    sandbox.account.user("bo@uni.example").status = "pending"
    sandbox.account.settings.licensed_seats += 1
    assert (await call("PATCH", "/users/bo@uni.example", {"type": 2}))[1]["code"] == 1120


async def test_type_and_united_plan_do_not_change_together(call):
    assert (await call("PATCH", "/users/kim@uni.example", {"type": 2, "plan_united_type": "1"}))[1]["code"] == 300


@pytest.mark.parametrize("body", [{"type": "2"}, {"type": 7}, {"type": True}, {"timezone": "Mars"}, {"first_name": 5}])
async def test_a_wrong_field_of_a_user_changes_nothing(call, body):
    _, before = await call("GET", "/users/kim@uni.example")
    assert (await call("PATCH", "/users/kim@uni.example", body))[1]["code"] == 300
    assert (await call("GET", "/users/kim@uni.example"))[1] == before
