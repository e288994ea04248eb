"""What an export tells of one student: of one class, and of a term."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from zoomcore.domain.attendance.rules import AttendanceStatus
from zoomcore.domain.attendance.sheets import SheetState
from zoomcore.domain.people import SchoolRecord
from zoomcore.services.attendance.words import status_columns, status_words
from zoomcore.services.exporting.grids import Cell, Column, Grid, Kind
from zoomcore.wording import _

#: What attendance of one class is called in a file; a sheet that still may change is told in a column of its own.
_SURE = frozenset({SheetState.FINAL, SheetState.FROZEN, SheetState.VOID, SheetState.NOT_HELD})


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRow:
    """One student at one class. `share` is of what was asked, 0 to 1; `points` is None where nothing counts.

    `note` is for people: an excuse's category, an override's reason, "joined as …".
    """

    student: SchoolRecord
    status: AttendanceStatus
    first_in: datetime | None = None
    last_out: datetime | None = None
    attended: timedelta = timedelta()
    share: Decimal | None = None
    points: Decimal | None = None
    note: str = ""
    state: SheetState = SheetState.FINAL

    @property
    def final(self) -> bool:
        return self.state in _SURE


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRow:
    """One student over a term: `classes` as many as the term has, None where nothing counts; `of` is the most."""

    student: SchoolRecord
    classes: tuple[Decimal | None, ...]
    points: Decimal | None
    of: Decimal
    present: int = 0
    late: int = 0
    partial: int = 0
    absent: int = 0
    excused: int = 0
    final: bool = True


def class_grid(title: str, zone: str, rows: Sequence[ExportRow]) -> Grid:
    """One class, a student a row, in the order given; times in `zone` (IANA)."""
    columns = (
        *_person_columns(),
        Column(_("Status"), Kind.TEXT),
        Column(_("First in"), Kind.TIME),
        Column(_("Last out"), Kind.TIME),
        Column(_("Minutes"), Kind.NUMBER),
        Column(_("Share"), Kind.SHARE),
        Column(_("Points"), Kind.POINTS),
        Column(_("Note"), Kind.TEXT),
        Column(_("Final"), Kind.TEXT),
    )
    return Grid(title=title, zone=zone, columns=columns, rows=tuple(map(_class_cells, rows)))


def term_grid(title: str, zone: str, classes: Sequence[str], rows: Sequence[TermRow]) -> Grid:
    """A term, a student a row and a column for each of `classes` (their headings), sums at the end."""
    columns = (
        *_person_columns(),
        *(Column(heading, Kind.POINTS) for heading in classes),
        Column(_("Points"), Kind.POINTS),
        Column(_("Out of"), Kind.POINTS),
        *(Column(heading, Kind.NUMBER) for heading in status_columns()),
        Column(_("Final"), Kind.TEXT),
    )
    return Grid(title=title, zone=zone, columns=columns, rows=tuple(map(_term_cells, rows)))


def _person_columns() -> tuple[Column, ...]:
    return (
        Column(_("Name"), Kind.TEXT),
        Column(_("Legal name"), Kind.TEXT),
        Column(_("ID"), Kind.KEY),
        Column(_("Login"), Kind.KEY),
        Column(_("E-mail"), Kind.KEY),
        Column(_("Section"), Kind.TEXT),
    )


def _person_cells(student: SchoolRecord) -> tuple[Cell, ...]:
    return (student.name, student.legal_name, student.sis_id, student.login, student.email, student.section)


def _class_cells(row: ExportRow) -> tuple[Cell, ...]:
    minutes = Decimal(row.attended // timedelta(seconds=1)) / 60
    return (
        *_person_cells(row.student),
        status_words(row.status),
        row.first_in,
        row.last_out,
        minutes.quantize(Decimal("0.1")),
        row.share,
        row.points,
        row.note,
        _yes(said=row.final),
    )


def _term_cells(row: TermRow) -> tuple[Cell, ...]:
    counts = (row.present, row.late, row.partial, row.excused, row.absent)
    sums = (row.points, row.of, *map(Decimal, counts))
    return (*_person_cells(row.student), *row.classes, *sums, _yes(said=row.final))


def _yes(*, said: bool) -> str:
    return _("yes") if said else _("no")
