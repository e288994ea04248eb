"""The lines about tracking fields."""

from collections.abc import Iterator

from zoomcore.commands.render.parts import Row, of_target, quote, row
from zoomcore.commands.wishes.tracking import SetTracking, ShowTrackingFields


def pairs(lines: str) -> Iterator[str]:
    for one in lines.splitlines():
        name, _equals, value = one.partition("=")
        yield f"{quote(name.strip())}={quote(value.strip()) if value.strip() else ''}"


def _tracking(command: SetTracking) -> Iterator[str]:
    yield "tracking"
    yield from of_target(command.target)
    yield from pairs(command.tracking)


def _fields(_command: ShowTrackingFields) -> Iterator[str]:
    yield "tracking fields"


ROWS: tuple[Row, ...] = (row(SetTracking, _tracking), row(ShowTrackingFields, _fields))
