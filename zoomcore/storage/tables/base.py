"""What all tables share: one metadata, one way to name constraints, one way from a model to its table."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import MetaData, Table, inspect
from sqlmodel import Field, SQLModel

from zoomcore.storage.types import UtcDateTime

#: From the first revision on, so that a later one can name what it changes on every database.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(SQLModel):
    """Rows never leave storage: repositories give the frozen values of the domain."""

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMES)


class Numbered(Row):
    """A row with a number of its own and the instant it was made."""

    id: int | None = Field(default=None, primary_key=True)
    created_at: datetime = Field(sa_type=UtcDateTime)


def table_of(model: type[Row]) -> Table:
    table = inspect(model).local_table
    assert isinstance(table, Table)  # noqa: S101 - every model here is declared with table=True
    return table
