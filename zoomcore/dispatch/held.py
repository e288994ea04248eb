"""Files that wait for their reader's consent, where every process finds them and no restart forgets them."""

from dataclasses import dataclass

from zoomcore.domain.files import HeldFile
from zoomcore.storage.store import Store


@dataclass(frozen=True, slots=True)
class HeldFiles:
    """For an adapter, outside any unit: each method is a unit of its own, and may raise StorageError."""

    store: Store

    async def hold(self, file: HeldFile) -> None:
        async with self.store.unit() as unit:
            await unit.files.hold(file)

    async def find(self, key: str, owner: str) -> HeldFile | None:
        async with self.store.reading() as unit:
            return await unit.files.find_held(key, owner)

    async def drop(self, key: str, owner: str) -> None:
        async with self.store.unit() as unit:
            await unit.files.drop(key, owner)
