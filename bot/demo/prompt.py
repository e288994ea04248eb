"""After the tour: whoever sits there may be any of the demo's people."""

import asyncio
from contextlib import suppress

from adapters.terminal.app import Shown
from adapters.terminal.session import Screen, Session
from bot.demo.people import PEOPLE, speaker
from bot.demo.stage import Stage
from bot.demo.world import World

with suppress(ImportError):  # not on every system
    import readline  # noqa: F401 - it gives the prompt its history

HINTS = """\
Now it is yours. You are Ana Ruiz, an instructor, in #algebra.
  list · join · new Lab fri 10am for 2h · now "Quick question" · cancel · help
  1, 2, 3 …             presses a button of the last card
  as bo@uni.example     be somebody else: li@ and kim@ teach, admin@ is the admin, bo@, maya@, zoe@ … are students
  in #physics           go to another channel
  file grades.csv       hands over a file: an LMS's grade book, for example
  exit"""


async def chat(world: World, stage: Stage) -> None:
    """Until `exit`, the end of input or Ctrl-C."""
    session = Session(
        handle=world.lectern.handle,
        screen=Screen(stage.console),
        speaker=speaker("ana@uni.example"),
        people=PEOPLE,
    )
    stage.chapter("Your turn")
    stage.console.print(HINTS, markup=False, highlight=False)
    waiting: list[Shown] = []
    while (line := await _read(session)) is not None and await session.enter(line):
        await world.settle()
        waiting = _hear(session, [*waiting, *stage.taken()])


def _hear(session: Session, messages: list[Shown]) -> list[Shown]:
    """Show what is for whoever sits there now; give back what waits for somebody else to sit down."""
    mine = session.speaker.email
    for shown in messages:
        session.heard(shown)
        if shown.to.user not in {"", mine}:
            session.screen.say(f"{PEOPLE.get(shown.to.user, shown.to.user)} has a message: as {shown.to.user}")
    return [shown for shown in messages if shown.to.user not in {"", mine}]


async def _read(session: Session) -> str | None:
    where = f" #{session.speaker.channel}" if session.speaker.channel else ""
    try:
        return await asyncio.to_thread(input, f"\n{session.speaker.email}{where} › ")
    except (EOFError, KeyboardInterrupt, asyncio.CancelledError):
        return None
