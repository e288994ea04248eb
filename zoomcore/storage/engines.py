"""Engines: on SQLite one writer and a pool of readers, on PostgreSQL a pool for units and one for single statements."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry

from zoomcore.errors import ConfigError

#: How long somebody waits for a connection before the database counts as busy.
PATIENCE_SECONDS = 10
#: Twice as many connections a process: a server's usual hundred is enough for six.
_POSTGRES_POOL = 8
_READERS = 5
_PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=5000")


@dataclass(frozen=True, slots=True)
class Engines:
    """`single` is for writes of one statement: on PostgreSQL that statement commits itself, without two round trips."""

    writer: AsyncEngine
    reader: AsyncEngine
    single: AsyncEngine

    @property
    def sources(self) -> tuple[Engine, ...]:
        """Every engine once."""
        return (self.writer.sync_engine, self.reader.sync_engine)

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
        writer = _sqlite(url, begin="BEGIN IMMEDIATE", size=1)
        return Engines(writer=writer, reader=_sqlite(url, begin="BEGIN", size=_READERS), single=writer)
    # Two pools: a connection that changes its mode each time it is lent costs more than the statement.
    by_itself = _postgres(url, isolation_level="AUTOCOMMIT")
    return Engines(writer=_postgres(url), reader=by_itself, single=by_itself)


def _postgres(url: URL, **options: Any) -> AsyncEngine:
    return create_async_engine(url, pool_size=_POSTGRES_POOL, max_overflow=0, pool_timeout=PATIENCE_SECONDS, **options)


def open_for_migration(text: str) -> AsyncEngine:
    """A single connection. On SQLite without foreign keys: Alembic's batch mode would delete child rows in silence."""
    url = read_url(text)
    if url.get_backend_name() == "sqlite":
        return _sqlite(url, begin="BEGIN IMMEDIATE", size=1, foreign_keys=False)
    return create_async_engine(url, pool_size=1, max_overflow=0)


def _sqlite(url: URL, *, begin: str, size: int, foreign_keys: bool = True) -> AsyncEngine:
    engine = create_async_engine(url, pool_size=size, max_overflow=0, pool_timeout=PATIENCE_SECONDS)
    pragmas = (*_PRAGMAS, f"foreign_keys={'ON' if foreign_keys else 'OFF'}")

    def try_to_open(_dialect: Dialect, _entry: ConnectionPoolEntry, place: Sequence[Any], _options: object) -> None:
        # Where the file cannot be opened, the driver's thread would outlive the loop it answers to.
        sqlite3.connect(place[0]).close()

    def prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        # None: the driver begins nothing by itself, so that our BEGIN is the only one.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def start(connection: Connection) -> None:
        # One hop to the driver's thread, where a cursor would take four.
        raw: Any = connection.connection.dbapi_connection
        raw.run_async(lambda driver: driver.execute_fetchall(begin))

    event.listen(engine.sync_engine, "do_connect", try_to_open)
    event.listen(engine.sync_engine, "connect", prepare)
    event.listen(engine.sync_engine, "begin", start)
    return engine
