"""Lines about who holds a class."""

from collections.abc import Iterator

from zoomcore.commands.render.parts import Row, of_target, people, row
from zoomcore.commands.wishes.hosting import ChangeAlternatives, ChangeHost, StandIn


def _alt(command: ChangeAlternatives) -> Iterator[str]:
    yield "alt"
    yield f"add {people(command.add)}" if command.add else ""
    yield f"remove {people(command.remove)}" if command.remove else ""
    yield from of_target(command.target)


def _sub(command: StandIn) -> Iterator[str]:
    yield "sub"
    yield "off" if command.off else people((command.who,)) if command.who else ""
    yield from of_target(command.target)


def _host(command: ChangeHost) -> Iterator[str]:
    yield "host"
    yield from of_target(command.target)
    yield f"to {people((command.to,))}" if command.to else ""


ROWS: tuple[Row, ...] = (
    row(ChangeAlternatives, _alt),
    row(StandIn, _sub),
    row(ChangeHost, _host),
)
