"""A signed page belongs to the browser that opened it first."""

import asyncio
from datetime import timedelta

from tests.builders import NOW
from zoomcore.storage.store import Store

LINK = "a" * 64


async def a_person(store: Store) -> int:
    async with store.unit() as unit:
        return (await unit.people.add("Ana Ruiz")).id


async def bind(store: Store, person: int, browser: str, link: str = LINK) -> bool:
    async with store.unit() as unit:
        return await unit.bindings.bind(link, browser, person)


async def test_the_first_browser_wins_and_may_ask_again(store):
    ana = await a_person(store)
    assert [await bind(store, ana, one) for one in ("first", "second", "first")] == [True, False, True]
    async with store.reading() as unit:
        assert await unit.bindings.find(LINK) == "first"
        assert await unit.bindings.find("another") is None


async def test_of_twenty_browsers_at_once_one_wins(store):
    ana = await a_person(store)
    won = await asyncio.gather(*(bind(store, ana, f"browser {number}") for number in range(20)))
    assert won.count(True) == 1


async def test_old_bindings_and_those_of_an_erased_person_are_forgotten(store):
    ana, bo = await a_person(store), await a_person(store)
    await bind(store, ana, "b", "one")
    await bind(store, bo, "b", "two")
    async with store.unit() as unit:
        assert await unit.bindings.forget_before(NOW - timedelta(days=1)) == 0
        assert await unit.bindings.forget_person(ana) == 1
        assert await unit.bindings.find("two") == "b"
        assert await unit.bindings.forget_before(NOW + timedelta(days=1)) == 1
