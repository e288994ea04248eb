"""Forgetting somebody, stretch by stretch: others write in between, and whoever dies on the way begins again."""

from collections.abc import Mapping

from zoomcore.domain.people import Person
from zoomcore.domain.privacy_work import ForgetPerson
from zoomcore.errors import UserError, ZoomError
from zoomcore.services.privacy import forgotten_card, rewrite_backup, traces_of
from zoomcore.storage.privacy import LONG
from zoomcore.storage.store import Unit
from zoomcore.views.ways import help_button
from zoomcore.wording import speaking
from zoomcore.workflows.telling import put_answer, refused_card, tell
from zoomcore.workflows.tools import Tools

#: Rows gone through in one unit: a fraction of a second on either database, however many of them are theirs.
STRETCH = 250


async def forget_person(work: ForgetPerson, tools: Tools) -> None:
    """No calls to Zoom. They themselves go last, since by them all else is found; nothing new of them comes in."""
    async with tools.store.reading() as unit:
        ends = await unit.privacy.ends()
        backups = await unit.backups.numbers()
    for table in LONG:
        for start in range(1, ends[table.name] + 1, STRETCH):
            async with tools.store.unit() as unit:
                traces = await traces_of(unit, await unit.people.get(work.person))
                await _count(unit, work, await unit.privacy.erase_stretch(table, range(start, start + STRETCH), traces))
    for number in backups:
        async with tools.store.unit() as unit:
            traces = await traces_of(unit, await unit.people.get(work.person))
            await _count(unit, work, {"backup": await rewrite_backup(unit, number, traces)})
    async with tools.store.unit() as unit:
        traces = await traces_of(unit, await unit.people.get(work.person))
        counts = await _count(unit, work, await unit.privacy.erase(traces, after=ends))
        with speaking((await _asker(unit, work)).locale):
            await put_answer(unit, work, forgotten_card(traces, counts), outcome="done")


async def _count(unit: Unit, work: ForgetPerson, more: Mapping[str, int]) -> Mapping[str, int]:
    """All that went so far, in whichever life of this job."""
    so_far: Mapping[str, int] = (await unit.audit.get(work.entry)).detail
    if not any(more.values()):
        return so_far
    counts = {name: so_far.get(name, 0) + more.get(name, 0) for name in sorted({*so_far, *more})}
    await unit.audit.amend(work.entry, {name: many for name, many in counts.items() if many})
    return counts


async def _asker(unit: Unit, work: ForgetPerson) -> Person:
    return await unit.people.get(work.by)


async def fail(work: ForgetPerson, tools: Tools, error: UserError | ZoomError) -> None:
    """Given up: part of them may be left, and asking again takes up the rest."""
    async with tools.store.reading() as unit:
        asker = await _asker(unit, work)
    with speaking(asker.locale):
        await tell(tools, work, refused_card("", error, (help_button("privacy erase"),)), outcome="failed")
