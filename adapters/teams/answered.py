"""Which lines were answered: known at once here, and soon to every process and after a restart."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from adapters.teams.contacts import Recent
from zoomcore.errors import StorageError

logger = logging.getLogger(__name__)

#: Lines remembered in this process.
MOST = 1000
#: Lines answered within this time are written down in one go: one statement, however busy the chat is.
GATHERED_S = 0.1
OnAnswered = Callable[[Sequence[str]], Awaitable[None]]


async def ignore_answered(_deliveries: Sequence[str]) -> None:
    """Keep it to this process."""


class AnsweredLines:
    """`write` files deliveries where every process finds them; it may raise StorageError, and is asked again."""

    def __init__(self, write: OnAnswered = ignore_answered) -> None:
        self._write = write
        self._here: Recent[bool] = Recent(MOST)
        self._unwritten: list[str] = []
        self._writing: asyncio.Task[None] | None = None

    def here(self, delivery: str) -> bool:
        return bool(self._here.find(delivery))

    def note(self, delivery: str) -> None:
        self._here.keep(delivery, value=True)
        self._unwritten.append(delivery)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write_soon(), name="answered lines")

    async def _write_soon(self) -> None:
        while self._unwritten:
            await asyncio.sleep(GATHERED_S)
            await self.write()

    async def write(self) -> None:
        """What is not written yet. A database that is away gets it with the next; of a long outage, the latest."""
        lines, self._unwritten = self._unwritten, []
        try:
            if lines:
                await self._write(lines)
        except StorageError:
            logger.warning("%s answered lines could not be written down yet", len(lines))
            self._unwritten = [*lines, *self._unwritten][-MOST:]

    async def stop(self) -> None:
        if self._writing is not None:
            self._writing.cancel()
            await asyncio.gather(self._writing, return_exceptions=True)
        await self.write()
