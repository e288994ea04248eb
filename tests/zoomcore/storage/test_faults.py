"""What the drivers raise is one error to everybody above; a defect of ours stays what it is."""

import sqlite3

import pytest
from sqlalchemy import exc

from zoomcore.errors import StorageError
from zoomcore.storage.faults import BEHIND, as_storage_error


class _Behind(Exception):
    sqlstate = "42P01"


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (exc.OperationalError("SELECT 1", {}, sqlite3.OperationalError("database is locked")), "is away or busy"),
        (exc.OperationalError("SELECT 1", {}, sqlite3.OperationalError("no such table: job")), BEHIND),
        (exc.OperationalError("SELECT 1", {}, sqlite3.OperationalError("no such column: job.x")), BEHIND),
        (sqlite3.OperationalError("database is locked"), "database is locked"),
        (exc.TimeoutError("no connection was free"), "no connection was free"),
        (exc.ProgrammingError("SELECT 1", {}, _Behind("no table")), BEHIND),
        (exc.DBAPIError("SELECT 1", {}, Exception("gone"), connection_invalidated=True), "went away"),
        (ConnectionRefusedError("no"), "cannot be reached"),
    ],
)
def test_a_database_that_is_away_or_behind_is_a_storage_error(fault, words):
    with pytest.raises(StorageError, match=words), as_storage_error():
        raise fault


@pytest.mark.parametrize(
    "defect",
    [
        exc.ProgrammingError("SELEC 1", {}, Exception("syntax")),
        exc.IntegrityError("INSERT", {}, Exception("twice")),
        exc.DBAPIError("SELECT 1", {}, Exception("odd")),
        KeyError("ours"),
    ],
)
def test_a_defect_stays_what_it_is(defect):
    with pytest.raises(type(defect)), as_storage_error():
        raise defect


def test_no_statement_and_no_value_is_told():
    secret = exc.OperationalError("SELECT secret", {"x": "hunter2"}, sqlite3.OperationalError("locked\nsecret"))
    with pytest.raises(StorageError) as caught, as_storage_error():
        raise secret
    assert "hunter2" not in str(caught.value)
    assert "SELECT" not in str(caught.value)
