"""Tables as data_table blocks: sorted, filtered and paged by the reader's client, read out with their caption."""

from dataclasses import dataclass
from typing import Any, Final

from adapters.slack.render import limits
from adapters.slack.render.spans import rich_lines
from zoomcore.views import Line, Table
from zoomcore.views.plain import plain_line

Element = dict[str, Any]

_EMPTY: Final = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnTable:
    """`block` is None where not even one row fits."""

    block: Element | None
    characters: int
    rows_left_out: int
    columns_left_out: int


def draw_table(table: Table, room: int) -> DrawnTable:
    """`room` is how many characters the message's tables may still hold."""
    columns = table.columns[: limits.TABLE_COLUMNS]
    used = sum(limits.length(name or _EMPTY) for name in columns)
    rows: list[list[Element]] = []
    for row in table.rows[: limits.TABLE_ROWS]:
        cost = sum(limits.length(_words(cell)) for cell in row[: len(columns)])
        if used + cost > room:
            break
        used += cost
        rows.append([_cell(cell) for cell in row[: len(columns)]])
    return DrawnTable(
        block=_block(table, columns, rows) if rows else None,
        characters=used if rows else 0,
        rows_left_out=len(table.rows) - len(rows),
        columns_left_out=len(table.columns) - len(columns),
    )


def _block(table: Table, columns: tuple[str, ...], rows: list[list[Element]]) -> Element:
    heading = [{"type": "raw_text", "text": name or _EMPTY} for name in columns]
    return {
        "type": "data_table",
        "caption": table.caption,
        "page_size": min(limits.TABLE_PAGE, len(rows)),
        "row_header_column_index": 0,
        "rows": [heading, *rows],
    }


def _cell(cell: Line) -> Element:
    """Plain words as raw text, which the client can sort; anything richer as rich text."""
    if all(isinstance(span, str) for span in cell):
        return {"type": "raw_text", "text": _words(cell)}
    elements = [element for part in rich_lines(cell) for element in part]
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}


def _words(cell: Line) -> str:
    return plain_line(cell) or _EMPTY
