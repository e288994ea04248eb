"""Tables as HTML, whole: thousands of rows are written in a fraction of a second, and no row is left out."""

from markupsafe import Markup

from adapters.pages.sorting import Sorting
from adapters.pages.spans import line
from zoomcore.views import Line, Table

#: A longer one scrolls by itself, under headings that stay.
_LONG = 30
_NEXT_CELL = Markup("</td><td>")
_TABLE = Markup(
    '<div class="scroll{long}" tabindex="0" role="region" aria-label="{caption}">'
    "<table{kind}><caption><span>{caption}</span></caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
)


def draw_table(table: Table, index: int, sorting: Sorting | None) -> Markup:
    """`index` counts the tables of a card. With a `sorting` its headings are links that order the rows."""
    heads = enumerate(table.columns)
    if sorting is None:
        head = [Markup('<th scope="col">{}</th>').format(name) for _, name in heads]
    else:
        head = [_sorted_head(name, index, column, sorting) for column, name in heads]
    return _TABLE.format(
        long=" long" if len(table.rows) > _LONG else "",
        kind=Markup("") if sorting is None else Markup(' class="sortable"'),
        caption=table.caption,
        head=Markup().join(head),
        rows=Markup("\n").join(map(_row, table.rows)),
    )


def _sorted_head(name: str, table: int, column: int, sorting: Sorting) -> Markup:
    direction = sorting.direction(table, column)
    state = Markup(' aria-sort="{}"').format(direction) if direction else Markup()
    return Markup('<th scope="col"{}><a href="{}" data-column="{}">{}</a></th>').format(
        state, sorting.link(table, column), f"{table}.{column}", name
    )


def _row(cells: tuple[Line, ...]) -> Markup:
    heading, *rest = map(line, cells)
    if not rest:
        return Markup('<tr><th scope="row">{}</th></tr>').format(heading)
    return Markup('<tr><th scope="row">{}</th><td>{}</td></tr>').format(heading, _NEXT_CELL.join(rest))
