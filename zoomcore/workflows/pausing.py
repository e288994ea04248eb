"""The switch that stops every write to Zoom: joining goes on, and what was asked for waits and is done later."""

from datetime import timedelta

from zoomcore.domain.work import Answered
from zoomcore.jobs.port import Later
from zoomcore.services.licenses.rules import load_rules
from zoomcore.views import Card, Text, Tone
from zoomcore.views.ways import list_button
from zoomcore.wording import _, phrase
from zoomcore.workflows.telling import tell
from zoomcore.workflows.tools import Tools

_A_MINUTE = timedelta(minutes=1)


async def is_paused(tools: Tools) -> bool:
    """Whether an admin has paused everything."""
    async with tools.store.reading() as unit:
        return (await load_rules(unit, tools.deployment)).paused


async def wait_unseen_while_paused(tools: Tools) -> None:
    """Later while everything is paused, for work that nobody waits for, or was told of already."""
    if await is_paused(tools):
        raise Later(_A_MINUTE)


async def wait_while_paused(tools: Tools, work: Answered, topic: str) -> None:
    """Later while an admin has paused everything; told once to who waits. One statement where nothing is paused.

    Every job that writes to Zoom asks this before it begins, and anew on each try. What a run of it has begun, it ends;
    one of many requests, none of which needs another, asks before each.
    """
    if not await is_paused(tools):
        return
    card = Card(
        title=_("Waiting: {topic}").replace("{topic}", topic),
        tone=Tone.WORKING,
        body=(
            Text(
                line=phrase(
                    "An admin has paused all changes at Zoom. Joining goes on; this is done by itself when they resume."
                )
            ),
        ),
        actions=(list_button(),),
    )
    await tell(tools, work, card, outcome="paused")
    raise Later(_A_MINUTE)
