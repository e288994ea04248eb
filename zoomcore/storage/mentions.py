"""Which rows are about one person, as conditions for the database. No more than a sieve: who reads on looks closely."""

from functools import reduce
from typing import Any

from sqlalchemy import JSON, Column, ColumnElement, Enum, String, Table, Text, cast, func, or_
from sqlalchemy.types import TypeDecorator, TypeEngine

from zoomcore.domain.privacy import Traces, needles
from zoomcore.storage import tables as t


def signed(traces: Traces) -> ColumnElement[bool]:
    """Rows of theirs by an e-mail or a Zoom account, matched or not."""
    return or_(t.PARTICIPANT.c.email.in_(traces.emails), t.PARTICIPANT.c.zoom_user_id.in_(traces.accounts))


def points_to_person(column: Column[Any]) -> bool:
    return any(key.column is t.PERSON.c.id for key in column.foreign_keys)


def texts(table: Table) -> list[Column[Any]]:
    """Columns that may name somebody. A text that other rows point to is an id of its own."""
    return [
        column
        for column in table.c
        if isinstance(_plain_type(column), String | JSON)
        and not isinstance(column.type, Enum)
        and not column.primary_key
        and not column.foreign_keys
    ]


def _plain_type(column: Column[Any]) -> TypeEngine[Any]:
    """SQLModel's text is a type around the database's."""
    return column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type


def mentions(table: Table, traces: Traces) -> list[ColumnElement[bool]]:
    """A first sieve, in the database; what falls through is read and looked at closely."""
    told: list[ColumnElement[str]] = [func.coalesce(cast(column, Text), "") for column in texts(table)]
    if not told:
        return []
    # One text a row: a condition for each column and each sign would be deeper than SQLite takes.
    row = func.lower(reduce(lambda one, other: one.concat("\n").concat(other), told))
    return [row.contains(one.lower(), autoescape=True) for one in needles(traces)]
