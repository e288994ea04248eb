"""Forgetting somebody, stretch by stretch: others write in between, and whoever dies on the way begins again."""

from collections.abc import Mapping

from zoomcore.domain.people import Person
from zoomcore.domain.privacy_work import ForgetPerson
from zoomcore.errors import UserError, ZoomError
from zoomcore.services.privacy import forgotten_card, keep_out, require_no_classes, rewrite_backup, traces_of
from zoomcore.storage.store import Unit
from zoomcore.views.ways import help_button
from zoomcore.wording import speaking
from zoomcore.workflows.telling import put_answer, refused_card, tell
from zoomcore.workflows.tools import Tools

#: Rows gone through in one unit: a fraction of a second on either database, however many of them are theirs.
STRETCH = 250


async def forget_person(work: ForgetPerson, tools: Tools) -> None:
    """No calls to Zoom. They themselves go last, since by them all else is found; nothing new of them comes in.

    Conflict, before anything is gone or at the end, where they have got classes to come since it was asked for.
    """
    async with tools.store.reading() as unit:
        await require_no_classes(unit, await unit.people.get(work.person), tools.clock())
        ends = await unit.privacy.ends()
        backups = await unit.backups.numbers()
    for table, end in ends.items():
        await _go_through(work, tools, table, end)
    for number in backups:
        async with tools.store.unit() as unit:
            await _rewrite(unit, work, number)
    async with tools.store.unit() as unit:
        await unit.backups.hold()
        person = await unit.people.get(work.person)
        await require_no_classes(unit, person, tools.clock())
        # Once more, with all that was filed, and all that they are known by, meanwhile.
        for number in set(await unit.backups.numbers()).difference(backups):
            await _rewrite(unit, work, number)
        traces = await traces_of(unit, person)
        await keep_out(unit, traces, tools.deployment.pepper)
        counts = await _count(unit, work, await unit.privacy.erase(traces, after=ends))
        with speaking((await _asker(unit, work)).locale):
            await put_answer(unit, work, forgotten_card(traces, counts), outcome="done")


async def _go_through(work: ForgetPerson, tools: Tools, table: str, end: int) -> None:
    """Looks by reading, which keeps nobody waiting, and writes only where something is found."""
    async with tools.store.reading() as unit:
        traces = await traces_of(unit, await unit.people.get(work.person))
        start = await unit.privacy.next_of(table, range(1, end + 1), traces)
    while start is not None:
        async with tools.store.unit() as unit:
            await _count(unit, work, await unit.privacy.erase_stretch(table, range(start, start + STRETCH), traces))
        async with tools.store.reading() as unit:
            start = await unit.privacy.next_of(table, range(start + STRETCH, end + 1), traces)


async def _rewrite(unit: Unit, work: ForgetPerson, number: int) -> None:
    traces = await traces_of(unit, await unit.people.get(work.person))
    await _count(unit, work, {"backup": await rewrite_backup(unit, number, traces)})


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
