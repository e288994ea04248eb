"""What a job engine is to the rest of the house, and what a job may say to it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Protocol

from zoomcore.domain.records import JobRow
from zoomcore.domain.work import Periodic, Work

#: One job's story. It may run twice and may die anywhere.
JobFunction = Callable[[Any], Awaitable[None]]
#: Called once a job is given up, with what it failed of.
GiveUp = Callable[[Any, BaseException], Awaitable[None]]


class Later(Exception):  # no failure: the job only waits for something
    """Raised by a job that wants to be asked again after `after`; it does not count as a try."""

    def __init__(self, after: timedelta) -> None:
        super().__init__(after)
        self.after = after


async def _tell_nobody(_work: Work, _error: BaseException) -> None:
    """Given-up work is kept and shown in any case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """What does which work."""

    functions: Mapping[type[Work], JobFunction]
    on_give_up: GiveUp = field(default=_tell_nobody)

    def kind_of(self, name: str) -> type[Work] | None:
        return next((kind for kind in self.functions if kind.kind == name), None)

    @property
    def rounds(self) -> tuple[Periodic, ...]:
        """What comes round by itself: an engine sees to it when it starts."""
        return tuple(kind() for kind in self.functions if issubclass(kind, Periodic))


class JobEngine(Protocol):
    """Runs the rows of the job table. No caller can tell which engine it has."""

    async def start(self) -> None:
        """Begins to work; it then supervises itself. A second call does nothing."""

    async def stop(self) -> None:
        """Takes no more work, lets what runs end for a while, and gives the rest back to be run by others."""

    async def run_due(self) -> int:
        """Runs what is due now and what that makes due, here and one by one; how many there were.

        Works without `start`, and beside other processes.
        """

    async def wait(self, job: int, within: timedelta) -> JobRow:
        """The row once its work has ended, well or given up. TimeoutError when that takes longer."""

    def healthy(self) -> bool:
        """Whether it was started and works."""
