import hashlib
import hmac
import json
from datetime import timedelta

import pytest

from tests.zoomcore.sandbox.listener import SECRET, listening
from zoomcore.sandbox import NotRunning, Step

ANA = "/users/ana@uni.example/meetings"


@pytest.fixture
async def listener(sandbox):
    async with listening() as listener:
        sandbox.webhooks.subscribe(listener.url, SECRET)
        yield listener


@pytest.fixture
async def meeting(call, listener, sandbox):
    _, body = await call("POST", ANA, {"topic": "Algebra"})
    await sandbox.settle()
    return body


async def test_a_webhook_is_signed_over_timestamp_and_raw_body(listener, meeting):
    headers, raw = listener.headers[0], listener.raw[0]
    message = b"v0:" + headers["x-zm-request-timestamp"].encode() + b":" + raw
    expected = "v0=" + hmac.new(SECRET.encode(), message, hashlib.sha256).hexdigest()
    assert headers["x-zm-signature"] == expected
    assert json.loads(raw)["event"] == "meeting.created"


async def test_url_validation_asks_for_the_right_secret(sandbox, listener):
    good = sandbox.webhooks.subscriptions[0]
    assert await sandbox.webhooks.validate(good)
    assert not await sandbox.webhooks.validate(sandbox.webhooks.subscribe(listener.url, "another"))


async def test_bookings_speak_of_numbers_and_runs_of_strings(sandbox, listener, meeting):
    sandbox.start(meeting["id"])
    sandbox.end(meeting["id"])
    await sandbox.settle()
    assert listener.last("meeting.created")["object"]["id"] == meeting["id"]
    assert listener.last("meeting.started")["object"]["id"] == str(meeting["id"])
    assert listener.last("meeting.ended")["object"]["id"] == str(meeting["id"])


async def test_a_change_carries_the_old_and_the_new_value(call, sandbox, listener, meeting):
    await call("PATCH", f"/meetings/{meeting['id']}", {"topic": "Geometry"})
    await sandbox.settle()
    payload = listener.last("meeting.updated")
    assert (payload["object"]["topic"], payload["old_object"]["topic"]) == ("Geometry", "Algebra")
    assert payload["scope"] == "all"
    assert payload["object"].keys() == {"id", "uuid", "host_id", "topic"}


async def test_a_change_to_the_same_value_says_nothing(call, sandbox, listener, meeting):
    await call("PATCH", f"/meetings/{meeting['id']}", {"topic": "Algebra"})
    await sandbox.settle()
    assert listener.names == ["meeting.created"]


async def test_one_deleted_date_is_told_apart_from_the_whole(call, sandbox, listener, series):
    _, body = await call("POST", ANA, series)
    first = body["occurrences"][0]["occurrence_id"]
    await call("DELETE", f"/meetings/{body['id']}", occurrence_id=first)
    await sandbox.settle()
    single = listener.last("meeting.deleted")
    assert single["operation"] == "single"
    assert [each["occurrence_id"] for each in single["object"]["occurrences"]] == [first]
    await call("DELETE", f"/meetings/{body['id']}")
    await sandbox.settle()
    assert listener.last("meeting.deleted")["operation"] == "all"


async def test_every_start_has_its_own_uuid(sandbox, listener, meeting):
    for _ in range(2):
        sandbox.start(meeting["id"])
        sandbox.end(meeting["id"])
    await sandbox.settle()
    uuids = [body["payload"]["object"]["uuid"] for body in listener.arrived if body["event"] == "meeting.started"]
    assert len(set(uuids)) == 2


async def test_a_guest_has_blank_ids_and_a_signed_in_student_has_not(sandbox, listener, meeting):
    sandbox.start(meeting["id"])
    sandbox.join(meeting["id"], email="bo@uni.example")
    sandbox.join(meeting["id"], name="Bo's iPad")
    await sandbox.settle()
    people = [b["payload"]["object"]["participant"] for b in listener.arrived if b["event"].endswith("joined")]
    assert [(each["user_name"], each["email"], bool(each["participant_user_id"])) for each in people] == [
        ("Ana Ruiz", "ana@uni.example", True),
        ("Bo Chen", "bo@uni.example", True),
        ("Bo's iPad", "", False),
    ]


async def test_a_waiting_room_has_its_own_coming_and_going(call, sandbox, listener):
    _, body = await call("POST", ANA, {"settings": {"waiting_room": True}})
    sandbox.start(body["id"])
    sandbox.join(body["id"], email="bo@uni.example")
    sandbox.admit(body["id"], email="bo@uni.example")
    sandbox.leave(body["id"], email="bo@uni.example")
    await sandbox.settle()
    assert [name.removeprefix("meeting.participant_") for name in listener.names[3:]] == [
        *("joined_waiting_room", "admitted", "left_waiting_room", "joined", "left"),
    ]


async def test_the_end_sends_everybody_home_first(sandbox, listener, meeting):
    sandbox.start(meeting["id"])
    sandbox.join(meeting["id"], email="bo@uni.example")
    sandbox.end(meeting["id"])
    await sandbox.settle()
    assert listener.names[-3:] == ["meeting.participant_left", "meeting.participant_left", "meeting.ended"]


async def test_a_script_happens_at_its_times(sandbox, listener, meeting):
    now = sandbox.account.now()
    steps = [
        Step(at=now + timedelta(minutes=10), action="start"),
        Step(at=now + timedelta(minutes=15), action="join", email="bo@uni.example"),
        Step(at=now + timedelta(minutes=40), action="leave", email="bo@uni.example"),
        Step(at=now + timedelta(minutes=60), action="end"),
    ]
    sandbox.play(meeting["id"], steps)
    sandbox.advance(timedelta(minutes=20))
    await sandbox.settle()
    assert listener.names[1:] == ["meeting.started", "meeting.participant_joined", "meeting.participant_joined"]
    sandbox.advance(timedelta(hours=2))
    await sandbox.settle()
    run = sandbox.meeting(meeting["id"]).runs[0]
    bo = next(stay for stay in run.stays if stay.email == "bo@uni.example")
    assert (bo.joined - now, bo.left - now) == (timedelta(minutes=15), timedelta(minutes=40))
    assert listener.last("meeting.ended")["object"]["end_time"] == "2026-11-23T10:00:00Z"


async def test_nobody_leaves_where_nobody_is(sandbox, meeting):
    with pytest.raises(NotRunning):
        sandbox.leave(meeting["id"], email="bo@uni.example")
    with pytest.raises(NotRunning):
        sandbox.join(meeting["id"], email="bo@uni.example")


async def test_a_second_start_changes_nothing(sandbox, listener, meeting):
    sandbox.start(meeting["id"])
    sandbox.start(meeting["id"])
    await sandbox.settle()
    assert listener.names == ["meeting.created", "meeting.started", "meeting.participant_joined"]


async def test_what_cannot_happen_in_a_class_is_refused(call, sandbox, meeting):
    sandbox.start(meeting["id"])
    with pytest.raises(NotRunning, match="waiting room"):
        sandbox.admit(meeting["id"], email="bo@uni.example")
    with pytest.raises(NotRunning, match="A class knows"):
        sandbox.play(meeting["id"], [Step(at=sandbox.account.now(), action="dance")])
    sandbox.end(meeting["id"])
    await call("DELETE", f"/meetings/{meeting['id']}")
    with pytest.raises(NotRunning, match="gone"):
        sandbox.start(meeting["id"])


async def test_with_join_before_host_the_first_guest_opens_the_class(call, sandbox, listener):
    _, body = await call("POST", ANA, {"settings": {"join_before_host": True}})
    sandbox.join(body["id"], email="bo@uni.example")
    await sandbox.settle()
    assert listener.names[-2:] == ["meeting.started", "meeting.participant_joined"]


async def test_a_moved_license_is_told_with_the_old_type(call, sandbox, listener):
    await call("PATCH", "/users/idle.tom@uni.example", {"type": 1, "dept": "Physics"})
    await sandbox.settle()
    payload = listener.last("user.updated")
    assert (payload["old_object"]["type"], payload["object"]["type"]) == (2, 1)
    assert payload["object"]["dept"] == "Physics"


# --- delivery -----------------------------------------------------------------------------------------------------


async def test_a_refused_delivery_comes_again_after_5_20_and_60_minutes(call, sandbox, listener):
    listener.status = 503
    await call("POST", ANA, {})
    await sandbox.settle()
    for minutes, count in ((4, 1), (1, 2), (19, 2), (1, 3), (60, 4), (600, 4)):
        sandbox.advance(timedelta(minutes=minutes))
        await sandbox.settle()
        assert len(listener.arrived) == count
    assert sandbox.webhooks.deliveries[0].statuses == [503] * 4


@pytest.mark.parametrize("status", [200, 204, 302, 401, 404])
async def test_only_5xx_and_network_errors_come_again(call, sandbox, listener, status):
    listener.status = status
    await call("POST", ANA, {})
    await sandbox.settle()
    assert sandbox.webhooks.retry_now() == 0


async def test_an_unreachable_listener_counts_as_a_network_error(call, sandbox, listener):
    sandbox.webhooks.subscriptions.clear()
    sandbox.webhooks.subscribe("http://127.0.0.1:9/zoom", SECRET)
    await call("POST", ANA, {})
    await sandbox.settle()
    assert sandbox.webhooks.deliveries[-1].statuses == [0]
    assert sandbox.webhooks.retry_now() == 1
    await sandbox.settle()
    assert sandbox.webhooks.deliveries[-1].statuses == [0, 0]


async def test_events_can_be_held_and_come_backwards_and_twice(sandbox, listener, meeting):
    sandbox.webhooks.hold()
    sandbox.start(meeting["id"])
    sandbox.end(meeting["id"])
    await sandbox.settle()
    assert listener.names == ["meeting.created"]
    sandbox.webhooks.release(backwards=True, copies=2)
    await sandbox.settle()
    assert listener.names[1:3] == ["meeting.ended"] * 2
    assert listener.names[-2:] == ["meeting.started"] * 2


async def test_a_delivery_can_be_sent_once_more_with_the_same_body(sandbox, listener, meeting):
    sandbox.webhooks.resend(1)
    await sandbox.settle()
    assert listener.raw[0] == listener.raw[1]


async def test_only_what_was_sent_can_be_sent_again(sandbox, meeting):
    with pytest.raises(KeyError):
        sandbox.webhooks.resend(99)


async def test_an_endpoint_that_does_not_know_the_challenge_is_not_valid(sandbox, call):
    somewhere = sandbox.webhooks.subscribe(f"{sandbox.url}/sandbox/scopes", SECRET)
    assert not await sandbox.webhooks.validate(somewhere)
    nowhere = sandbox.webhooks.subscribe("http://127.0.0.1:9/", SECRET)
    assert not await sandbox.webhooks.validate(nowhere)


async def test_held_events_can_be_lost(sandbox, listener, meeting):
    sandbox.webhooks.hold()
    sandbox.start(meeting["id"])
    sandbox.webhooks.drop_held()
    await sandbox.settle()
    assert listener.names == ["meeting.created"]


async def test_a_subscription_may_name_its_events(sandbox, listener, meeting):
    sandbox.webhooks.subscriptions.clear()
    sandbox.webhooks.subscribe(listener.url, SECRET, ("meeting.ended",))
    sandbox.start(meeting["id"])
    sandbox.end(meeting["id"])
    await sandbox.settle()
    assert listener.names == ["meeting.created", "meeting.ended"]


async def test_an_event_whose_scope_the_app_lacks_is_not_sent(sandbox, listener, meeting):
    sandbox.account.scopes -= {"meeting:read:participant:admin"}
    sandbox.start(meeting["id"])
    await sandbox.settle()
    assert listener.names == ["meeting.created", "meeting.started"]


async def test_a_breakout_room_is_inside_the_class_and_left_before_it(call, sandbox):
    _, body = await call("POST", ANA, {})
    number = body["id"]
    sandbox.start(number)
    sandbox.join(number, email="bo@uni.example")
    sandbox.enter_room(number, email="bo@uni.example", room="Group A")
    sandbox.enter_room(number, email="bo@uni.example", room="Group B")
    sandbox.leave(number, email="bo@uni.example", reason="Network connection error.")

    told = [event for event in sandbox.account.events if event.name.startswith("meeting.participant_")][1:]
    assert [event.name.removeprefix("meeting.participant_") for event in told] == [
        "joined",
        "joined_breakout_room",
        "left_breakout_room",
        "joined_breakout_room",
        "left_breakout_room",
        "left",
    ]
    people = [event.payload["object"]["participant"] for event in told]
    assert len({each["participant_uuid"] for each in people}) == 1
    assert {each.get("parent_user_id", people[0]["user_id"]) for each in people} == {people[0]["user_id"]}
    rooms = [event.payload["object"].get("breakout_room_uuid") for event in told]
    assert rooms[1] == rooms[2] != rooms[3] == rooms[4]
    assert people[-1]["leave_reason"] == "Bo Chen left the meeting.<br>Reason: Network connection error."


async def test_the_end_of_a_class_ends_its_rooms_first(call, sandbox):
    _, body = await call("POST", ANA, {})
    sandbox.start(body["id"])
    sandbox.join(body["id"], email="bo@uni.example")
    sandbox.enter_room(body["id"], email="bo@uni.example")
    sandbox.end(body["id"])

    names = [event.name.removeprefix("meeting.") for event in sandbox.account.events]
    assert names[-4:] == ["participant_left_breakout_room", "participant_left", "participant_left", "ended"]


async def test_slips_are_those_of_zooms_own_examples(call, sandbox):
    _, body = await call("POST", ANA, {})
    sandbox.account.settings.webhook_slips = True
    sandbox.start(body["id"])
    sandbox.join(body["id"], name="A guest")
    sandbox.leave(body["id"], name="A guest")

    joined, left = (event.payload["object"] for event in sandbox.account.events[-2:])
    assert (joined["id"], joined["duration"], joined["type"]) == (body["id"], "60", "2")
    assert joined["participant"]["date_time"]
    assert joined["participant"].keys().isdisjoint({"join_time", "email"})
    assert isinstance(joined["participant"]["user_id"], int)
    assert left["participant"]["date_time"] == left["participant"]["leave_time"]


async def test_a_registrant_is_named_and_an_outsider_has_no_email(call, sandbox):
    _, body = await call("POST", ANA, {})
    signed = sandbox.register(body["id"], email="eve@else.example", first_name="Eve")
    sandbox.start(body["id"])
    sandbox.join(body["id"], registrant=signed.id)
    sandbox.join(body["id"], name="Lu", email="lu@else.example")

    eve, lu = (event.payload["object"]["participant"] for event in sandbox.account.events[-2:])
    assert (eve["registrant_id"], eve["email"], eve["id"]) == (signed.id, "eve@else.example", "")
    assert (lu["email"], lu["id"]) == ("", "")
    assert "registrant_id" not in lu
