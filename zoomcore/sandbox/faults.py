"""What goes wrong on purpose: matched by method and path, a number of times, before or after the effect."""

import asyncio
import re
from dataclasses import dataclass, field
from typing import Any

ANY_METHOD = "*"


@dataclass(slots=True, kw_only=True)
class Fault:
    """One thing to go wrong. `path` is as Zoom's table writes it without `/v2`: `*` one segment, `**` any.

    Order of what happens: the effect first when `after_effect` is set, then the delay or the wait, then the drop or
    the answer of the fault; a fault with neither status nor drop only delays.
    """

    method: str = ANY_METHOD
    path: str = "**"
    times: int = 1
    after_effect: bool = False
    status: int | None = None
    body: dict[str, Any] | None = None
    html: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    delay_seconds: float = 0.0
    hang: bool = False
    drop: bool = False

    def fits(self, method: str, path: str) -> bool:
        pattern = re.escape(self.path).replace(r"\*\*", ".*").replace(r"\*", "[^/]+")
        return self.method in {ANY_METHOD, method} and re.fullmatch(pattern, path) is not None


class Faults:
    """The faults that wait for their request, first come first served."""

    def __init__(self) -> None:
        self._waiting: list[Fault] = []
        self._released = asyncio.Event()
        self._held = asyncio.Event()

    def add(self, fault: Fault) -> Fault:
        self._waiting.append(fault)
        return fault

    def take(self, method: str, path: str) -> Fault | None:
        """The first that fits, used up by one."""
        fault = next((each for each in self._waiting if each.fits(method, path)), None)
        if fault is not None:
            fault.times -= 1
            if fault.times <= 0:
                self._waiting.remove(fault)
        return fault

    @property
    def waiting(self) -> tuple[Fault, ...]:
        return tuple(self._waiting)

    def clear(self) -> None:
        """Forget what waits and let every request go that hangs."""
        self._waiting.clear()
        self.release()

    def release(self) -> None:
        """Let every request go that hangs or is delayed now; later ones hang again."""
        self._released.set()
        self._released = asyncio.Event()

    async def somebody_waits(self) -> None:
        """Until a request hangs or is delayed: for a test that wants to act meanwhile."""
        await self._held.wait()
        self._held.clear()

    async def hold(self, fault: Fault) -> None:
        """Wait as the fault says, or until `release`."""
        if not fault.hang and fault.delay_seconds <= 0:
            return
        self._held.set()
        try:
            await asyncio.wait_for(self._released.wait(), None if fault.hang else fault.delay_seconds)
        except TimeoutError:
            return
