"""Forgetting somebody with very many rows: stretch by stretch, ended by whoever comes after a crash."""

import pytest
from sqlalchemy import func, select

from tests.school import School, a_school
from tests.zoomcore.storage.test_privacy import everything
from tests.zoomcore.workflows.mortal import live
from zoomcore.chat import Asked
from zoomcore.commands.wishes.privacy import ErasePerson
from zoomcore.domain.privacy_work import ForgetPerson
from zoomcore.storage.tables import AUDIT, CLICK, INBOX
from zoomcore.workflows.forgetting import STRETCH, forget_person

ROWS = 2 * STRETCH + 10


async def a_busy_person(school: School) -> None:
    """Bo, in some thousands of rows of three kinds, with Maya's between them."""
    await school.say("ana", 'new "Algebra" tomorrow 3pm')
    bo, now = school.ids["bo"], school.now
    people = ("bo@uni.example", "maya@uni.example")
    async with school.store._engines.writer.begin() as connection:
        told = [{"payload": {"participant": {"email": people[number % 5 == 0]}}} for number in range(ROWS)]
        deliveries = [
            {"key": f"zoom:{number}", "source": "zoom", "payload": one, "answer": None, "created_at": now}
            for number, one in enumerate(told)
        ]
        await connection.execute(INBOX.insert(), deliveries)
        clicks = {"person_id": bo, "occurrence_id": 1, "at": now, "via": "page"}
        await connection.execute(CLICK.insert(), [clicks] * ROWS)
        entry = {"at": now, "person_id": None, "verb": "probe", "subject": "course:1", "inverse": "", "undone": False}
        await connection.execute(AUDIT.insert(), [{**entry, "detail": {"who": people[0]}}] * ROWS)


async def erase_confirmed(school: School) -> ForgetPerson:
    """Asked for, and not begun."""
    command = ErasePerson(person=school.ids["bo"], confirmed=True)
    await school.ask(school.request("ada", Asked(command=command), where=""), settle=False)
    async with school.store.reading() as unit:
        (entry,) = await unit.audit.of_subject(f"person:{school.ids['bo']}")
    return ForgetPerson(person=school.ids["bo"], by=school.ids["ada"], entry=entry.id, answer={})


async def dies_and_is_taken_up(school: School, steps: int) -> None:
    await a_busy_person(school)
    work = await erase_confirmed(school)

    ended = await live(school, steps, lambda tools: forget_person(work, tools))
    async with school.store._engines.reader.connect() as connection:
        left = (await connection.execute(select(func.count()).select_from(CLICK))).scalar_one()
    await forget_person(work, school.tools)

    assert not ended
    assert left in {ROWS, ROWS - STRETCH, ROWS - 2 * STRETCH, 0}, "a stretch goes as a whole"
    told = await everything(school.store)
    assert [name for name, rows in told.items() if "bo@uni.example" in rows or "Bo Chen" in rows] == []
    assert "maya@uni.example" in told["inbox"]
    async with school.store.reading() as unit:
        counted = (await unit.audit.get(work.entry)).detail
        assert (await unit.people.get(school.ids["bo"])).name == f"erased-{school.ids['bo']}"
    assert counted["click"] == ROWS
    assert counted["audit"] >= ROWS
    assert counted["inbox"] >= ROWS * 4 // 5


@pytest.mark.parametrize("steps", [1, 4, 7, 10, 13, 16])
async def test_whoever_dies_on_the_way_is_ended_by_the_next_and_everything_counted_once(school: School, steps: int):
    await dies_and_is_taken_up(school, steps)


@pytest.mark.postgres
async def test_on_postgresql_as_well(postgres_url: str):
    async with a_school(url=postgres_url) as school:
        await dies_and_is_taken_up(school, 7)


async def test_from_the_word_on_nothing_new_of_them_comes_in(school: School):
    await erase_confirmed(school)

    said = await school.say("ana", "course people MATH201 import\nBo Chen,bo@uni.example", settle=False)

    assert "erased from Lectern" in repr(said.view)


async def test_the_card_that_waits_names_nobody(school: School):
    command = ErasePerson(person=school.ids["bo"], confirmed=True)
    waiting = await school.ask(school.request("ada", Asked(command=command), where=""), settle=False)

    assert f"erased-{school.ids['bo']}" in waiting.view.title
    assert "Bo Chen" not in repr(waiting.view)
