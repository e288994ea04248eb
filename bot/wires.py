"""What a chat's adapter is joined to."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.config import Settings
from zoomcore.chat import Request
from zoomcore.dispatch import Dispatch
from zoomcore.views import Reply


@dataclass(frozen=True, kw_only=True)
class Wires:
    """`handle` is the core's door, counted; `guard` raises while a unit is open; `clock` gives aware datetimes."""

    settings: Settings
    secret_key: str = field(repr=False)
    clock: Callable[[], datetime]
    handle: Callable[[Request], Awaitable[Reply | None]]
    guard: Callable[[], None]
    dispatch: Dispatch
