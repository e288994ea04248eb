"""Started and ended, in whatever order and however often Zoom says so."""

from datetime import timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import START, an_occurrence
from tests.zoomcore.storage.seeds import WEEK, a_class, a_course
from zoomcore.domain.meetings import Meeting, OccurrenceState
from zoomcore.domain.runs import Run, date_of_run, latest_run
from zoomcore.storage.store import Store, Unit

END = START + timedelta(minutes=48)
STORY = (("started", "u1", START), ("ended", "u1", END))
RESTART = (*STORY, ("started", "u2", END + timedelta(minutes=5)))


async def tell(unit: Unit, meeting: Meeting, word: str, uuid: str, at: object):
    record = unit.meetings.record_started if word == "started" else unit.meetings.record_ended
    return await record(meeting.zoom_id, uuid, at)


@pytest.mark.parametrize("order", list(permutations(STORY)))
async def test_a_run_has_begun_and_ended_whatever_came_first(store: Store, order):
    async with store.unit() as unit:
        meeting = await a_class(unit, await a_course(unit), START, START + WEEK)
        for one in (*order, *order):
            dated = await tell(unit, meeting, *one)
        first, second = await unit.meetings.occurrences(meeting.id)

    assert dated is not None
    assert dated.occurrence == first
    assert (first.started_at, first.ended_at) == (START, END)
    assert (second.started_at, second.ended_at) == (None, None)


@pytest.mark.parametrize("order", list(permutations(RESTART)))
async def test_a_restart_opens_the_class_again(sqlite_store: Store, order):
    async with sqlite_store.unit() as unit:
        meeting = await a_class(unit, await a_course(unit))
        for one in order:
            await tell(unit, meeting, *one)
        (date,) = await unit.meetings.occurrences(meeting.id)

    assert (date.started_at, date.ended_at) == (END + timedelta(minutes=5), None)


async def test_a_run_belongs_to_the_nearest_date(store: Store):
    async with store.unit() as unit:
        meeting = await a_class(unit, await a_course(unit), START, START + WEEK)
        _, second = await unit.meetings.occurrences(meeting.id)
        dated = await tell(unit, meeting, "started", "u9", START + WEEK - timedelta(minutes=20))

    assert dated is not None
    assert dated.occurrence.id == second.id


async def test_a_run_stays_with_its_date_though_it_ends_nearer_to_another(store: Store):
    late = START + timedelta(hours=2)
    async with store.unit() as unit:
        meeting = await a_class(unit, await a_course(unit), START, late)
        await tell(unit, meeting, "started", "u1", START)
        dated = await tell(unit, meeting, "ended", "u1", late + timedelta(minutes=1))
        first, second = await unit.meetings.occurrences(meeting.id)

    assert dated is not None
    assert dated.occurrence.id == first.id
    assert second.ended_at is None


async def test_a_meeting_we_do_not_know_changes_nothing(store: Store):
    async with store.unit() as unit:
        assert await unit.meetings.record_started(404, "u1", START) is None


def test_a_cancelled_date_is_taken_only_where_no_other_is_left():
    gone = an_occurrence(id=1, state=OccurrenceState.CANCELLED)
    far = an_occurrence(id=2, start=START + WEEK)

    assert date_of_run([gone, far], START) == far
    assert date_of_run([gone], START) == gone
    assert date_of_run([], START) is None


def test_a_dated_class_that_is_on_is_preferred_to_one_at_no_fixed_time():
    anytime = an_occurrence(id=1, start=None)

    assert date_of_run([anytime, an_occurrence(id=2)], START) == an_occurrence(id=2)
    assert date_of_run([anytime, an_occurrence(id=2)], START + WEEK) == anytime


moments = st.none() | st.datetimes().map(lambda one: one.replace(tzinfo=START.tzinfo))


@given(st.lists(st.builds(Run, started_at=moments, ended_at=moments)))
def test_the_latest_run_does_not_depend_on_the_order(runs: list[Run]):
    shown, again = latest_run(runs), latest_run(list(reversed(runs)))

    assert (shown is None) == all(one.started_at is None and one.ended_at is None for one in runs)
    if shown is not None and again is not None:
        assert (shown.started_at or shown.ended_at) == (again.started_at or again.ended_at)
