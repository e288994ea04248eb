"""A meeting as Zoom writes it, read back into our words: what we sent comes back as what we meant."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests.builders import a_schedule
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.options import RecordingMode
from zoomcore.domain.recurrence import plan
from zoomcore.domain.schedule import Repeat, Schedule
from zoomcore.workflows.drafts import recurrence_of
from zoomcore.workflows.taken import copy_of, options_of, seen_of
from zoomcore.zoom.models import read_meeting
from zoomcore.zoom.recurrence import write_recurrence

BLANK = Schedule(zone="Europe/Lisbon", duration_minutes=60)


def as_zoom_has(schedule, **more):
    """The answer to a GET of it."""
    starts = plan(schedule).starts
    rule = recurrence_of(schedule)
    body = {
        "id": 81234567890,
        "topic": "Algebra",
        "type": 8 if rule else 2,
        "timezone": schedule.zone,
        "duration": schedule.duration_minutes,
        "start_time": f"{starts[0]:%Y-%m-%dT%H:%M:%SZ}",
        "join_url": "https://zoom.example/j/81234567890?pwd=a",
        "settings": {"waiting_room": True, "auto_recording": "cloud", "global_dial_in_numbers": [{"number": "1"}]},
    }
    if rule:
        body["recurrence"] = write_recurrence(rule)
        body["occurrences"] = [
            {
                "occurrence_id": str(number),
                "start_time": f"{start:%Y-%m-%dT%H:%M:%SZ}",
                "duration": schedule.duration_minutes,
                "status": "available",
            }
            for number, start in enumerate(starts)
        ]
    return read_meeting(MeetingKind.MEETING, body | more)


SCHEDULES = [
    a_schedule(),
    a_schedule(repeat=Repeat.DAILY, interval=2, count=5),
    a_schedule(repeat=Repeat.WEEKLY, weekdays=(2, 4), until=date(2026, 12, 17)),
    a_schedule(repeat=Repeat.WEEKLY, weekdays=(2,), interval=2, count=10),
    a_schedule(repeat=Repeat.MONTHLY, count=6),
    a_schedule(repeat=Repeat.MONTHLY, monthly_week=-1, weekdays=(2,), count=4, day=date(2026, 12, 29)),
    a_schedule(
        repeat=Repeat.WEEKLY, weekdays=(7,), until=date(2027, 4, 4), zone="America/New_York", day=date(2026, 12, 6)
    ),
]


@pytest.mark.parametrize("schedule", SCHEDULES, ids=lambda one: f"{one.repeat or 'once'} {one.count or one.until}")
def test_what_was_made_from_a_schedule_is_read_as_that_schedule(schedule):
    assert copy_of(as_zoom_has(schedule), BLANK).schedule == schedule


def test_a_rule_that_is_still_ours_keeps_its_first_day_and_the_days_left_out():
    ours = a_schedule(repeat=Repeat.WEEKLY, weekdays=(2,), until=date(2027, 1, 26), skip=(date(2026, 12, 22),))
    made = as_zoom_has(replace(ours, skip=()))
    later = replace(made, occurrences=made.occurrences[3:])
    assert copy_of(later, ours).schedule == ours


def test_one_date_moved_by_itself_is_no_other_timetable_and_all_of_them_are():
    ours = a_schedule(repeat=Repeat.WEEKLY, weekdays=(2,), count=4)
    made = as_zoom_has(ours)
    hour = timedelta(hours=1)
    moved = [replace(one, start_time=one.start_time + hour) for one in made.occurrences]
    for left in (made.occurrences[1:], made.occurrences[3:]):
        assert copy_of(replace(made, occurrences=(moved[0], *left)), ours).schedule == ours
    assert copy_of(replace(made, occurrences=tuple(moved)), ours).schedule == replace(ours, at=time(16))


def test_a_class_at_no_fixed_time_has_no_dates():
    made = replace(as_zoom_has(a_schedule()), type=3, start_time=None)
    read = copy_of(made, BLANK)
    assert read.schedule == Schedule(zone="Europe/Lisbon", duration_minutes=60, repeat=Repeat.ANYTIME)
    assert [one.start for one in read.dates] == [None]


def test_an_end_that_is_never_is_as_many_as_zoom_makes():
    made = as_zoom_has(a_schedule(repeat=Repeat.DAILY, count=3))
    endless = read_meeting(
        MeetingKind.MEETING,
        {
            "id": 1,
            "type": 8,
            "timezone": "Europe/Madrid",
            "recurrence": {"type": 1, "end_times": 0},
            "occurrences": [{"occurrence_id": "1", "start_time": "2026-12-01T14:00:00Z", "duration": 50}],
        },
    )
    assert copy_of(endless, BLANK).schedule.count == 50
    assert made.recurrence is not None


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../etc/passwd"])
def test_a_zone_nobody_knows_is_read_in_the_one_we_had(zone):
    assert copy_of(as_zoom_has(a_schedule(), timezone=zone), BLANK).schedule.zone == "Europe/Lisbon"


def test_a_day_that_the_first_month_lacks_is_held_on_the_date_it_has():
    body = {
        "id": 1,
        "type": 8,
        "timezone": "UTC",
        "recurrence": {"type": 3, "monthly_day": 31, "end_times": 3},
        "occurrences": [{"occurrence_id": "1", "start_time": "2026-11-30T14:00:00Z", "duration": 50}],
    }
    assert copy_of(read_meeting(MeetingKind.MEETING, body), BLANK).schedule.day == date(2026, 11, 30)


def test_what_is_kept_holds_no_link_and_nothing_that_is_zooms_own():
    made = as_zoom_has(a_schedule())
    assert options_of(made) == {"waiting_room": True, "auto_recording": "cloud", "agenda": ""}
    assert "pwd" not in str(seen_of(made))
    assert seen_of(made) != seen_of(replace(made, join_url="https://zoom.example/j/81234567890?pwd=b"))


@pytest.mark.parametrize(("told", "read"), [("cloud", RecordingMode.CLOUD), ("", None), ("elsewhere", None)])
def test_a_recording_of_a_kind_nobody_knows_is_not_said(told, read):
    made = as_zoom_has(a_schedule(), settings={"auto_recording": told})
    assert copy_of(made, BLANK).options.recording is read


def test_a_meeting_without_any_time_keeps_the_schedule_we_had():
    made = replace(as_zoom_has(a_schedule()), start_time=None)
    assert copy_of(made, a_schedule()).schedule == a_schedule()
    assert datetime(2026, 12, 1, 14, tzinfo=UTC) == plan(a_schedule()).starts[0]
