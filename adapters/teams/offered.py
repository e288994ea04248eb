"""Files that were offered to their reader and wait for consent."""

from typing import Protocol

from adapters.teams.contacts import Recent
from zoomcore.domain.files import HeldFile

#: Files remembered by a process that nobody gave a better place.
MOST = 50


class OfferedFiles(Protocol):
    """Where they wait; each method may raise StorageError. Nobody but its owner finds a file."""

    async def hold(self, file: HeldFile) -> None: ...

    async def find(self, key: str, owner: str) -> HeldFile | None: ...

    async def drop(self, key: str, owner: str) -> None: ...


class FilesInMemory:
    """Until the process ends."""

    def __init__(self) -> None:
        self._files: Recent[HeldFile] = Recent(MOST)

    async def hold(self, file: HeldFile) -> None:
        self._files.keep(file.key, file)

    async def find(self, key: str, owner: str) -> HeldFile | None:
        file = self._files.find(key)
        return file if file and file.owner == owner else None

    async def drop(self, key: str, owner: str) -> None:
        if await self.find(key, owner) is not None:
            self._files.take(key)
