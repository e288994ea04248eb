"""The lines about who signs up."""

from collections.abc import Iterator

from zoomcore.commands.render.parts import Row, of_target, on_page, row
from zoomcore.commands.wishes.registration import ExportRegistrants, InviteGuest, ShowRegistrants


def _guest(command: InviteGuest) -> Iterator[str]:
    yield "guest"
    yield command.email
    yield from of_target(command.target)
    yield f"on {command.day.isoformat()}" if command.day else ""


def _registrants(command: ShowRegistrants) -> Iterator[str]:
    yield "registrants"
    yield from of_target(command.target)
    yield on_page(command.page)


def _export(command: ExportRegistrants) -> Iterator[str]:
    yield "registrants export"
    yield "xlsx" if command.workbook else ""
    yield from of_target(command.target)


ROWS: tuple[Row, ...] = (
    row(InviteGuest, _guest),
    row(ShowRegistrants, _registrants),
    row(ExportRegistrants, _export),
)
