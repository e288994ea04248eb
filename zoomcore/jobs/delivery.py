"""procrastinate's own tables in our database, and the one task it carries."""

import psycopg
from procrastinate import App, PsycopgConnector
from procrastinate.schema import SchemaManager

from zoomcore.errors import StorageError

#: Any number that nobody else takes: two processes that migrate at once wait for each other.
_LOCK = 7_241_001


def conninfo(url: str) -> str:
    """A database URL as libpq reads it."""
    return url.replace("postgresql+psycopg://", "postgresql://", 1)


def is_postgres(url: str) -> bool:
    return url.startswith("postgresql")


def build_app(url: str) -> App:
    """Closed: deferring in our own transaction needs no connection of its own."""
    return App(connector=PsycopgConnector(conninfo=conninfo(url), min_size=1, max_size=4))


async def install(url: str) -> None:
    """Makes the tables where they are not there. StorageError when the database is away."""
    try:
        async with await psycopg.AsyncConnection.connect(conninfo(url)) as connection:
            await connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
            there = await connection.execute("SELECT to_regclass('procrastinate_jobs')")
            if (await there.fetchone()) == (None,):
                # Without parameters, so that the % signs in it stay what they are.
                await connection.execute(SchemaManager.get_schema().encode())
    except psycopg.OperationalError as error:
        raise StorageError(f"the database is away: {error}") from error
