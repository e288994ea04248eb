"""The line that asks how to get into a class."""

from collections.abc import Iterator

from zoomcore.commands.render.parts import Row, of_target, row
from zoomcore.commands.wishes.invitations import ShowInvitation


def _invitation(command: ShowInvitation) -> Iterator[str]:
    yield "invitation"
    yield from of_target(command.target)


ROWS: tuple[Row, ...] = (row(ShowInvitation, _invitation),)
