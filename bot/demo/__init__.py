"""`lectern demo`: the main job over a Zoom account in memory, told as it happens, then a prompt.

Nothing of the transcript is prepared: every card is the answer to the line above it, every link is followed over HTTP.
"""

from rich.console import Console

from bot.demo.prompt import chat
from bot.demo.stage import Stage
from bot.demo.tour import tour
from bot.demo.world import demo_world
from bot.logs import configure_logs

__all__ = ["run"]


async def run(*, prompt: bool) -> None:
    """The tour, and with `prompt` a conversation after it; everything it started has ended when this returns."""
    configure_logs(level="error")
    stage = Stage(Console(highlight=False))
    async with demo_world(stage.heard) as world:
        await tour(world, stage)
        if prompt:
            await chat(world, stage)
