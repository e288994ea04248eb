"""The report page: everything that is known about one class, or about a term, in whole tables.

It is shown in the one browser it was opened in, to staff of the course, whose role is looked at each time.
"""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.attendance import ExportAttendance, ExportFormat, ExportGrades, OpenReportPage
from zoomcore.commands.wishes.files import TakeFile
from zoomcore.domain.attendance.evidence import Enrolled, Evidence, Match, Pile
from zoomcore.domain.attendance.intervals import intersect, total
from zoomcore.domain.attendance.rules import Attendance, AttendanceStatus, GradeMethod, TermGrade
from zoomcore.domain.people import PersonId, Role
from zoomcore.errors import NotFound
from zoomcore.services.attendance import words
from zoomcore.services.attendance.findings import Findings
from zoomcore.services.attendance.pictures import presence_picture, term_chart, term_picture
from zoomcore.services.attendance.sections import picture_for, section_line
from zoomcore.services.attendance.showing import freshness, listed, name_of, summary
from zoomcore.services.attendance.terming import Term, read_term
from zoomcore.services.meetings.cards import who_holds
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Action, Block, Button, Card, Facts, Line, Reply, Table, Text, When, WhenStyle
from zoomcore.views.times import zone_label
from zoomcore.wording import _, plural

#: Why somebody is taken for who they are, the strongest first.
_STRONGEST = tuple(Evidence)
_PLAIN = (ExportFormat.CSV, ExportFormat.XLSX)


async def report_card(unit: Unit, scene: Scene, wish: OpenReportPage) -> Reply:
    """NotFound where nothing is known yet. As many statements for 5 students as for 5,000."""
    if wish.occurrence is None:
        return Reply(view=await _term_card(unit, scene))
    findings = await picture_for(unit, scene, wish.occurrence)
    if findings.sheet is None:
        raise _nothing()
    return Reply(view=_class_card(scene, findings))


def _nothing() -> NotFound:
    return NotFound(
        _("Nobody has been seen in class yet, so there is no report."),
        next_step=_("Open it again once class has begun."),
    )


# One class.


def _class_card(scene: Scene, findings: Findings) -> Card:
    dated, sheet = findings.dated, findings.sheet
    body: tuple[Block, ...] = (
        *(summary(scene, findings, sheet) if sheet else ()),
        Facts(rows=_facts(findings)),
        *presence_picture(scene, findings),
        _roster(findings),
        *_piles(findings),
        *(Text(line=one, quiet=True) for one in words.rule_lines(findings.rule)),
    )
    target = Target(occurrence=dated.occurrence.id)
    files = [ExportAttendance(target=target, format=form) for form in _PLAIN]
    filled = ExportGrades(course=dated.course_code, occurrence=dated.occurrence.id)
    return Card(
        title=_("Attendance: {name}").replace("{name}", words.class_title(dated)),
        body=body,
        actions=_files(scene, files, filled),
        footnote=freshness(findings),
    )


def _facts(findings: Findings) -> tuple[tuple[str, Line], ...]:
    dated = findings.dated
    rows: list[tuple[str, Line]] = [(_("Course"), (f"{dated.course_code} {dated.course_title}",))]
    if findings.window:
        first, last = findings.window[0].start, findings.window[-1].end
        held = (When(first, dated.course_zone, WhenStyle.RANGE, last - first),)
        rows.append((_("Held"), held))
    return (*rows, (_("Host"), (who_holds(dated),)))


def _roster(findings: Findings) -> Table:
    zone = ZoneInfo(findings.dated.course_zone)
    graded = findings.rule.method is not GradeMethod.NONE
    return Table(
        caption=_("Students"),
        columns=(
            _("Student"),
            _("Status"),
            _("Arrived, {zone}").replace("{zone}", zone_label(findings.now.astimezone(zone))),
            _("Minutes"),
            _("Share"),
            *((_("Points"),) if graded else ()),
            _("Known by"),
            _("Note"),
        ),
        rows=tuple(_student(findings, one, zone, graded=graded) for one in findings.roster if listed(findings, one)),
    )


def _student(findings: Findings, one: Enrolled, zone: ZoneInfo, *, graded: bool) -> tuple[Line, ...]:
    found = findings.attendance.get(one.person) or Attendance(person=one.person, status=AttendanceStatus.UNEXPECTED)
    points = (words.points_words(found.points),) if graded else ()
    cells = (
        one.name,
        words.status_words(found.status),
        f"{found.arrived_at.astimezone(zone):%H:%M}" if found.arrived_at else "–",
        str(words.minutes_of(found.attended)),
        words.percent(found.attended, found.window),
        *points,
        ", ".join(words.evidence_words(why) for why in _STRONGEST if why in found.evidence),
        _note(findings, found),
    )
    return tuple((cell,) for cell in cells)


def _note(findings: Findings, found: Attendance) -> str:
    """An instructor's word on this student; a reason only where it is no excuse: nobody's health stands here."""
    mark = findings.marks.get(found.person)
    if mark is None:
        return ""
    return words.excuse_words(mark.excuse) if mark.excuse else mark.reason or _("marked")


def _piles(findings: Findings) -> tuple[Table, ...]:
    """Everybody else who was in, whole: in chat only their number and the first names are told."""
    doubts = [(one, words.doubt_words(one.doubt)) for one in findings.review]
    why = (_("Why"),)
    piles = (
        (_("Names to review"), doubts, why),
        (_("In class, but not in this course"), [(one, "") for one in findings.outsiders], ()),
        (_("Set aside: note-takers and guests"), [(one, "") for one in findings.pile(Pile.SET_ASIDE)], ()),
    )
    return tuple(
        Table(
            caption=caption,
            columns=(_("Name shown"), _("Minutes"), *extra),
            rows=tuple(_stranger(findings, *one)[: 2 + len(extra)] for one in found),
        )
        for caption, found, extra in piles
        if found
    )


def _stranger(findings: Findings, match: Match, why: str) -> tuple[Line, ...]:
    attended = total(intersect(match.participant.stays, findings.window))
    return (name_of(match),), (str(words.minutes_of(attended)),), (why,)


# A term.


async def _term_card(unit: Unit, scene: Scene) -> Card:
    course = scene.the_course()
    term = await read_term(unit, scene)
    if not term.sheets:
        raise _nothing()
    dates = await unit.meetings.get_occurrences(term.by_class)
    rule = await unit.sheets.rule_of(course.id)
    days = [words.class_day(dates[one.occurrence]) or dates[one.occurrence].meeting.topic for one in term.sheets]
    held = plural("{count} class was held.", "{count} classes were held.", len(term.sheets))
    return Card(
        title=_("Attendance in {code}").replace("{code}", f"{course.code} {course.title}"),
        body=(
            Text(line=(held,)),
            *section_line(term.section),
            *term_picture(scene, course.code, term_chart(term.sheets, term.rows, dates)),
            _term_table(term, days, term.grades(rule.drop_lowest)),
            *(Text(line=one, quiet=True) for one in words.rule_lines(rule)),
        ),
        actions=_files(
            scene,
            [ExportGrades(course=course.code, format=form) for form in _PLAIN],
            ExportGrades(course=course.code),
        ),
    )


def _term_table(term: Term, days: Sequence[str], grades: Mapping[PersonId, TermGrade]) -> Table:
    """One pass over the rows."""
    statuses: dict[PersonId, dict[int, str]] = {person: {} for person in term.names}
    for occurrence, rows in term.by_class.items():
        for row in rows:
            statuses[row.attendance.person][occurrence] = words.status_words(row.attendance.status)
    people = sorted(term.names, key=lambda one: (term.names[one].casefold(), one))
    return Table(
        caption=_("Students"),
        columns=(
            _("Student"),
            _("Points"),
            _("Out of"),
            *words.status_columns(),
            *days,
        ),
        rows=tuple(
            (
                (term.names[one],),
                *_sums(grades.get(one)),
                *((statuses[one].get(sheet.occurrence, "–"),) for sheet in term.sheets),
            )
            for one in people
        ),
    )


def _sums(grade: TermGrade | None) -> tuple[Line, ...]:
    if grade is None:
        return (("–",),) * 7
    points = ("–", "–") if not grade.of else (words.points_words(grade.points), words.points_words(grade.of))
    return tuple((one,) for one in (*points, *map(str, words.status_counts(grade))))


# Files.


def _files(
    scene: Scene, exports: Sequence[ExportAttendance | ExportGrades], filled: ExportGrades
) -> tuple[Action, ...]:
    """For who may have them: the tables as files, the grade book filled, and a place to upload it."""
    if not scene.role.reaches(Role.INSTRUCTOR):
        return ()
    labels = {ExportFormat.CSV: _("Download as CSV"), ExportFormat.XLSX: _("Download for Excel")}
    downloads = tuple(Button(label=labels[wish.format], command=wish) for wish in exports)
    book = Button(label=_("Fill my grade book"), command=filled)
    return (*downloads, book, Button(label=_("Upload grade book"), command=TakeFile(text=filled.course)))
