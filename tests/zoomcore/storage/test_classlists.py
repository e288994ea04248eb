"""Who is expected in class, and how the school knows them."""

from datetime import date

from tests.zoomcore.storage.seeds import a_course
from zoomcore.domain.people import Role, SchoolRecord, Section
from zoomcore.domain.roster import RosterFault, read_roster
from zoomcore.storage.store import Store

ROSTER = """name,email,id,section,role,legal name,login,from,until
Bo Chen,bo@uni.example,100,A,student,Bohan Chen,bchen,,
Li Wei,li@uni.example,101,B,student,,lwei,2026-10-01,2026-11-30
Ana Ruiz,ana@uni.example,,,instructor,,,,
"""


async def test_expected_are_the_students_of_the_section_who_were_enrolled_that_day(store: Store):
    async with store.unit() as unit:
        course = await a_course(unit)
        await unit.courses.enroll_many(course, read_roster(ROSTER).lines)

        async def expected(on: date | None = None, section: str = "") -> list[str]:
            return [one.name for one in await unit.courses.enrolled(course, on, section) if one.expected]

        assert await expected() == ["Bo Chen", "Li Wei"]
        assert await expected(date(2026, 9, 30)) == ["Bo Chen"]
        assert await expected(date(2026, 10, 1)) == ["Bo Chen", "Li Wei"]
        assert await expected(date(2026, 12, 1)) == ["Bo Chen"]
        assert await expected(section="b") == ["Li Wei"]
        assert [one.name for one in await unit.courses.enrolled(course)] == ["Ana Ruiz", "Bo Chen", "Li Wei"]


async def test_only_what_a_home_workspace_says_counts_as_somebodys_e_mail(store: Store):
    async with store.unit() as unit:
        course = await a_course(unit)
        await unit.courses.enroll_many(course, read_roster(ROSTER).lines)
        bo = await unit.people.find_by_email("bo@uni.example")
        assert bo is not None
        home = {"platform": "slack", "tenant": "T1", "user_id": "U1", "email": "bochen@uni.example", "trusted": True}
        foreign = {**home, "user_id": "U2", "email": "president@uni.example", "trusted": False}
        await unit.people.attach(bo.id, **home)
        await unit.people.attach(bo.id, **foreign)

        known = {one.name: one for one in await unit.courses.enrolled(course)}
        assert known["Bo Chen"].emails == {"bo@uni.example", "bochen@uni.example"}
        assert known["Bo Chen"].legal_name == "Bohan Chen"


async def test_a_shorter_list_takes_no_number_or_date_away(store: Store):
    async with store.unit() as unit:
        course = await a_course(unit)
        await unit.courses.enroll_many(course, read_roster(ROSTER).lines)
        await unit.courses.enroll_many(course, read_roster("name,email\nBo,bo@uni.example\nLi,li@uni.example").lines)
        bo, li = await unit.courses.school_records(course)

        assert (bo.sis_id, bo.legal_name, bo.login, bo.section) == ("100", "Bohan Chen", "bchen", "A")
        assert li == SchoolRecord(
            person=li.person, name="Li Wei", email="li@uni.example", sis_id="101", login="lwei", section="B"
        )
        assert [one.expected for one in await unit.courses.enrolled(course, date(2026, 12, 1))] == [False, True, False]


async def test_strangers_are_those_we_know_who_are_not_in_the_course(store: Store):
    async with store.unit() as unit:
        course = await a_course(unit)
        eve = await unit.people.add("Eve Ode", email="eve@uni.example")
        await unit.people.update(eve.id, zoom_user_id="z9")
        bo = await unit.people.add("Bo Chen", email="bo@uni.example")
        await unit.courses.enroll(course, bo.id, Role.STUDENT)

        found = await unit.courses.strangers(
            course, ["eve@uni.example", "z9", "bo@uni.example", "", "who@else.example"]
        )
        assert {found["eve@uni.example"], found["z9"]} == {eve.id}
        assert bo.id not in found.values()


def test_a_date_that_cannot_be_read_is_named_by_its_line():
    (problem,) = read_roster("name,email,from\nBo,bo@uni.example,1.9.2026").problems

    assert (problem.number, problem.fault) == (2, RosterFault.STRANGE_DAY)


async def test_a_section_is_its_name_and_its_students_however_it_is_written(store: Store):
    async with store.unit() as unit:
        course = await a_course(unit)
        people = {}
        for name, role, section in (
            ("Li", Role.ASSISTANT, "a"),
            ("Bo", Role.STUDENT, "A"),
            ("Maya", Role.STUDENT, "B"),
            ("Tia", Role.ASSISTANT, ""),
        ):
            people[name] = (await unit.people.add(name, email=f"{name}@uni.example")).id
            await unit.courses.enroll(course, people[name], role, section)
        assert await unit.courses.section_of(course, people["Li"]) == Section(
            name="a", students=frozenset({people["Bo"]})
        )
        assert await unit.courses.section_of(course, people["Tia"]) is None
        assert await unit.courses.section_of(course, 999) is None
