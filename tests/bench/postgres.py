"""A PostgreSQL for the bench, started as the tests start theirs. Both sides of every ratio use the same one."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests import databases


@contextmanager
def postgres() -> Iterator[str | None]:
    """The URL of an empty database; None where there is no server. LECTERN_BENCH_DATABASE_URL names one."""
    if given := os.environ.get("LECTERN_BENCH_DATABASE_URL"):
        yield given
        return
    binaries = databases._binaries()
    if binaries is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp(prefix="lectern-bench-pg-"))
    databases._start(binaries, folder)
    try:
        server = f"postgresql://{databases._USER}@/postgres?host={folder}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute("CREATE DATABASE bench")
        yield server.replace("/postgres?", "/bench?")
    finally:
        databases._run(binaries / "pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)
