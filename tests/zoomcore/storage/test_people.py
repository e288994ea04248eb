"""People, their accounts, and what is known of an asker in one statement."""

import pytest

from zoomcore.domain.people import Identity, License, Role
from zoomcore.errors import Conflict, NotFound
from zoomcore.storage.store import Store, Unit

ACCOUNT = {"platform": "slack", "tenant": "T1", "user_id": "U1", "email": "Ana@uni.example", "trusted": True}


async def a_course_with_a_channel(unit: Unit, *, by: int) -> int:
    course = await unit.courses.add("MATH201", "Algebra II", "Europe/Madrid")
    await unit.courses.map_channel(
        course.id, platform="slack", tenant="T1", channel="C1", channel_name="algebra", by=by
    )
    return course.id


async def test_a_persons_standing_is_read_in_one_statement(store: Store):
    async with store.unit() as unit:
        ana = await unit.people.add("Ana Ruiz", email="ana@uni.example")
        await unit.people.attach(ana.id, **ACCOUNT)
        course = await a_course_with_a_channel(unit, by=ana.id)
        await unit.courses.enroll(course, ana.id, Role.INSTRUCTOR, "A")

    with store.count_statements() as seen:
        async with store.reading() as unit:
            standing = await unit.people.standing("slack", "T1", "U1", "C1")

    assert seen.count == 1
    assert standing.person == ana
    assert standing.identity is not None
    assert standing.identity.email == "ana@uni.example"
    assert standing.mapping is not None
    assert standing.mapping.channel_name == "algebra"
    assert standing.course is not None
    assert standing.course.code == "MATH201"
    assert (standing.role, standing.section) == (Role.INSTRUCTOR, "A")


async def test_a_stranger_in_a_linked_channel_still_finds_the_course(store: Store):
    async with store.unit() as unit:
        ana = await unit.people.add("Ana Ruiz")
        await a_course_with_a_channel(unit, by=ana.id)
        standing = await unit.people.standing("slack", "T1", "nobody", "C1")

    assert (standing.person, standing.identity, standing.role) == (None, None, None)
    assert standing.course is not None


async def test_somebody_outside_any_course_has_no_role(store: Store):
    async with store.unit() as unit:
        ana = await unit.people.add("Ana Ruiz")
        await unit.people.attach(ana.id, **ACCOUNT)
        standing = await unit.people.standing("slack", "T1", "U1", "elsewhere")

    assert (standing.person, standing.course, standing.mapping, standing.role) == (ana, None, None, None)


async def test_an_unlinked_channel_stands_for_nothing(store: Store):
    async with store.unit() as unit:
        ana = await unit.people.add("Ana Ruiz")
        course = await a_course_with_a_channel(unit, by=ana.id)
        (mapping,) = await unit.courses.channels(course)
        assert await unit.courses.unmap(mapping.id)
        standing = await unit.people.standing("slack", "T1", "nobody", "C1")

    assert (standing.mapping, standing.course) == (None, None)


async def test_an_email_is_one_persons_whatever_its_case(store: Store):
    async with store.unit() as unit:
        ana = await unit.people.add("Ana Ruiz", email=" Ana@Uni.example ")

        assert ana.email == "ana@uni.example"
        assert await unit.people.find_by_email("ANA@uni.example") == ana
        with pytest.raises(Conflict):
            await unit.people.add("Another", email="ana@uni.example")


async def test_many_may_have_no_email(store: Store):
    async with store.unit() as unit:
        one, two = await unit.people.add("Bo Chen"), await unit.people.add("Bo Chen")

        assert one.id != two.id
        assert await unit.people.find_by_email("") is None


async def test_what_changed_is_changed_and_nothing_else(store: Store):
    async with store.unit() as unit:
        ana = await unit.people.add("Ana", email="ana@uni.example", zone="Europe/Madrid")
        await unit.people.update(ana.id, license=License.LICENSED, zoom_user_id="zAbC", welcomed=True)
        await unit.people.update(ana.id)
        now = await unit.people.get(ana.id)

    assert (now.license, now.zoom_user_id, now.welcomed) == (License.LICENSED, "zAbC", True)
    assert (now.name, now.email, now.zone) == ("Ana", "ana@uni.example", "Europe/Madrid")


async def test_nobody_is_not_found(store: Store):
    async with store.reading() as unit:
        with pytest.raises(NotFound):
            await unit.people.get(404)


async def test_attaching_again_refreshes_the_account(store: Store):
    async with store.unit() as unit:
        ana = await unit.people.add("Ana Ruiz")
        await unit.people.attach(ana.id, **ACCOUNT)
        await unit.people.attach(ana.id, **{**ACCOUNT, "email": "", "trusted": False})
        identities = await unit.people.identities(ana.id)

    assert identities == (Identity(person_id=ana.id, platform="slack", tenant="T1", user_id="U1"),)


async def test_an_account_is_never_moved_to_somebody_else(store: Store):
    async with store.unit() as unit:
        ana, li = await unit.people.add("Ana Ruiz"), await unit.people.add("Li Wei")
        await unit.people.attach(ana.id, **ACCOUNT)
        with pytest.raises(Conflict):
            await unit.people.attach(li.id, **ACCOUNT)
        found = await unit.people.find_identity("slack", "T1", "U1")

    assert found is not None
    assert found.person_id == ana.id


async def test_people_are_found_on_the_platform_they_have(store: Store):
    async with store.unit() as unit:
        ana, li = await unit.people.add("Ana Ruiz"), await unit.people.add("Li Wei")
        await unit.people.attach(ana.id, **ACCOUNT)
        await unit.people.attach(li.id, **{**ACCOUNT, "platform": "teams", "user_id": "L"})
        found = await unit.people.with_identity_on("teams", [ana.id, li.id])

    assert [one.person_id for one in found] == [li.id]


async def test_admins_are_those_marked_and_those_named_in_the_settings(store: Store):
    async with store.unit() as unit:
        marked = await unit.people.add("Marked", admin=True)
        by_email = await unit.people.add("By e-mail", email="boss@uni.example")
        by_account = await unit.people.add("By account")
        by_both = await unit.people.add("By platform and account")
        await unit.people.add("Nobody", email="bo@uni.example")
        await unit.people.attach(by_account.id, **{**ACCOUNT, "user_id": "UBOSS"})
        await unit.people.attach(by_both.id, **{**ACCOUNT, "platform": "teams", "user_id": "Aad"})
        found = await unit.people.admins({"boss@uni.example", "uboss", "teams:aad"})

        assert await unit.people.admins() == (marked,)
    assert [one.id for one in found] == [marked.id, by_email.id, by_account.id, by_both.id]


async def test_a_thousand_emails_are_looked_up_in_chunks(store: Store):
    async with store.unit() as unit:
        bo = await unit.people.add("Bo Chen", email="bo@uni.example")
        with store.count_statements() as seen:
            known = await unit.people.people_by_email(
                [f"s{one}@uni.example" for one in range(1000)] + ["BO@uni.example"]
            )

    assert known == {"bo@uni.example": bo}
    assert seen.count == 3
