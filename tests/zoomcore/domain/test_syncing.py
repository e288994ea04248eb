"""What Zoom has beside what we have: when a list is reason to read, what differs, what clashes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.builders import NOW, START, a_meeting, a_schedule, an_occurrence
from zoomcore.domain.dates import ZoomDate, pair_dates
from zoomcore.domain.options import Options, RecordingMode
from zoomcore.domain.syncing import (
    Difference,
    MeetingSync,
    Standing,
    Wanted,
    What,
    ZoomCopy,
    clash,
    differences,
    strikes_after,
    wants_full_read,
)

SEEN = {"topic": "Algebra II", "type": 8, "minutes": 50}
WEEK = timedelta(days=7)


def standing(**changes):
    sync = MeetingSync(meeting_id=1, seen=SEEN, full_read_at=NOW, **changes)
    return Standing(meeting=a_meeting(), sync=sync, starts=frozenset({START, START + WEEK}), coming=True)


def copy(*dates, **changes):
    plain = ZoomCopy(
        topic="Algebra II",
        schedule=a_schedule(),
        dates=dates or (ZoomDate(occurrence_id="1", start=START, minutes=50),),
        join_url="https://zoom.example/j/81234567890",
        options=Options(waiting_room=True, recording=RecordingMode.NONE),
    )
    return replace(plain, **changes)


def found(ours, theirs, meeting=None):
    return differences(meeting or a_meeting(), ours, theirs, pair_dates(ours, theirs.dates, NOW))


def test_a_row_as_it_was_is_no_reason_to_read():
    assert not wants_full_read(standing(), SEEN, START, NOW)
    assert not wants_full_read(standing(), SEEN, START + WEEK, NOW)
    assert not wants_full_read(standing(), SEEN, None, NOW)


@pytest.mark.parametrize(
    ("known", "seen", "start", "now"),
    [
        (replace(standing(), sync=None), SEEN, START, NOW),
        (standing(), SEEN | {"topic": "Another"}, START, NOW),
        (standing(), SEEN, START + timedelta(hours=1), NOW),
        (standing(), SEEN, START, NOW + WEEK),
    ],
    ids=["never seen", "another row", "a date we don't know", "a week later"],
)
def test_what_is_new_or_long_unread_is_read(known, seen, start, now):
    assert wants_full_read(known, seen, start, now)


def test_what_is_over_is_not_read_for_its_age():
    assert not wants_full_read(replace(standing(), coming=False), SEEN, START, NOW + WEEK)


def test_two_misses_of_one_day_are_one():
    day = date(2026, 11, 23)
    assert strikes_after(None, day) == 1
    once = MeetingSync(meeting_id=1, strikes=1, struck_on=day)
    assert strikes_after(once, day) == 1
    assert strikes_after(once, day + timedelta(days=1)) == 2


def test_what_is_the_same_on_both_sides_differs_in_nothing():
    assert found([an_occurrence()], copy()) == ()


def test_each_thing_that_differs_is_named_once():
    ours = [
        an_occurrence(id=number, zoom_occurrence_id=str(number), start=START + number * WEEK) for number in range(4)
    ]
    theirs = copy(
        ZoomDate(occurrence_id="0", start=START + timedelta(hours=1), minutes=50),
        ZoomDate(occurrence_id="1", start=START + WEEK, minutes=90),
        topic="Algebra III",
        options=Options(waiting_room=False, recording=RecordingMode.NONE),
        join_url="https://zoom.example/j/81234567890?pwd=new",
    )
    assert found(ours, theirs) == (
        Difference(what=What.TOPIC, old="Algebra II", new="Algebra III"),
        Difference(what=What.MOVED, old=START.isoformat(), new=(START + timedelta(hours=1)).isoformat()),
        Difference(what=What.LENGTH, old="50", new="90"),
        Difference(what=What.OFF, old=(START + 2 * WEEK).isoformat(), count=2),
        Difference(what=What.LINK),
        Difference(what=What.WAITING_ROOM, new="off"),
    )


def test_new_dates_are_counted_and_the_past_is_no_business_of_theirs():
    held = an_occurrence(id=9, zoom_occurrence_id="9", start=NOW - WEEK, ended_at=NOW - WEEK + timedelta(hours=1))
    new = ZoomDate(occurrence_id="7", start=START + WEEK, minutes=50)
    ours = [held, an_occurrence()]
    assert found(ours, copy(*copy().dates, new)) == (Difference(what=What.ADDED, new=new.start.isoformat()),)


def test_a_recording_that_the_host_decides_is_never_news():
    told = copy(options=Options(recording=RecordingMode.CLOUD))
    assert found([an_occurrence()], told) == ()
    ours = a_meeting(options=Options(recording=RecordingMode.NONE))
    assert [one.what for one in found([an_occurrence()], told, ours)] == [What.RECORDING]


@pytest.mark.parametrize("what", What)
def test_a_difference_survives_the_database(what):
    one = Difference(what=what, old="a", new="b", count=3)
    assert Difference.from_data(one.to_data()) == one


# Clashes.


def clashing(theirs, wanted, ours=None):
    ours = ours or [an_occurrence()]
    return clash(a_meeting(), ours, theirs, pair_dates(ours, theirs.dates, NOW), wanted)


MOVED = datetime(2026, 12, 1, 9, tzinfo=UTC)
AT_FOUR = START + timedelta(hours=1)


def at(start):
    return copy(ZoomDate(occurrence_id="1", start=start, minutes=50))


def test_one_date_clashes_only_where_zoom_has_a_third_time():
    wish = Wanted(dates={"1": AT_FOUR})
    assert clashing(at(START), wish) == ()
    assert clashing(at(AT_FOUR), wish) == ()
    assert clashing(at(MOVED), wish) == (Difference(what=What.MOVED, old=START.isoformat(), new=MOVED.isoformat()),)


def test_a_date_that_zoom_has_no_more_clashes():
    gone = copy(ZoomDate(occurrence_id="2", start=MOVED, minutes=50))
    assert [one.what for one in clashing(gone, Wanted(dates={"1": AT_FOUR}))] == [What.OFF]


def test_a_whole_class_clashes_in_its_topic_and_in_its_dates():
    wish = Wanted(topic="Algebra II", starts=[AT_FOUR])
    assert clashing(at(START), wish) == ()
    assert clashing(at(AT_FOUR), wish) == ()
    assert [one.what for one in clashing(replace(at(MOVED), topic="Other"), wish)] == [What.TOPIC, What.MOVED]
    assert clashing(replace(at(START), topic="New"), Wanted(topic="New", starts=[AT_FOUR])) == ()
