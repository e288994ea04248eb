"""The SQL that one request ran, written down so that another program can run the same."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """As the driver got it; `parameters` a list or a mapping, instants marked so that they survive JSON."""

    text: str
    parameters: Any


def bound(statement: Statement) -> Any:
    """Parameters as the driver wants them."""
    if isinstance(statement.parameters, dict):
        return {name: _back(value) for name, value in statement.parameters.items()}
    return tuple(_back(value) for value in statement.parameters)


@contextmanager
def recorded() -> Iterator[list[Statement]]:
    """Every statement of this process within the block but for the transaction's own."""
    seen: list[Statement] = []

    def note(_c: Any, _cursor: Any, text: str, parameters: Any, _context: Any, _many: bool) -> None:
        if text.split(maxsplit=1)[0].upper() not in {"BEGIN", "COMMIT", "ROLLBACK", "PRAGMA"}:
            seen.append(Statement(text=text, parameters=_plain(parameters)))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def _plain(parameters: Any) -> Any:
    if isinstance(parameters, dict):
        return {name: _forth(value) for name, value in parameters.items()}
    return [_forth(value) for value in parameters]


def _forth(value: Any) -> Any:
    return {"instant": value.isoformat()} if isinstance(value, datetime | date) else value


def _back(value: Any) -> Any:
    return datetime.fromisoformat(value["instant"]) if isinstance(value, dict) else value
