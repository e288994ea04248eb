"""Backing up a course, or every course; each night those that changed."""

from zoomcore.domain.backups.kept import NIGHTLY_DAYS, KeptBackup, Kind
from zoomcore.domain.courses import Course
from zoomcore.domain.work import BackUpNightly, MakeCourseBackup
from zoomcore.services.backups.files import holds_the_same, keep
from zoomcore.services.backups.keeping import all_made_card, made_card
from zoomcore.wording import speaking
from zoomcore.workflows.backups.filing import packed_for
from zoomcore.workflows.telling import tell
from zoomcore.workflows.tools import Tools


async def make_backup(work: MakeCourseBackup, tools: Tools) -> None:
    """No calls to Zoom. Told once, however often it runs: a backup that was kept before a crash is not made again."""
    async with tools.store.reading() as unit:
        person = await unit.people.get(work.person)
        courses = await unit.courses.all() if work.course is None else (await unit.courses.get(work.course),)
    made = [await _make_once(work, tools, course) for course in courses]
    zone = person.zone or tools.deployment.zone
    with speaking(person.locale):
        card = made_card(made[0], zone) if work.course is not None else all_made_card(tuple(made), zone)
        await tell(tools, work, card, outcome="done")


async def _make_once(work: MakeCourseBackup, tools: Tools, course: Course) -> KeptBackup:
    key = f"backup:{work.key}:{course.id}"
    async with tools.store.reading() as unit:
        before = await unit.inbox.answer(key)
        if before is not None:
            return await unit.backups.get(before["backup"])
    async with packed_for(tools, course, people=work.people) as (unit, packed):
        made = await keep(unit, packed, Kind.MANUAL, by=work.person)
        await unit.inbox.first(key, "job", answer={"backup": made.id})
        await unit.audit.write(work.person, "backup", f"course:{course.id}", {"backup": made.id, "people": made.people})
    return made


async def back_up_nightly(_work: BackUpNightly, tools: Tools) -> None:
    """One a course, with people, where its content is another than in its last one; then the old ones go."""
    async with tools.store.reading() as unit:
        courses = await unit.courses.all()
    for course in courses:
        async with packed_for(tools, course) as (unit, packed):
            last = await unit.backups.latest(course.id, Kind.NIGHTLY)
            if last is not None and await holds_the_same(unit, last, packed):
                await unit.backups.keep_longer(last.id, NIGHTLY_DAYS)
            else:
                await keep(unit, packed, Kind.NIGHTLY, by=None, days=NIGHTLY_DAYS)
    async with tools.store.unit() as unit:
        await unit.backups.forget_old()
