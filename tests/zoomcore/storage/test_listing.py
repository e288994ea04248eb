"""Which class is on, comes next, or is over: in one statement, however many there are."""

from datetime import timedelta
from time import perf_counter

import pytest

from tests.builders import NOW, START
from tests.zoomcore.storage.seeds import WEEK, a_class, a_course
from zoomcore.domain.meetings import MeetingState, OccurrenceState
from zoomcore.domain.people import Role
from zoomcore.storage.store import Store

HOUR = timedelta(hours=1)
MONTH = START + 5 * WEEK


async def test_coming_classes_are_in_order_and_those_at_no_fixed_time_last(store: Store):
    async with store.unit() as unit:
        course = await a_course(unit)
        await a_class(unit, course, None, topic="Office hours")
        await a_class(unit, course, START + WEEK, START, topic="Algebra")
        await a_class(unit, course, START + HOUR, topic="Tutorial")
        with store.count_statements() as seen:
            found = await unit.meetings.coming(course_ids=(course,), since=NOW, until=MONTH)
        page = await unit.meetings.coming(course_ids=(course,), since=NOW, until=MONTH, offset=1, limit=2)

    assert seen.count == 1
    assert [one.meeting.topic for one in found] == ["Algebra", "Tutorial", "Algebra", "Office hours"]
    assert page == found[1:3]


async def test_only_what_starts_before_the_end_of_the_span_is_listed(store: Store):
    async with store.unit() as unit:
        course = await a_course(unit)
        await a_class(unit, course, START, START + WEEK)
        found = await unit.meetings.coming(course_ids=(course,), since=NOW, until=START + WEEK)

        assert [one.occurrence.start for one in found] == [START]
        assert await unit.meetings.count_coming(course_ids=(course,), since=NOW, until=START + WEEK) == 1


async def test_a_class_is_listed_until_it_ends(store: Store):
    async with store.unit() as unit:
        course = await a_course(unit)
        await a_class(unit, course)

        async def listed(minutes: int) -> int:
            since = START + timedelta(minutes=minutes)
            return await unit.meetings.count_coming(course_ids=(course,), since=since, until=MONTH)

        assert [await listed(minutes) for minutes in (-1, 0, 49, 50)] == [1, 1, 1, 0]


async def test_a_class_that_runs_over_is_listed_and_one_that_ended_early_is_not(store: Store):
    async with store.unit() as unit:
        course = await a_course(unit)
        over = await a_class(unit, course, topic="Runs over")
        early = await a_class(unit, course, topic="Ended early")
        await unit.meetings.record_started(over.zoom_id or 0, "u1", START)
        await unit.meetings.record_started(early.zoom_id or 0, "u2", START)
        await unit.meetings.record_ended(early.zoom_id or 0, "u2", START + timedelta(minutes=20))

        async def topics(minutes: int) -> list[str]:
            since = START + timedelta(minutes=minutes)
            found = await unit.meetings.coming(course_ids=(course,), since=since, until=MONTH)
            return [one.meeting.topic for one in found]

        assert await topics(30) == ["Runs over"]
        assert await topics(70) == ["Runs over"]


async def test_a_rehearsal_before_the_start_closes_nothing(store: Store):
    async with store.unit() as unit:
        course = await a_course(unit)
        meeting = await a_class(unit, course)
        await unit.meetings.record_started(meeting.zoom_id or 0, "u1", START - 2 * HOUR)
        await unit.meetings.record_ended(meeting.zoom_id or 0, "u1", START - HOUR)

        assert await unit.meetings.count_coming(course_ids=(course,), since=START - HOUR, until=MONTH) == 1


async def test_cancelled_failed_and_unconfirmed_classes_are_not_listed(store: Store):
    async with store.unit() as unit:
        course = await a_course(unit)
        whole, single = await a_class(unit, course), await a_class(unit, course, START, START + WEEK)
        await unit.meetings.set_state(whole.id, (MeetingState.SCHEDULED,), MeetingState.CANCELLED)
        first, second = await unit.meetings.occurrences(single.id)
        await unit.meetings.set_occurrence(first.id, state=OccurrenceState.CANCELLED)
        found = await unit.meetings.coming(course_ids=(course,), since=NOW, until=MONTH)

        assert [one.occurrence.id for one in found] == [second.id]
        assert await unit.meetings.next_of(whole.id, NOW) is None


async def test_a_person_sees_the_courses_they_are_in_and_those_they_teach(store: Store):
    async with store.unit() as unit:
        ana, bo = await unit.people.add("Ana Ruiz"), await unit.people.add("Bo Chen")
        taught, taken, other = [await a_course(unit, code) for code in ("TAUGHT", "TAKEN", "OTHER")]
        for course, host in ((taught, ana.id), (taken, bo.id), (other, bo.id)):
            await a_class(unit, course, START, host=host)
        await unit.courses.enroll(taken, ana.id, Role.STUDENT)
        found = await unit.meetings.coming(person_id=ana.id, since=NOW, until=MONTH)
        everything = await unit.meetings.coming(since=NOW, until=MONTH)

    assert [one.course_code for one in found] == ["TAUGHT", "TAKEN"]
    assert len(everything) == 3


async def test_the_running_class_comes_before_the_next(store: Store):
    async with store.unit() as unit:
        course = await a_course(unit)
        late = await a_class(unit, course, START, topic="Running")
        await a_class(unit, course, START - HOUR, topic="Should be over")
        await unit.meetings.record_started(late.zoom_id or 0, "u1", START - timedelta(minutes=5))
        dated = await unit.meetings.live_or_next(START, course_ids=(course,))

    assert dated is not None
    assert dated.meeting.topic == "Running"


@pytest.mark.parametrize(
    ("at", "found"),
    [(NOW, START), (START + HOUR, START), (START + 3 * HOUR, START + WEEK), (START + 2 * WEEK, None)],
    ids=["before", "in the grace after it", "after the grace", "after all"],
)
async def test_the_next_class_is_found(store: Store, at, found):
    async with store.unit() as unit:
        course = await a_course(unit)
        meeting = await a_class(unit, course, START, START + WEEK)
        of_course = await unit.meetings.live_or_next(at, course_ids=(course,))
        of_host = await unit.meetings.live_or_next(at, person_id=meeting.host_id)
        of_meeting = await unit.meetings.next_of(meeting.id, at)

    assert of_course == of_host == of_meeting
    assert (of_course and of_course.occurrence.start) == found


async def test_a_class_is_found_by_words_of_its_topic(store: Store):
    async with store.unit() as unit:
        course, other = await a_course(unit), await a_course(unit, "PHYS")
        await a_class(unit, course, START, topic="Algebra review 100%")
        await a_class(unit, course, START + WEEK, topic="Algebra")
        await a_class(unit, other, START, topic="Physics review")

        async def topic(words: str, courses: tuple[int, ...] | None) -> str | None:
            found = await unit.meetings.meant(NOW, words, course_ids=courses)
            return found[0].meeting.topic if found else None

        assert await topic("review ALGEBRA", (course,)) == "Algebra review 100%"
        assert await topic("algebra", (course,)) == "Algebra"
        assert await topic("100%", None) == "Algebra review 100%"
        assert await topic("%", (other,)) is None
        assert await topic("physics", (course,)) is None
        assert len(await unit.meetings.search("review", None, NOW)) == 2


async def test_only_classes_that_begin_together_and_fit_equally_well_are_all_meant(store: Store):
    async with store.unit() as unit:
        course, other = await a_course(unit), await a_course(unit, "PHYS")
        for topic, start in (("Lab A", START), ("Lab B", START), ("Lab C", START + HOUR), ("Lab", START + WEEK)):
            await a_class(unit, course, start, topic=topic)
        await a_class(unit, other, START, topic="Lab D")

        async def topics(words: str, courses: tuple[int, ...] | None) -> list[str]:
            return [one.meeting.topic for one in await unit.meetings.meant(NOW, words, course_ids=courses)]

        assert await topics("", (course,)) == ["Lab A", "Lab B"]
        assert await topics("lab", (course,)) == ["Lab"]
        assert await topics("lab b", (course,)) == ["Lab B"]
        assert await topics("c", (course,)) == ["Lab C"]
        assert await topics("", None) == ["Lab A", "Lab B", "Lab D"]
        assert await topics("seminar", None) == []


async def test_the_latest_past_class_is_found(store: Store):
    async with store.unit() as unit:
        course = await a_course(unit)
        await a_class(unit, course, START, START + WEEK, START + 2 * WEEK)

        assert await unit.meetings.latest_past(course, NOW) is None
        dated = await unit.meetings.latest_past(course, START + WEEK + HOUR)

    assert dated is not None
    assert dated.occurrence.start == START + WEEK


async def test_a_list_is_read_through_an_index(store: Store):
    """Time is held by the benchmark; here it only must not grow with the table."""
    async with store.unit() as unit:
        courses = [await a_course(unit, f"C{number}") for number in range(20)]
        host = (await unit.people.add("Ana Ruiz")).id

        async def measure() -> float:
            best = 1.0
            for _ in range(15):
                began = perf_counter()
                await unit.meetings.coming(course_ids=(courses[0],), since=NOW, until=MONTH, limit=11)
                best = min(best, perf_counter() - began)
            return best

        await a_class(unit, courses[0], *(START + day * timedelta(days=1) for day in range(40)), host=host)
        few = await measure()
        for course in courses[1:]:
            await a_class(unit, course, *(START + hour * HOUR for hour in range(500)), host=host)
        many = await measure()

    assert many < 3 * few
