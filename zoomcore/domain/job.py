"""What a job is: work for later, work that comes round, work that somebody waits for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar


@dataclass(frozen=True, kw_only=True)
class Work:
    """One thing to be done. `key_fields` are those of its fields that tell it from others of its kind."""

    kind: ClassVar[str]
    key_fields: ClassVar[tuple[str, ...]]

    @property
    def key(self) -> str:
        return ":".join(str(getattr(self, name)) for name in self.key_fields)


#: The key of all work that comes round: one row a kind, for ever.
COMES_ROUND = "comes round"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Periodic(Work):
    """Work that comes round: whoever does it does whatever is due, since a round may be late or left out.

    Each kind has one row, due again at the next round once this one has ended, well or not: so a round runs once,
    however many processes there are. Rounds fall on multiples of `every` since 1970, in UTC, moved by `offset`.
    """

    every: ClassVar[timedelta]
    offset: ClassVar[timedelta] = timedelta()

    @property
    def key(self) -> str:
        return COMES_ROUND

    @classmethod
    def next_round(cls, now: datetime) -> datetime:
        """The first round after `now`."""
        since = now - _EPOCH - cls.offset
        return now + cls.every - since % cls.every


@dataclass(frozen=True, kw_only=True)
class Answered(Work):
    """Work that somebody waits for: `answer` is where its result is told, `card` the showing it replaces.

    `turn` counts how often it was taken up again after a bad end: each turn is told by itself.
    """

    answer: Mapping[str, Any]
    card: str = ""
    turn: int = 0
