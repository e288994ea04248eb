"""What is kept of recordings: Zoom's facts, what was decided here, and who opened one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from tests.builders import NOW, START
from tests.zoomcore.storage.seeds import a_class, a_course
from zoomcore.domain.people import Role
from zoomcore.domain.recordings import Openness, PartKind, RecordingFile, RecordingState
from zoomcore.errors import NotFound
from zoomcore.storage.store import Store, Unit
from zoomcore.storage.tables import RECORDING

VIDEO = RecordingFile(key="f1", kind=PartKind.VIDEO, size_bytes=3_000_000_000, starts_at=START)
CAPTIONS = RecordingFile(key="CC:1", kind=PartKind.CAPTIONS, starts_at=START)


async def recorded(unit: Unit, course: int, uuid: str = "u1", *, days_ago: int = 0, topic: str = "Algebra II"):
    meeting = await a_class(unit, course, topic=topic)
    added = await unit.recordings.add(
        uuid=uuid,
        course_id=course,
        meeting_id=meeting.id,
        occurrence_id=None,
        topic=topic,
        started_at=START - timedelta(days=days_ago),
    )
    assert added is not None
    return added


async def ready(unit: Unit, course: int, uuid: str = "u1", **changes):
    added = await recorded(unit, course, uuid, **changes)
    whole = replace(added, state=RecordingState.READY, minutes=50, size_bytes=3_000_000_000, parts=(PartKind.VIDEO,))
    await unit.recordings.keep(whole, [VIDEO, CAPTIONS])
    return await unit.recordings.get(added.id)


async def test_zooms_facts_are_kept_and_what_was_decided_here_stays(store: Store):
    async with store.unit() as unit:
        first = await ready(unit, await a_course(unit))
        await unit.recordings.set_published(first.id, True)
        await unit.recordings.set_openness(first.id, Openness.ANYBODY)
        stale = replace(first, topic="Week 1", delete_on=date(2026, 12, 24))
        await unit.recordings.keep(stale, [VIDEO])
        kept = await unit.recordings.get(first.id)
        files = await unit.recordings.files(first.id)

    assert (kept.topic, kept.size_bytes, kept.parts) == ("Week 1", 3_000_000_000, (PartKind.VIDEO,))
    assert (kept.published, kept.openness, kept.delete_on) == (True, Openness.ANYBODY, date(2026, 12, 24))
    assert files == (VIDEO,)


async def test_one_run_has_one_recording(store: Store):
    async with store.unit() as unit:
        course = await a_course(unit)
        first = await recorded(unit, course)
        again = await unit.recordings.add(
            uuid="u1", course_id=course, meeting_id=first.meeting_id, occurrence_id=None, topic="x", started_at=START
        )
        found = await unit.recordings.find("u1")
        none = await unit.recordings.find("u2")
        with pytest.raises(NotFound):
            await unit.recordings.get(99)

    assert (again, found, none) == (None, first, None)


async def test_lists_are_the_latest_first_without_what_is_gone(store: Store):
    async with store.unit() as unit:
        course, other = await a_course(unit), await a_course(unit, "PHYS1")
        old = await ready(unit, course, "old", days_ago=40, topic="Week 1")
        new = await ready(unit, course, "new", topic="Week 6")
        gone = await ready(unit, course, "gone", days_ago=2)
        await ready(unit, other, "other")
        await unit.recordings.set_state(gone.id, RecordingState.GONE)
        await unit.recordings.set_published(old.id, True)

        async def ids(**wanted):
            return [one.uuid for one in await unit.recordings.list(limit=10, **wanted)]

        assert await ids(course_ids=[course]) == ["new", "old"]
        assert await ids(course_ids=[course], watchable=True) == ["old"]
        assert await ids(course_ids=[course], since=START - timedelta(days=7)) == ["new"]
        assert await ids(words="week 6") == ["new"]
        assert await ids(meeting_id=old.meeting_id) == ["old"]
        assert await ids(course_ids=[]) == []
        assert [one.uuid for one in await unit.recordings.list(offset=1, limit=1, course_ids=[course])] == ["old"]
        assert await unit.recordings.latest(course, [RecordingState.READY]) == new


async def test_what_is_published_and_trashed_is_not_watched(store: Store):
    async with store.unit() as unit:
        course = await a_course(unit)
        one = await ready(unit, course)
        await unit.recordings.set_published(one.id, True)
        await unit.recordings.set_state(one.id, RecordingState.TRASHED, trashed_at=NOW)
        assert await unit.recordings.list(limit=5, watchable=True, course_ids=[course]) == ()
        trashed = await unit.recordings.get(one.id)

    assert (trashed.trashed_at, trashed.days_left(NOW.date())) == (NOW, 30)


async def test_those_that_zoom_throws_away_soon_come_the_nearest_first(store: Store):
    async with store.unit() as unit:
        course = await a_course(unit)
        for number, day in enumerate((date(2026, 12, 9), date(2026, 12, 3), date(2027, 1, 3))):
            one = await ready(unit, course, f"u{number}")
            await unit.recordings.keep(replace(one, delete_on=day), [])
        soon = await unit.recordings.expiring(date(2026, 12, 9))

    assert [one.uuid for one in soon] == ["u1", "u0"]


async def test_who_opened_it_is_counted_and_can_be_forgotten(store: Store):
    async with store.unit() as unit:
        course = await a_course(unit)
        one, other = await ready(unit, course, "u1"), await ready(unit, course, "u2")
        bo, ana = (await unit.people.add("Bo")).id, (await unit.people.add("Ana")).id
        for who in (bo, ana, bo):
            await unit.recordings.mark_seen(one.id, who)
        seen = await unit.recordings.seen_by(one.id)
        mine = await unit.recordings.seen_of(bo, [one.id, other.id])
        assert await unit.recordings.forget_seen(course) == 2
        assert await unit.recordings.seen_by(one.id) == ()

    assert [(each.name, each.times) for each in seen] == [("Ana", 1), ("Bo", 2)]
    assert set(mine) == {one.id}


async def test_the_sweep_asks_for_hosts_whose_classes_have_begun(store: Store):
    async with store.unit() as unit:
        course = await a_course(unit)
        ana, li = (await unit.people.add("Ana")).id, (await unit.people.add("Li")).id
        await unit.people.update(ana, zoom_user_id="z-ana")
        early = NOW - timedelta(days=100)
        meeting = await a_class(unit, course, early, NOW + timedelta(days=1), host=ana)
        await a_class(unit, course, NOW - timedelta(days=3), host=ana)
        await a_class(unit, course, early, host=li)
        hosts = await unit.recordings.hosts()
        await unit.recordings.add(
            uuid="u1", course_id=course, meeting_id=meeting.id, occurrence_id=None, topic="x", started_at=early
        )
        known = await unit.recordings.of_host(ana, early)
        later = await unit.recordings.of_host(ana, NOW)

    assert hosts == {ana: {"zoom_user_id": "z-ana", "since": early}}
    assert [one.uuid for one in known] == ["u1"]
    assert later == ()


async def test_of_courses_somebody_runs_all_are_listed_and_of_others_what_is_published(store: Store):
    async with store.unit() as unit:
        running, learning, other = [await a_course(unit, code) for code in ("A1", "B1", "C1")]
        ana = (await unit.people.add("Ana")).id
        await unit.courses.enroll(running, ana, Role.INSTRUCTOR)
        await unit.courses.enroll(learning, ana, Role.STUDENT)
        for course in (running, learning, other):
            await ready(unit, course, f"hidden {course}")
            shown = await ready(unit, course, f"shown {course}")
            await unit.recordings.set_published(shown.id, True)
        mine = await unit.recordings.courses_of(ana)
        found = await unit.recordings.list(limit=9, course_ids=mine, run_ids=[running], watchable=True)

    assert mine == {running: Role.INSTRUCTOR, learning: Role.STUDENT}
    assert {one.uuid for one in found} == {f"hidden {running}", f"shown {running}", f"shown {learning}"}


async def test_recordings_of_dates_that_were_held_for_another_section_stay_that_sections(store: Store):
    async with store.unit() as unit:
        course = await a_course(unit)
        one = await ready(unit, course)
        (date_,) = await unit.meetings.occurrences(one.meeting_id)
        await unit.recordings._tx.change(update(RECORDING).values(occurrence_id=date_.id))
        people = {}
        for section in ("A", "B"):
            people[section] = (await unit.people.add(name=section, email=f"{section}@uni.example", zone="UTC")).id
            await unit.courses.enroll(course, people[section], Role.STUDENT, section)
        await unit.meetings.hold_for(one.meeting_id, "A", NOW + timedelta(days=300))
        meeting = await unit.meetings.get(one.meeting_id)
        await unit.meetings.take_in(meeting, meeting.state, section="B")

        seen = {
            section: [found.uuid for found in await unit.recordings.list(limit=9, seen_by=person)]
            for section, person in people.items()
        }
        assert seen == {"A": ["u1"], "B": []}
