"""The table that `make bench` prints."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One number: ours, its yardstick, and what was promised. `kept` None: a figure without a promise."""

    what: str
    ours: str
    yardstick: str = ""
    ratio: str = ""
    promise: str = ""
    kept: bool | None = None


def show(rows: Sequence[Row]) -> None:
    """Wide enough for a pipe too: a file keeps the columns."""
    console = Console(width=None if Console().is_terminal else 150)
    table = Table(
        "what", "Lectern", "yardstick", "ratio", "promised", "", title="Lectern's numbers", title_style="bold"
    )
    for row in rows:
        verdict = {None: "", True: "[green]kept[/]", False: "[red]missed[/]"}[row.kept]
        table.add_row(row.what, row.ours, row.yardstick, row.ratio, row.promise, verdict)
    console.print(table)


def at_most(what: str, ours: float, yardstick: float, *, limit: float, unit: str = "ms") -> Row:
    """Ours may be `limit` times the yardstick, no more."""
    ratio = ours / yardstick
    return Row(
        what=what,
        ours=f"{ours:.2f} {unit}",
        yardstick=f"{yardstick:.2f} {unit}",
        ratio=f"{ratio:.2f} ×",
        promise=f"≤ {limit:g} ×",
        kept=ratio <= limit,
    )


def at_least(what: str, ours: float, yardstick: float, *, limit: float, unit: str = "/s") -> Row:
    """Ours must be `limit` times the yardstick, or more."""
    ratio = ours / yardstick
    return Row(
        what=what,
        ours=f"{ours:.0f} {unit}",
        yardstick=f"{yardstick:.0f} {unit}",
        ratio=f"{ratio:.2f} ×",
        promise=f"≥ {limit:g} ×",
        kept=ratio >= limit,
    )


def below(what: str, ours: float, *, limit: float, unit: str = "ms") -> Row:
    return Row(what=what, ours=f"{ours:.2f} {unit}", promise=f"< {limit:g} {unit}", kept=ours < limit)


def above(what: str, ours: float, *, limit: float, unit: str = "/s") -> Row:
    return Row(what=what, ours=f"{ours:.0f} {unit}", promise=f"≥ {limit:g} {unit}", kept=ours >= limit)
