"""The lines about webinars."""

from collections.abc import Iterator

from zoomcore.commands import catalogue as commands
from zoomcore.commands.render.parts import Row, of_target, quote, row


def _panelists(
    command: commands.ShowPanelists | commands.AddPanelists | commands.RemovePanelists,
) -> Iterator[str]:
    yield "panelists"
    yield from of_target(command.target)
    if isinstance(command, commands.ShowPanelists):
        return
    yield command.spec.name.rpartition(" ")[2]
    yield from command.who
    if isinstance(command, commands.AddPanelists):
        yield "staff" if command.staff else ""
        yield quote(command.name) if command.name else ""


ROWS: tuple[Row, ...] = (
    row(commands.ShowPanelists, _panelists),
    row(commands.AddPanelists, _panelists),
    row(commands.RemovePanelists, _panelists),
)
