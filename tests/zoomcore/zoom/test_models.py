"""Zoom's objects as our values: Zoom's own words in, nothing secret shown, nothing lost."""

from datetime import UTC, datetime

import pytest

from zoomcore.domain.kinds import MeetingKind
from zoomcore.zoom.endpoints import GET_USER
from zoomcore.zoom.models import StartUrl, read_meeting, read_schedulers, read_user, read_user_settings
from zoomcore.zoom.recurrence import EndBy, Weekday, Weekly
from zoomcore.zoom.settings import BreakoutRoom, MeetingSettings, read_settings, write_settings
from zoomcore.zoom.wire import Call

WEEKLY = {
    "uuid": "4444AAAiAAAAAiAiAiiAii==",
    "id": 98765432101,
    "host_id": "30R7kT7bTIKSNUFEuH_Qlg",
    "host_email": "ana@uni.example",
    "topic": "Algebra",
    "type": 8,
    "status": "waiting",
    "start_time": "2026-11-23T14:00:00Z",
    "duration": "50",
    "timezone": "Europe/Madrid",
    "agenda": "ref-1",
    "created_at": "2026-11-20T08:00:00Z",
    "start_url": "https://zoom.us/s/98765432101?zak=SECRETZAK",
    "join_url": "https://zoom.us/j/98765432101?pwd=JOINPWD",
    "password": "PASSC0DE",
    "encrypted_password": "ENCRYPTED",
    "h323_password": "112233",
    "dynamic_host_key": "445566",
    "occurrences": [
        {"occurrence_id": 1700000000000, "start_time": "2026-11-23T14:00:00Z", "duration": 50, "status": "available"},
        {"occurrence_id": "1700604800000", "start_time": "2026-11-30T14:00:00Z", "duration": 50, "status": "deleted"},
    ],
    "recurrence": {"type": 2, "repeat_interval": 1, "weekly_days": "2,4", "end_date_time": "2026-12-12T22:59:00Z"},
    "settings": {"waiting_room": True, "alternative_hosts": "li@uni.example;kim@uni.example", "brand_new": {"a": 1}},
    "tracking_fields": [{"field": "dept", "value": "maths", "visible": True}],
    "newer_than_us": [1],
}


@pytest.fixture
def meeting():
    return read_meeting(MeetingKind.MEETING, WEEKLY)


def test_a_weekly_meeting_is_read_in_full(meeting):
    assert meeting.id == 98765432101
    assert meeting.start_time == datetime(2026, 11, 23, 14, tzinfo=UTC)
    assert meeting.duration_minutes == 50
    assert meeting.recurrence == Weekly(
        days=(Weekday.MONDAY, Weekday.WEDNESDAY), end=EndBy(datetime(2026, 12, 12, 22, 59, tzinfo=UTC))
    )
    assert [(each.id, each.is_available) for each in meeting.occurrences] == [
        ("1700000000000", True),
        ("1700604800000", False),
    ]
    assert meeting.settings.alternative_hosts == ("li@uni.example", "kim@uni.example")
    assert meeting.tracking_fields == (("dept", "maths"),)


def test_what_is_newer_than_us_is_kept(meeting):
    assert meeting.extra == {"newer_than_us": [1]}
    assert meeting.settings.extra == {"brand_new": {"a": 1}}


@pytest.mark.parametrize("secret", ["SECRETZAK", "PASSC0DE", "JOINPWD", "ENCRYPTED", "112233", "445566"])
def test_no_credential_is_shown(meeting, secret):
    assert secret not in repr(meeting)


@pytest.mark.parametrize("secret", ["SECRETZAK", "ENCRYPTED", "112233", "445566"])
def test_a_hosts_credentials_are_not_even_kept(meeting, secret):
    assert secret not in f"{meeting.extra} {meeting.settings} {meeting.join_url} {meeting.password}"


def test_a_start_address_is_not_shown():
    assert "zak" not in f"{StartUrl('https://zoom.us/s/1?zak=x')!r} {StartUrl('https://zoom.us/s/1?zak=x')}"


def test_no_email_reaches_a_log_line_by_way_of_a_representation(meeting):
    user = read_user({"id": "x", "email": "ana@uni.example"})
    (scheduler,) = read_schedulers({"schedulers": [{"id": "x", "email": "ana@uni.example"}]})

    call = Call(endpoint=GET_USER, ids={"userId": "ana@uni.example"}, host="ana@uni.example")

    assert "@uni.example" not in f"{user!r} {scheduler!r} {meeting!r} {call!r}"


def test_settings_survive_reading_and_writing_with_what_we_do_not_know():
    raw = {
        "waiting_room": False,
        "jbh_time": 10,
        "auto_recording": "cloud",
        "alternative_hosts": "li@uni.example;kim@uni.example",
        "meeting_invitees": [{"email": "bo@uni.example"}],
        "breakout_room": {"enable": True, "rooms": [{"name": "A", "participants": ["bo@uni.example"]}]},
        "language_interpretation": {"enable": True, "interpreters": []},
    }

    assert write_settings(read_settings(raw), MeetingKind.MEETING) == raw


def test_hosts_are_read_with_commas_too():
    assert read_settings({"alternative_hosts": "li@uni.example, kim@uni.example"}).alternative_hosts == (
        "li@uni.example",
        "kim@uni.example",
    )
    assert read_settings({"alternative_hosts": ""}).alternative_hosts == ()
    assert read_settings({}).alternative_hosts is None


def test_settings_nobody_mentioned_are_not_sent():
    assert write_settings(MeetingSettings(waiting_room=False), MeetingKind.MEETING) == {"waiting_room": False}


def test_nobody_and_nothing_can_be_said_too():
    said = MeetingSettings(alternative_hosts=(), breakout_rooms=(), meeting_invitees=())

    assert write_settings(said, MeetingKind.MEETING) == {
        "alternative_hosts": "",
        "breakout_room": {"enable": False, "rooms": []},
        "meeting_invitees": [],
    }


def test_a_webinar_is_not_sent_what_only_meetings_have():
    said = MeetingSettings(
        waiting_room=True, mute_upon_entry=True, breakout_rooms=(BreakoutRoom("A"),), practice_session=True
    )

    assert write_settings(said, MeetingKind.WEBINAR) == {"practice_session": True}
    assert "practice_session" not in write_settings(said, MeetingKind.MEETING)


def test_a_pending_user_has_no_id_and_its_real_age():
    user = read_user(
        {
            "email": "new@uni.example",
            "type": 1,
            "created_at": "2026-11-23T20:00:00Z",
            "user_created_at": "2026-11-01T08:00:00Z",
        }
    )

    assert (user.id, user.created_at) == ("", datetime(2026, 11, 1, 8, tzinfo=UTC))
    assert user.name == "new@uni.example"
    assert not user.is_licensed


def test_a_users_name_is_what_zoom_shows():
    assert read_user({"display_name": "Dr Ana", "first_name": "Ana", "last_name": "Ruiz"}).name == "Dr Ana"
    assert read_user({"first_name": "Ana", "last_name": "Ruiz", "type": "2"}).name == "Ana Ruiz"
    assert read_user({"type": "2"}).is_licensed


def test_a_host_key_is_not_kept():
    assert "998877" not in str(read_user({"id": "x", "host_key": "998877"}).extra)


def test_the_passcode_rule_is_read_from_a_users_settings():
    settings = read_user_settings(
        {
            "schedule_meeting": {
                "require_password_for_scheduling_new_meetings": True,
                "meeting_password_requirement": {"length": 8, "have_number": True, "only_allow_numeric": False},
            },
            "in_meeting": {"waiting_room": True},
            "feature": {"meeting_capacity": 300, "webinar": False},
        }
    )

    assert (settings.passcode_rule.length, settings.passcode_rule.have_number) == (8, True)
    assert not settings.passcode_rule.have_letter
    assert (settings.passcode_required, settings.waiting_room) == (True, True)
    assert (settings.meeting_capacity, settings.has_webinar) == (300, False)


def test_no_schedulers_is_an_empty_answer():
    assert read_schedulers({}) == ()
    assert [each.email for each in read_schedulers({"schedulers": [{"id": "x", "email": "li@uni.example"}]})] == [
        "li@uni.example"
    ]
