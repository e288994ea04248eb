"""The jobs about tracking fields."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from zoomcore.domain.job import Answered, Periodic


@dataclass(frozen=True, kw_only=True)
class ReadTrackingFields(Answered):
    """Ask Zoom which fields the account has, for an admin who waits."""

    kind: ClassVar[str] = "read-tracking-fields"
    key_fields: ClassVar[tuple[str, ...]] = ("request",)
    request: str
    person: int


@dataclass(frozen=True, kw_only=True)
class SweepTrackingFields(Periodic):
    """The same for nobody."""

    kind: ClassVar[str] = "sweep-tracking-fields"
    every: ClassVar[timedelta] = timedelta(hours=6)
    offset: ClassVar[timedelta] = timedelta(minutes=29)


@dataclass(frozen=True, kw_only=True)
class SetTracked(Answered):
    """Give Zoom other values for one meeting, which is held meanwhile; `names` and `values` side by side."""

    kind: ClassVar[str] = "set-tracked"
    key_fields: ClassVar[tuple[str, ...]] = ("meeting", "request")
    meeting: int
    request: str
    by: int
    names: tuple[str, ...] = ()
    values: tuple[str, ...] = ()

    @property
    def done(self) -> str:
        """Under this key the inbox keeps an answer once it was done."""
        return f"tracked:{self.key}"
