"""Runs, stays and registrants out of Zoom's rows: one shape for three sources, and every length in its own unit."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zoomcore.domain.attendance.evidence import EvidenceSource
from zoomcore.domain.kinds import MeetingKind, ParticipantSource
from zoomcore.errors import ZoomUnexpected
from zoomcore.zoom.attendance import read_participant, read_registrant, read_run

REPORT, PAST, DASHBOARD = ParticipantSource
START = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
TIMES = {"join_time": "2026-11-23T14:00:00Z", "leave_time": "2026-11-23T14:50:00Z"}
IDS = {"id": "u-1", "user_id": "16778240", "registrant_id": "r-1", "status": "in_meeting"}
NAMED = {
    REPORT: {"name": "Bo Chen", "user_email": "Bo@Uni.example", "participant_user_id": "u-1", "bo_mtg_id": ""},
    PAST: {"name": "Bo Chen", "user_email": "bo@uni.example", "internal_user": True},
    DASHBOARD: {"user_name": "Bo Chen", "email": "bo@uni.example ", "participant_uuid": "P-1", "device": "iOS"},
}


@pytest.mark.parametrize("source", ParticipantSource)
def test_the_same_stay_reads_the_same_from_every_source(source):
    stay = read_participant(source, TIMES | IDS | NAMED[source])

    assert (stay.name, stay.email, stay.zoom_user_id) == ("Bo Chen", "bo@uni.example", "u-1")
    assert (stay.connection_id, stay.registrant_id, stay.internal) == ("16778240", "r-1", True)
    assert (stay.join_time, stay.leave_time) == (START, START + timedelta(minutes=50))
    assert (stay.source, stay.waiting, stay.breakout) == (source, False, False)
    assert "uni.example" not in repr(stay)


def test_what_is_asked_of_zoom_is_evidence_under_the_same_word():
    assert {*ParticipantSource} == {*EvidenceSource} - {EvidenceSource.WEBHOOK}


def test_what_has_no_name_here_is_kept_as_it_came():
    assert read_participant(DASHBOARD, TIMES | IDS | NAMED[DASHBOARD]).extra == {"device": "iOS"}


@pytest.mark.parametrize("source", ParticipantSource)
def test_a_guest_has_a_name_and_little_else(source):
    stay = read_participant(source, TIMES | {"name": "Sam", "user_id": 16778240, "id": "", "user_email": None})

    assert (stay.email, stay.zoom_user_id, stay.registrant_id, stay.internal) == ("", "", "", False)
    assert stay.connection_id == "16778240"


def test_rooms_are_told_apart():
    assert read_participant(REPORT, TIMES | {"status": "in_waiting_room"}).waiting
    assert read_participant(REPORT, TIMES | {"bo_mtg_id": "27423744"}).breakout


@pytest.mark.parametrize("seconds", [1500, "1500", 1500.0])
def test_a_stay_is_measured_in_seconds_where_a_moment_is_missing(seconds):
    without_leave = read_participant(REPORT, {"join_time": TIMES["join_time"], "duration": seconds})
    without_join = read_participant(REPORT, {"leave_time": TIMES["leave_time"], "duration": seconds})

    assert without_leave.leave_time == START + timedelta(minutes=25)
    assert without_join.join_time == START + timedelta(minutes=25)


def test_the_two_moments_win_over_the_length():
    stay = read_participant(REPORT, TIMES | {"duration": 0})

    assert stay.leave_time == START + timedelta(minutes=50)


def test_who_has_not_left_has_no_end():
    assert read_participant(DASHBOARD, {"join_time": TIMES["join_time"], "leave_time": ""}).leave_time is None


def test_a_leave_before_its_join_stands_as_zoom_said_it():
    stay = read_participant(REPORT, {"join_time": TIMES["leave_time"], "leave_time": TIMES["join_time"]})

    assert stay.leave_time is not None
    assert stay.leave_time < stay.join_time


@pytest.mark.parametrize("raw", [{}, {"name": "Bo"}, {"duration": 60}, {"join_time": "soon"}])
def test_a_stay_without_any_moment_is_never_left_out_in_silence(raw):
    with pytest.raises(ZoomUnexpected):
        read_participant(REPORT, raw)


ANYTHING = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.datetimes().map(str)


@given(st.fixed_dictionaries(dict.fromkeys([*TIMES, *IDS, "duration", "bo_mtg_id", "internal_user"], ANYTHING)))
def test_an_odd_row_reads_or_is_outside_the_contract(raw):
    for source in ParticipantSource:
        try:
            stay = read_participant(source, raw)
        except ZoomUnexpected:
            continue
        assert stay.join_time.tzinfo is UTC


RUN = {"uuid": "/a//b==", "id": "81234567890", "start_time": "2026-11-23T14:00:00Z"}


@pytest.mark.parametrize(
    ("duration", "length"),
    [
        (50, timedelta(minutes=50)),
        ("50", timedelta(minutes=50)),
        ("16:08", timedelta(minutes=16, seconds=8)),
        ("1:02:03", timedelta(hours=1, minutes=2, seconds=3)),
        ("00:50:00", timedelta(minutes=50)),
        (0, None),
        ("", None),
        ("an hour", None),
        ("1:2:3:4", None),
        ("9" * 5000 + ":00", None),
        (-5, None),
        (10**30, None),
        (None, None),
    ],
)
def test_a_runs_length_is_minutes_or_a_clock(duration, length):
    assert read_run(RUN | {"duration": duration}).end_time == (None if length is None else START + length)


def test_a_runs_own_end_wins_over_its_length():
    run = read_run(RUN | {"duration": 4, "end_time": "2026-11-23T14:48:00Z"})

    assert run.end_time == START + timedelta(minutes=48)


@pytest.mark.parametrize(("type_", "kind"), [(8, "meeting"), (5, "webinar"), (6, "webinar"), ("9", "webinar")])
def test_a_run_knows_whether_it_was_a_webinar(type_, kind):
    assert read_run(RUN | {"type": type_}).kind is MeetingKind(kind)


def test_a_run_takes_its_host_and_its_count_from_either_name():
    report = read_run(RUN | {"user_email": "Ana@uni.example", "participants_count": "3"})
    dashboard = read_run(RUN | {"email": "ana@uni.example", "participants": 3})

    assert (report.host_email, report.participants_count) == ("ana@uni.example", 3)
    assert report == dashboard


def test_a_list_of_one_meetings_runs_need_not_name_it():
    run = read_run({"uuid": "u", "start_time": RUN["start_time"]}, kind=MeetingKind.WEBINAR, meeting_id=81234567890)

    assert (run.kind, run.id, run.topic, run.end_time) == (MeetingKind.WEBINAR, 81234567890, "", None)


@pytest.mark.parametrize("raw", [{"id": 1}, {"uuid": "u"}, {"uuid": "", "id": 1}])
def test_a_run_without_uuid_or_number_is_outside_the_contract(raw):
    with pytest.raises(ZoomUnexpected):
        read_run(raw)


def test_a_registrant_keeps_the_own_link_to_itself():
    raw = {"id": "r-1", "email": "Bo@uni.example", "first_name": "Bo", "status": "approved", "join_url": "https://z/w"}
    one = read_registrant(raw | {"create_time": "2026-11-01T10:00:00Z"})

    assert (one.id, one.email, one.name, one.status) == ("r-1", "bo@uni.example", "Bo", "approved")
    assert one.created_at == datetime(2026, 11, 1, 10, tzinfo=UTC)
    assert "https" not in repr(one)
    assert "@" not in repr(one)
