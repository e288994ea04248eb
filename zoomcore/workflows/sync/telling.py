"""Telling a course's instructors, in one message each, what became different at Zoom."""

from zoomcore.domain.work import TellSynced
from zoomcore.services.reaching import staff_of, tell
from zoomcore.services.sync.cards import digest
from zoomcore.wording import speaking
from zoomcore.workflows.tools import Tools


async def tell_synced(work: TellSynced, tools: Tools) -> None:
    """No Zoom call. What is told waits no more; the same slot is told once to each."""
    async with tools.store.unit() as unit:
        news = await unit.sync.take_news(work.course)
        if not news:
            return
        course = await unit.courses.get(work.course)
        for person in await staff_of(unit, course.id):
            with speaking(person.locale):
                await tell(unit, person.id, digest(course, news), cause=f"synced:{work.key}:{person.id}")
