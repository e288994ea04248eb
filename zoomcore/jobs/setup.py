"""Choosing the engine that fits a database, and bringing up the tables of both."""

from zoomcore import storage
from zoomcore.jobs import delivery
from zoomcore.jobs.embedded import EmbeddedEngine
from zoomcore.jobs.port import JobEngine, Registry
from zoomcore.jobs.queue import QueueEngine
from zoomcore.storage.store import Store


def build_engine(store: Store, registry: Registry) -> JobEngine:
    """Nothing runs before `start`; from here on the store hands its jobs to the engine."""
    return QueueEngine(store, registry) if delivery.is_postgres(store.url) else EmbeddedEngine(store, registry)


async def migrate(url: str) -> None:
    """Brings the database to this version's tables, the queue's included. StorageError when it is away."""
    await storage.migrate(url)
    if delivery.is_postgres(url):
        await delivery.install(url)
