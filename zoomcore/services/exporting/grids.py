"""A table to be written as a file, and its plain form: CSV that a spreadsheet opens as it is meant."""

import csv
import io
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from zoomcore.domain.gradebook.filling import plain_number, safe_text
from zoomcore.views import Document

#: So that spreadsheets take the file for UTF-8.
_MARK = "\ufeff"


class Kind(StrEnum):
    """What a column holds. KEY names somebody elsewhere: it is never changed, whatever it looks like."""

    TEXT = "text"
    KEY = "key"
    NUMBER = "number"
    POINTS = "points"
    SHARE = "share"
    TIME = "time"


Cell = str | Decimal | datetime | None


@dataclass(frozen=True, slots=True)
class Column:
    heading: str
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Rows have as many cells as there are columns; None is empty. `zone` (IANA) is where times are told."""

    title: str
    zone: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def csv_file(grid: Grid, name: str) -> Document:
    """UTF-8 with its mark, commas, times in ISO 8601 with their offset; no text can be taken for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([safe_text(column.heading) for column in grid.columns])
    for row in grid.rows:
        writer.writerow([_text(cell, column.kind, grid.zone) for cell, column in zip(row, grid.columns, strict=True)])
    content = (_MARK + out.getvalue()).encode()
    return Document(name=f"{name}.csv", media_type="text/csv", content=content, title=grid.title)


def _text(cell: Cell, kind: Kind, zone: str) -> str:
    match cell:
        case None:
            return ""
        case datetime():
            return cell.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")
        case Decimal():
            return plain_number(cell)
        case str():
            return cell if kind is Kind.KEY else safe_text(cell)
