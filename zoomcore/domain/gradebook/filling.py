"""Reading a file as a grade book, and filling one column of it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from zoomcore.domain.gradebook import kinds
from zoomcore.domain.gradebook.books import Blank, BookColumn, BookRow, GradeBook, Key, Lms, NewColumn, Points
from zoomcore.domain.gradebook.faults import Fault, GradeBookFault
from zoomcore.domain.gradebook.pairing import Pairing, pair
from zoomcore.domain.gradebook.sheet import Sheet, decode, preferred, read_headings, read_sheet
from zoomcore.domain.people import SchoolRecord

#: Only Canvas knows the word; the others take a number or nothing.
_EXCUSED, _MOODLE_EMPTY = "EX", "-"
#: Headings told of a file that is no grade book.
_HEADINGS_TOLD = 6
#: What makes a spreadsheet take a text for a formula (owasp.org, "CSV Injection").
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """The file given back, and everybody who is missing on either side.

    `unmatched_rows` stand in the file and are left as they are, `unmatched_students` are ours and stand nowhere in it.
    `excused_as_empty` were excused, for which this LMS's file has no word.
    """

    content: bytes
    filled: int
    heading: str
    unmatched_rows: tuple[BookRow, ...]
    unmatched_students: tuple[SchoolRecord, ...]
    excused_as_empty: tuple[SchoolRecord, ...] = ()


def recognise(content: bytes) -> GradeBook:
    """Which LMS it comes from, its columns and its rows. GradeBookFault says what is wrong with it."""
    source = decode(content)
    tried = [(delimiter, read_headings(source, delimiter)) for delimiter in preferred(source)]
    for delimiter, headings in tried:
        kind = kinds.kind_of(headings)
        if kind is not None:
            return _read(kind, read_sheet(source, delimiter))
    found = max((headings for _, headings in tried), key=len)
    if not found:
        read_sheet(source, tried[0][0])
    raise GradeBookFault(Fault.UNKNOWN, ", ".join(found[:_HEADINGS_TOLD]))


def _read(kind: Lms, sheet: Sheet) -> GradeBook:
    person = kinds.person_columns(kind, sheet.headings)
    if not person.keys:
        raise GradeBookFault(Fault.NO_KEY, kinds.MARKS[kind])
    body = list(enumerate(sheet.records))[1:]
    heads = [number for number, record in body if kinds.is_head(kind, record)]
    rows = tuple(
        BookRow(record=number, line=record.line, name=person.name_of(record), keys=person.keys_of(record))
        for number, record in body
        if number not in set(heads) and not kinds.is_nobody(kind, person.name_of(record))
    )
    if not rows:
        raise GradeBookFault(Fault.NO_STUDENTS)
    described = [sheet.records[number] for number in heads]
    return GradeBook(
        kind=kind,
        columns=kinds.columns_of(kind, sheet.headings, described),
        rows=rows,
        sheet=sheet,
        most_record=next((number for number in heads if kinds.is_points_row(sheet.records[number])), None),
        repeated=_repeated(rows),
        decimal=_decimal_mark(sheet),
    )


def _repeated(rows: Iterable[BookRow]) -> tuple[int, ...]:
    """Lines of rows whose every key stands in an earlier row already."""
    seen: set[tuple[Key, str]] = set()
    lines = []
    for row in rows:
        mine = set(row.keys.items())
        if mine and mine <= seen:
            lines.append(row.line)
        seen |= mine
    return tuple(lines)


def _decimal_mark(sheet: Sheet) -> str:
    """A comma only where the file writes its own numbers so, and none with a point."""
    marks = Counter(
        "," if "," in cell.value else "."
        for record in sheet.records[1:]
        for cell in record.cells
        if kinds.number_of(cell.value) is not None and ("," in cell.value or "." in cell.value)
    )
    return "," if marks[","] and not marks["."] else "."


def find_column(book: GradeBook, name: str) -> BookColumn:
    """The one column meant. GradeBookFault where none can be filled, or several fit."""
    found = book.called(name)
    if not found:
        raise GradeBookFault(Fault.NO_COLUMN, name)
    if len(found) > 1:
        raise GradeBookFault(Fault.TWO_COLUMNS, name)
    return found[0]


def fill(book: GradeBook, column: BookColumn | NewColumn, results: Mapping[SchoolRecord, Points]) -> Filled:
    """The same file with our column filled, and nothing else changed.

    A cell that says our result already is left as it is written. Rows without one of our students keep theirs.
    GradeBookFault where nobody matches, or a new column has no place.
    """
    pairing = pair(book.rows, tuple(results))
    if results and not pairing.pairs:
        raise GradeBookFault(Fault.OTHER_COURSE)
    match column:
        case BookColumn(index=index, heading=heading):
            cells = {}
        case NewColumn(title=title):
            index, heading = len(book.headings), safe_text(title.strip())
            cells = _new_column(book, column, index)
    cells |= {(row.record, index): written(book, results[student]) for row, student in pairing.pairs}
    changed = {place: value for place, value in cells.items() if not _says_so(book, place, value)}
    return Filled(
        content=book.sheet.changed(changed),
        filled=len(pairing.pairs),
        heading=heading,
        unmatched_rows=pairing.rows_left,
        unmatched_students=pairing.students_left,
        excused_as_empty=_excused(book, pairing, results),
    )


def _new_column(book: GradeBook, column: NewColumn, index: int) -> dict[tuple[int, int], str]:
    """A cell for every row, or the file would have rows of two lengths."""
    check_title(book, column)
    long = next((record for record in book.sheet.records if len(record.cells) > index), None)
    if long is not None:
        raise GradeBookFault(Fault.LONG_ROW, str(long.line))
    title = column.title.strip()
    cells = {(number, index): "" for number in range(len(book.sheet.records))}
    cells[0, index] = safe_text(title)
    if book.most_record is not None and column.most is not None:
        cells[book.most_record, index] = written(book, column.most)
    return cells


def check_title(book: GradeBook, column: NewColumn) -> None:
    """GradeBookFault where the LMS would take the title for something else, or the file cannot write it."""
    title = column.title.strip()
    if not title or kinds.title_is_taken(book.kind, title):
        raise GradeBookFault(Fault.BAD_TITLE, title)
    book.sheet.source.encode(title)


def _says_so(book: GradeBook, place: tuple[int, int], value: str) -> bool:
    record, index = book.sheet.records[place[0]], place[1]
    if index >= len(record.cells):
        return False
    stands = record.value(index)
    mine, theirs = kinds.number_of(value), kinds.number_of(stands)
    return stands == value or (mine is not None and mine == theirs)


def _excused(book: GradeBook, pairing: Pairing, results: Mapping[SchoolRecord, Points]) -> tuple[SchoolRecord, ...]:
    if book.kind is Lms.CANVAS:
        return ()
    matched: Sequence[SchoolRecord] = list(dict.fromkeys(student for _, student in pairing.pairs))
    return tuple(one for one in matched if results[one] is Blank.EXCUSED)


def written(book: GradeBook, points: Points) -> str:
    """A result as this LMS reads it."""
    match points:
        case Decimal():
            return plain_number(points).replace(".", book.decimal)
        case Blank.EXCUSED if book.kind is Lms.CANVAS:
            return _EXCUSED
        case Blank.EXCUSED | Blank.EMPTY:
            return _MOODLE_EMPTY if book.kind is Lms.MOODLE else ""
        case _:
            assert_never(points)


def plain_number(value: Decimal) -> str:
    """Without an exponent and without zeros at the end: "7.5", "10", "0"."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def safe_text(text: str) -> str:
    """A text of ours that no spreadsheet takes for a formula. Not for keys, numbers, or Moodle's "-"."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
