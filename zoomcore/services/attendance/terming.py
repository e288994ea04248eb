"""A course over its term, and one student of it, as staff see them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.attendance import (
    OpenReportPage,
    ShowAttendance,
    ShowGrades,
    ShowStudentAttendance,
    ShowTermAttendance,
    ShowWhy,
)
from zoomcore.commands.wishes.rulings import MarkAttendance, ShowReview
from zoomcore.domain.attendance.rules import AttendanceStatus, Excuse, TermGrade
from zoomcore.domain.attendance.sheets import Sheet, SheetRow, SheetState
from zoomcore.domain.attendance.terms import GradedClass, Streak, streaks, terms
from zoomcore.domain.courses import Course
from zoomcore.domain.meetings import DatedClass
from zoomcore.domain.people import PersonId, Role, Section
from zoomcore.services.attendance import words
from zoomcore.services.attendance.marking import student_of
from zoomcore.services.attendance.pictures import term_chart, term_picture
from zoomcore.services.attendance.sections import own_section, section_line
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import (
    Action,
    Block,
    Button,
    Card,
    Item,
    Items,
    Line,
    OpenUrl,
    Reply,
    Table,
    Text,
    When,
    WhenStyle,
)
from zoomcore.views.ways import classes_button, newer_and_older
from zoomcore.wording import _, phrase, plural

PAGE = 15
#: Names in them change nothing any more.
_SETTLED = frozenset({SheetState.VOID, SheetState.FROZEN})
_CLASSES = 8


class Term:
    """A course's sheets and rows, read once: what every card about the term looks at."""

    def __init__(
        self,
        sheets: Sequence[Sheet],
        rows: Sequence[SheetRow],
        names: Mapping[PersonId, str],
        section: Section | None = None,
    ) -> None:
        self.section = section
        self.sheets = tuple(one for one in sheets if one.state is not SheetState.NOT_HELD)
        self.names = names
        self.rows = rows
        by_class: dict[int, list[SheetRow]] = {one.occurrence: [] for one in self.sheets}
        for row in rows:
            if row.occurrence in by_class and row.attendance.person in names:
                by_class[row.occurrence].append(row)
        self.by_class = by_class

    def graded(self) -> list[GradedClass]:
        return [
            GradedClass(
                of=one.rule.points,
                rows=[row.attendance for row in self.by_class[one.occurrence]],
                counts=one.state is not SheetState.VOID,
            )
            for one in self.sheets
        ]

    def grades(self, drop_lowest: int) -> Mapping[PersonId, TermGrade]:
        return terms(self.graded(), drop_lowest=drop_lowest)

    def streaks(self, alert_after: int) -> tuple[Streak, ...]:
        return streaks(self.graded(), alert_after=alert_after)


async def read_term(unit: Unit, scene: Scene, *, since_days: int = 0) -> Term:
    """Three statements, however many classes and students there are; four for an assistant, who sees their section."""
    course = scene.the_course()
    since = scene.now - timedelta(days=since_days) if since_days else None
    sheets = await unit.sheets.of_course(course.id, since=since)
    rows = await unit.sheets.rows_of_course(course.id)
    students = [one for one in await unit.courses.enrolled(course.id) if one.expected]
    section = await own_section(unit, scene, course.id)
    if section is not None:
        students = [one for one in students if one.person in section.students]
        rows = tuple(one for one in rows if one.attendance.person in section.students)
    return Term(sheets, rows, words.told_apart(students), section)


async def show_term(unit: Unit, scene: Scene, wish: ShowTermAttendance) -> Reply:
    """A row a student: how often they were there, and in how much of class."""
    course = scene.the_course()
    term = await read_term(unit, scene, since_days=wish.since_days)
    if not term.sheets:
        return Reply(view=_nothing_held(course))
    rule = await unit.sheets.rule_of(course.id)
    dates = await unit.meetings.get_occurrences(term.by_class)
    chart = term_chart(term.sheets, term.rows, dates)
    grades = term.grades(rule.drop_lowest)
    people = sorted(term.names, key=lambda one: (term.names[one].casefold(), one))
    shown = people[(wish.page - 1) * PAGE : wish.page * PAGE]
    more = Button(
        label=_("More students"),
        command=ShowTermAttendance(course=wish.course, since_days=wish.since_days, page=wish.page + 1),
    )
    table = Table(
        caption=_("Attendance in {code} over the term").replace("{code}", course.code),
        columns=(_("Student"), *words.status_columns()),
        rows=tuple(_term_row(term.names[one], grades.get(one)) for one in shown),
        more=more if len(people) > wish.page * PAGE else None,
    )
    return Reply(
        view=Card(
            title=_("Attendance in {code}").replace("{code}", course.code),
            body=(
                Text(line=(_average(term),)),
                *section_line(term.section),
                *term_picture(scene, course.code, chart),
                *_to_review(term, dates),
                table,
                *_streaks(term.streaks(rule.alert_after), term.names, course),
            ),
            actions=(
                *page_link(scene, course),
                Button(label=_("Grades"), command=ShowGrades(course=course.code)),
                Button(label=_("Latest class"), command=ShowAttendance(target=Target(course=course.code))),
            ),
        ),
        replaces=wish.page > 1,
    )


def _nothing_held(course: Course) -> Card:
    return Card(
        title=_("Attendance in {code}").replace("{code}", course.code),
        body=(Text(line=phrase("No class of this course has been held yet.")),),
        actions=(classes_button(course.code),),
    )


def _term_row(name: str, grade: TermGrade | None) -> tuple[Line, ...]:
    if grade is None:
        return ((name,), ("–",), ("–",), ("–",), ("–",), ("–",))
    return ((name,), *((str(one),) for one in words.status_counts(grade)))


def _average(term: Term) -> str:
    """Counted over the term: "12 classes; on average 24 of 28 were there"."""
    held = plural("{count} class", "{count} classes", len(term.sheets))
    there = (AttendanceStatus.PRESENT, AttendanceStatus.LATE, AttendanceStatus.PARTIAL)
    expected = [row for rows in term.by_class.values() for row in rows if _expected(row)]
    came = sum(row.attendance.status in there for row in expected)
    if not expected:
        return held
    share = _("{share} % of the students expected were there").replace(
        "{share}", str(round(100 * came / len(expected)))
    )
    return f"{held}; {share}"


def _expected(row: SheetRow) -> bool:
    return row.attendance.status not in {AttendanceStatus.UNEXPECTED, AttendanceStatus.EXCUSED}


def page_link(scene: Scene, course: Course) -> tuple[Action, ...]:
    """Nothing where pages have no address."""
    title = _("Attendance in {code}").replace("{code}", course.code)
    url = scene.deployment.links.report(scene.person.id, OpenReportPage(course=course.code), title)
    return (OpenUrl(label=_("Full report"), url=url),) if url else ()


def _to_review(term: Term, dates: Mapping[int, DatedClass]) -> tuple[Items, ...]:
    """The classes that have names to review, the latest first, each with its way there."""
    open_classes = [one for one in term.sheets if one.review and one.state not in _SETTLED]
    items = tuple(
        Item(
            line=(words.class_title(dates[one.occurrence]),),
            detail=(words.to_review(one.review),),
            actions=(Button(label=_("Fix matches"), command=ShowReview(target=Target(occurrence=one.occurrence))),),
        )
        for one in open_classes[: -_CLASSES - 1 : -1]
    )
    return (Items(items=items, heading=(_("Names to review"),)),) if items else ()


def _streaks(long: Sequence[Streak], names: Mapping[PersonId, str], course: Course) -> tuple[Items, ...]:
    """Who stays away: to the instructor alone."""
    items = tuple(
        Item(
            line=(names[one.person],),
            detail=(plural("absent once", "absent {count} times in a row", one.absences),),
            actions=(
                Button(
                    label=_("Their attendance"),
                    command=ShowStudentAttendance(course=course.code, person=one.person),
                ),
            ),
        )
        for one in long[:_CLASSES]
        if one.person in names
    )
    return (Items(items=items, heading=(_("Staying away"),)),) if items else ()


# One student.


async def show_student(unit: Unit, scene: Scene, wish: ShowStudentAttendance) -> Reply:
    """Class by class, the latest first, each with its reasons and a way to correct it."""
    course = scene.the_course()
    student = await student_of(unit, scene, course.id, person=wish.person, who=wish.who)
    rows = list(reversed(await unit.sheets.rows_of_person(student.id, course.id)))
    agreed = (await unit.rulings.accommodations(course.id)).get(student.id)
    shown = rows[(wish.page - 1) * _CLASSES : wish.page * _CLASSES]
    decides = scene.role.reaches(Role.INSTRUCTOR)
    items = tuple([await _class_item(unit, one, decides=decides) for one in shown])
    body: list[Block] = []
    if agreed is not None:
        body.append(Text(line=phrase("Agreed: {agreed}.", agreed=words.accommodation_words(agreed)), quiet=True))
    body.append(Items(items=items) if items else Text(line=phrase("No class has been held with them yet.")))
    this = ShowStudentAttendance(course=course.code, person=student.id)
    return Reply(
        view=Card(
            title=_("{name} in {code}").format(name=student.name, code=course.code),
            body=tuple(body),
            actions=(
                *newer_and_older(
                    wish.page, lambda page: replace(this, page=page), more=len(rows) > wish.page * _CLASSES
                ),
                Button(label=_("Whole course"), command=ShowTermAttendance(course=course.code)),
            ),
        ),
        replaces=wish.page > 1,
    )


async def _class_item(unit: Unit, row: SheetRow, *, decides: bool) -> Item:
    """`decides`: whether the asker may correct it."""
    dated = await unit.meetings.get_occurrence(row.occurrence)
    start = dated.occurrence.start or dated.occurrence.started_at
    when: Line = (When(start, dated.course_zone, WhenStyle.DAY), ": ") if start else ()
    found = row.attendance
    said = _("{some} of {all} min, {points} points").format(
        some=words.minutes_of(found.attended),
        all=words.minutes_of(found.window),
        points=words.points_words(found.points),
    )
    person = found.person
    excuse = MarkAttendance(target=Target(occurrence=row.occurrence), person=person, excuse=Excuse.OTHER)
    return Item(
        line=(*when, words.status_words(found.status)),
        detail=(said,),
        actions=(
            Button(label=_("Why?"), command=ShowWhy(occurrence=row.occurrence, person=person)),
            *((Button(label=_("Excuse"), command=excuse),) if decides else ()),
        ),
    )
