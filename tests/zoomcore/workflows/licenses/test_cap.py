"""The rules decide so often a day and no more, also where two requests come at the same moment."""

import asyncio

import psycopg
import pytest

from tests.school import School, a_school
from tests.zoomcore.workflows.licenses.interleaving import Walker, gated
from tests.zoomcore.workflows.licenses.lending import request, state
from zoomcore.domain.licenses.requests import RequestEvent, RequestState
from zoomcore.domain.work import AskForLicense
from zoomcore.workflows.licenses.asking import ask_for_license
from zoomcore.workflows.licenses.pool import ensure_pool
from zoomcore.workflows.tools import Tools

WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


async def two_requests(school: School) -> None:
    """Of Kim and of Bo, under a cap of one; nothing of them is looked at yet."""
    await school.say("ada", "licenses policy auto 1 a day", where="")
    await ensure_pool(school.tools)
    for who in ("kim", "bo"):
        await school.say("ada", f"licenses request for {who}@uni.example because lab", where="", settle=False)


async def looking(school: School, number: int, tools: Tools) -> Walker:
    standing = await request(school, number)
    return Walker(ask_for_license(AskForLicense(request=number, version=standing.version), tools))


async def to_the_end(walker: Walker) -> None:
    while await walker.step():
        pass


async def test_two_that_are_looked_at_in_step_are_not_both_decided_under_a_cap_of_one(school):
    await two_requests(school)
    tools = gated(school.tools)
    walkers = [await looking(school, number, tools) for number in (1, 2)]

    while walkers:
        going = await asyncio.gather(*(one.step() for one in walkers))
        walkers = [one for one, on in zip(walkers, going, strict=True) if on]
    await tools.store.close()

    states = sorted([await state(school, number) for number in (1, 2)])
    assert states == [RequestState.APPROVED, RequestState.REQUESTED]
    assert school.to("ivo") == []
    await school.settle()
    assert len(school.to("ivo")) == 1, "the other is an admin's to decide"


@pytest.mark.postgres
async def test_a_decision_that_is_about_to_be_committed_is_waited_for_and_counted(postgres_url: str):
    async with (
        a_school(url=postgres_url) as school,
        await psycopg.AsyncConnection.connect(postgres_url, autocommit=True) as watcher,
    ):
        await two_requests(school)
        tools = gated(school.tools)
        second = await looking(school, 2, tools)
        first = await request(school, 1)
        async with school.store.unit() as unit, asyncio.timeout(30):
            await unit.pool.hold_setting("licenses")
            assert await unit.licenses.decide(first, RequestEvent.APPROVED, donor="somebody")
            deciding = asyncio.create_task(to_the_end(second))
            while not (deciding.done() or (await (await watcher.execute(WAITING)).fetchone())[0]):
                pass
        await deciding
        await tools.store.close()

        assert await state(school, 1) is RequestState.APPROVED
        assert await state(school, 2) is RequestState.REQUESTED
