"""The database's revision: how far it is behind, and bringing it up."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from zoomcore.storage.engines import open_for_migration
from zoomcore.storage.faults import as_storage_error

#: Any number that nobody else takes: replicas that start together migrate one after the other.
_LOCK = 7_241_000
_SCRIPTS = Path(__file__).parent / "migrations"


def configuration() -> Config:
    """Works from a wheel: there is no alembic.ini."""
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.set_main_option("path_separator", "os")
    return config


@cache
def _revisions() -> tuple[str, ...]:
    """All of them, oldest first."""
    scripts = ScriptDirectory.from_config(configuration())
    return tuple(one.revision for one in reversed(list(scripts.walk_revisions())))


def pending_revisions(connection: Connection) -> tuple[str, ...]:
    done = MigrationContext.configure(connection).get_current_heads()
    revisions = _revisions()
    reached = max((revisions.index(one) + 1 for one in done if one in revisions), default=0)
    # A revision we don't know was made by a newer version, which has run all of ours.
    return () if set(done) - set(revisions) else revisions[reached:]


def _upgrade(connection: Connection) -> None:
    config = configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


async def migrate(url: str) -> None:
    """Brings the database to this version's tables; does nothing where it is there. StorageError when it is away."""
    engine = open_for_migration(url)
    try:
        with as_storage_error():
            async with engine.begin() as connection:
                if connection.dialect.name == "postgresql":
                    await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
                await connection.run_sync(_upgrade)
    finally:
        await engine.dispose()
