"""Column types that mean the same on SQLite and on PostgreSQL."""

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Enum, Integer, Numeric
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator, TypeEngine


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. Naive values are refused; what comes back is aware, in UTC.

    SQLite keeps no offset and would drop it without converting, so it is converted here, before.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without its zone cannot be stored: {value}")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the base's shape
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Points(TypeDecorator[Decimal]):
    """Grade points to two places, exactly: NUMERIC on PostgreSQL, hundredths as an integer on SQLite, which has none.

    More than two places are refused: rounding is the rules' business.
    """

    impl = Integer
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Numeric(8, 2) if dialect.name == "postgresql" else Integer())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Decimal | int | None:
        if value is None:
            return None
        hundredths = value * 100
        if hundredths != int(hundredths):
            raise ValueError(f"points have two places: {value}")
        return value if dialect.name == "postgresql" else int(hundredths)

    def process_result_value(self, value: Decimal | int | None, dialect: Dialect) -> Decimal | None:  # noqa: ARG002 - the base's shape
        if value is None:
            return None
        return value if isinstance(value, Decimal) else Decimal(value).scaleb(-2)


# SQLModel declares `sa_type` as a class, and takes an instance as well.
def enum_of(kind: type[StrEnum], *, length: int = 20) -> Any:
    """The values of an enumeration as text; a bare enum would become a native type of member names."""
    return Enum(
        kind,
        native_enum=False,
        length=length,
        create_constraint=False,
        values_callable=lambda members: [one.value for one in members],
    )


#: Plain data: JSONB on PostgreSQL.
PLAIN_DATA: Any = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
