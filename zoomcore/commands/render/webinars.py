"""The lines about webinars."""

from collections.abc import Iterator
from itertools import zip_longest

from zoomcore.commands.render.parts import Row, of_target, quote, row
from zoomcore.commands.wishes.webinars import AddPanelists, RemovePanelists, ShowPanelists


def _panelists(
    command: ShowPanelists | AddPanelists | RemovePanelists,
) -> Iterator[str]:
    yield "panelists"
    yield from of_target(command.target)
    if isinstance(command, ShowPanelists):
        return
    yield command.spec.name.rpartition(" ")[2]
    if isinstance(command, RemovePanelists):
        yield from command.who
        return
    yield "staff" if command.staff else ""
    for who, name in zip_longest(command.who, command.names, fillvalue=""):
        yield who
        yield quote(name) if name else ""


ROWS: tuple[Row, ...] = (
    row(ShowPanelists, _panelists),
    row(AddPanelists, _panelists),
    row(RemovePanelists, _panelists),
)
