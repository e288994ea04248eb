"""Seats and the people who hold them, when somebody else than the API moves them."""

from datetime import timedelta

import pytest

from zoomcore.sandbox import Plan


def events(sandbox, name):
    return [event.payload for event in sandbox.account.events if event.name == name]


async def test_a_sign_in_moves_the_stored_time_only_after_three_days(sandbox):
    li = sandbox.account.user("li@uni.example")
    li.last_login_time = first = sandbox.account.now()
    sandbox.advance(timedelta(days=3))
    sandbox.sign_in(li.email)
    within = li.last_login_time
    sandbox.advance(timedelta(seconds=1))
    sandbox.sign_in(li.email)

    assert within == first
    assert li.last_login_time == first + timedelta(days=3, seconds=1)
    assert [event["object"]["email"] for event in events(sandbox, "user.signed_in")] == [li.email] * 2


async def test_sso_gives_a_moved_license_back_at_the_next_sign_in(call, sandbox):
    tom = "idle.tom@uni.example"
    sandbox.account.settings.sso_plans[tom] = 2
    await call("PATCH", f"/users/{tom}", {"type": 1})
    sandbox.sign_in(tom)
    updated = events(sandbox, "user.updated")

    assert sandbox.account.user(tom).plan is Plan.LICENSED
    assert [(each["old_object"]["type"], each["object"]["type"]) for each in updated] == [(2, 1), (1, 2)]


async def test_sso_gives_no_license_that_is_not_there(call, sandbox):
    tom = "idle.tom@uni.example"
    sandbox.account.settings.sso_plans[tom] = 2
    await call("PATCH", f"/users/{tom}", {"type": 1})
    await call("PATCH", "/users/kim@uni.example", {"type": 2})
    sandbox.sign_in(tom)

    assert sandbox.account.user(tom).plan is Plan.BASIC


async def test_sso_takes_a_license_whatever_the_seats(sandbox):
    sandbox.account.settings.sso_plans["ana@uni.example"] = 1
    sandbox.sign_in("ana@uni.example")

    assert sandbox.account.user("ana@uni.example").plan is Plan.BASIC


async def test_a_deactivated_person_holds_no_license(call, sandbox):
    sandbox.set_status("idle.tom@uni.example", "inactive")
    _, summary = await call("GET", "/users/summary")

    assert summary["licensed_users_count"] == 7
    assert len(events(sandbox, "user.deactivated")) == 1


async def test_plan_usage_comes_as_an_object_or_as_a_list(call, sandbox):
    _, one = await call("GET", "/accounts/me/plans/usage")
    sandbox.account.settings.plan_usage_lists = True
    _, other = await call("GET", "/accounts/me/plans/usage")

    assert other["plan_base"] == [one["plan_base"]]


async def test_rooms_are_counted_by_themselves(call, sandbox):
    sandbox.account.user("idle.tom@uni.example").room = True
    _, summary = await call("GET", "/users/summary")

    assert (summary["licensed_users_count"], summary["room_users_count"]) == (7, 1)


async def test_add_ons_are_shown_in_the_settings(call, sandbox):
    yan = sandbox.account.user("idle.yan@uni.example")
    yan.large_meeting_capacity, yan.coming_events = 500, True
    _, settings = await call("GET", f"/users/{yan.email}/settings")

    feature = settings["feature"]
    assert (feature["large_meeting_capacity"], feature["zoom_events"]) == (500, True)


async def test_groups_list_their_members(call, sandbox):
    group = sandbox.put_in_group("Deans", "ana@uni.example")
    again = sandbox.put_in_group("Deans", "li@uni.example", "ana@uni.example")
    _, listed = await call("GET", "/groups")
    _, members = await call("GET", f"/groups/{group}/members")

    assert group == again
    assert [(each["name"], each["total_members"]) for each in listed["groups"]] == [("Deans", 2)]
    assert {each["email"] for each in members["members"]} == {"ana@uni.example", "li@uni.example"}


@pytest.mark.parametrize(("wanted", "there"), [("active", True), ("inactive", False)])
async def test_the_report_knows_who_hosted(call, sandbox, wanted, there):
    _, made = await call("POST", "/users/ana@uni.example/meetings", {"topic": "Algebra"})
    sandbox.start(made["id"])
    sandbox.advance(timedelta(minutes=30))
    sandbox.end(made["id"])
    days = {"from": "2026-11-01", "to": "2026-11-23", "page_size": "300"}
    _, report = await call("GET", "/report/users", type=wanted, **days)
    rows = {row["email"]: row for row in report["users"]}

    assert ("ana@uni.example" in rows) == there
    assert ("li@uni.example" in rows) != there
    assert report["total_meeting_minutes"] == (30 if there else 0)


async def test_the_report_covers_a_month_at_most(call):
    status, body = await call("GET", "/report/users", **{"from": "2026-10-01", "to": "2026-11-23"})

    assert (status, body["code"]) == (400, 300)


async def test_sign_ins_and_groups_can_be_told_from_outside(call, sandbox):
    sandbox.account.settings.sso_plans["li@uni.example"] = 1
    signed = await call.control("/users/li@uni.example/sign-in", {})
    group = await call.control("/groups", {"name": "Deans", "members": ["ana@uni.example"]})
    await call.control("/users/idle.tom@uni.example", {"type": 1})

    assert signed["type"] == 1
    assert sandbox.account.groups[group["id"]].name == "Deans"
    assert len(events(sandbox, "user.updated")) == 2
