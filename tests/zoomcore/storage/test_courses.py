"""Courses, their channels and their rosters."""

import pytest

from zoomcore.domain.courses import Announce, Course, CourseMapping, MappingState, Presets
from zoomcore.domain.options import Options, RecordingMode
from zoomcore.domain.people import Enrollment, Role
from zoomcore.domain.roster import RosterLine
from zoomcore.errors import Conflict, NotFound
from zoomcore.storage.store import Store, Unit

CHANNEL = {"platform": "slack", "tenant": "T1", "channel": "C1", "channel_name": "algebra"}


async def algebra(unit: Unit) -> Course:
    return await unit.courses.add("Math201", "Algebra II", "Europe/Madrid")


async def wish(unit: Unit, code: str = "MATH201", channel: str = "C1") -> CourseMapping:
    who = await unit.people.add("Ana Ruiz")
    return await unit.courses.request_mapping(code=code, title="Algebra", **{**CHANNEL, "channel": channel}, by=who.id)


def line(number: int, **changes: object) -> RosterLine:
    plain = {"number": number, "name": f"Student {number}", "email": f"s{number}@uni.example"}
    return RosterLine(**{**plain, **changes})  # type: ignore[arg-type]


async def test_a_code_is_found_whatever_its_case_and_kept_as_typed(store: Store):
    async with store.unit() as unit:
        course = await algebra(unit)

        assert course.code == "Math201"
        assert await unit.courses.find(" mATH201 ") == course
        assert await unit.courses.find("MATH2") is None
        assert await unit.courses.get(course.id) == course
        with pytest.raises(Conflict):
            await unit.courses.add("MATH201", "Another", "UTC")
        with pytest.raises(NotFound):
            await unit.courses.get(404)


async def test_presets_and_title_are_kept(store: Store):
    presets = Presets(
        announce=Announce.ALWAYS,
        duration_minutes=50,
        opens_minutes=5,
        options=Options(waiting_room=False, recording=RecordingMode.CLOUD),
    )
    async with store.unit() as unit:
        course = await algebra(unit)
        await unit.courses.update(course.id, title="Algebra 2", zone="UTC", presets=presets)
        await unit.courses.update(course.id)
        now = await unit.courses.get(course.id)

    assert (now.title, now.zone, now.presets) == ("Algebra 2", "UTC", presets)


async def test_courses_come_by_code(store: Store):
    async with store.unit() as unit:
        for code in ("phys", "MATH", "Bio"):
            await unit.courses.add(code, code, "UTC")

        assert [one.code for one in await unit.courses.all()] == ["Bio", "MATH", "phys"]


async def test_a_course_has_many_channels_and_a_channel_one_course(store: Store):
    async with store.unit() as unit:
        ana = await unit.people.add("Ana Ruiz")
        course, other = await algebra(unit), await unit.courses.add("PHYS", "Physics", "UTC")
        first = await unit.courses.map_channel(course.id, **CHANNEL, by=ana.id)
        second = await unit.courses.map_channel(course.id, **{**CHANNEL, "channel": "C2"}, by=ana.id)
        with pytest.raises(Conflict):
            await unit.courses.map_channel(other.id, **CHANNEL, by=ana.id)

        assert await unit.courses.channels(course.id) == (first, second)
        assert await unit.courses.mapping_of("slack", "T1", "C1") == first
        assert await unit.courses.mapping_of("slack", "T2", "C1") is None


async def test_an_unlinked_channel_can_be_linked_anew(store: Store):
    async with store.unit() as unit:
        ana, course = await unit.people.add("Ana Ruiz"), await algebra(unit)
        mapping = await unit.courses.map_channel(course.id, **CHANNEL, by=ana.id)

        assert await unit.courses.unmap(mapping.id)
        assert not await unit.courses.unmap(mapping.id)
        again = await unit.courses.map_channel(course.id, **CHANNEL, by=ana.id)
        assert await unit.courses.channels(course.id) == (again,)


async def test_a_channel_has_one_open_request(store: Store):
    async with store.unit() as unit:
        first = await wish(unit)
        again = await wish(unit)
        elsewhere = await wish(unit, channel="C2")

    assert first == again
    assert (first.state, first.course_id, first.course_code) == (MappingState.REQUESTED, None, "MATH201")
    assert elsewhere.id != first.id


async def test_the_first_decision_wins(store: Store):
    async with store.unit() as unit:
        mapping, course = await wish(unit), await algebra(unit)
        boss = await unit.people.add("Boss", admin=True)
        decide = unit.courses.decide_mapping

        assert await decide(mapping.id, mapping.version, MappingState.ACTIVE, by=boss.id, course_id=course.id)
        assert not await decide(mapping.id, mapping.version, MappingState.REFUSED, by=boss.id, course_id=None)
        now = await unit.courses.get_mapping(mapping.id)

    assert (now.state, now.course_id, now.decided_by, now.version) == (MappingState.ACTIVE, course.id, boss.id, 2)


async def test_a_decision_about_an_older_version_does_nothing(store: Store):
    async with store.unit() as unit:
        mapping = await wish(unit)

        assert not await unit.courses.decide_mapping(mapping.id, 7, MappingState.REFUSED, by=None, course_id=None)


async def test_a_request_cannot_be_granted_once_the_channel_has_a_course(store: Store):
    async with store.unit() as unit:
        mapping, course = await wish(unit), await algebra(unit)
        await unit.courses.map_channel(course.id, **CHANNEL, by=None)
        decide = unit.courses.decide_mapping

        assert not await decide(mapping.id, 1, MappingState.ACTIVE, by=None, course_id=course.id)
        assert await decide(mapping.id, 1, MappingState.REFUSED, by=None, course_id=None)


async def test_an_unknown_request_is_not_found(store: Store):
    async with store.reading() as unit:
        with pytest.raises(NotFound):
            await unit.courses.get_mapping(404)


async def test_enrolling_tells_the_role_before(store: Store):
    async with store.unit() as unit:
        course, bo = await algebra(unit), await unit.people.add("Bo Chen")

        assert await unit.courses.enroll(course.id, bo.id, Role.STUDENT, "B") is None
        assert await unit.courses.enroll(course.id, bo.id, Role.ASSISTANT) is Role.STUDENT
        assert await unit.courses.role_of(course.id, bo.id) is Role.ASSISTANT
        assert await unit.courses.of_person(bo.id) == ((course, Role.ASSISTANT),)
        (entry,) = await unit.courses.roster(course.id)
        assert entry.section == "B"
        left = await unit.courses.leave(course.id, bo.id)
        assert left == Enrollment(course_id=course.id, person_id=bo.id, role=Role.ASSISTANT, section="B")
        assert await unit.courses.leave(course.id, bo.id) is None
        assert await unit.courses.role_of(course.id, bo.id) is None


async def test_a_roster_shows_staff_first_and_pages(store: Store):
    async with store.unit() as unit:
        course = await algebra(unit)
        for name, role in (
            ("cy", Role.STUDENT),
            ("Ana", Role.INSTRUCTOR),
            ("Bo", Role.STUDENT),
            ("Di", Role.ASSISTANT),
        ):
            person = await unit.people.add(name)
            await unit.courses.enroll(course.id, person.id, role)
        names = [one.person.name for one in await unit.courses.roster(course.id)]
        page = [one.person.name for one in await unit.courses.roster(course.id, offset=1, limit=2)]
        counts = await unit.courses.count(course.id)

    assert names == ["Ana", "Di", "Bo", "cy"]
    assert page == ["Di", "Bo"]
    assert counts == {Role.INSTRUCTOR: 1, Role.ASSISTANT: 1, Role.STUDENT: 2}


async def test_a_list_enrolls_those_known_and_those_new(store: Store):
    async with store.unit() as unit:
        course = await algebra(unit)
        known = await unit.people.add("Bo Chen", email="s1@uni.example")
        taken = await unit.courses.enroll_many(
            course.id, [line(1, sis_id="42"), line(2, role=Role.ASSISTANT, section="A")]
        )
        people = {one.person.name: one for one in await unit.courses.roster(course.id)}

        assert taken == 2
        assert people["Bo Chen"].person == known
        assert (people["Student 2"].role, people["Student 2"].section) == (Role.ASSISTANT, "A")
        assert await unit.courses.emails(course.id) == {"s1@uni.example", "s2@uni.example"}


async def test_a_list_read_twice_changes_nothing(store: Store):
    lines = [line(number, section="A") for number in range(3)]
    async with store.unit() as unit:
        course = await algebra(unit)
        await unit.courses.enroll_many(course.id, lines)
        before = await unit.courses.roster(course.id)
        await unit.courses.enroll_many(course.id, [line(number) for number in range(3)])

        assert await unit.courses.roster(course.id) == before


async def test_a_list_of_students_leaves_the_staff_what_they_are(store: Store):
    async with store.unit() as unit:
        course = await algebra(unit)
        ana = await unit.people.add("Ana Ruiz", email="s1@uni.example")
        await unit.courses.enroll(course.id, ana.id, Role.INSTRUCTOR)
        await unit.courses.enroll_many(course.id, [line(1), line(2)])

        assert await unit.courses.role_of(course.id, ana.id) is Role.INSTRUCTOR
        await unit.courses.enroll_many(course.id, [line(1, role=Role.ASSISTANT)])
        assert await unit.courses.role_of(course.id, ana.id) is Role.ASSISTANT


async def test_a_long_list_is_written_in_chunks(store: Store):
    async with store.unit() as unit:
        course = await algebra(unit)
        with store.count_statements() as seen:
            await unit.courses.enroll_many(course.id, [line(number) for number in range(1200)])
        counts = await unit.courses.count(course.id)

    assert counts == {Role.STUDENT: 1200}
    assert seen.count <= 10
