"""The revisions build exactly the tables that the code works with."""

import asyncio
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection

from tests.databases import Clock
from tests.zoomcore.storage.seeds import a_class, a_course
from zoomcore import storage
from zoomcore.domain.hosting_work import EndSubstitute, TakeOffSubstitute
from zoomcore.domain.meetings import MeetingState
from zoomcore.domain.substitutes import SubstituteState
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


async def _back_to(connection: AsyncConnection, revision: str, *columns: str) -> None:
    """The table of those who stand in as it was then."""
    for column in columns:
        await connection.execute(text(f'ALTER TABLE substitute DROP COLUMN "{column}"'))
    await connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


def _to(revision: str) -> Callable[[Connection], None]:
    def upgrade(connection: Connection) -> None:
        config = configuration()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)

    return upgrade


async def _substitutes(store: Store, *states: tuple[SubstituteState, MeetingState]) -> tuple[int, ...]:
    """One in each state, each in a class of its own in the other state."""
    numbers = []
    async with store.unit() as unit:
        course = await a_course(unit)
        for state, of_class in states:
            meeting = await a_class(unit, course)
            (date,) = await unit.meetings.occurrences(meeting.id)
            one = await unit.hosting.add(
                meeting_id=meeting.id, occurrence_id=date.id, person_id=meeting.host_id, asked_by=meeting.host_id
            )
            await unit.hosting.set_state(one.id, SubstituteState.ASKED, state)
            await unit.meetings.set_state(meeting.id, (MeetingState.SCHEDULED,), of_class)
            numbers.append(one.id)
    return tuple(numbers)


async def test_jobs_about_who_stands_in_that_kept_a_class_go_on_keeping_it(store: Store, database_url: str):
    changing, settled = MeetingState.CHANGING, MeetingState.SCHEDULED
    asked, on = SubstituteState.ASKED, SubstituteState.ON
    brought, waits, off, stays = await _substitutes(
        store, (asked, changing), (asked, settled), (on, changing), (on, changing)
    )
    async with store.unit() as unit:
        await unit.jobs.enqueue(TakeOffSubstitute(substitute=off, by=1, request="r", answer={}))
    engine = open_for_migration(database_url)
    async with engine.connect() as connection:
        await _back_to(connection, "0018", "start", "called_off", "kept_by")
        await connection.run_sync(_to("0019"))
        found = await connection.execute(text("SELECT id, kept_by FROM substitute ORDER BY id"))
        kept = {row.id: row.kept_by for row in found}
        await connection.rollback()
    await engine.dispose()

    assert kept == {
        brought: f"bring-substitute:{brought}",
        waits: "",
        off: f"take-off-substitute:{off}:r",
        stays: "",
    }


async def test_who_is_yet_to_be_taken_off_at_zoom_is_known_by_the_job_that_does_it(store: Store, database_url: str):
    settled = MeetingState.SCHEDULED
    states = SubstituteState.REFUSED, SubstituteState.OFF, SubstituteState.ON
    leaves, left, on = await _substitutes(store, *((one, settled) for one in states))
    async with store.unit() as unit:
        await unit.jobs.enqueue(EndSubstitute(substitute=leaves, request="doubt:0"))
        await unit.jobs.enqueue(EndSubstitute(substitute=on))
    engine = open_for_migration(database_url)
    async with engine.connect() as connection:
        await _back_to(connection, "0021", "leaving")
        await connection.run_sync(_to("0022"))
        found = await connection.execute(text("SELECT id, leaving FROM substitute ORDER BY id"))
        leaving = {row.id: bool(row.leaving) for row in found}
        await connection.rollback()
    await engine.dispose()

    assert leaving == {leaves: True, left: False, on: False}


async def test_an_empty_database_is_behind_and_says_what_to_run(tmp_path: Path, clock: Clock):
    url = f"sqlite:///{tmp_path}/new.db"
    store = Store(url, clock=clock)

    assert await store.pending_migrations() == tuple(f"{number:04}" for number in range(1, 23))
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
