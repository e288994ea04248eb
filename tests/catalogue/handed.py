"""What is said about a grade book that was handed over, and the file that is given back."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from tests.catalogue.said import MATH, scene
from zoomcore.domain.files import HeldFile
from zoomcore.domain.gradebook.books import Blank, KeptGradeBook, Lms
from zoomcore.domain.gradebook.filling import fill, recognise
from zoomcore.domain.gradebook.pairing import pair
from zoomcore.domain.people import SchoolRecord
from zoomcore.services.exporting import filling, keeping
from zoomcore.views import Document, Reply

_CONTENT = (
    b"First name,Last name,ID number,Attendance (Real),Quiz: Fractions (Real),Last downloaded from this course\n"
    b"Bo,Chen,S1,-,8.00,1764086400\nMaya,Okafor,S2,5.00,-,1764086400\nSam,Stranger,S9,1.00,-,1764086400\n"
)
_BO = SchoolRecord(person=7, name="Bo Chen", sis_id="S1")
_MAYA = SchoolRecord(person=8, name="Maya Okafor", sis_id="S2")
_GIL = SchoolRecord(person=9, name="Gil *Ghost* <!channel>", sis_id="S3")
_STUDENTS = (_BO, _MAYA, _GIL)
_BOOK = recognise(_CONTENT)
_PAIRING = pair(_BOOK.rows, _STUDENTS)
_HELD = HeldFile(key="upload:1", owner="person:2", name="grades.csv", media_type="text/csv", content=_CONTENT)
_NOW = scene().now
_KEPT = KeptGradeBook(
    course=MATH.id,
    kind=Lms.MOODLE,
    name="grades.csv",
    content=_CONTENT,
    column="Attendance (Real)",
    uploaded_by=2,
    uploaded_at=_NOW - timedelta(days=3),
)
_FILLED = fill(_BOOK, _BOOK.columns[0], {_BO: Decimal("27.5"), _MAYA: Blank.EXCUSED, _GIL: Decimal(30)})
_RESULTS = filling._Results(marks={}, provisional=2, waiting=3)
_FITS = [
    keeping._Fit(course=MATH, pairing=_PAIRING),
    keeping._Fit(course=replace(MATH, code="PHYS1"), pairing=_PAIRING),
]
_TOLD = filling.filled_card(scene(), _KEPT, _FILLED, _RESULTS, Decimal(30))

HANDED: dict[str, Reply] = {
    "said: asks which course a file is for": Reply(view=keeping.which_course(_BOOK, "grades.csv", "upload:1", _FITS)),
    "said: asks which column is ours": Reply(view=keeping.which_column(_BOOK, _HELD, MATH, _PAIRING, page=1)),
    "said: a grade book is kept": Reply(view=keeping.kept_card(_KEPT, _BOOK, MATH, _PAIRING)),
    "said: there is no grade book yet": Reply(view=filling.no_book_card(MATH)),
    "said: a grade book is filled": Reply(view=_TOLD),
    "said: a filled grade book": Reply(
        view=Document(name="grades.csv", media_type="text/csv", content=_FILLED.content, title="Grades", told=_TOLD)
    ),
}
