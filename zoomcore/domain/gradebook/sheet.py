"""Delimited text, taken apart so that it can be put together again byte for byte, but for the cells that change."""

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from zoomcore.domain.files import MOST_BYTES
from zoomcore.domain.gradebook.faults import Fault, GradeBookFault

MOST_ROWS = 20_000
#: What an LMS may put between cells; Moodle offers a colon too. In the order they are tried.
DELIMITERS = (",", ";", "\t", ":")
#: What begins a workbook, or another file that is surely no text.
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: A line that tells Excel the delimiter; it is no heading.
_SEPARATOR_LINE = re.compile(r"sep=([,;\t:])(?:\r\n|\r|\n)", re.IGNORECASE)
_SPECIAL = re.compile(r'["\r\n]')


@dataclass(frozen=True, slots=True)
class Encoded:
    """A file as text, with what it takes to write it back: `encoding` and its byte order mark, if it has one."""

    text: str
    encoding: str
    bom: bytes

    def encode(self, text: str) -> bytes:
        """GradeBookFault where a new text has letters that the file's encoding has not."""
        try:
            return self.bom + text.encode(self.encoding)
        except UnicodeEncodeError as error:
            raise GradeBookFault(Fault.LETTERS, error.object[error.start : error.end]) from error


@dataclass(frozen=True, slots=True)
class Cell:
    """`value` is what it says; `start` to `end` is where it stands in the text, quotation marks included."""

    value: str
    start: int
    end: int
    quoted: bool


@dataclass(frozen=True, slots=True)
class Record:
    """`line` counts from 1, as an editor does; `cells` is never empty."""

    line: int
    cells: tuple[Cell, ...]

    def value(self, index: int) -> str:
        """Empty where the row is too short."""
        return self.cells[index].value if index < len(self.cells) else ""

    @property
    def blank(self) -> bool:
        return not any(cell.value.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """All records of a file, the headings first; blank lines are left out here and kept in the text."""

    source: Encoded
    delimiter: str
    records: tuple[Record, ...]

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(cell.value for cell in self.records[0].cells)

    def changed(self, cells: Mapping[tuple[int, int], str]) -> bytes:
        """The file with new values at (number of the record, number of the cell); with none of them, the same bytes.

        A cell keeps its quotation marks, and gets them where its new value needs them. A row that is too short is
        filled up with empty cells.
        """
        text, pieces, done = self.source.text, [], 0
        for (row, column), value in sorted(cells.items()):
            start, end, written = self._written(self.records[row], column, value)
            pieces += [text[done:start], written]
            done = end
        return self.source.encode("".join([*pieces, text[done:]]))

    def _written(self, record: Record, column: int, value: str) -> tuple[int, int, str]:
        if column < len(record.cells):
            cell = record.cells[column]
            return cell.start, cell.end, self._quoted(value, always=cell.quoted)
        last = record.cells[-1]
        missing = column - len(record.cells) + 1
        quoted = self._quoted(value, always=last.quoted)
        empty = '""' if last.quoted else ""
        padding = self.delimiter + (empty + self.delimiter) * (missing - 1)
        return last.end, last.end, padding + quoted

    def _quoted(self, value: str, *, always: bool) -> str:
        if always or self.delimiter in value or _SPECIAL.search(value):
            doubled = value.replace('"', '""')
            return f'"{doubled}"'
        return value


def decode(content: bytes) -> Encoded:
    """By byte order mark, else UTF-16 by its zeros, else UTF-8, else Windows' or ISO's Latin. Always reversible.

    GradeBookFault for what is empty, too large, a workbook, or no text.
    """
    if len(content) > MOST_BYTES:
        raise GradeBookFault(Fault.TOO_LARGE)
    if content.startswith((_ZIP, _OLE)):
        raise GradeBookFault(Fault.WORKBOOK)
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _decoded(content[len(bom) :], encoding, bom)
    return _decoded(content, _guessed(content), b"")


def _decoded(content: bytes, encoding: str, bom: bytes) -> Encoded:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise GradeBookFault(Fault.NO_TEXT) from error
    if not text.strip():
        raise GradeBookFault(Fault.EMPTY)
    if "\0" in text:
        raise GradeBookFault(Fault.NO_TEXT)
    return Encoded(text, encoding, bom)


def _guessed(content: bytes) -> str:
    """A grade book is mostly ASCII: in UTF-16 every other byte of its headings is zero."""
    head = content[:200]
    if len(content) % 2 == 0 and head:
        even, odd = head[::2].count(0), head[1::2].count(0)
        if even != odd and max(even, odd) * 4 > len(head):
            return "utf-16-le" if odd > even else "utf-16-be"
    for encoding in ("utf-8", "cp1252"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return "latin-1"


def preferred(source: Encoded) -> tuple[str, ...]:
    """The delimiters to try: the one the file names itself, else all of them, those of its headings first."""
    named = _SEPARATOR_LINE.match(source.text)
    if named:
        return (named[1],)
    head = source.text.lstrip()[:4000].splitlines()[0]
    return tuple(sorted(DELIMITERS, key=head.count, reverse=True))


def read_headings(source: Encoded, delimiter: str) -> tuple[str, ...]:
    """The first record that is not blank, alone; empty where its quotation marks do not close."""
    try:
        record = next(_records(source.text, delimiter), None)
    except GradeBookFault:
        return ()
    return tuple(cell.value for cell in record.cells) if record else ()


def read_sheet(source: Encoded, delimiter: str) -> Sheet:
    """GradeBookFault for an open quotation mark and for too many rows."""
    records = []
    for record in _records(source.text, delimiter):
        records.append(record)
        if len(records) > MOST_ROWS:
            raise GradeBookFault(Fault.TOO_LARGE)
    return Sheet(source, delimiter, tuple(records))


def _pattern(delimiter: str) -> re.Pattern[str]:
    """One cell and what ends it. Possessive, so that a hostile file costs no more than its length."""
    between = re.escape(delimiter)
    plain = rf"[^{between}\r\n]*+"
    return re.compile(rf'(?P<cell>"(?P<quoted>(?:[^"]++|"")*+)"{plain}|(?!"){plain})(?P<end>{between}|\r\n|\r|\n|\Z)')


def _records(text: str, delimiter: str) -> Iterator[Record]:
    """Blank lines are left out."""
    pattern, named = _pattern(delimiter), _SEPARATOR_LINE.match(text)
    position = named.end() if named else 0
    line = begun = 2 if named else 1
    cells: list[Cell] = []
    while position < len(text) or cells:
        found = pattern.match(text, position)
        if found is None:
            raise GradeBookFault(Fault.OPEN_QUOTE, str(line))
        cells.append(_cell(found))
        line += _line_ends(found[0])
        position = found.end()
        if found["end"] == delimiter:
            continue
        record = Record(begun, tuple(cells))
        cells, begun = [], line
        if not record.blank:
            yield record


def _line_ends(raw: str) -> int:
    return raw.count("\n") + raw.count("\r") - raw.count("\r\n")


def _cell(found: re.Match[str]) -> Cell:
    start, end = found.span("cell")
    if found["quoted"] is None:
        return Cell(found["cell"], start, end, quoted=False)
    # What stands behind a closing mark belongs to the cell, as every reader of such files has it.
    behind = found.string[found.end("quoted") + 1 : end]
    return Cell(found["quoted"].replace('""', '"') + behind, start, end, quoted=True)
