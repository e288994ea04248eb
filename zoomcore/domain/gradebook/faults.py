"""What can be wrong with a file that is handed over as a grade book."""

from enum import StrEnum


class Fault(StrEnum):
    """Why a file cannot be read, or not be filled as asked."""

    EMPTY = "empty"
    #: Above MOST_BYTES or MOST_ROWS.
    TOO_LARGE = "too large"
    #: A workbook (XLSX, XLS, ODS), not the text export of an LMS.
    WORKBOOK = "workbook"
    #: Anything else that is no text: a picture, an archive.
    NO_TEXT = "no text"
    #: A quotation mark is opened and never closed; `detail` is its line.
    OPEN_QUOTE = "open quote"
    #: No grade book of an LMS we know; `detail` holds the headings found.
    UNKNOWN = "unknown"
    #: One of an LMS we know, without any column that names students; `detail` holds the headings we look for.
    NO_KEY = "no key"
    NO_STUDENTS = "no students"
    #: The column asked for is not there (any more), or no column that can be filled; `detail` is its heading.
    NO_COLUMN = "no column"
    #: Several columns fit what was asked for; `detail` is its heading.
    TWO_COLUMNS = "two columns"
    #: Nobody of the course stands in the file.
    OTHER_COURSE = "other course"
    #: A row has more cells than there are headings, so a new column has no place; `detail` is its line.
    LONG_ROW = "long row"
    #: A new column's title has letters that the file's encoding cannot write; `detail` holds them.
    LETTERS = "letters"
    #: The LMS would take the new column's title for something else; `detail` is the title.
    BAD_TITLE = "bad title"


class GradeBookFault(ValueError):
    """`detail` is a piece of the file, or a line number, for the sentence; never trusted text to format with."""

    def __init__(self, fault: Fault, detail: str = "") -> None:
        super().__init__(f"{fault.value}: {detail}" if detail else fault.value)
        self.fault = fault
        self.detail = detail
