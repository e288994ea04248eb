"""One open transaction as the repositories see it: statements in, rows out, jobs handed on."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Executable, Insert, RowMapping, Table, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import CursorResult
from sqlalchemy.ext.asyncio import AsyncConnection

from zoomcore.storage.prepared import rows_of

#: The driver's own connection: what a queue needs to put its row into the same transaction.
RawConnection = Any
#: Hands one job to the queue, due at an instant, in the transaction of the raw connection.
Enqueue = Callable[[RawConnection, int, datetime], Awaitable[None]]


class Transaction:
    """`carried` collects the numbers of the jobs that this transaction put in the queue."""

    __slots__ = ("_connection", "_enqueue", "carried", "clock", "dialect")

    def __init__(self, connection: AsyncConnection, clock: Callable[[], datetime], enqueue: Enqueue | None) -> None:
        self._connection = connection
        self._enqueue = enqueue
        self.clock = clock
        self.dialect = connection.dialect.name
        self.carried: list[int] = []

    # What is asked often is built once and given its values here: building costs more than asking.

    async def _straight(self, statement: Executable, values: dict[str, Any]) -> Sequence[RowMapping] | None:
        """The rows of a statement that was built before, so that it wants values; None for every other."""
        if not values:
            return None
        # They are read by column and by name, as SQLAlchemy's own rows are.
        return cast("Sequence[RowMapping] | None", await rows_of(self._connection, statement, values))

    async def one(self, statement: Executable, **values: Any) -> RowMapping | None:
        """The first row."""
        rows = await self._straight(statement, values)
        if rows is not None:
            return rows[0] if rows else None
        return (await self._connection.execute(statement, values)).mappings().first()

    async def all(self, statement: Executable, **values: Any) -> Sequence[RowMapping]:
        rows = await self._straight(statement, values)
        if rows is not None:
            return rows
        return (await self._connection.execute(statement, values)).mappings().all()

    async def stream(self, statement: Executable, *, at_once: int) -> AsyncIterator[RowMapping]:
        """Row by row, so many held at a time: for what is too long to be held."""
        result = await self._connection.stream(statement, execution_options={"yield_per": at_once})
        async for row in result.mappings():
            yield row

    async def scalar(self, statement: Executable, **values: Any) -> Any:
        """The first column of the first row; None without a row."""
        rows = await self._straight(statement, values)
        if rows is not None:
            return next(iter(rows[0].values())) if rows else None
        return (await self._connection.execute(statement, values)).scalar()

    async def scalars(self, statement: Executable) -> Sequence[Any]:
        """The first column of every row."""
        return (await self._connection.execute(statement)).scalars().all()

    async def change(self, statement: Executable, **values: Any) -> int:
        """How many rows an UPDATE or DELETE met."""
        result = await self._connection.execute(statement, values)
        assert isinstance(result, CursorResult)  # noqa: S101 - what a statement without rows gives
        return result.rowcount

    async def add_many(self, statement: Executable, rows: Sequence[dict[str, Any]]) -> None:
        if rows:
            await self._connection.execute(statement, rows)

    async def number_many(self, statement: Insert, rows: Sequence[dict[str, Any]]) -> Sequence[int]:
        """The numbers of the rows an INSERT … RETURNING made, in their order."""
        result = await self._connection.execute(statement, rows)
        return result.scalars().all()

    async def freeze(self) -> None:
        """From here on every statement of a PostgreSQL transaction sees one and the same state, as SQLite's do."""
        if self.dialect == "postgresql":
            await self._connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))

    def insert(self, table: Table) -> postgresql.Insert | sqlite.Insert:
        """An INSERT that knows ON CONFLICT, in this database's own words."""
        return postgresql.insert(table) if self.dialect == "postgresql" else sqlite.insert(table)

    async def carry(self, job: int, due: datetime) -> None:
        """A job row is waiting: the queue's delivery is written here and now, the embedded runner is woken after."""
        self.carried.append(job)
        if self._enqueue is not None:
            raw = await self._connection.get_raw_connection()
            await self._enqueue(raw.driver_connection, job, due)
