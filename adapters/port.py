"""What every chat adapter is to the application that mounts it."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from aiohttp import web

from zoomcore.chat import ChatPort


@runtime_checkable
class ChatAdapter(ChatPort, Protocol):
    """A platform's door: routes for what comes in, the ChatPort for what goes out.

    The terminal is no such thing: it has no routes.
    """

    def routes(self) -> Sequence[web.RouteDef]: ...

    async def start(self) -> None:
        """Learn who the bot is. Raises ConfigError for credentials the platform refuses, ChatUnavailable when away."""

    async def stop(self) -> None:
        """Close connections. Safe to call twice, and without a start."""
