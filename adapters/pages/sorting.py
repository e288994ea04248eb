"""The order of a table's rows, as a link on a page asks for it; page.js puts rows in the same order without asking.

What begins with a number is ordered as one, an instant by when it is, words without regard to case and accents; empty
cells come last either way.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from operator import itemgetter

from zoomcore.views import Card, Line, Table, When, text_of

_NAME = "sort"
_WISH = re.compile(r"(-?)(\d{1,3})\.(\d{1,3})")
_NUMBER = re.compile(r"[−-]?\d+(?:[.,]\d+)?")
_EMPTY = frozenset({"", "–", "-"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorting:
    """`table` counts a card's tables, `column` its columns, both from 0; None: as the core gave it."""

    table: int | None = None
    column: int = 0
    descending: bool = False

    def direction(self, table: int, column: int) -> str:
        """What aria-sort says of a column; "" where the rows are not ordered by it."""
        if (self.table, self.column) != (table, column):
            return ""
        return "descending" if self.descending else "ascending"

    def link(self, table: int, column: int) -> str:
        """The query that orders by this column; by the same one again, the other way round."""
        turned = "-" if self.direction(table, column) == "ascending" else ""
        return f"?{_NAME}={turned}{table}.{column}"


def read_sorting(query: Mapping[str, str]) -> Sorting:
    """Whatever else stands there is no order, and no fault."""
    read = _WISH.fullmatch(query.get(_NAME, ""))
    if read is None:
        return Sorting()
    return Sorting(table=int(read[2]), column=int(read[3]), descending=bool(read[1]))


def sorted_by(card: Card, sorting: Sorting) -> Card:
    tables = [block for block in card.body if isinstance(block, Table)]
    if sorting.table is None or sorting.table >= len(tables) or sorting.column >= len(tables[sorting.table].columns):
        return card
    chosen = tables[sorting.table]
    ordered = replace(chosen, rows=_ordered(chosen.rows, sorting))
    return replace(card, body=tuple(ordered if block is chosen else block for block in card.body))


def _ordered(rows: tuple[tuple[Line, ...], ...], sorting: Sorting) -> tuple[tuple[Line, ...], ...]:
    keyed = [(_key(row[sorting.column]), row) for row in rows]
    filled = [(key, row) for key, row in keyed if key is not None]
    empty = tuple(row for key, row in keyed if key is None)
    return tuple(row for _, row in sorted(filled, key=itemgetter(0), reverse=sorting.descending)) + empty


def _key(cell: Line) -> tuple[int, float, str] | None:
    """None for an empty cell; numbers and instants before words."""
    instant = next((span.instant for span in cell if isinstance(span, When)), None)
    if instant is not None:
        return 0, instant.timestamp(), ""
    text = text_of(cell).strip()
    if text in _EMPTY:
        return None
    number = _NUMBER.match(text)
    if number:
        return 0, float(number[0].replace("−", "-").replace(",", ".")), text
    return 1, 0.0, _folded(text)


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return "".join(one for one in apart if not unicodedata.combining(one)).casefold()
