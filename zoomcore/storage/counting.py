"""Counting statements: for tests and benchmarks that hold us to a number."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import InvalidRequestError

_BOUNDS = ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")


@dataclass(slots=True)
class StatementCount:
    """Every statement sent, in order, without the bounds of transactions."""

    statements: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.statements)


@contextmanager
def counting(engines: Sequence[Engine]) -> Iterator[StatementCount]:
    """For all tasks of this process while it is open."""
    seen = StatementCount()

    def note(_connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.lstrip().startswith(_BOUNDS):
            seen.statements.append(statement)

    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        for engine in engines:
            with suppress(InvalidRequestError):
                event.remove(engine, "before_cursor_execute", note)
