"""Meetings from the wish to the last date, and the changes in between."""

from datetime import timedelta

import pytest

from tests.builders import NOW, START, a_schedule
from tests.zoomcore.storage.seeds import WEEK, a_class, a_course, a_wish
from zoomcore.domain.dates import ZoomDate, pair_dates
from zoomcore.domain.meetings import MeetingState, OccurrenceState
from zoomcore.domain.records import ChangeKind, ChangeState
from zoomcore.errors import NotFound
from zoomcore.storage.store import Store


async def test_a_wish_waits_for_zoom_with_all_it_wants(store: Store):
    async with store.unit() as unit:
        course = await a_course(unit)
        with store.count_statements() as seen:
            meeting = await a_wish(unit, course, host=(await unit.people.add("Li Wei")).id)
        kept = await unit.meetings.get(meeting.id)

    assert seen.count == 2
    assert kept == meeting
    assert (kept.state, kept.zoom_id, kept.join_url, kept.version) == (MeetingState.CREATING, None, "", 1)
    assert kept.schedule == a_schedule()


async def test_what_zoom_made_is_recorded_once(store: Store):
    async with store.unit() as unit:
        meeting = await a_wish(unit, await a_course(unit))
        await unit.meetings.mark_sent(meeting.id, NOW)
        made = {"zoom_id": 99_999_999_999, "join_url": "https://zoom.example/j/9", "occurrences": [("", START, 50)]}

        assert await unit.meetings.record_created(meeting.id, **made)
        assert not await unit.meetings.record_created(meeting.id, **made)
        now = await unit.meetings.find_by_number(99_999_999_999)
        dates = await unit.meetings.occurrences(meeting.id)

    assert now is not None
    assert (now.state, now.join_url, now.sent_at) == (MeetingState.SCHEDULED, "https://zoom.example/j/9", NOW)
    assert [(one.zoom_occurrence_id, one.start, one.duration_minutes) for one in dates] == [("", START, 50)]


async def test_a_failure_is_recorded_only_while_zoom_was_waited_for(store: Store):
    async with store.unit() as unit:
        course = await a_course(unit)
        wish, booked = await a_wish(unit, course), await a_class(unit, course)

        assert await unit.meetings.record_failed(wish.id, "no license")
        assert not await unit.meetings.record_failed(booked.id, "late")
        assert (await unit.meetings.get(wish.id)).state is MeetingState.FAILED
        assert (await unit.meetings.get(booked.id)).state is MeetingState.SCHEDULED


async def test_a_state_changes_for_one_of_two(store: Store):
    async with store.unit() as unit:
        meeting = await a_class(unit, await a_course(unit))
        change = unit.meetings.set_state

        assert not await change(
            meeting.id, (MeetingState.SCHEDULED,), MeetingState.CHANGING, version=meeting.version - 1
        )
        assert await change(meeting.id, (MeetingState.SCHEDULED,), MeetingState.CHANGING, version=meeting.version)
        assert not await change(meeting.id, (MeetingState.SCHEDULED,), MeetingState.CANCELLING)
        now = await unit.meetings.get(meeting.id)

    assert (now.state, now.version) == (MeetingState.CHANGING, meeting.version + 1)


async def test_a_new_plan_replaces_the_old(store: Store):
    async with store.unit() as unit:
        meeting = await a_class(unit, await a_course(unit))
        plan = a_schedule(duration_minutes=90)
        await unit.meetings.reschedule(meeting.id, schedule=plan, topic="Algebra III")
        now = await unit.meetings.get(meeting.id)

    assert (now.schedule, now.topic) == (plan, "Algebra III")


async def test_moved_dates_keep_their_numbers_and_lost_ones_are_cancelled(store: Store):
    async with store.unit() as unit:
        meeting = await a_class(unit, await a_course(unit), START, START + WEEK, START + 2 * WEEK)
        before = await unit.meetings.occurrences(meeting.id)
        zoom = [
            ZoomDate(occurrence_id="1", start=START + timedelta(hours=1), minutes=60),
            ZoomDate(occurrence_id="2", start=START + WEEK, minutes=50),
        ]
        await unit.meetings.apply_dates(meeting.id, pair_dates(before, zoom, NOW))
        after = await unit.meetings.occurrences(meeting.id)

    assert [one.id for one in after] == [one.id for one in before]
    assert (after[0].start, after[0].duration_minutes) == (START + timedelta(hours=1), 60)
    assert [one.state for one in after][1:] == [OccurrenceState.SCHEDULED, OccurrenceState.CANCELLED]


async def test_dates_zoom_added_are_added(store: Store):
    async with store.unit() as unit:
        meeting = await a_class(unit, await a_course(unit))
        zoom = [ZoomDate(occurrence_id=str(one), start=START + one * WEEK, minutes=50) for one in range(3)]
        ours = await unit.meetings.occurrences(meeting.id)
        await unit.meetings.apply_dates(meeting.id, pair_dates(ours, zoom, NOW))
        after = await unit.meetings.occurrences(meeting.id)

        assert [one.start for one in after] == [START, START + WEEK, START + 2 * WEEK]
        assert (await unit.meetings.get_occurrence(after[2].id)).course_code == "MATH201"


async def test_one_date_is_read_with_its_meeting_course_and_host(store: Store):
    async with store.unit() as unit:
        meeting = await a_class(unit, await a_course(unit))
        (date,) = await unit.meetings.occurrences(meeting.id)
        with store.count_statements() as seen:
            dated = await unit.meetings.get_occurrence(date.id)
        with pytest.raises(NotFound):
            await unit.meetings.get_occurrence(404)

    assert seen.count == 1
    assert (dated.meeting, dated.occurrence) == (meeting, date)
    assert (dated.course_title, dated.course_zone, dated.host_name, dated.opens_minutes) == (
        "Title of MATH201",
        "Europe/Madrid",
        "Ana Ruiz",
        15,
    )


async def test_a_date_moved_later_is_listed_by_its_new_time(store: Store):
    async with store.unit() as unit:
        course = await a_course(unit)
        meeting = await a_class(unit, course)
        (date,) = await unit.meetings.occurrences(meeting.id)
        await unit.meetings.set_occurrence(date.id, start=START + WEEK)
        await unit.meetings.set_occurrence(date.id, duration_minutes=90)
        await unit.meetings.set_occurrence(404, duration_minutes=90)
        found = await unit.meetings.coming(
            course_ids=(course,), since=START + WEEK + timedelta(minutes=80), until=START + 2 * WEEK
        )

    assert [one.occurrence.id for one in found] == [date.id]


async def test_a_change_is_worked_off_date_by_date_and_finished_once(store: Store):
    async with store.unit() as unit:
        meeting = await a_class(unit, await a_course(unit), START, START + WEEK)
        change = await unit.meetings.add_change(
            meeting_id=meeting.id,
            kind=ChangeKind.MOVE,
            scope="following",
            before={"dates": [1]},
            after={"dates": [2]},
            occurrence_ids=(1, 2),
            requested_by=meeting.host_id,
        )
        await unit.meetings.change_sent(change.id, NOW)
        for number in (1, 1, 2):
            await unit.meetings.change_progress(change.id, number)
        half = await unit.meetings.get_change(change.id)

        assert (half.occurrence_ids, half.done_ids, half.sent_at) == ((1, 2), (1, 2), NOW)
        assert (half.before, half.after) == ({"dates": [1]}, {"dates": [2]})
        assert await unit.meetings.finish_change(change.id, ChangeState.FAILED, "Zoom said no")
        assert not await unit.meetings.finish_change(change.id, ChangeState.DONE)
        assert (await unit.meetings.get_change(change.id)).error == "Zoom said no"
        with pytest.raises(NotFound):
            await unit.meetings.get_change(404)


async def test_each_click_is_kept(store: Store):
    async with store.unit() as unit:
        meeting = await a_class(unit, await a_course(unit))
        (date,) = await unit.meetings.occurrences(meeting.id)
        await unit.meetings.record_click(meeting.host_id, date.id, NOW, "page")
        await unit.meetings.record_click(meeting.host_id, date.id, NOW, "page")


async def test_an_unknown_meeting_is_not_found(store: Store):
    async with store.reading() as unit:
        with pytest.raises(NotFound):
            await unit.meetings.get(404)
        assert await unit.meetings.find_by_number(404) is None
