"""A rhythm from a typed line to Zoom and back to the same line, in every zone and over changes of the clocks."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.builders import a_meeting
from zoomcore.commands.outcome import Speaker
from zoomcore.commands.parse import parse
from zoomcore.commands.render import line
from zoomcore.commands.wishes.meetings import ScheduleMeeting
from zoomcore.domain.faults import ScheduleFault
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.recurrence import plan
from zoomcore.domain.schedule import Repeat, Schedule
from zoomcore.sandbox.recurrence import make_occurrences, read_recurrence, write_recurrence
from zoomcore.workflows.drafts import draft_of
from zoomcore.workflows.taken import copy_of
from zoomcore.zoom.drafts import draft_body
from zoomcore.zoom.models import read_meeting

#: Some that change their clocks at odd hours or by odd amounts, and some that never do.
ZONES = (
    *("Europe/Madrid", "America/New_York", "America/Santiago", "Australia/Lord_Howe", "Pacific/Apia"),
    *("Africa/Casablanca", "Asia/Kolkata", "Asia/Kathmandu", "UTC"),
)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
#: Nothing is known of it: all has to come out of what Zoom tells.
UNKNOWN = Schedule(zone="UTC", duration_minutes=60)


@st.composite
def rhythms(draw):
    """A repeat whose first day agrees with it, as the grammar leaves it."""
    day = date(2026, 11, 25) + timedelta(days=draw(st.integers(0, 500)))
    kind = draw(st.sampled_from([Repeat.DAILY, Repeat.WEEKLY, Repeat.MONTHLY]))
    most = {Repeat.DAILY: 90, Repeat.WEEKLY: 12, Repeat.MONTHLY: 3}[kind]
    rule = {"day": day, "repeat": kind, "interval": draw(st.integers(1, most))}
    if kind is Repeat.WEEKLY:
        others = draw(st.sets(st.integers(1, 7), max_size=6))
        rule["weekdays"] = tuple(sorted({day.isoweekday(), *others}))
    elif kind is Repeat.MONTHLY and draw(st.booleans()):
        last = (day + timedelta(days=7)).month != day.month
        week = -1 if last else (day.day - 1) // 7 + 1
        rule |= {"weekdays": (day.isoweekday(),), "monthly_week": week}
    elif kind is Repeat.MONTHLY:
        assume(day.day <= 28)
    return rule | {"count": draw(st.integers(1, 50))}


def ended(draw_by_day, schedule):
    """The same dates with their last day for an end."""
    try:
        days = plan(schedule).days
    except ScheduleFault:
        assume(False)
    if not draw_by_day:
        return {"count": schedule.count, "until": None}
    return {"count": None, "until": days[-1]}


def through_zoom(schedule):
    """What our own reader makes of what Zoom answers to our own request."""
    body = draft_body(draft_of(a_meeting(schedule=schedule)))
    rule = read_recurrence(body["recurrence"])
    start = plan(schedule).starts[0]
    dates = make_occurrences(rule, start, body["timezone"], body["duration"])
    told = {
        "id": 81234567890,
        "uuid": "u==",
        "host_id": "h",
        "topic": body["topic"],
        "type": body["type"],
        "timezone": body["timezone"],
        "duration": body["duration"],
        "start_time": dates[0].start.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "join_url": "https://zoom.example/j/81234567890",
        "recurrence": write_recurrence(rule),
        "occurrences": [
            {
                "occurrence_id": one.id,
                "start_time": one.start.strftime("%Y-%m-%dT%H:%M:%SZ"),
                "duration": one.duration_minutes,
                "status": "available",
            }
            for one in dates
        ],
        "settings": {},
    }
    return dates, copy_of(read_meeting(MeetingKind.MEETING, told), UNKNOWN).schedule


@given(
    rhythms(),
    st.sampled_from(ZONES),
    st.times(min_value=time(4), max_value=time(22)).map(lambda at: at.replace(second=0, microsecond=0, fold=0)),
    st.booleans(),
)
@settings(max_examples=300)
def test_a_typed_rhythm_comes_back_from_zoom_as_the_same_line(rule, zone, at, by_day):
    whole = Schedule(zone=zone, duration_minutes=50, at=at, **rule)
    rule = rule | ended(by_day, whole)
    wanted = ScheduleMeeting(topic="Lab", at=at, zone=zone, duration_minutes=50, **rule)
    read = parse(line(wanted), {}, Speaker(now=NOW, zone=zone)).command
    assert line(read) == line(wanted)

    schedule = Schedule(zone=zone, duration_minutes=50, at=at, **rule)
    dates, back = through_zoom(schedule)
    assert tuple(one.start for one in dates) == plan(schedule).starts
    again = ScheduleMeeting(
        topic="Lab",
        day=back.day,
        at=back.at,
        zone=back.zone,
        duration_minutes=back.duration_minutes,
        repeat=back.repeat,
        interval=back.interval,
        weekdays=back.weekdays,
        monthly_week=back.monthly_week,
        until=back.until,
        count=back.count,
    )
    assert line(again) == line(wanted)
