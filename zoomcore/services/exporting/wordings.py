"""What is wrong with a file handed over as a grade book, in sentences that say what to do."""

from zoomcore.domain.gradebook.books import Lms
from zoomcore.domain.gradebook.faults import Fault, GradeBookFault
from zoomcore.errors import InvalidInput
from zoomcore.wording import _

#: Of a heading, a name or a file's name in a sentence; of them, what stays of the end.
_LONGEST, _END = 100, 20
NAMES = {Lms.CANVAS: "Canvas", Lms.MOODLE: "Moodle", Lms.BLACKBOARD: "Blackboard"}


def lms_name(kind: Lms) -> str:
    return NAMES[kind]


def refusal(fault: GradeBookFault, name: str) -> InvalidInput:
    """`name` is the file's."""
    said = _what(fault).replace("{detail}", shortened(fault.detail)).replace("{name}", shortened(name))
    return InvalidInput(said, next_step=_step(fault))


def shortened(text: str) -> str:
    """A piece of somebody's file, for a sentence: on one line, its end kept where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - _END - 1]}…{line[-_END:]}"


def _what(fault: GradeBookFault) -> str:
    return {
        Fault.EMPTY: _("{name} is empty."),
        Fault.TOO_LARGE: _("{name} is too large for a grade book: I read up to 10 MB and 20,000 rows."),
        Fault.WORKBOOK: _(
            "{name} is an Excel workbook. I need the file exactly as your LMS exports it, which is text."
        ),
        Fault.NO_TEXT: _("{name} isn't text I can read."),
        Fault.OPEN_QUOTE: _("{name} is damaged: in line {detail} a quotation mark is opened and never closed."),
        Fault.UNKNOWN: _(
            "I don't know {name}: it is no grade book of Canvas, Moodle or Blackboard. It begins “{detail}”."
        ),
        Fault.NO_KEY: _("Nothing in {name} tells the students apart: I look for a column called {detail}."),
        Fault.NO_STUDENTS: _("{name} has headings and no students."),
        Fault.NO_COLUMN: _("{name} has no column “{detail}” that takes points."),
        Fault.TWO_COLUMNS: _("{name} has several columns “{detail}”."),
        Fault.OTHER_COURSE: _("Nobody of this course stands in {name}: by the ids it is another course's."),
        Fault.LONG_ROW: _(
            "Line {detail} of {name} is longer than its headings, so there is no place for a new column."
        ),
        Fault.LETTERS: _("{name} is in an old encoding that cannot write “{detail}”."),
        Fault.BAD_TITLE: _("A new column can't be called “{detail}”: the LMS would take it for a column of its own."),
    }[fault.fault]


def _step(fault: GradeBookFault) -> str:
    match fault.fault:
        case Fault.NO_COLUMN | Fault.TWO_COLUMNS:
            return _("Hand the grade book over again, and pick the column.")
        case Fault.OTHER_COURSE:
            return _("Hand over the export of this course, or give its students the ids of your LMS: `course people`.")
        case Fault.LETTERS | Fault.BAD_TITLE:
            return _("Choose another title, or make the column in your LMS and export the grade book again.")
        case Fault.LONG_ROW:
            return _("Make the column in your LMS, and export the grade book again.")
        case _:
            return how_to_export()


def how_to_export() -> str:
    return _(
        "Export it and hand over that file. Canvas: Grades, Export. Moodle: Grades, Export, Plain text file. "
        "Blackboard: Gradebook, Download Grades."
    )
