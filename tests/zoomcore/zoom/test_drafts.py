"""What we send: wall time with its zone, whole repeats, and nothing that was not said."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zoomcore.domain.kinds import MeetingKind
from zoomcore.zoom.drafts import MeetingChange, MeetingDraft, change_body, draft_body, mentions, occurrence_body
from zoomcore.zoom.recurrence import (
    Daily,
    EndAfter,
    EndBy,
    MonthlyByDay,
    MonthlyByWeekday,
    Weekday,
    Weekly,
    read_recurrence,
    write_recurrence,
)
from zoomcore.zoom.settings import MeetingSettings

MEETING, WEBINAR = MeetingKind.MEETING, MeetingKind.WEBINAR
START = datetime(2026, 11, 30, 14, tzinfo=UTC)
WEEKLY = Weekly(days=(Weekday.SUNDAY, Weekday.MONDAY), end=EndAfter(8))

ends = st.builds(EndAfter, st.integers(0, 50)) | st.builds(
    EndBy, st.integers(1_700_000_000, 1_900_000_000).map(lambda second: datetime.fromtimestamp(second, UTC))
)
weekdays = st.sampled_from(Weekday)
recurrences = st.one_of(
    st.builds(Daily, interval=st.integers(1, 99), end=ends),
    st.builds(
        Weekly,
        days=st.sets(weekdays, min_size=1).map(lambda days: tuple(sorted(days))),
        interval=st.integers(1, 50),
        end=ends,
    ),
    st.builds(MonthlyByDay, day=st.integers(1, 31), interval=st.integers(1, 10), end=ends),
    st.builds(
        MonthlyByWeekday,
        week=st.sampled_from([-1, 1, 2, 3, 4]),
        weekday=weekdays,
        interval=st.integers(1, 10),
        end=ends,
    ),
)


@given(recurrences)
def test_every_repeat_comes_back_as_it_was_sent(recurrence):
    assert read_recurrence(write_recurrence(recurrence)) == recurrence


def test_zoom_counts_the_days_from_sunday():
    assert write_recurrence(WEEKLY)["weekly_days"] == "1,2"
    assert write_recurrence(MonthlyByWeekday(week=-1, weekday=Weekday.SATURDAY, end=EndAfter(2))) == {
        "type": 3,
        "repeat_interval": 1,
        "monthly_week": -1,
        "monthly_week_day": 7,
        "end_times": 2,
    }


@given(st.dates())
def test_our_weekdays_are_those_of_the_calendar(day):
    assert Weekday(day.isoweekday()).name == f"{day:%A}".upper()
    assert date.fromisoformat("2026-11-23").isoweekday() == Weekday.MONDAY


def test_an_end_is_sent_in_utc():
    end = EndBy(datetime(2026, 12, 12, 23, 59, tzinfo=ZoneInfo("America/New_York")))

    assert write_recurrence(Daily(end=end))["end_date_time"] == "2026-12-13T04:59:00Z"


@pytest.mark.parametrize("raw", [{}, {"type": 4}, {"type": "x"}, {"type": 2, "weekly_days": None}])
def test_a_repeat_zoom_has_not_named_is_none_and_not_a_crash(raw):
    assert read_recurrence(raw) is None or raw["type"] == 2


def test_a_draft_is_sent_as_wall_time_with_its_zone():
    body = draft_body(MeetingDraft(topic="Algebra", start=START, zone="Europe/Madrid", duration_minutes=50))

    assert body == {
        "topic": "Algebra",
        "type": 2,
        "start_time": "2026-11-30T15:00:00",
        "timezone": "Europe/Madrid",
        "duration": 50,
    }


@given(st.integers(1_700_000_000, 1_900_000_000), st.sampled_from(["Europe/Madrid", "Asia/Kolkata", "Pacific/Chatham"]))
def test_the_wall_time_names_the_moment_except_in_a_doubled_hour(second, zone):
    start = datetime.fromtimestamp(second, UTC)
    sent = draft_body(MeetingDraft(topic="x", start=start, zone=zone))["start_time"]
    understood = datetime.fromisoformat(sent).replace(tzinfo=ZoneInfo(zone))

    assert start - understood in {timedelta(), timedelta(hours=1)}


@pytest.mark.parametrize(
    ("kind", "start", "recurrence", "number"),
    [
        (MEETING, START, None, 2),
        (MEETING, None, None, 3),
        (MEETING, START, WEEKLY, 8),
        (WEBINAR, START, None, 5),
        (WEBINAR, None, None, 6),
        (WEBINAR, START, WEEKLY, 9),
        (MEETING, None, WEEKLY, 3),
    ],
)
def test_the_type_follows_from_start_and_repeat(kind, start, recurrence, number):
    body = draft_body(MeetingDraft(kind=kind, topic="x", start=start, recurrence=recurrence, zone="Europe/Madrid"))

    assert body["type"] == number
    assert ("recurrence" in body) == (number in {8, 9})


def test_the_reference_is_the_first_line_of_the_agenda():
    draft = MeetingDraft(topic="x", zone="UTC", agenda="Bring paper. " * 50, reference="ref-1")

    assert draft_body(draft)["agenda"].startswith("ref-1\nBring")


@pytest.mark.parametrize(
    ("agenda", "found"),
    [
        ("ref-1", True),
        ("ref-1\nBring paper", True),
        ("Bring paper (ref-1)", True),
        ("ref-12", False),
        ("xref-1", False),
        ("ref-1-2", False),
        ("", False),
    ],
)
def test_a_reference_is_found_only_as_a_whole(agenda, found):
    assert mentions(agenda, "ref-1") is found


def test_a_reference_is_no_pattern():
    assert not mentions("refx1", "ref.1")
    assert mentions("see ref.1", "ref.1")


def test_a_change_sends_only_what_was_said():
    assert change_body(MEETING, MeetingChange(topic="Geometry")) == {"topic": "Geometry"}
    assert change_body(MEETING, MeetingChange(agenda="")) == {"agenda": ""}


def test_a_new_time_goes_with_its_zone():
    assert change_body(MEETING, MeetingChange(start=START, zone="Europe/Madrid")) == {
        "start_time": "2026-11-30T15:00:00",
        "timezone": "Europe/Madrid",
    }
    with pytest.raises(ValueError, match="zone"):
        change_body(MEETING, MeetingChange(start=START))


def test_a_new_repeat_is_sent_whole_and_makes_the_meeting_a_series():
    body = change_body(WEBINAR, MeetingChange(recurrence=WEEKLY))

    assert body == {"type": 9, "recurrence": write_recurrence(WEEKLY)}


def test_one_occurrence_is_moved_in_utc():
    start = START.astimezone(ZoneInfo("Europe/Madrid"))
    body = occurrence_body(MEETING, MeetingChange(start=start, zone="Europe/Madrid", duration_minutes=30))

    assert body == {"start_time": "2026-11-30T14:00:00Z", "duration": 30}


@pytest.mark.parametrize(
    "change",
    [
        MeetingChange(topic="Geometry"),
        MeetingChange(password="123456"),
        MeetingChange(recurrence=WEEKLY),
        MeetingChange(settings=MeetingSettings(alternative_hosts=("li@uni.example",))),
    ],
)
def test_what_zoom_would_ignore_on_one_occurrence_is_not_sent(change):
    with pytest.raises(ValueError, match="single occurrence"):
        occurrence_body(MEETING, change)


def test_a_passcode_is_not_shown():
    draft = MeetingDraft(topic="x", zone="UTC", password="PASSC0DE")

    assert "PASSC0DE" not in f"{draft!r} {MeetingChange(password='PASSC0DE')!r}"
    assert draft_body(draft)["password"] == "PASSC0DE"
