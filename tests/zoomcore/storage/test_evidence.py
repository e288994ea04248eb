"""Rows as Zoom tells them: late, twice, in pieces and out of order."""

from dataclasses import replace
from datetime import timedelta

from tests.builders import START
from tests.zoomcore.storage.seeds import WEEK, a_class, a_course
from zoomcore.domain.attendance.evidence import EvidenceSource, HeldRun, JoinClick, ParticipantRecord, Where
from zoomcore.domain.attendance.sheets import Reading, ReadingState
from zoomcore.storage.store import Store, Unit

END = START + timedelta(minutes=50)


def a_row(**changes: object) -> ParticipantRecord:
    plain = ParticipantRecord(
        run="u1",
        source=EvidenceSource.REPORT,
        where=Where.MEETING,
        name="Bo Chen",
        connection="16778240",
        joined_at=START,
        left_at=START + timedelta(minutes=20),
    )
    return replace(plain, **changes)


async def a_held_class(unit: Unit) -> tuple[int, int]:
    """(meeting, its first date), held once as run u1."""
    meeting = await a_class(unit, await a_course(unit), START, START + WEEK)
    await unit.meetings.record_started(meeting.zoom_id or 0, "u1", START)
    dated = await unit.meetings.record_ended(meeting.zoom_id or 0, "u1", END)
    assert dated is not None
    return meeting.id, dated.occurrence.id


async def test_the_same_row_twice_is_one_row_and_a_later_leaving_completes_it(store: Store):
    grown = a_row(left_at=START + timedelta(minutes=45), email="bo@uni.example")
    async with store.unit() as unit:
        _, date = await a_held_class(unit)
        await unit.evidence.add([a_row(), a_row()])
        await unit.evidence.add([grown])
        await unit.evidence.add([a_row()])

        assert await unit.evidence.of_occurrence(date) == (grown,)


async def test_two_joinings_of_one_name_without_any_number_are_two_rows(store: Store):
    later = START + timedelta(minutes=30)
    rows = (a_row(connection=""), a_row(connection="", joined_at=later, left_at=END))
    async with store.unit() as unit:
        _, date = await a_held_class(unit)
        await unit.evidence.add(rows)

        assert await unit.evidence.of_occurrence(date) == rows


async def test_both_ends_of_a_stay_told_live_are_two_rows_whatever_came_first(store: Store):
    joined = a_row(source=EvidenceSource.WEBHOOK, left_at=None)
    left = a_row(source=EvidenceSource.WEBHOOK, joined_at=None)
    async with store.unit() as unit:
        _, date = await a_held_class(unit)
        await unit.evidence.add([left])
        await unit.evidence.add([joined])
        await unit.evidence.add([left, joined])

        assert set(await unit.evidence.of_occurrence(date)) == {joined, left}
        assert await unit.evidence.count_live("u1") == 2


async def test_five_thousand_rows_are_kept_and_come_back_in_order(store: Store):
    rows = tuple(a_row(name=f"Student {number}", connection=str(number)) for number in range(5_000))
    async with store.unit() as unit:
        _, date = await a_held_class(unit)
        await unit.evidence.add(rows)
        await unit.evidence.add(rows)

        assert await unit.evidence.of_occurrence(date) == rows


async def test_the_runs_of_a_date_are_those_of_no_other_date(store: Store):
    async with store.unit() as unit:
        meeting, date = await a_held_class(unit)
        number = (await unit.meetings.get(meeting)).zoom_id or 0
        await unit.meetings.record_started(number, "u2", START + timedelta(minutes=30))
        await unit.meetings.record_started(number, "u3", START + WEEK)

        assert await unit.evidence.runs(date) == (
            HeldRun(uuid="u1", started_at=START, ended_at=END),
            HeldRun(uuid="u2", started_at=START + timedelta(minutes=30)),
        )


async def test_a_click_is_kept_with_its_moment(store: Store):
    async with store.unit() as unit:
        _, date = await a_held_class(unit)
        bo = await unit.people.add("Bo Chen")
        await unit.meetings.record_click(bo.id, date, START - timedelta(minutes=1), "page")

        assert await unit.evidence.clicks(date) == (JoinClick(person=bo.id, at=START - timedelta(minutes=1)),)


async def test_a_run_is_unread_until_a_reading_of_it_is_kept(store: Store):
    async with store.unit() as unit:
        meeting, date = await a_held_class(unit)
        assert await unit.evidence.unread_runs(START) == [("u1", date, meeting)]

        reading = Reading(run="u1", occurrence=date, meeting=meeting, state=ReadingState.ONCE, reads=1, digest="a")
        await unit.evidence.keep_reading(reading)
        await unit.evidence.keep_reading(replace(reading, reads=2, state=ReadingState.AGREED))

        assert await unit.evidence.unread_runs(START) == []
        assert await unit.evidence.find_reading("u1") == replace(reading, reads=2, state=ReadingState.AGREED)
        assert await unit.evidence.readings(date) == (replace(reading, reads=2, state=ReadingState.AGREED),)
        assert await unit.evidence.find_reading("u9") is None


async def test_a_date_that_nobody_was_heard_of_is_found_once_it_is_over(store: Store):
    async with store.unit() as unit:
        meeting = await a_class(unit, await a_course(unit), START, START + WEEK)
        first, second = await unit.meetings.occurrences(meeting.id)
        await unit.meetings.record_started(meeting.zoom_id or 0, "u1", START)
        assert await unit.evidence.unheld(START, END + WEEK) == [(first.id, meeting.id)]

        await unit.meetings.record_ended(meeting.zoom_id or 0, "u1", END)
        assert await unit.evidence.unheld(START, END + WEEK) == []
        assert await unit.evidence.unheld(START, END + 2 * WEEK) == [(second.id, meeting.id)]


async def test_old_rows_are_forgotten_and_their_dates_named(store: Store):
    async with store.unit() as unit:
        _, date = await a_held_class(unit)
        await unit.evidence.add([a_row()])

        assert await unit.evidence.older_than(END, limit=9) == ()
        assert await unit.evidence.older_than(END + timedelta(seconds=1), limit=9) == (date,)
        assert await unit.evidence.forget(date) == 1
        assert await unit.evidence.older_than(END + timedelta(seconds=1), limit=9) == ()
        assert await unit.evidence.of_occurrence(date) == ()
