"""Lines about who holds a class."""

from collections.abc import Iterator

from zoomcore.commands import catalogue as commands
from zoomcore.commands.render.parts import Row, of_target, people, row


def _alt(command: commands.ChangeAlternatives) -> Iterator[str]:
    yield "alt"
    yield f"add {people(command.add)}" if command.add else ""
    yield f"remove {people(command.remove)}" if command.remove else ""
    yield from of_target(command.target)


def _sub(command: commands.StandIn) -> Iterator[str]:
    yield "sub"
    yield "off" if command.off else people((command.who,)) if command.who else ""
    yield f"on {command.target.day}" if command.target.day else ""
    yield from of_target(command.target)


def _host(command: commands.ChangeHost) -> Iterator[str]:
    yield "host"
    yield from of_target(command.target)
    yield f"to {people((command.to,))}" if command.to else ""


ROWS: tuple[Row, ...] = (
    row(commands.ChangeAlternatives, _alt),
    row(commands.StandIn, _sub),
    row(commands.ChangeHost, _host),
)
