"""What the database's drivers raise when it is away, locked or behind, as one StorageError."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from zoomcore.errors import StorageError

#: PostgreSQL: undefined table, undefined column.
_BEHIND = frozenset({"42P01", "42703"})


@contextmanager
def as_storage_error() -> Iterator[None]:
    """Defects (a broken constraint, wrong SQL) pass as they are."""
    try:
        yield
    except (exc.OperationalError, exc.InterfaceError, exc.TimeoutError, sqlite3.OperationalError) as fault:
        # SQLite's own: a unit's BEGIN goes straight to the driver.
        raise StorageError(_explain(fault)) from fault
    except exc.ProgrammingError as fault:
        if getattr(fault.orig, "sqlstate", "") in _BEHIND:
            raise StorageError(BEHIND) from fault
        raise
    except exc.DBAPIError as fault:
        if not fault.connection_invalidated:
            raise
        raise StorageError("the database went away") from fault
    except OSError as fault:
        raise StorageError("the database cannot be reached") from fault


BEHIND = "the database's tables are behind this version: run `lectern migrate`"


def _explain(fault: Exception) -> str:
    # The driver's text names hosts and files, never a password; the statement and its values stay out.
    cause = getattr(fault, "orig", None)
    text = str(cause or fault).strip().partition("\n")[0]
    if text.startswith(("no such table", "no such column")):
        return BEHIND
    return f"the database is away or busy: {text}"
