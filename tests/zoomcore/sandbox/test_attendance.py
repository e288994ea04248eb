"""Who was in a class, as the sandbox tells it: rows, rooms, devices, guests, and reports that take their time."""

from datetime import timedelta
from urllib.parse import quote

import pytest

from zoomcore.sandbox import NotRunning, Step

ANA = "/users/ana@uni.example/meetings"
WEBINAR = {"topic": "Talk", "type": 5}
SOURCES = ("report/", "past_", "metrics/")
NAME = {"report/": "name", "past_": "name", "metrics/": "user_name"}
EMAIL = {"report/": "user_email", "past_": "user_email", "metrics/": "email"}


@pytest.fixture
async def number(call, sandbox):
    _, made = await call("POST", ANA, {"topic": "Algebra"})
    sandbox.start(made["id"])
    return made["id"]


async def rows(call, number, source="report/", **query):
    kind = "webinars" if query.pop("webinar", False) else "meetings"
    asked = {"type": "past", "include_fields": "registrant_id"} | query
    status, body = await call("GET", f"/{source}{kind}/{number}/participants", **asked)
    assert status == 200, body
    return body["participants"]


async def code(call, number, source="report/", **query):
    status, body = await call("GET", f"/{source}meetings/{number}/participants", **({"type": "past"} | query))
    return status, body.get("code")


def spans(found):
    return [(row["join_time"][11:16], row["leave_time"][11:16]) for row in found]


# --- who it is ----------------------------------------------------------------------------------------------------


async def test_two_devices_are_two_rows_and_each_leaves_by_itself(call, sandbox, number):
    sandbox.join(number, email="bo@uni.example", device="iOS")
    sandbox.join(number, email="bo@uni.example", device="Mac")
    sandbox.advance(timedelta(minutes=10))
    sandbox.leave(number, email="bo@uni.example", device="iOS")
    sandbox.advance(timedelta(minutes=10))
    sandbox.end(number)

    bo = [row for row in await rows(call, number, "metrics/") if row["user_name"] == "Bo Chen"]
    assert [row["device"] for row in bo] == ["iOS", "Mac"]
    assert spans(bo) == [("09:00", "09:10"), ("09:00", "09:20")]
    assert len({row["user_id"] for row in bo}) == 2


async def test_two_guests_of_one_name_are_two_people(call, sandbox, number):
    sandbox.join(number, name="Sam Lee", device="iOS")
    sandbox.join(number, name="Sam Lee", device="Mac")
    sandbox.advance(timedelta(minutes=5))
    sandbox.leave(number, name="Sam Lee", device="iOS")
    sandbox.end(number)

    run = sandbox.meeting(number).runs[0]
    assert run.people() == 3
    assert [(stay.device, stay.reason) for stay in run.stays[1:]] == [("iOS", ""), ("Mac", "Host ended the meeting.")]


@pytest.mark.parametrize("source", SOURCES)
async def test_outsiders_have_neither_id_nor_email_but_their_registration(call, sandbox, number, source):
    signed = sandbox.register(number, email="eve@else.example", first_name="Eve", last_name="Green")
    sandbox.join(number, email="bo@uni.example")
    sandbox.join(number, name="Lu", email="lu@else.example")
    sandbox.join(number, registrant="eve@else.example")
    sandbox.end(number)

    _host, bo, guest, eve = await rows(call, number, source)
    assert (bo["id"], bo[EMAIL[source]]) == (sandbox.account.user("bo@uni.example").id, "bo@uni.example")
    assert (guest[NAME[source]], guest["id"], guest[EMAIL[source]], guest["registrant_id"]) == ("Lu", "", "", "")
    assert (eve[NAME[source]], eve["id"], eve["registrant_id"]) == ("Eve Green", "", signed.id)
    # What is given by registration is shown.
    assert eve[EMAIL[source]] == "eve@else.example"


async def test_registrants_are_named_by_two_sources_only_when_asked(call, sandbox, number):
    sandbox.join(number, email="bo@uni.example")
    sandbox.end(number)
    named = {source: "registrant_id" in (await rows(call, number, source, include_fields=""))[0] for source in SOURCES}
    assert named == {"report/": False, "past_": True, "metrics/": False}


async def test_somebody_signed_up_with_an_account_here_has_both(call, sandbox, number):
    signed = sandbox.register(number, email="bo@uni.example", first_name="Bo", last_name="Chen")
    sandbox.join(number, registrant=signed.id, name="Bo's phone")
    sandbox.end(number)

    bo = (await rows(call, number))[1]
    assert (bo["name"], bo["user_email"], bo["registrant_id"]) == ("Bo's phone", "bo@uni.example", signed.id)
    assert bo["participant_user_id"]


async def test_who_is_not_approved_does_not_come_in(call, sandbox, number):
    sandbox.register(number, email="late@else.example", status="pending")
    for key in ("late@else.example", "nobody@else.example"):
        with pytest.raises(NotRunning, match="no approved registration"):
            sandbox.join(number, registrant=key)


async def test_a_legacy_account_has_no_names(call, sandbox, number):
    sandbox.join(number, email="bo@uni.example")
    sandbox.end(number)
    sandbox.account.settings.blank_people = True

    assert {(row["name"], row["user_email"], row["id"]) for row in await rows(call, number)} == {("", "", "")}


# --- rooms --------------------------------------------------------------------------------------------------------


async def test_waiting_is_a_row_of_its_own(call, sandbox, number):
    sandbox.play(number, [Step(at=sandbox.account.now(), action="wait", email="bo@uni.example", device="iOS")])
    sandbox.advance(timedelta(minutes=4))
    sandbox.admit(number, email="bo@uni.example")
    sandbox.advance(timedelta(minutes=6))
    sandbox.end(number)

    waited, was_in = [row for row in await rows(call, number, "metrics/") if row["user_name"] == "Bo Chen"]
    assert (waited["status"], was_in["status"]) == ("in_waiting_room", "in_meeting")
    assert spans([waited, was_in]) == [("09:00", "09:04"), ("09:04", "09:10")]
    assert waited["participant_uuid"] == was_in["participant_uuid"]
    assert (waited["device"], was_in["device"]) == ("iOS", "iOS")


async def in_rooms(sandbox, number):
    """Bo: 10 minutes in the class, 10 in each of two rooms, 10 in the class again."""
    sandbox.join(number, email="bo@uni.example")
    for room in ("Group A", "Group B"):
        sandbox.advance(timedelta(minutes=10))
        sandbox.enter_room(number, email="bo@uni.example", room=room)
    sandbox.advance(timedelta(minutes=10))
    sandbox.leave_room(number, email="bo@uni.example")
    sandbox.advance(timedelta(minutes=10))
    sandbox.end(number)


async def test_breakout_rooms_are_rows_inside_the_row_of_the_class(call, sandbox, number):
    await in_rooms(sandbox, number)

    bo = [row for row in await rows(call, number) if row["name"] == "Bo Chen"]
    assert spans(bo) == [("09:00", "09:40"), ("09:10", "09:20"), ("09:20", "09:30")]
    assert bo[0]["bo_mtg_id"] == ""
    assert len({row["bo_mtg_id"] for row in bo}) == 3
    assert len({row["user_id"] for row in bo}) == 3


async def test_or_they_cut_it_where_a_story_says_so(call, sandbox, number):
    sandbox.account.settings.breakouts_cut_rows = True
    await in_rooms(sandbox, number)

    bo = [row for row in await rows(call, number) if row["name"] == "Bo Chen"]
    assert spans(bo) == [("09:00", "09:10"), ("09:10", "09:20"), ("09:20", "09:30"), ("09:30", "09:40")]
    assert sum(row["duration"] for row in bo) == 40 * 60


async def test_rooms_are_not_for_those_outside(call, sandbox, number):
    with pytest.raises(NotRunning, match="is not in"):
        sandbox.enter_room(number, email="bo@uni.example")
    sandbox.play(number, [Step(at=sandbox.account.now(), action="wait", email="bo@uni.example")])
    with pytest.raises(NotRunning, match="waiting room"):
        sandbox.enter_room(number, email="bo@uni.example")
    sandbox.admit(number, email="bo@uni.example")
    with pytest.raises(NotRunning, match="no breakout room"):
        sandbox.leave_room(number, email="bo@uni.example")


async def test_who_is_put_back_waits_again(call, sandbox, number):
    now = sandbox.account.now()
    sandbox.join(number, email="bo@uni.example", device="iOS")
    steps = [Step(at=now + timedelta(minutes=5), action="put_back", email="bo@uni.example")]
    sandbox.play(number, [*steps, Step(at=now + timedelta(minutes=8), action="admit", email="bo@uni.example")])
    sandbox.advance(timedelta(minutes=10))
    sandbox.end(number)

    bo = [row for row in await rows(call, number, "metrics/") if row["user_name"] == "Bo Chen"]
    assert spans(bo) == [("09:00", "09:05"), ("09:05", "09:08"), ("09:08", "09:10")]
    assert [row["status"] for row in bo] == ["in_meeting", "in_waiting_room", "in_meeting"]
    assert len({row["participant_uuid"] for row in bo}) == 1
    names = [event.name.removeprefix("meeting.participant_") for event in sandbox.account.events]
    assert names[4:8] == ["left", "put_in_waiting_room", "admitted", "left_waiting_room"]


async def test_who_comes_before_the_host_is_told_of_and_is_in_no_row(call, sandbox):
    _, made = await call("POST", ANA, {"topic": "Algebra"})
    now = sandbox.account.now()
    sandbox.play(made["id"], [Step(at=now, action="knock", name="Sam Lee")])
    sandbox.start(made["id"])
    sandbox.join(made["id"], email="bo@uni.example")
    sandbox.end(made["id"])

    told = next(event for event in sandbox.account.events if event.name.endswith("jbh_waiting")).payload["object"]
    assert told["participant"] == {"id": "", "user_name": "Sam Lee"}
    assert [row["name"] for row in await rows(call, made["id"])] == ["Ana Ruiz", "Bo Chen"]
    sandbox.start(made["id"])
    with pytest.raises(NotRunning, match="Nobody waits"):
        sandbox.play(made["id"], [Step(at=now, action="knock", name="Sam Lee")])


async def test_a_webinar_has_no_rooms(call, sandbox):
    _, made = await call("POST", "/users/ana@uni.example/webinars", WEBINAR)
    sandbox.start(made["id"])
    sandbox.join(made["id"], email="bo@uni.example")
    with pytest.raises(NotRunning, match="breakout"):
        sandbox.enter_room(made["id"], email="bo@uni.example")
    with pytest.raises(NotRunning, match="waiting"):
        sandbox.play(made["id"], [Step(at=sandbox.account.now(), action="wait", email="maya@uni.example")])


# --- when ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", SOURCES)
async def test_reports_come_some_minutes_after_the_end(call, sandbox, number, source):
    sandbox.account.settings.report_delay_minutes = 30
    sandbox.join(number, email="bo@uni.example")
    assert await code(call, number, source) == (404, 3001)
    sandbox.end(number)
    sandbox.advance(timedelta(minutes=29))
    assert await code(call, number, source) == (404, 3001)
    sandbox.advance(timedelta(minutes=1))
    assert len(await rows(call, number, source)) == 2


@pytest.mark.parametrize("source", SOURCES)
async def test_times_read_as_nothing_until_they_are_settled(call, sandbox, number, source):
    sandbox.account.settings.unsettled_minutes = 15
    sandbox.join(number, email="bo@uni.example")
    sandbox.advance(timedelta(minutes=20))
    sandbox.end(number)
    assert spans(await rows(call, number, source)) == [("09:00", "09:00")] * 2
    sandbox.advance(timedelta(minutes=15))
    assert spans(await rows(call, number, source)) == [("09:00", "09:20")] * 2


@pytest.mark.parametrize("source", SOURCES)
async def test_the_last_rows_come_later_still(call, sandbox, number, source):
    sandbox.account.settings.late_rows = 2
    sandbox.account.settings.late_rows_minutes = 50
    for name in ("Bo", "Li", "Kim"):
        sandbox.join(number, name=name)
    sandbox.end(number)
    assert [row[NAME[source]] for row in await rows(call, number, source)] == ["Ana Ruiz", "Bo"]
    sandbox.advance(timedelta(minutes=50))
    assert len(await rows(call, number, source)) == 4


async def test_the_dashboard_shows_who_is_in_now(call, sandbox, number):
    sandbox.join(number, email="bo@uni.example")
    sandbox.leave(number, email="bo@uni.example")
    ana, bo = await rows(call, number, "metrics/", type="live")
    assert "leave_time" not in ana
    assert bo["leave_time"]
    sandbox.end(number)
    assert await code(call, number, "metrics/", type="live") == (404, 3001)


async def test_a_class_of_one_is_left_out_unless_somebody_asked_for_it(call, sandbox, number):
    sandbox.end(number)
    assert [await rows(call, number, source) for source in SOURCES] == [[], [], []]
    assert len(await rows(call, number, "metrics/", type="pastOne")) == 1
    sandbox.account.settings.one_person_reports = True
    assert [len(await rows(call, number, source)) for source in SOURCES] == [1, 1, 1]


# --- which run ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source", SOURCES)
async def test_by_number_the_last_run_answers_and_by_uuid_each(call, sandbox, number, source):
    for name in ("Bo", "Li"):
        sandbox.start(number)
        sandbox.join(number, name=name)
        sandbox.end(number)
    first, second = sandbox.meeting(number).runs
    assert [row[NAME[source]] for row in await rows(call, number, source)] == ["Ana Ruiz", "Li"]
    for run, name in ((first, "Bo"), (second, "Li")):
        key = quote(quote(run.uuid, safe=""), safe="")
        assert (await rows(call, key, source))[1][NAME[source]] == name


@pytest.mark.parametrize("source", SOURCES)
async def test_a_webinar_has_its_own_paths(call, sandbox, source):
    _, made = await call("POST", "/users/ana@uni.example/webinars", WEBINAR)
    sandbox.start(made["id"])
    sandbox.join(made["id"], email="bo@uni.example")
    sandbox.end(made["id"])
    assert len(await rows(call, made["id"], source, webinar=True)) == 2
    assert await code(call, made["id"], source) == (404, 3001)


async def test_a_type_that_webinars_have_not_is_refused(call, sandbox):
    _, made = await call("POST", "/users/ana@uni.example/webinars", WEBINAR)
    status, body = await call("GET", f"/metrics/webinars/{made['id']}/participants", type="pastOne")
    assert (status, body["code"]) == (400, 300)


async def test_three_hundred_and_one_come_on_two_pages(call, sandbox, number):
    for each in range(300):
        sandbox.join(number, name=f"Student {each}")
    sandbox.end(number)
    path = f"/report/meetings/{number}/participants"
    _, first = await call("GET", path, page_size="300")
    _, second = await call("GET", path, page_size="300", next_page_token=first["next_page_token"])
    assert (len(first["participants"]), len(second["participants"])) == (300, 1)
    assert second["next_page_token"] == ""
