"""A student's own attendance and grades: theirs alone, and every row opens to "Why?"."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from zoomcore.commands.wishes.attendance import ShowMyAttendance, ShowMyGrades, ShowWhy
from zoomcore.commands.wishes.rulings import AskAboutAttendance
from zoomcore.domain.attendance.rules import Attendance, AttendanceStatus, GradeMethod
from zoomcore.domain.attendance.sheets import SheetRow, SheetState
from zoomcore.domain.attendance.terms import GradedClass, terms
from zoomcore.domain.meetings import DatedClass
from zoomcore.domain.people import CourseId
from zoomcore.services.attendance import words
from zoomcore.services.attendance.computing import picture_of
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Block, Button, Card, Facts, Item, Items, Line, Reply, Text, When, WhenStyle
from zoomcore.views.ways import list_button, newer_and_older
from zoomcore.wording import _, phrase, plural

PAGE = 8


async def show_class(unit: Unit, scene: Scene, dated: DatedClass) -> Reply:
    """One class, as one student sees it."""
    findings = await picture_of(unit, dated.occurrence.id, scene.now)
    found = findings.attendance.get(scene.person.id)
    if findings.sheet is None or found is None or found.status is AttendanceStatus.UNEXPECTED:
        return Reply(view=_nothing(words.class_title(dated)))
    row = findings.rows.get(scene.person.id) or SheetRow(occurrence=dated.occurrence.id, attendance=found)
    sheet = findings.sheet
    rows: list[tuple[str, Line]] = [*_facts(found, dated), *_released(row, findings.rule.method, findings.rule.points)]
    return Reply(
        view=Card(
            title=_("Your attendance: {name}").replace("{name}", words.class_title(dated)),
            body=(
                Facts(rows=tuple(rows)),
                Text(line=words.state_line(sheet.state, void_reason=sheet.void_reason), quiet=True),
                *(Text(line=one, quiet=True) for one in words.rule_lines(findings.rule)),
            ),
            actions=(
                Button(label=_("Why?"), command=ShowWhy(occurrence=dated.occurrence.id)),
                Button(label=_("Something's wrong"), command=AskAboutAttendance(occurrence=dated.occurrence.id)),
                Button(label=_("All my classes"), command=ShowMyAttendance(course=dated.course_code)),
            ),
        )
    )


def _facts(found: Attendance, dated: DatedClass) -> list[tuple[str, Line]]:
    rows: list[tuple[str, Line]] = [(_("You were"), (_status(found),))]
    if found.arrived_at:
        rows.append((_("Arrived"), (When(found.arrived_at, dated.course_zone, WhenStyle.TIME),)))
    if found.window:
        said = _("{some} of {all} min, {share}").format(
            some=words.minutes_of(found.attended),
            all=words.minutes_of(found.window),
            share=words.percent(found.attended, found.window),
        )
        rows.append((_("In class"), (said,)))
    return rows


def _status(found: Attendance) -> str:
    if found.status is AttendanceStatus.EXCUSED and found.excuse is not None:
        return words.excuse_words(found.excuse)
    return words.status_words(found.status)


def _released(row: SheetRow, method: GradeMethod, of: Decimal) -> list[tuple[str, Line]]:
    """What was released, never what is only computed."""
    if method is GradeMethod.NONE:
        return []
    if row.released_at is None:
        return [(_("Points"), (_("not released yet"),))]
    said = _("{some} of {all}").format(some=words.points_words(row.released), all=words.points_words(of))
    return [(_("Points"), (said,))]


async def show(unit: Unit, scene: Scene, wish: ShowMyAttendance) -> Reply:
    """Class by class, the latest first; of one course where one is meant, else of all."""
    course = scene.course.id if scene.course is not None else None
    rows = [one for one in reversed(await _rows(unit, scene, course)) if _tells(one)]
    if not rows:
        return Reply(view=_nothing(scene.course.code if scene.course else ""))
    shown = rows[(wish.page - 1) * PAGE : wish.page * PAGE]
    items = [await _item(unit, one) for one in shown]
    return Reply(
        view=Card(
            title=_("Your attendance"),
            body=(Text(line=(_counts([one.attendance.status for one in rows]),)), Items(items=tuple(items))),
            actions=(
                *newer_and_older(wish.page, lambda page: replace(wish, page=page), more=len(rows) > wish.page * PAGE),
                Button(label=_("My grades"), command=ShowMyGrades(course=wish.course)),
            ),
        ),
        replaces=wish.page > 1,
    )


async def _rows(unit: Unit, scene: Scene, course: CourseId | None) -> tuple[SheetRow, ...]:
    return await unit.sheets.rows_of_person(scene.person.id, course)


def _tells(row: SheetRow) -> bool:
    return row.attendance.status is not AttendanceStatus.UNEXPECTED


def _counts(statuses: Sequence[AttendanceStatus]) -> str:
    """Counted: "8 classes: 6 present, 1 late, 1 absent"."""
    total = plural("{count} class", "{count} classes", len(statuses))
    parts = [words.counted_status(one, statuses.count(one)) for one in AttendanceStatus if one in statuses]
    return _("{classes}: {statuses}").format(classes=total, statuses=", ".join(parts))


async def _item(unit: Unit, row: SheetRow) -> Item:
    dated = await unit.meetings.get_occurrence(row.occurrence)
    start = dated.occurrence.start or dated.occurrence.started_at
    when: Line = (When(start, dated.course_zone, WhenStyle.DAY), ": ") if start else ()
    found = row.attendance
    detail = _("{course} · {some} of {all} min").format(
        course=dated.course_code, some=words.minutes_of(found.attended), all=words.minutes_of(found.window)
    )
    if row.released_at is not None and row.released is not None:
        detail += " · " + _("{points} points").replace("{points}", words.points_words(row.released))
    return Item(
        line=(*when, dated.meeting.topic, ", ", _status(found)),
        detail=(detail,),
        actions=(Button(label=_("Why?"), command=ShowWhy(occurrence=row.occurrence)),),
    )


def _nothing(name: str) -> Card:
    return Card(
        title=_("Your attendance"),
        body=(
            Text(
                line=phrase("You have no attendance in {name} yet.", name=name)
                if name
                else phrase("You have no attendance yet.")
            ),
            Text(line=phrase("It appears here after your first class."), quiet=True),
        ),
        actions=(list_button(),),
    )


async def show_grades(unit: Unit, scene: Scene, wish: ShowMyGrades) -> Reply:
    """Released points of each course, and the classes they come from."""
    course = scene.course.id if scene.course is not None else None
    rows = [one for one in await _rows(unit, scene, course) if one.released_at is not None]
    if not rows:
        return Reply(
            view=Card(
                title=_("Your grades"),
                body=(Text(line=phrase("No grade has been released to you yet.")),),
                actions=(Button(label=_("My attendance"), command=ShowMyAttendance(course=wish.course)),),
            )
        )
    blocks: list[Block] = []
    by_course: dict[CourseId, list[SheetRow]] = {}
    for one in rows:
        sheet = await unit.sheets.find(one.occurrence)
        if sheet is not None:
            by_course.setdefault(sheet.course, []).append(one)
    for number, graded in by_course.items():
        blocks += await _of_course(unit, scene, number, graded)
    back = Button(label=_("My attendance"), command=ShowMyAttendance(course=wish.course))
    return Reply(view=Card(title=_("Your grades"), body=tuple(blocks), actions=(back,)))


async def _of_course(unit: Unit, scene: Scene, number: CourseId, rows: Sequence[SheetRow]) -> list[Block]:
    course = await unit.courses.get(number)
    rule = await unit.sheets.rule_of(number)
    sheets = {one.occurrence: one for one in await unit.sheets.of_course(number)}
    classes = [
        GradedClass(
            of=sheets[one.occurrence].rule.points,
            rows=(_as_released(one),),
            counts=sheets[one.occurrence].state is not SheetState.VOID,
        )
        for one in rows
    ]
    grade = terms(classes, drop_lowest=rule.drop_lowest)[scene.person.id]
    said = _("{some} of {all} points").format(some=words.points_words(grade.points), all=words.points_words(grade.of))
    title = f"{course.code} {course.title}"
    items = [await _item(unit, one) for one in reversed(rows[-PAGE:])]
    return [
        Facts(rows=((title, (said,)),)),
        *(Text(line=one, quiet=True) for one in words.rule_lines(rule)),
        Items(items=tuple(items)),
    ]


def _as_released(row: SheetRow) -> Attendance:
    """The row with the points that were shown: a term of a student's own adds up what they saw."""
    one = row.attendance
    return Attendance(person=one.person, status=one.status, points=row.released)
