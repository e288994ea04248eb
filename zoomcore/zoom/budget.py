"""The question the client asks before each request: may I send now? The answer is kept elsewhere."""

from datetime import timedelta
from typing import Protocol

from zoomcore.domain.kinds import RateClass


class Budget(Protocol):
    """Zoom's limits, shared by every process of this deployment."""

    async def take(self, call: RateClass, host: str | None, *, urgent: bool) -> timedelta | None:
        """Take one request out of the budget: None when it may be sent now, else how long to wait before asking again.

        `host` is given for creates and updates only: those count towards Zoom's 100 per host and day (reset at 00:00
        UTC). A wait takes nothing out. `urgent` says that a person waits for the answer.
        """
        ...


class Unlimited:
    """Lets everything through: for `check`, which sends a handful of reads before a database exists."""

    async def take(self, call: RateClass, host: str | None, *, urgent: bool) -> timedelta | None:  # noqa: ARG002 - the protocol's shape
        return None
