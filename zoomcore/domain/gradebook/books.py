"""A grade book that was read: whose it is, which columns could be ours, and who stands in its rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from zoomcore.domain.gradebook.sheet import Sheet
from zoomcore.domain.people import CourseId, PersonId


class Lms(StrEnum):
    CANVAS = "canvas"
    MOODLE = "moodle"
    BLACKBOARD = "blackboard"


class Key(StrEnum):
    """What an LMS knows a person by. From what is surest for us: a number of the school's own, then a login."""

    SIS = "sis"
    ID = "id"
    LOGIN = "login"
    EMAIL = "email"


class Blank(StrEnum):
    """A result that is no number. EXCUSED: it does not count; EMPTY: there is nothing (yet)."""

    EXCUSED = "excused"
    EMPTY = "empty"


Points = Decimal | Blank


@dataclass(frozen=True, slots=True, kw_only=True)
class BookColumn:
    """A column that can be filled. `heading` is its whole text, `id` the LMS's number in it, `most` its full points."""

    index: int
    heading: str
    title: str
    id: str = ""
    most: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewColumn:
    """A column the file has not: a title and what it is worth at most, for the LMS to make."""

    title: str
    most: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookRow:
    """One student's row: where it stands, what it is called, and every key that is not empty."""

    record: int
    line: int
    name: str
    keys: Mapping[Key, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeBook:
    """`columns` are those that can be filled, `rows` the students'.

    `most_record` is Canvas' "Points Possible". `repeated`: lines of rows whose student stands in an earlier row too.
    `decimal` is the file's own mark in numbers.
    """

    kind: Lms
    columns: tuple[BookColumn, ...]
    rows: tuple[BookRow, ...]
    sheet: Sheet = field(repr=False)
    most_record: int | None = None
    repeated: tuple[int, ...] = ()
    decimal: str = "."

    @property
    def headings(self) -> tuple[str, ...]:
        return self.sheet.headings

    def called(self, name: str) -> tuple[BookColumn, ...]:
        """The columns meant by a heading, by the LMS's number, or by a title; the surest reading that finds any."""
        wanted = name.strip()
        for found in (
            [one for one in self.columns if one.heading.strip() == wanted],
            [one for one in self.columns if one.id and one.id in {wanted, column_id(wanted)}],
            [one for one in self.columns if one.title.casefold() == wanted.casefold()],
        ):
            if found:
                return tuple(found)
        return ()


def column_id(heading: str) -> str:
    """The LMS's number in a heading, whichever LMS: "Title (12)" or "Title [Total Pts: 10 Score] |12"; or ""."""
    text = heading.strip()
    inside = text.rpartition("(")[2].removesuffix(")")
    if text.endswith(")") and inside.isdecimal():
        return inside
    return text.rpartition("|")[2].strip() if "|" in text else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptGradeBook:
    """A course's grade book as it was handed over. `column` is a heading of it, or the title of a column to be made."""

    course: CourseId
    kind: Lms
    name: str
    content: bytes = field(repr=False)
    column: str
    uploaded_by: PersonId
    uploaded_at: datetime
