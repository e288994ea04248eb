"""Making a backup and filing it: not while somebody is being erased, whom it would keep."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import timedelta

from zoomcore.domain.courses import Course
from zoomcore.domain.privacy_work import ForgetPerson
from zoomcore.jobs.port import Later
from zoomcore.services.backups.files import Overtaken, Packed, pack
from zoomcore.storage.store import Unit
from zoomcore.workflows.tools import Tools

_MOMENT = timedelta(minutes=1)


@asynccontextmanager
async def packed_for(tools: Tools, course: Course, *, people: bool = True) -> AsyncIterator[tuple[Unit, Packed]]:
    """The course as it stands, and a unit to keep it in; Later while somebody is being erased, or was meanwhile."""
    async with tools.store.reading() as unit:
        if await unit.jobs.under_way(ForgetPerson.kind):
            raise Later(_MOMENT)
    with closing(await pack(tools.store, course, people=people)) as packed:
        try:
            async with tools.store.unit() as unit:
                yield unit, packed
        except Overtaken as overtaken:
            raise Later(_MOMENT) from overtaken
