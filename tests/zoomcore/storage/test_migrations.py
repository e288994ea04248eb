"""The revisions build exactly the tables that the code works with."""

import asyncio
import tomllib
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text

from tests.databases import Clock
from zoomcore import storage
from zoomcore.errors import StorageError
from zoomcore.jobs.setup import migrate
from zoomcore.storage.engines import open_for_migration
from zoomcore.storage.schema import configuration
from zoomcore.storage.store import Store
from zoomcore.storage.tables import METADATA

ROOT = Path(__file__).parents[3]


def _ours(_object: object, name: str | None, kind: str, _reflected: object, _other: object) -> bool:
    return not (kind == "table" and name is not None and name.startswith("procrastinate_"))


def _differences(connection: Connection) -> list[object]:
    options = {"compare_type": True, "include_object": _ours}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), METADATA))


async def test_upgrading_from_nothing_gives_the_tables_of_the_code(database_url: str):
    engine = open_for_migration(database_url)
    async with engine.connect() as connection:
        differences = await connection.run_sync(_differences)
    await engine.dispose()

    assert differences == []


async def test_every_constraint_has_a_name_to_change_it_by():
    unnamed = [
        f"{table.name}: {constraint}"
        for table in METADATA.sorted_tables
        for constraint in table.constraints
        if constraint.name is None
    ]

    assert unnamed == []


async def test_migrating_again_changes_nothing(database_url: str):
    await asyncio.gather(migrate(database_url), migrate(database_url))


async def test_an_empty_database_is_behind_and_says_what_to_run(tmp_path: Path, clock: Clock):
    url = f"sqlite:///{tmp_path}/new.db"
    store = Store(url, clock=clock)

    assert await store.pending_migrations() == tuple(f"{number:04}" for number in range(1, 22))
    with pytest.raises(StorageError, match="lectern migrate"):
        await store.check()
    with pytest.raises(StorageError, match="lectern migrate"):
        async with store.reading() as unit:
            await unit.people.get(1)
    await migrate(url)
    await store.check()
    await store.close()


@pytest.mark.postgres
async def test_a_missing_table_of_postgresql_says_what_to_run(postgres_url: str, clock: Clock):
    store = Store(postgres_url, clock=clock)
    engine = open_for_migration(postgres_url)
    async with engine.begin() as connection:
        await connection.execute(text("ALTER TABLE click RENAME TO click_away"))
    try:
        with pytest.raises(StorageError, match="lectern migrate"):
            async with store.unit() as unit:
                await unit.meetings.record_click(1, 1, clock(), "page")
    finally:
        async with engine.begin() as connection:
            await connection.execute(text("ALTER TABLE click_away RENAME TO click"))
        await engine.dispose()
        await store.close()


async def test_a_database_of_a_newer_version_is_not_behind(sqlite_url: str, clock: Clock):
    engine = open_for_migration(sqlite_url)
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    await engine.dispose()
    store = Store(sqlite_url, clock=clock)

    assert await store.pending_migrations() == ()
    await store.close()


def test_the_revisions_travel_in_the_wheel():
    """The wheel takes packages, and beside their modules only the files that pyproject.toml names."""
    folder = Path(storage.__file__).parent / "migrations"
    data = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["package-data"]["*"]
    left_out = [
        file.name
        for file in folder.rglob("*")
        if file.is_file()
        and "__pycache__" not in file.parts
        and not ((file.parent / "__init__.py").exists() and any(map(file.match, ("*.py", *data))))
    ]

    assert left_out == []
    assert configuration().get_main_option("script_location") == str(folder)
