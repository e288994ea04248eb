"""Durable work: one narrow port, an embedded engine for SQLite, procrastinate for PostgreSQL."""

from zoomcore import storage
from zoomcore.jobs import delivery


async def migrate(url: str) -> None:
    """Brings the database to this version's tables, the queue's included. StorageError when it is away."""
    await storage.migrate(url)
    if delivery.is_postgres(url):
        await delivery.install(url)
