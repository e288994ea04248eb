"""Killed anywhere: it ends done or rolled back, no seat is lost, and never are two raised for one lowered."""

import pytest

from tests.school import a_school, press_payload
from tests.zoomcore.workflows.licenses.lending import KIM, OSCAR, approved, asked, plans, request, state, user
from tests.zoomcore.workflows.mortal import live
from zoomcore.chat import Pressed
from zoomcore.domain.licenses.requests import RequestState
from zoomcore.domain.work import MoveLicense
from zoomcore.workflows.licenses.moving import move_license

#: More than a whole story opens.
_MOST = 60


async def die_after(school, lives: int) -> bool:
    """Carry the request out and die on the way; False where it lived to the end."""
    standing = await request(school)
    work = MoveLicense(request=1, version=standing.version)
    return not await live(school, lives, lambda tools: move_license(work, tools))


def licensed(school) -> int:
    return school.sandbox.account.licensed()


async def test_killed_between_any_two_steps_it_ends_done():
    died = True
    lives = 0
    while died:
        async with a_school() as school:
            await asked(school)
            await approved(school, settle=False)
            died = await die_after(school, lives)
            assert licensed(school) <= 8
            await school.settle()

            assert plans(school, KIM, OSCAR) == [2, 1], lives
            assert await state(school) is RequestState.DONE
            assert licensed(school) == 8
        lives += 1
    assert 10 < lives < _MOST


async def test_killed_twice_it_ends_done():
    for first in range(0, 22, 5):
        for second in range(0, 22, 6):
            async with a_school() as school:
                await asked(school)
                await approved(school, settle=False)
                await die_after(school, first)
                await die_after(school, second)
                await school.settle()

                assert (plans(school, KIM, OSCAR), licensed(school)) == ([2, 1], 8)


async def test_killed_on_the_way_back_the_donor_still_gets_it_back():
    died = True
    lives = 0
    while died:
        async with a_school() as school:
            await asked(school)
            refuse = {"code": 2034, "message": "no"}
            school.trouble(method="PATCH", path=f"/users/{user(school, KIM).id}", status=400, body=refuse, times=9)
            await approved(school, settle=False)
            died = await die_after(school, lives)
            await school.settle()

            assert plans(school, KIM, OSCAR) == [1, 2], lives
            assert await state(school) is RequestState.ROLLED_BACK
        lives += 1
    assert 10 < lives < _MOST


async def test_killed_while_it_is_undone_it_ends_undone():
    died = True
    lives = 0
    while died:
        async with a_school() as school:
            await asked(school)
            await approved(school)
            stamped = school.to("ada")[0].reply
            wish = Pressed(payload=press_payload(stamped.card, school.button(stamped, "Undo LR-1").command))
            await school.ask(school.request("ada", wish, where=""), settle=False)
            work = MoveLicense(request=2, version=1)
            died = not await live(school, lives, lambda tools, work=work: move_license(work, tools))
            await school.settle()

            assert plans(school, KIM, OSCAR) == [1, 2], lives
            assert await state(school) is RequestState.UNDONE
        lives += 1
    assert 10 < lives < _MOST


@pytest.mark.postgres
async def test_on_postgresql_it_ends_done_as_well(postgres_url):
    async with a_school(url=postgres_url) as school:
        await asked(school)
        await approved(school, settle=False)
        await die_after(school, 14)
        await school.settle()

        assert plans(school, KIM, OSCAR) == [2, 1]
        assert await state(school) is RequestState.DONE
