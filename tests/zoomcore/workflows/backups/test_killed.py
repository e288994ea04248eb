"""A restore that dies anywhere and is run again: no class twice, none missing."""

import random

import pytest

from tests.school import School, a_school
from tests.zoomcore.workflows.mortal import live
from zoomcore.chat import Asked
from zoomcore.commands.wishes.backups import UndoRestore
from zoomcore.domain.backups.kept import Mode, Part, RestoreState
from zoomcore.domain.work import RestoreCourse, TakeBackRestore
from zoomcore.workflows.backups.restoring import restore_course
from zoomcore.workflows.backups.taking_back import take_back_restore

#: About as many steps as one run takes, for the dice: most lives end early.
_STEPS = 80


@pytest.mark.parametrize("seed", range(50))
async def test_killed_at_any_point_it_ends_with_every_class_once(school: School, seed: int):
    await _killed(school, seed)


@pytest.mark.postgres
@pytest.mark.parametrize("seed", range(5))
async def test_on_postgresql_as_well(postgres_url: str, seed: int):
    async with a_school(url=postgres_url) as school:
        await _killed(school, seed)


@pytest.mark.parametrize("steps", range(0, 18, 2))
async def test_an_undo_that_dies_anywhere_ends_undone(school: School, steps: int):
    for topic in ("Algebra", "Geometry", "Topology"):
        await school.say("ana", f'new "{topic}" every mon 3pm until dec 20')
    await school.say("ana", "backup")
    kept = school.at_zoom()[0]
    for one in school.at_zoom()[1:]:
        one.deleted = True
    await _ask(school)
    await restore_course(RestoreCourse(restore=1, answer={}), school.tools)
    assert len(school.at_zoom()) == 3
    await school.ask(school.request("ana", Asked(command=UndoRestore(restore=1))), settle=False)

    work = TakeBackRestore(restore=1, answer={})
    await live(school, steps, lambda tools: take_back_restore(work, tools))
    await school.settle()

    assert school.at_zoom() == [kept]
    async with school.store.reading() as unit:
        assert (await unit.restores.get(1)).state is RestoreState.UNDONE


async def _killed(school: School, seed: int) -> None:
    await school.say("ana", 'new "Algebra" every mon,wed 3pm until dec 20')
    await school.say("ana", "cancel next this")
    await school.press("Cancel", by="ana")
    await school.say("kim", 'new "Geometry" every tue 9:30 until dec 20')
    await school.say("ana", 'new "Exam" 2026-12-18 10:00')
    await school.say("ana", "backup")
    before = {one.topic: sorted(date.start for date in one.occurrences if not date.deleted) for one in school.at_zoom()}
    for one in school.at_zoom():
        if one.topic != "Exam":
            one.deleted = True
    await _ask(school)

    dice = random.Random(seed)  # noqa: S311 - the same dice each time
    work = RestoreCourse(restore=1, answer={})
    for _life in range(3):
        await live(school, dice.randint(1, _STEPS), lambda tools: restore_course(work, tools))
        school.sandbox.advance(school.tools.doubt)
    await restore_course(work, school.tools)

    after = {one.topic: sorted(date.start for date in one.occurrences if not date.deleted) for one in school.at_zoom()}
    assert sorted(one.topic for one in school.at_zoom()) == ["Algebra", "Exam", "Geometry"]
    assert after == before
    async with school.store.reading() as unit:
        assert (await unit.restores.get(1)).state is RestoreState.DONE


@pytest.mark.parametrize("seed", range(12))
async def test_killed_at_any_point_a_date_that_stands_by_itself_now_is_made_once(school: School, seed: int):
    await school.say("ana", 'new "Algebra" every tue 3pm x 4')
    await school.say("ana", "move next to thu 16:00 this")
    await school.say("ana", "backup")
    await school.later(days=2)
    (lost,) = school.at_zoom()
    lost.deleted = True
    await _ask(school)

    dice = random.Random(seed)  # noqa: S311 - the same dice each time
    work = RestoreCourse(restore=1, answer={})
    for _life in range(3):
        await live(school, dice.randint(1, _STEPS), lambda tools: restore_course(work, tools))
        school.sandbox.advance(school.tools.doubt)
    await restore_course(work, school.tools)

    series, alone = sorted(school.at_zoom(), key=lambda one: -len(one.occurrences))
    assert (len(series.occurrences), alone.occurrences) == (3, [])
    async with school.store.reading() as unit:
        assert (await unit.restores.get(1)).state is RestoreState.DONE


async def _ask(school: School) -> None:
    """Confirmed, and not begun yet."""
    async with school.store.unit() as unit:
        await unit.restores.add(
            backup_id=1,
            course_id=school.math.id,
            mode=Mode.REPAIR,
            parts=(Part.CLASSES, Part.SETTINGS),
            requested_by=school.ids["ana"],
        )
