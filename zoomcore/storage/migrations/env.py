"""Alembic's entry: one connection, given by whoever migrates."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, DateTime, Enum, String

from zoomcore.storage.tables import METADATA
from zoomcore.storage.types import Points, UtcDateTime


def plainly(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """A revision is frozen, so it names the database's types and none of ours, which may change."""
    if kind != "type":
        return False
    if isinstance(item, UtcDateTime | DateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, Points):
        return "POINTS"
    if isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    if isinstance(item, String) or type(item).__name__ == "AutoString":
        return "sa.String()"
    return False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        # SQLite alters a table by copying it.
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=plainly,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
