"""The line that asks how to get into a class."""

from collections.abc import Iterator

from zoomcore.commands import catalogue as commands
from zoomcore.commands.render.parts import Row, of_target, row


def _invitation(command: commands.ShowInvitation) -> Iterator[str]:
    yield "invitation"
    yield from of_target(command.target)


ROWS: tuple[Row, ...] = (row(commands.ShowInvitation, _invitation),)
