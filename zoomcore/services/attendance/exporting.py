"""Attendance and grades as files, sent to the one who asked."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from zoomcore.commands.wishes.attendance import ExportAttendance, ExportFormat, ExportGrades
from zoomcore.domain.attendance.rules import Attendance, AttendanceStatus
from zoomcore.domain.attendance.sheets import SheetState
from zoomcore.domain.attendance.terms import terms
from zoomcore.domain.people import PersonId, SchoolRecord
from zoomcore.errors import Conflict
from zoomcore.services.attendance import words
from zoomcore.services.attendance.choosing import held_class
from zoomcore.services.attendance.computing import picture_of
from zoomcore.services.attendance.findings import Findings
from zoomcore.services.attendance.terming import Term, read_term
from zoomcore.services.exporting.filling import fill_class, fill_term
from zoomcore.services.exporting.grids import Grid, csv_file
from zoomcore.services.exporting.rows import ExportRow, TermRow, class_grid, term_grid
from zoomcore.services.exporting.workbook import workbook_file
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Reply
from zoomcore.wording import _

_SURE = frozenset({SheetState.FINAL, SheetState.FROZEN, SheetState.VOID, SheetState.NOT_HELD})


async def export_class(unit: Unit, scene: Scene, wish: ExportAttendance) -> Reply:
    """One class, a student a row, as CSV or XLSX; or its points in the school's own grade book."""
    dated = await held_class(unit, scene, wish, wish.target)
    if wish.format is ExportFormat.BOOK:
        course = await unit.courses.get(dated.meeting.course_id)
        return await fill_class(unit, replace(scene, course=course), dated.occurrence.id)
    findings = await picture_of(unit, dated.occurrence.id, scene.now)
    if findings.sheet is None:
        raise Conflict(_("Nobody has been seen in that class yet."), next_step=_("Ask again after class."))
    records = {one.person: one for one in await unit.courses.school_records(dated.meeting.course_id)}
    rows = [_row(findings, one, records.get(one.person)) for one in findings.attendance.values() if _told(one)]
    grid = class_grid(words.class_title(dated), dated.course_zone, [one for one in rows if one is not None])
    name = f"{dated.course_code}-{dated.occurrence.id}-attendance"
    return await _file(unit, scene, grid, (name, wish.format))


def _told(one: Attendance) -> bool:
    return one.status is not AttendanceStatus.UNEXPECTED or one.overridden


def _row(findings: Findings, one: Attendance, record: SchoolRecord | None) -> ExportRow | None:
    if record is None:
        return None
    presence = findings.presences.get(one.person)
    stays = presence.stays if presence else ()
    mark = findings.marks.get(one.person)
    return ExportRow(
        student=record,
        status=one.status,
        first_in=stays[0].start if stays else None,
        last_out=stays[-1].end if stays else None,
        attended=one.attended,
        share=Decimal(one.attended.total_seconds()) / Decimal(one.window.total_seconds()) if one.window else None,
        points=one.points,
        note=(mark.reason or (words.excuse_words(mark.excuse) if mark.excuse else "")) if mark else "",
        state=findings.state or SheetState.PROVISIONAL,
    )


async def export_grades(unit: Unit, scene: Scene, wish: ExportGrades) -> Reply:
    """The term as CSV or XLSX; or, of the term or of one class, the school's own grade book filled."""
    course = scene.the_course()
    if wish.format is ExportFormat.BOOK:
        one = wish.occurrence
        return await (fill_term(unit, scene) if one is None else fill_class(unit, scene, one))
    term = await read_term(unit, scene)
    rule = await unit.sheets.rule_of(course.id)
    grades = terms(term.graded(), drop_lowest=rule.drop_lowest)
    final = all(one.state in _SURE for one in term.sheets)
    points = _points(term)
    rows = []
    for record in await unit.courses.school_records(course.id):
        grade = grades.get(record.person)
        rows.append(
            TermRow(
                student=record,
                classes=points.get(record.person, (None,) * len(term.sheets)),
                points=grade.points if grade else None,
                of=grade.of if grade else Decimal(0),
                present=grade.present if grade else 0,
                late=grade.late if grade else 0,
                partial=grade.partial if grade else 0,
                absent=grade.absent if grade else 0,
                excused=grade.excused if grade else 0,
                final=final,
            )
        )
    titles = [words.class_title(await unit.meetings.get_occurrence(one.occurrence)) for one in term.sheets]
    grid = term_grid(f"{course.code} {course.title}", course.zone, titles, rows)
    return await _file(unit, scene, grid, (f"{course.code}-grades", wish.format))


def _points(term: Term) -> Mapping[PersonId, tuple[Decimal | None, ...]]:
    """Person → points of each class, None where nothing counts; one pass over the rows."""
    place = {one.occurrence: number for number, one in enumerate(term.sheets)}
    found: dict[PersonId, list[Decimal | None]] = {one: [None] * len(place) for one in term.names}
    for occurrence, rows in term.by_class.items():
        for row in rows:
            found[row.attendance.person][place[occurrence]] = row.attendance.points
    return {person: tuple(points) for person, points in found.items()}


async def _file(unit: Unit, scene: Scene, grid: Grid, asked: tuple[str, ExportFormat]) -> Reply:
    name, form = asked
    document = csv_file(grid, name) if form is ExportFormat.CSV else workbook_file(grid, name, made_at=scene.now)
    subject = f"course:{scene.course.id}" if scene.course else "course"
    await unit.audit.write(scene.person.id, "export", subject, {"file": document.name})
    return Reply(view=document)
