"""Engines: on SQLite one writer and a pool of readers, on PostgreSQL one pool for both."""

from dataclasses import dataclass

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from zoomcore.errors import ConfigError

#: How long somebody waits for a connection before the database counts as busy.
PATIENCE_SECONDS = 10
_POSTGRES_POOL = 10
_READERS = 5
_PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=5000")


@dataclass(frozen=True, slots=True)
class Engines:
    writer: AsyncEngine
    reader: AsyncEngine

    @property
    def sources(self) -> tuple[Engine, ...]:
        """Those with connections of their own: on PostgreSQL the reader is a view of the writer, with its events."""
        both = (self.writer.sync_engine, self.reader.sync_engine)
        return both if both[0].pool is not both[1].pool else both[:1]

    async def close(self) -> None:
        await self.writer.dispose()
        await self.reader.dispose()


def read_url(text: str) -> URL:
    """The address with the driver we use; ConfigError for any other database, and for SQLite without a file."""
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise ConfigError("LECTERN_DATABASE_URL is no database address") from error
    backend = url.get_backend_name()
    if backend == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if backend != "sqlite":
        raise ConfigError(f"LECTERN_DATABASE_URL names {backend}: I know SQLite and PostgreSQL")
    if url.database in {None, "", ":memory:"}:
        raise ConfigError("LECTERN_DATABASE_URL needs a file: sqlite:///lectern.db")
    return url.set(drivername="sqlite+aiosqlite")


def open_engines(text: str) -> Engines:
    """Connects to nothing yet."""
    url = read_url(text)
    if url.get_backend_name() == "sqlite":
        # One writer: with a pool of five, the slowest of a hundred waits twenty times as long.
        return Engines(
            writer=_sqlite(url, begin="BEGIN IMMEDIATE", size=1), reader=_sqlite(url, begin="BEGIN", size=_READERS)
        )
    engine = create_async_engine(url, pool_size=_POSTGRES_POOL, max_overflow=0, pool_timeout=PATIENCE_SECONDS)
    return Engines(writer=engine, reader=engine.execution_options(isolation_level="AUTOCOMMIT"))


def open_for_migration(text: str) -> AsyncEngine:
    """A single connection. On SQLite without foreign keys: Alembic's batch mode would delete child rows in silence."""
    url = read_url(text)
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, begin="BEGIN IMMEDIATE", size=1, foreign_keys=False)
    return create_async_engine(url, pool_size=1, max_overflow=0)


def _sqlite(url: URL, *, begin: str, size: int, foreign_keys: bool = True) -> AsyncEngine:
    engine = create_async_engine(url, pool_size=size, max_overflow=0, pool_timeout=PATIENCE_SECONDS)
    pragmas = (*_PRAGMAS, f"foreign_keys={'ON' if foreign_keys else 'OFF'}")

    def prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        # None: the driver begins nothing by itself, so that our BEGIN is the only one.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine.sync_engine, "connect", prepare)
    event.listen(engine.sync_engine, "begin", start)
    return engine
