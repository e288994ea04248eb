"""The same table as an XLSX workbook: real numbers, real times, and no text that is a formula or a link."""

import io
from datetime import datetime
from decimal import Decimal
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

from zoomcore.services.exporting.grids import Cell, Grid, Kind
from zoomcore.views import Document

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "nan_inf_to_errors": False,
}
_FORMATS = {
    Kind.TEXT: "@",
    Kind.KEY: "@",
    Kind.NUMBER: "0.##",
    Kind.POINTS: "0.00",
    Kind.SHARE: "0 %",
    Kind.TIME: "yyyy-mm-dd hh:mm:ss",
}
_WIDTHS = {Kind.TEXT: 22, Kind.KEY: 24, Kind.NUMBER: 10, Kind.POINTS: 10, Kind.SHARE: 8, Kind.TIME: 20}
#: Excel's own limits of a cell and of a sheet's name, and what the latter must not hold.
_LONGEST_TEXT, _LONGEST_NAME, _NOT_IN_NAME = 32_767, 31, "[]:*?/\\"


def workbook_file(grid: Grid, name: str, *, made_at: datetime) -> Document:
    """Headings stay in sight and can be filtered by; times are told in the grid's zone, which the headings name."""
    # Forty milliseconds to load: only who exports a workbook pays them, not each `lectern say`.
    xlsxwriter = import_module("xlsxwriter")
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _OPTIONS) as book:
        book.set_properties({"title": grid.title, "created": made_at.replace(tzinfo=None)})
        _write(book, book.add_worksheet(_sheet_name(grid.title)), grid)
    return Document(name=f"{name}.xlsx", media_type=MEDIA_TYPE, content=out.getvalue(), title=grid.title)


def _write(book: Any, sheet: Any, grid: Grid) -> None:
    formats = {kind: book.add_format({"num_format": shown}) for kind, shown in _FORMATS.items()}
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    for index, column in enumerate(grid.columns):
        sheet.set_column(index, index, _WIDTHS[column.kind])
        zone = f" ({grid.zone})" if column.kind is Kind.TIME else ""
        sheet.write_string(0, index, (column.heading + zone)[:_LONGEST_TEXT], bold)
    for number, row in enumerate(grid.rows, start=1):
        for index, (cell, column) in enumerate(zip(row, grid.columns, strict=True)):
            _write_cell(sheet, (number, index), cell, formats[column.kind], grid.zone)
    sheet.freeze_panes(1, 1)
    if grid.rows:
        sheet.autofilter(0, 0, len(grid.rows), len(grid.columns) - 1)


def _write_cell(sheet: Any, place: tuple[int, int], cell: Cell, shown: Any, zone: str) -> None:
    match cell:
        case None:
            return
        case datetime():
            sheet.write_datetime(*place, cell.astimezone(ZoneInfo(zone)).replace(tzinfo=None), shown)
        case Decimal():
            sheet.write_number(*place, float(cell), shown)
        case str():
            sheet.write_string(*place, cell[:_LONGEST_TEXT], shown)


def _sheet_name(title: str) -> str:
    """Excel refuses some characters, names longer than 31, an apostrophe at either end, and "History"."""
    plain = "".join(" " if one in _NOT_IN_NAME else one for one in title)
    name = plain.encode("utf-16-le")[: 2 * _LONGEST_NAME].decode("utf-16-le", "ignore").strip().strip("'").strip()
    return name if name and name.casefold() != "history" else "Lectern"
