"""Lines about who holds a class."""

from collections.abc import Iterator

from zoomcore.commands import catalogue as commands
from zoomcore.commands.render.parts import Row, of_target, people, row


def _alt(command: commands.ChangeAlternatives) -> Iterator[str]:
    yield "alt"
    yield f"add {people(command.add)}" if command.add else ""
    yield f"remove {people(command.remove)}" if command.remove else ""
    yield from of_target(command.target)


ROWS: tuple[Row, ...] = (row(commands.ChangeAlternatives, _alt),)
