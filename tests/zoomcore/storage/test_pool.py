"""Zoom's users as last read, who is guarded, and what is set."""

from dataclasses import replace
from datetime import date, timedelta

from tests.builders import NOW
from tests.databases import Clock
from zoomcore.domain.licenses.pool import ZoomAccount
from zoomcore.storage.store import Store

ODE = ZoomAccount(
    id="u1",
    email="B.Ode@uni.example",
    name="B. Ode",
    type=2,
    role_id="2",
    groups=frozenset({"deans", "all"}),
    last_login=NOW - timedelta(days=61),
    created_at=NOW - timedelta(days=500),
    bundle=False,
    read_at=NOW,
)


async def test_a_zoom_user_comes_back_as_kept(store: Store):
    async with store.unit() as unit:
        await unit.pool.keep([ODE])
        found = await unit.pool.find("b.ODE@uni.example")

    assert found == replace(ODE, email="b.ode@uni.example")


async def test_a_new_reading_keeps_what_was_learnt_elsewhere(store: Store):
    async with store.unit() as unit:
        await unit.pool.keep([ODE])
        await unit.pool.note("u1", addons=["webinar 500"], addons_at=NOW, flipped_at=NOW, refused_code=200)
        await unit.pool.note_hosting({"u1": date(2026, 10, 31)})
        await unit.pool.note_hosting({"u1": date(2026, 9, 30)})
        await unit.pool.keep([replace(ODE, name="Bea Ode", type=1)])
        found = await unit.pool.find("u1")

    assert found is not None
    assert (found.name, found.type, found.addons, found.hosted_on) == (
        "Bea Ode",
        1,
        ("webinar 500",),
        date(2026, 10, 31),
    )
    assert (found.flipped_at, found.refused_code) == (NOW, 200)


async def test_who_is_not_in_the_list_any_more_holds_nothing(store: Store):
    later = NOW + timedelta(days=1)
    async with store.unit() as unit:
        await unit.pool.keep([ODE, replace(ODE, id="u2", email="x@uni.example", read_at=later)])
        gone = await unit.pool.forget_before(later)
        again = await unit.pool.forget_before(later)
        holders = await unit.pool.licensed()
        count = await unit.pool.count_licensed()

    assert (gone, again) == (1, 0)
    assert [one.id for one in holders] == ["u2"]
    assert count == 1


async def test_who_hosts_now_is_known_until_it_ends_in_whatever_order_it_is_told(store: Store, clock: Clock):
    async with store.unit() as unit:
        await unit.pool.keep([ODE])
        await unit.pool.note_live("u1", "run-1", NOW)
        begun = await unit.licenses.live()
        await unit.pool.keep([replace(ODE, name="Bea Ode")])
        await unit.pool.note_over("u1", "run-0")
        going_on = await unit.licenses.live()
        await unit.pool.note_over("u1", "run-1")
        await unit.pool.note_live("u1", "run-1", NOW)
        told_late = await unit.licenses.live()
        await unit.pool.note_live("u1", "run-2", NOW)
    clock.advance(hours=25)
    async with store.reading() as unit:
        nobody_ended_it = await unit.licenses.live()

    assert begun == going_on == frozenset({"u1"})
    assert told_late == nobody_ended_it == frozenset()


async def test_group_members_are_put_right(store: Store):
    async with store.unit() as unit:
        await unit.pool.keep([ODE, replace(ODE, id="u2", email="x@uni.example", groups=frozenset())])
        await unit.pool.note_group("deans", ["u2"])
        groups = {one.id: one.groups for one in await unit.pool.licensed()}

    assert groups == {"u1": frozenset({"all"}), "u2": frozenset({"deans"})}


async def test_a_refusal_is_forgiven_but_not_a_room(store: Store):
    async with store.unit() as unit:
        await unit.pool.keep([ODE, replace(ODE, id="u2", email="x@uni.example")])
        await unit.pool.note("u1", refused_code=300)
        await unit.pool.note("u2", refused_code=200)
        await unit.pool.pardon()
        codes = {one.id: one.refused_code for one in await unit.pool.licensed()}

    assert codes == {"u1": 0, "u2": 200}


async def test_people_and_groups_are_guarded_once(store: Store):
    async with store.unit() as unit:
        first = await unit.pool.protect("u1", "B. Ode", group=False, by=None)
        again = await unit.pool.protect("u1", "B. Ode", group=False, by=None)
        await unit.pool.protect("g1", "Deans", group=True, by=None)
        guarded = await unit.pool.protections()
        named = await unit.pool.guarded()
        freed = await unit.pool.unprotect("u1")
        left = await unit.pool.protections()

    assert (first, again, freed) == (True, False, True)
    assert (guarded.people, guarded.groups) == (frozenset({"u1"}), {"g1": "Deans"})
    assert named == (("person", "u1", "B. Ode"), ("group", "g1", "Deans"))
    assert left.people == frozenset()


async def test_a_setting_is_the_last_one_set(store: Store, clock: Clock):
    async with store.unit() as unit:
        assert await unit.pool.setting("licenses") is None
        await unit.pool.set("licenses", {"policy": "auto"}, by=None)
        await unit.pool.set("licenses", {"policy": "off"}, by=None)
        assert await unit.pool.setting("licenses") == {"policy": "off"}
