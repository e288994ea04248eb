"""The lines about breakout rooms."""

from collections.abc import Iterator

from zoomcore.commands.render.parts import Row, of_target, row
from zoomcore.commands.wishes.rooms import SetRooms, ShowRooms
from zoomcore.domain.rooms import RoomPattern


def _rooms(command: ShowRooms | SetRooms) -> Iterator[str]:
    yield "rooms"
    yield from of_target(command.target)
    if isinstance(command, SetRooms):
        match command.pattern:
            case RoomPattern.OFF:
                yield "off"
            case RoomPattern.ZOOM:
                yield "as in zoom"
            case RoomPattern.SECTIONS:
                yield "from sections"
            case RoomPattern.GROUPS:
                yield f"in groups of {command.size}"
            case RoomPattern.LIST:
                yield "; ".join(command.rooms.splitlines())


ROWS: tuple[Row, ...] = (row(ShowRooms, _rooms), row(SetRooms, _rooms))
