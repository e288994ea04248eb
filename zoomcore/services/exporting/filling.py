"""A course's own grade book given back with our column filled, and everybody told who is missing on either side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from mimetypes import guess_type

from zoomcore.commands.wishes.attendance import ExportFormat, ExportGrades, ShowGrades
from zoomcore.domain.attendance.rules import Attendance
from zoomcore.domain.attendance.sheets import Sheet, SheetState
from zoomcore.domain.attendance.terms import GradedClass, terms
from zoomcore.domain.courses import Course
from zoomcore.domain.gradebook.books import BookColumn, GradeBook, KeptGradeBook, Lms, NewColumn
from zoomcore.domain.gradebook.faults import Fault, GradeBookFault
from zoomcore.domain.gradebook.filling import Filled, fill, plain_number, recognise
from zoomcore.domain.gradebook.marks import Mark, highest_most, marks_of_class, marks_of_term, written_mark
from zoomcore.domain.people import PersonId
from zoomcore.errors import Conflict
from zoomcore.services.attendance import words
from zoomcore.services.exporting.keeping import missing_names, named
from zoomcore.services.exporting.wordings import how_to_export, lms_name, refusal, shortened
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Block, Button, Card, Code, Document, Facts, Line, Reply, Text, Tone, When, WhenStyle
from zoomcore.views.ways import help_button
from zoomcore.wording import _, phrase, plural

#: After so long other grades may have changed in the LMS since its grade book was handed over.
_FRESH = timedelta(hours=1)
#: Sheets of classes that are over.
_OVER = frozenset({SheetState.PROVISIONAL, SheetState.FINAL, SheetState.FROZEN, SheetState.VOID})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Results:
    """What everybody has, and how sure it is: classes that may still change, names that wait for a person."""

    marks: Mapping[PersonId, Mark]
    provisional: int
    waiting: int


async def fill_term(unit: Unit, scene: Scene) -> Reply:
    """The scene's course over its term, as a Document with a card beside it. Six statements.

    A card that says how to hand one over where there is no grade book; Conflict where nothing counts yet.
    """
    course = scene.the_course()
    kept = await unit.files.find_grade_book(course.id)
    if kept is None:
        return Reply(view=no_book_card(course))
    sheets = [one for one in await unit.sheets.of_course(course.id) if one.state in _OVER]
    rows: dict[int, list[Attendance]] = {one.occurrence: [] for one in sheets}
    for row in await unit.sheets.rows_of_course(course.id):
        if row.occurrence in rows:
            rows[row.occurrence].append(row.attendance)
    classes = [
        GradedClass(of=one.rule.points, rows=rows[one.occurrence], counts=one.state is not SheetState.VOID)
        for one in sheets
    ]
    rule = await unit.sheets.rule_of(course.id)
    marks = marks_of_term(terms(classes, drop_lowest=rule.drop_lowest))
    return await _filled(unit, scene, kept, _Results(marks=marks, **_sureness(sheets)))


async def fill_class(unit: Unit, scene: Scene, occurrence_id: int, *, column: str = "") -> Reply:
    """One class, into the kept column or into another one that `column` names. Errors as `fill_term`."""
    course = scene.the_course()
    kept = await unit.files.find_grade_book(course.id)
    if kept is None:
        return Reply(view=no_book_card(course))
    sheet = await unit.sheets.find(occurrence_id)
    if sheet is None or sheet.state not in _OVER:
        raise Conflict(
            _("There is nothing to fill in of that class yet."),
            next_step=_("Ask again after class."),
        )
    rows = [row.attendance for row in (await unit.sheets.rows(occurrence_id)).values()]
    marks = marks_of_class(rows, sheet.rule.points)
    into = replace(kept, column=column or kept.column)
    return await _filled(unit, scene, into, _Results(marks=marks, **_sureness([sheet])))


def _sureness(sheets: Sequence[Sheet]) -> dict[str, int]:
    provisional = sum(one.state is SheetState.PROVISIONAL for one in sheets)
    return {"provisional": provisional, "waiting": sum(one.review for one in sheets)}


def no_book_card(course: Course) -> Card:
    return Card(
        title=_("I don't have the grade book of {code} yet").replace("{code}", course.code),
        tone=Tone.ASK,
        body=(
            Text(line=phrase("Send me its export in our direct chat, once; I give it back filled whenever you ask.")),
            Text(line=(how_to_export(),), quiet=True),
        ),
        actions=(
            Button(label="XLSX", command=ExportGrades(course=course.code, format=ExportFormat.XLSX)),
            Button(label="CSV", command=ExportGrades(course=course.code, format=ExportFormat.CSV)),
            help_button("grades export"),
        ),
    )


async def _filled(unit: Unit, scene: Scene, kept: KeptGradeBook, results: _Results) -> Reply:
    course = scene.the_course()
    most = highest_most(results.marks.values())
    if most <= 0:
        raise Conflict(
            _("Nothing counts in {code} yet, so there is nothing to fill in.").replace("{code}", course.code),
            next_step=_("Pick a rule first: what a class is worth, and from when on somebody is late."),
        )
    students = await unit.courses.school_records(course.id)
    try:
        book = recognise(kept.content)
        column = column_of(book, kept.column, most)
        out_of = column.most or most
        filled = fill(book, column, {one: written_mark(results.marks.get(one.person), out_of) for one in students})
    except GradeBookFault as fault:
        raise refusal(fault, kept.name) from fault
    detail = {"file": kept.name, "column": filled.heading, "filled": filled.filled}
    await unit.audit.write(scene.person.id, "grade book filled", f"course:{course.id}", detail)
    document = Document(
        name=kept.name,
        media_type=guess_type(kept.name)[0] or "text/csv",
        content=filled.content,
        title=_("Grade book of {code}").replace("{code}", course.code),
        told=filled_card(scene, kept, filled, results, out_of),
    )
    return Reply(view=document)


def column_of(book: GradeBook, name: str, most: Decimal) -> BookColumn | NewColumn:
    """A column of the file; a new one where it has none so called. GradeBookFault where several fit."""
    found = book.called(name)
    if len(found) > 1:
        raise GradeBookFault(Fault.TWO_COLUMNS, name)
    return found[0] if found else NewColumn(title=name, most=most)


def filled_card(scene: Scene, kept: KeptGradeBook, filled: Filled, results: _Results, most: Decimal) -> Card:
    when = When(kept.uploaded_at, scene.zone, WhenStyle.FULL)
    rows: tuple[tuple[str, Line], ...] = (
        (_("Column"), (shortened(filled.heading),)),
        (_("Points"), phrase("out of {most}", most=plain_number(most))),
        (_("Your file of"), (when,)),
    )
    count = plural("{count} student filled in", "{count} students filled in", filled.filled)
    body: list[Block] = [Facts(rows=rows)]
    body += missing_names(filled.unmatched_students, filled.unmatched_rows)
    body += [Text(line=line) for line in _warnings(scene, kept, filled, results)]
    doubtful = bool(filled.unmatched_students or results.provisional or results.waiting)
    return Card(
        title=count,
        tone=Tone.WARNING if doubtful else Tone.GOOD,
        body=(*body, Text(line=(_way_back(kept.kind),))),
        actions=(Button(label=_("Grades"), command=ShowGrades(course=scene.the_course().code)),),
    )


def _warnings(scene: Scene, kept: KeptGradeBook, filled: Filled, results: _Results) -> Sequence[Line]:
    said: list[Line] = []
    if filled.excused_as_empty:
        names = named([one.name for one in filled.excused_as_empty])
        lms = lms_name(kept.kind)
        said.append(
            phrase(
                "Excused, and left empty because a file of {lms} has no word for it: {names}. Excuse them there.",
                lms=lms,
                names=names,
            )
        )
    if results.provisional:
        count = plural("{count} class", "{count} classes", results.provisional)
        said.append(phrase("Of {count} Zoom's report may still change: fill it again later.", count=count))
    if results.waiting:
        names, verb = words.to_review(results.waiting), Code("attendance term")
        said.append(phrase("{names}: they may be students. {verb} shows in which classes.", names=names, verb=verb))
    if scene.now - kept.uploaded_at > _FRESH:
        said.append(
            phrase(
                "Importing puts back what the file held for every other column. If grades changed there since, hand "
                "over a fresh export first."
            )
        )
    return said


def _way_back(kind: Lms) -> str:
    match kind:
        case Lms.CANVAS:
            return _("Back into Canvas: Grades, Import. It shows every change before it makes one.")
        case Lms.MOODLE:
            return _(
                "Back into Moodle: Grades, Import, CSV file. Map one column that names the students, map ours to its "
                "grade item, and leave the rest on “Ignore”."
            )
        case Lms.BLACKBOARD:
            return _("Back into Blackboard: Gradebook, Upload Grades. Tick our column alone.")
