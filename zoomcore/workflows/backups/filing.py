"""Filing a backup that was packed: not while somebody is being erased, whom it would keep."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from zoomcore.jobs.port import Later
from zoomcore.services.backups.files import Overtaken
from zoomcore.storage.store import Unit
from zoomcore.workflows.tools import Tools

_MOMENT = timedelta(minutes=1)


@asynccontextmanager
async def filing(tools: Tools) -> AsyncIterator[Unit]:
    """A unit to keep a backup in; Later where it was overtaken, so that the job packs it anew."""
    try:
        async with tools.store.unit() as unit:
            yield unit
    except Overtaken as overtaken:
        raise Later(_MOMENT) from overtaken
