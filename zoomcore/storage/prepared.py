"""Statements that are built once, taken to the driver by a straight way.

SQLAlchemy compiles them and knows how values go in and come out; what it does around each single run (a greenlet, a
cursor, four hops to SQLite's thread) costs several times what the database needs for a row by its key.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import Dialect, Executable, exc
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.compiler import SQLCompiler

Processor = Callable[[Any], Any] | None
#: Statements known to this process; each is built once, so this is more than there are.
_MOST = 200


@dataclass(frozen=True, slots=True)
class Prepared:
    """One statement for one dialect. `columns` are the column, its name and what reads its value, in order."""

    compiled: SQLCompiler
    text: str
    inward: Mapping[str, Processor]
    columns: Sequence[tuple[Any, str, Processor]]

    def bound(self, values: Mapping[str, Any]) -> Any:
        """Parameters as the driver wants them: by position on SQLite, by name on PostgreSQL."""
        given = self.compiled.construct_params(values)
        ready = {name: process(given[name]) if process else given[name] for name, process in self.inward.items()}
        places = self.compiled.positiontup
        return ready if places is None else tuple(ready[name] for name in places)

    def read(self, row: Sequence[Any]) -> dict[Any, Any]:
        """By column and by name, as SQLAlchemy's own rows are read."""
        read: dict[Any, Any] = {}
        for (column, name, process), value in zip(self.columns, row, strict=True):
            read[column] = read[name] = process(value) if process else value
        return read


@lru_cache(maxsize=_MOST)
def prepared(statement: Executable, dialect: Dialect) -> Prepared | None:
    """None for what can only be written out once its values are known: a list of any length."""
    compiled = statement.compile(dialect=dialect)  # type: ignore[attr-defined]  # every Executable of ours is a clause
    if compiled.post_compile_params or compiled.literal_execute_params:
        return None
    inward = {name: _inward(bind.type, dialect) for bind, name in compiled.bind_names.items()}
    columns = [
        (column, column.name, _outward(column.type, dialect)) for column in getattr(statement, "exported_columns", ())
    ]
    return Prepared(compiled=compiled, text=str(compiled), inward=inward, columns=columns)


def _inward(kind: Any, dialect: Dialect) -> Processor:
    processor: Processor = kind.dialect_impl(dialect).bind_processor(dialect)
    return processor


def _outward(kind: Any, dialect: Dialect) -> Processor:
    processor: Processor = kind.dialect_impl(dialect).result_processor(dialect, None)
    return processor


async def rows_of(
    connection: AsyncConnection, statement: Executable, values: Mapping[str, Any]
) -> list[dict[Any, Any]] | None:
    """The rows, in the connection's transaction; None where the straight way is closed. Errors are SQLAlchemy's."""
    dialect = connection.dialect
    known = prepared(statement, dialect)
    if known is None:
        return None
    parameters = known.bound(values)
    raw = await connection.get_raw_connection()
    driver = raw.driver_connection
    _announce(connection, known.text, parameters)
    try:
        found = await _fetched(driver, dialect, known.text, parameters)
    except dialect.loaded_dbapi.Error as fault:
        gone = dialect.is_disconnect(fault, raw.dbapi_connection, None)
        if gone:
            await connection.invalidate(fault)
        raise exc.DBAPIError.instance(
            known.text,
            None,
            fault,
            dialect.loaded_dbapi.Error,
            hide_parameters=True,
            connection_invalidated=gone,
            dialect=dialect,
        ) from fault
    return [known.read(row) for row in found]


async def _fetched(driver: Any, dialect: Dialect, text: str, parameters: Any) -> Sequence[Sequence[Any]]:
    """One hop to SQLite's thread, or one round trip to PostgreSQL. No rows where the statement gives none."""
    if dialect.name == "sqlite":
        found: Sequence[Sequence[Any]] = await driver.execute_fetchall(text, parameters)
        return found
    cursor = await driver.execute(text, parameters)
    return await cursor.fetchall() if cursor.description else ()


def _announce(connection: AsyncConnection, text: str, parameters: Any) -> None:
    """Whoever counts or records statements hears of these too."""
    inner = connection.sync_connection
    if inner is not None:
        inner.dispatch.before_cursor_execute(inner, None, text, parameters, None, False)
