"""`lectern demo`: the main job over a Zoom account in memory, told as it happens, then a prompt.

Nothing of the transcript is prepared: every card is the answer to the line above it, every link is followed over HTTP.
"""

from rich.console import Console

from bot.demo.prompt import chat
from bot.demo.stage import Stage
from bot.demo.tour import StoryBroke, tour
from bot.demo.world import demo_world
from bot.logs import configure_logs

__all__ = ["run"]


async def run(*, prompt: bool) -> int:
    """The tour, and with `prompt` a conversation after it; everything it started has ended when this returns.

    The exit status: 0, or 1 where the bot did not do what the story tells, which is a defect.
    """
    configure_logs(level="error")
    stage = Stage(Console(highlight=False))
    async with demo_world(stage.heard) as world:
        try:
            await tour(world, stage)
        except StoryBroke as broken:
            stage.tell(f"\nThe story ends here, and it should not: {broken}")
            return 1
        if prompt:
            await chat(world, stage)
    return 0
