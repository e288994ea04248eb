"""Speaking to somebody who did not ask."""

from tests.zoomcore.storage.seeds import a_course
from zoomcore.domain.people import Role
from zoomcore.services.reaching import direct_place, staff_of, tell, tell_staff
from zoomcore.storage.store import Store
from zoomcore.views import Card
from zoomcore.wording import _


async def test_somebody_is_reached_at_home_before_anywhere_else(sqlite_store: Store):
    async with sqlite_store.unit() as unit:
        bo = await unit.people.add("Bo Chen", email="bo@uni.example")
        account = {"tenant": "T", "email": "bo@uni.example"}
        await unit.people.attach(bo.id, platform="one", user_id="U1", trusted=False, **account)
        await unit.people.attach(bo.id, platform="two", user_id="U2", trusted=True, **account)
        place = await direct_place(unit, bo.id)

    assert place is not None
    assert (place.platform, place.user, place.direct) == ("two", "U2", True)


async def test_one_cause_is_said_once_and_nobody_unmet_is_written_to(sqlite_store: Store):
    async with sqlite_store.unit() as unit:
        bo, li = await unit.people.add("Bo Chen"), await unit.people.add("Li Wei")
        await unit.people.attach(bo.id, platform="one", tenant="T", user_id="U1", email="", trusted=True)

        assert await tell(unit, bo.id, Card(title="Hello"), cause="hello:1")
        assert await tell(unit, bo.id, Card(title="Hello"), cause="hello:1")
        assert not await tell(unit, li.id, Card(title="Hello"), cause="hello:2")
        health = await unit.jobs.health()

    assert health.waiting == 1


async def test_a_courses_staff_are_its_instructors_unless_others_are_asked_for(sqlite_store: Store):
    async with sqlite_store.unit() as unit:
        course = await a_course(unit)
        for name, role in (("Ana", Role.INSTRUCTOR), ("Kim", Role.ASSISTANT), ("Bo", Role.STUDENT)):
            await unit.courses.enroll(course, (await unit.people.add(name)).id, role)

        assert [one.name for one in await staff_of(unit, course)] == ["Ana"]
        assert [one.name for one in await staff_of(unit, course, (Role.ASSISTANT,))] == ["Kim"]


async def test_each_of_the_staff_is_told_in_their_own_language(sqlite_store: Store):
    async with sqlite_store.unit() as unit:
        course = await a_course(unit)
        for name, locale in (("Ana", "es-ES"), ("Kim", "en")):
            person = await unit.people.add(name, locale=locale)
            await unit.people.attach(person.id, platform="one", tenant="T", user_id=name, email="", trusted=True)
            await unit.courses.enroll(course, person.id, Role.INSTRUCTOR)

        await tell_staff(unit, course, lambda: Card(title=_("Help")), cause="why", subject="help:1")
        said = [await unit.outbox.claim(number) for number in (1, 2)]

    assert [(one.reply["view"]["title"], one.subject) for one in said] == [("Ayuda", "help:1"), ("Help", "help:1")]
