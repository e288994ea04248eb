"""A restore that dies anywhere and is run again: no class twice, none missing."""

import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

import pytest

from tests.school import School
from zoomcore.domain.backups.kept import Mode, Part, RestoreState
from zoomcore.domain.work import RestoreCourse
from zoomcore.jobs.port import Later
from zoomcore.storage.store import Store, Unit
from zoomcore.workflows.backups.restoring import restore_course
from zoomcore.workflows.tools import Tools

#: About as many steps as one run takes, for the dice: most lives end early.
_STEPS = 40


class Killed(BaseException):
    """As `kill -9`: nobody catches it."""


class MortalStore(Store):
    """Dies at its n-th step: before a unit, or after its commit."""

    steps_left = 10_000

    def _step(self) -> None:
        type(self).steps_left -= 1
        if self.steps_left <= 0:
            raise Killed

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[Unit]:
        self._step()
        async with super().unit() as unit:
            yield unit
        self._step()


@pytest.mark.parametrize("seed", range(50))
async def test_killed_at_any_point_it_ends_with_every_class_once(school: School, seed: int):
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
    store = MortalStore(school.store.url, clock=school.store.clock)
    try:
        for _life in range(3):
            MortalStore.steps_left = dice.randint(1, _STEPS)
            with suppress(Killed, Later):
                await restore_course(RestoreCourse(restore=1, answer={}), _mortal(school, store))
            school.sandbox.advance(school.tools.doubt)
        MortalStore.steps_left = 100_000
        await restore_course(RestoreCourse(restore=1, answer={}), _mortal(school, store))
    finally:
        await store.close()

    after = {one.topic: sorted(date.start for date in one.occurrences if not date.deleted) for one in school.at_zoom()}
    assert sorted(one.topic for one in school.at_zoom()) == ["Algebra", "Exam", "Geometry"]
    assert after == before
    async with school.store.reading() as unit:
        assert (await unit.restores.get(1)).state is RestoreState.DONE


def _mortal(school: School, store: Store) -> Tools:
    return replace(school.tools, store=store)


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
