"""Webhooks: believed only when signed, read tolerantly, recognised when they come again."""

import hashlib
import hmac
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.contracts.zoom_spec import spec_dir
from zoomcore.domain.kinds import MeetingKind
from zoomcore.errors import ZoomUnexpected
from zoomcore.zoom.user_events import UserEvent
from zoomcore.zoom.webhook import (
    EventParticipant,
    MeetingCreated,
    MeetingDeleted,
    MeetingEnded,
    MeetingEvent,
    MeetingRecovered,
    MeetingStarted,
    MeetingUpdated,
    OtherEvent,
    ParticipantAdmitted,
    ParticipantBeforeHost,
    ParticipantJoined,
    ParticipantLeft,
    UrlValidation,
    delivery_key,
    is_from_zoom,
    read_body,
    read_event,
    validation_answer,
)

SECRET = "webhook-secret"
AT = 1_795_464_000_000


def event(name, thing=None, **payload):
    thing = {"id": "81234567890", "uuid": "u==", "host_id": "h", "topic": "Algebra"} | (thing or {})
    return {"event": name, "event_ts": AT, "payload": {"account_id": "a", "object": thing} | payload}


def signed(body, timestamp="1795464000", secret=SECRET):
    return "v0=" + hmac.new(secret.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256).hexdigest()


@given(st.binary(max_size=200))
def test_a_signed_body_is_from_zoom(body):
    assert is_from_zoom(body, timestamp="1795464000", signature=signed(body), secret=SECRET)


@pytest.mark.parametrize(
    ("timestamp", "signature", "secret"),
    [
        ("1795464001", signed(b"{}"), SECRET),
        ("1795464000", signed(b"{ }"), SECRET),
        ("1795464000", signed(b"{}", secret="other"), SECRET),
        ("1795464000", signed(b"{}").removeprefix("v0="), SECRET),
        ("1795464000", signed(b"{}").upper(), SECRET),
        ("1795464000", "", SECRET),
        ("1795464000", "v0=é", SECRET),
        ("1795464000", signed(b"{}", secret=""), ""),
    ],
)
def test_anything_else_is_not(timestamp, signature, secret):
    assert not is_from_zoom(b"{}", timestamp=timestamp, signature=signature, secret=secret)


def test_the_address_is_validated_as_zoom_asks():
    raw = {"event": "endpoint.url_validation", "event_ts": AT, "payload": {"plainToken": "qgg8vlvZRS6UYooatFL8Aw"}}
    asked = read_event(raw)

    assert asked == UrlValidation(plain_token="qgg8vlvZRS6UYooatFL8Aw")
    assert validation_answer(asked.plain_token, secret=SECRET) == {
        "plainToken": asked.plain_token,
        "encryptedToken": hmac.new(SECRET.encode(), b"qgg8vlvZRS6UYooatFL8Aw", hashlib.sha256).hexdigest(),
    }


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"{}", b'{"event": null}', b"\xff", b"[" * 100_000])
def test_what_is_no_event_is_outside_the_contract(body):
    with pytest.raises(ZoomUnexpected):
        read_body(body)


def test_a_started_class_names_its_run_and_when():
    happened = read_event(event("meeting.started", {"start_time": "2026-11-23T20:01:00Z", "duration": 60}))

    assert happened == MeetingStarted(
        kind=MeetingKind.MEETING,
        meeting_id=81234567890,
        at=datetime.fromtimestamp(AT / 1000, UTC),
        uuid="u==",
        host_id="h",
        topic="Algebra",
        start_time=datetime(2026, 11, 23, 20, 1, tzinfo=UTC),
    )


def test_an_end_without_its_time_is_taken_to_be_when_the_event_arose():
    happened = read_event(event("webinar.ended", {"id": 81234567890, "start_time": ""}))

    assert isinstance(happened, MeetingEnded)
    assert (happened.kind, happened.end_time, happened.start_time) == (MeetingKind.WEBINAR, happened.at, None)


def test_deleting_one_date_is_not_deleting_the_class():
    dates = {"occurrences": [{"occurrence_id": "17", "start_time": "2026-11-30T14:00:00Z"}]}

    one = read_event(event("meeting.deleted", dates, operation="single"))
    whole = read_event(event("meeting.deleted", dates, operation="all"))

    assert isinstance(one, MeetingDeleted)
    assert [each.id for each in one.occurrences] == ["17"]
    assert isinstance(whole, MeetingDeleted)
    assert whole.occurrences == ()


@pytest.mark.parametrize("place", ["payload", "object"])
def test_an_update_says_what_differs_wherever_zoom_puts_the_old_values(place):
    old = {"old_object": {"id": 81234567890, "topic": "Old", "settings": {}}}
    raw = event("meeting.updated", **old) if place == "payload" else event("webinar.updated", old)

    happened = read_event(raw)

    assert isinstance(happened, MeetingUpdated)
    assert happened.changed == {"topic", "settings"}


def test_people_come_and_go():
    who = {"user_name": "Bo Chen", "user_id": "16778240", "email": "bo@uni.example", "participant_uuid": "P-1"}
    joined = read_event(
        event("meeting.participant_joined", {"participant": who | {"join_time": "2026-11-23T20:02:00Z"}})
    )
    left = read_event(event("webinar.participant_left", {"participant": who | {"leave_time": "2026-11-23T20:52:00Z"}}))

    assert isinstance(joined, ParticipantJoined)
    assert isinstance(left, ParticipantLeft)
    assert joined.participant == left.participant
    assert (joined.participant.connection_id, joined.participant.participant_uuid) == ("16778240", "P-1")
    assert (joined.moment.minute, left.moment.minute) == (2, 52)
    assert "bo@uni.example" not in repr(joined)


WHO = {"user_id": "16778240", "user_name": "Bo Chen", "date_time": "2026-11-23T20:02:00Z", "email": ""}


@pytest.mark.parametrize(
    ("name", "typed", "room"),
    [
        ("joined", ParticipantJoined, (False, False)),
        ("joined_waiting_room", ParticipantJoined, (True, False)),
        ("put_in_waiting_room", ParticipantJoined, (True, False)),
        ("joined_breakout_room", ParticipantJoined, (False, True)),
        ("left", ParticipantLeft, (False, False)),
        ("left_waiting_room", ParticipantLeft, (True, False)),
        ("left_breakout_room", ParticipantLeft, (False, True)),
    ],
)
def test_a_stay_says_in_which_room_it_is(name, typed, room):
    happened = read_event(event(f"meeting.participant_{name}", {"participant": WHO}))

    assert isinstance(happened, typed)
    assert (happened.waiting, happened.breakout) == room
    assert happened.moment == datetime(2026, 11, 23, 20, 2, tzinfo=UTC)


@pytest.mark.parametrize(("name", "typed"), [("admitted", ParticipantAdmitted), ("jbh_waiting", ParticipantBeforeHost)])
def test_what_is_no_stay_is_told_apart_from_one(name, typed):
    happened = read_event(event(f"meeting.participant_{name}", {"participant": {"user_name": "Bo Chen"}}))

    assert isinstance(happened, typed)
    assert not isinstance(happened, ParticipantJoined | ParticipantLeft)
    assert (happened.participant.name, happened.participant.connection_id) == ("Bo Chen", "")
    assert happened.moment == happened.at


def test_numbers_mixed_case_and_blanks_are_read_as_the_same_person():
    who = {"user_id": 16778240, "user_name": "Bo", "email": " Bo@Uni.example ", "registrant_id": None, "id": "u1"}
    happened = read_event(
        event("meeting.participant_left", {"id": "81234567890", "participant": who | {"leave_reason": "Bo left."}})
    )

    assert isinstance(happened, ParticipantLeft)
    assert happened.meeting_id == 81234567890
    assert happened.reason == "Bo left."
    assert happened.participant == EventParticipant(
        name="Bo",
        email="bo@uni.example",
        zoom_user_id="u1",
        registrant_id="",
        connection_id="16778240",
        participant_uuid="",
    )


@pytest.mark.parametrize(
    "name",
    ["user.settings_updated", "recording.archive_files_completed", "meeting.alert", "meeting", "app_deauthorized"],
)
def test_an_event_we_do_nothing_about_is_kept_by_name(name):
    assert read_event({"event": name, "event_ts": AT, "payload": {}}) == OtherEvent(
        name=name, at=datetime.fromtimestamp(AT / 1000, UTC)
    )


@pytest.mark.parametrize(
    "raw",
    [
        {"event": "meeting.started", "event_ts": AT, "payload": {"object": {}}},
        {"event": "meeting.started", "event_ts": AT},
        {"event": "meeting.started", "payload": {"object": {"id": 1}}},
        {"event": "meeting.started", "event_ts": 10**30, "payload": {"object": {"id": 1}}},
    ],
)
def test_an_event_without_its_meeting_or_its_time_is_outside_the_contract(raw):
    with pytest.raises(ZoomUnexpected):
        read_event(raw)


def test_a_repeated_delivery_has_the_same_key_though_its_token_differs():
    first = event("recording.completed") | {"download_token": "one"}
    payload = dict(reversed(first["payload"].items()))
    again = {"payload": payload, "event_ts": AT, "event": "recording.completed", "download_token": "two"}

    assert delivery_key(first) == delivery_key(again)


@pytest.mark.parametrize(
    "other",
    [
        event("meeting.ended"),
        event("meeting.started", {"uuid": "v=="}),
        event("meeting.started") | {"event_ts": AT + 1},
    ],
)
def test_another_event_has_another_key(other):
    assert delivery_key(other) != delivery_key(event("meeting.started"))


@pytest.mark.spec
def test_every_example_of_zooms_own_catalogue_is_read():
    path = spec_dir() / "zoom-webhooks.openapi.json"
    if not path.is_file():
        pytest.skip(f"Zoom's webhook catalogue is not at {path}: set LECTERN_SPEC_DIR")
    hooks = json.loads(path.read_text(encoding="utf-8"))["webhooks"]
    read = {}
    for name, hook in hooks.items():
        content = hook["post"]["requestBody"]["content"]["application/json"]
        for example in content["examples"].values():
            value = example["value"]
            read[name] = read_event(read_body(value.encode() if isinstance(value, str) else json.dumps(value).encode()))

    assert len(read) == len(hooks)
    expected = {
        "created": MeetingCreated,
        "updated": MeetingUpdated,
        "deleted": MeetingDeleted,
        "permanently_deleted": MeetingDeleted,
        "recovered": MeetingRecovered,
        "started": MeetingStarted,
        "ended": MeetingEnded,
        "participant_joined": ParticipantJoined,
        "participant_left": ParticipantLeft,
    }
    for kind in MeetingKind:
        for happening, typed in expected.items():
            assert isinstance(read[f"{kind}.{happening}"], typed)
    rooms = {
        "joined_waiting_room": ParticipantJoined,
        "left_waiting_room": ParticipantLeft,
        "put_in_waiting_room": ParticipantJoined,
        "joined_breakout_room": ParticipantJoined,
        "left_breakout_room": ParticipantLeft,
        "admitted": ParticipantAdmitted,
        "jbh_waiting": ParticipantBeforeHost,
    }
    for happening, typed in rooms.items():
        assert isinstance(read[f"meeting.participant_{happening}"], typed)
    people = [each for each in read.values() if isinstance(each, ParticipantJoined | ParticipantLeft)]
    assert all(each.uuid and each.participant.name and each.participant.connection_id for each in people)
    assert sum(isinstance(each, MeetingEvent) for each in read.values()) == 2 * len(expected) + len(rooms)


def test_a_change_of_a_users_license_is_read_from_what_little_zoom_says():
    payload = {"object": {"id": "u1", "email": "Tom@Uni.example", "type": "2"}, "old_object": {"type": 1}}
    event = read_event({"event": "user.updated", "event_ts": AT, "payload": payload})

    assert event == UserEvent(
        what="updated", user_id="u1", email="tom@uni.example", type=2, at=datetime.fromtimestamp(AT / 1000, UTC)
    )
