"""Killed anywhere: it ends done or rolled back, no seat is lost, and never are two raised for one lowered."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from tests.databases import empty
from tests.school import School, a_school, press_payload
from tests.zoomcore.workflows.licenses.lending import KIM, OSCAR, approved, asked, plans, request, state, user
from tests.zoomcore.workflows.mortal import live
from zoomcore.chat import Pressed
from zoomcore.domain.licenses.requests import RequestState
from zoomcore.domain.work import MoveLicense
from zoomcore.workflows.licenses.moving import move_license

#: More than a whole story opens.
_MOST = 60

Fresh = Callable[[], AbstractAsyncContextManager[School]]


@pytest.fixture
def fresh(school_url: str) -> Fresh:
    """A school as on its first day, on one of both databases; PostgreSQL's is emptied, not made anew."""

    @asynccontextmanager
    async def made() -> AsyncIterator[School]:
        if school_url:
            empty(school_url)
        async with a_school(url=school_url) as school:
            yield school

    return made


async def die_after(school, lives: int, work: MoveLicense | None = None) -> bool:
    """Carry the request out and die on the way, wherever that leaves something new; False where it lived to the end."""
    work = work or MoveLicense(request=1, version=(await request(school)).version)
    return not await live(school, lives, lambda tools: move_license(work, tools), only_new=True)


def licensed(school) -> int:
    return school.sandbox.account.licensed()


async def test_killed_between_any_two_steps_it_ends_done(fresh):
    died = True
    lives = 0
    while died:
        async with fresh() as school:
            await asked(school)
            await approved(school, settle=False)
            died = await die_after(school, lives)
            assert licensed(school) <= 8
            await school.settle()

            assert plans(school, KIM, OSCAR) == [2, 1], lives
            assert await state(school) is RequestState.DONE
            assert licensed(school) == 8
        lives += 1
    assert 5 < lives < _MOST


async def test_killed_twice_it_ends_done(fresh):
    for first, second in ((0, 4), (1, 2), (2, 5), (3, 1), (4, 0), (5, 3), (6, 2)):
        async with fresh() as school:
            await asked(school)
            await approved(school, settle=False)
            await die_after(school, first)
            await die_after(school, second)
            await school.settle()

            assert (plans(school, KIM, OSCAR), licensed(school)) == ([2, 1], 8)


async def test_killed_on_the_way_back_the_donor_still_gets_it_back(fresh):
    died = True
    lives = 0
    while died:
        async with fresh() as school:
            await asked(school)
            refuse = {"code": 2034, "message": "no"}
            school.trouble(method="PATCH", path=f"/users/{user(school, KIM).id}", status=400, body=refuse, times=9)
            await approved(school, settle=False)
            died = await die_after(school, lives)
            await school.settle()

            assert plans(school, KIM, OSCAR) == [1, 2], lives
            assert await state(school) is RequestState.ROLLED_BACK
        lives += 1
    assert 5 < lives < _MOST


async def test_killed_while_it_is_undone_it_ends_undone(fresh):
    died = True
    lives = 0
    while died:
        async with fresh() as school:
            await asked(school)
            await approved(school)
            stamped = school.to("ada")[0].reply
            wish = Pressed(payload=press_payload(stamped.card, school.button(stamped, "Undo LR-1").command))
            await school.ask(school.request("ada", wish, where=""), settle=False)
            died = await die_after(school, lives, MoveLicense(request=2, version=1))
            await school.settle()

            assert plans(school, KIM, OSCAR) == [1, 2], lives
            assert await state(school) is RequestState.UNDONE
        lives += 1
    assert 5 < lives < _MOST
