"""The lines about webinars."""

from collections.abc import Iterator

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
    yield from command.who
    if isinstance(command, AddPanelists):
        yield "staff" if command.staff else ""
        yield quote(command.name) if command.name else ""


ROWS: tuple[Row, ...] = (
    row(ShowPanelists, _panelists),
    row(AddPanelists, _panelists),
    row(RemovePanelists, _panelists),
)
