"""A grade book comes in: whose course it is, which of its columns is ours, and keeping it to be filled."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from zoomcore.commands.wishes.attendance import ExportGrades
from zoomcore.commands.wishes.files import KeepGradeBook, TakeFile
from zoomcore.domain.courses import Course
from zoomcore.domain.files import HeldFile, owned_by_person
from zoomcore.domain.gradebook.books import BookColumn, BookRow, GradeBook, KeptGradeBook, Lms, NewColumn
from zoomcore.domain.gradebook.faults import Fault, GradeBookFault
from zoomcore.domain.gradebook.filling import check_title, find_column, recognise
from zoomcore.domain.gradebook.pairing import Pairing, pair
from zoomcore.domain.people import Role, SchoolRecord
from zoomcore.errors import NotAllowed, NotFound
from zoomcore.services import access
from zoomcore.services.exporting.wordings import lms_name, refusal, shortened
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import Block, Button, ButtonStyle, Card, Code, Facts, Line, Reply, Strong, Text, Tone
from zoomcore.views.ways import people_button
from zoomcore.wording import _, phrase, plural

#: Columns offered at once.
PAGE = 8
#: Courses of one instructor that a file is held against.
_MOST_COURSES = 30
#: People named in a sentence before the rest is counted.
NAMED = 10
#: Titles that attendance is likely to have, in lower case, in the languages of the files seen.
_LIKELY = ("attendance", "participation", "presence", "asistencia", "participación", "anwesenheit", "présence")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    course: Course
    pairing: Pairing


async def take(unit: Unit, scene: Scene, wish: TakeFile) -> Reply:
    """Holds the file and asks for its column; for its course where the ids fit several. The ids tell the course.

    Where the course had a grade book with the same column before, nothing is asked: the new file takes its place.
    """
    book = _read(wish.content, wish.name)
    courses = await _courses(unit, scene, wish.text)
    held = HeldFile(
        key=f"upload:{scene.request}",
        owner=owned_by_person(scene.person.id),
        name=wish.name,
        media_type=wish.media_type,
        content=wish.content,
    )
    held_against = [(one, pair(book.rows, await unit.courses.school_records(one.id))) for one in courses]
    fits = [_Fit(course=course, pairing=pairing) for course, pairing in held_against if pairing.pairs]
    if not fits:
        raise refusal(GradeBookFault(Fault.OTHER_COURSE), wish.name)
    await unit.files.hold(held)
    if len(fits) > 1:
        return Reply(view=which_course(book, wish.name, held.key, fits))
    seen = scene.at(fits[0].course, Role.INSTRUCTOR)
    before = await unit.files.find_grade_book(fits[0].course.id)
    same = _named_column(book, wish.text, fits[0].course) or (book.called(before.column) if before else ())
    if len(same) == 1:
        return await _keep(unit, seen, held, book, same[0])
    asked = which_column(book, held, fits[0].course, fits[0].pairing, page=1)
    if before and not same:
        gone = phrase("The column {column} of the earlier file isn't in this one.", column=Strong(before.column))
        asked = replace(asked, body=(Text(line=gone), *asked.body))
    return Reply(view=asked)


async def keep(unit: Unit, scene: Scene, wish: KeepGradeBook) -> Reply:
    """The asker's word on a held file: its course, then its column. NotFound where it was forgotten meanwhile."""
    held = await unit.files.find_held(wish.draft, owned_by_person(scene.person.id))
    if held is None:
        raise NotFound(_("I no longer have that file."), next_step=_("Hand it over once more."))
    book, course = _read(held.content, held.name), scene.the_course()
    pairing = pair(book.rows, await unit.courses.school_records(course.id))
    if not pairing.pairs:
        raise refusal(GradeBookFault(Fault.OTHER_COURSE), held.name)
    if wish.at is None and not wish.column:
        return Reply(view=which_column(book, held, course, pairing, page=wish.page), replaces=True)
    try:
        column = _chosen(book, wish)
    except GradeBookFault as fault:
        raise refusal(fault, held.name) from fault
    return await _keep(unit, scene, held, book, column)


def _named_column(book: GradeBook, text: str, course: Course) -> tuple[BookColumn, ...]:
    """What was said beside the file, without the course's code, where it is a column's title."""
    words = [word for word in text.split() if word.casefold() not in {course.code.casefold(), "column"}]
    return book.called(" ".join(words)) if words else ()


def _chosen(book: GradeBook, wish: KeepGradeBook) -> BookColumn | NewColumn:
    if wish.make:
        column = NewColumn(title=wish.column)
        check_title(book, column)
        return column
    placed = next((one for one in book.columns if one.index == wish.at), None)
    return placed or find_column(book, wish.column)


def _read(content: bytes, name: str) -> GradeBook:
    try:
        return recognise(content)
    except GradeBookFault as fault:
        raise refusal(fault, name) from fault


async def _courses(unit: Unit, scene: Scene, text: str) -> Sequence[Course]:
    """The one named beside the file, else all that the asker runs. NotAllowed where there is none."""
    for word in text.split():
        named = await unit.courses.find(word.strip(".,;:()"))
        if named is not None:
            seen = await access.at_code(unit, scene, named.code)
            access.require(seen, Role.INSTRUCTOR)
            return (named,)
    if scene.admin:
        return (await unit.courses.all())[:_MOST_COURSES]
    mine = [course for course, role in await unit.courses.of_person(scene.person.id) if role.reaches(Role.INSTRUCTOR)]
    if not mine:
        raise NotAllowed(
            _("Only a course's instructor can hand over its grade book."),
            next_step=_("Ask one of Lectern's admins to make you the instructor of your course."),
        )
    return mine[:_MOST_COURSES]


async def _keep(unit: Unit, scene: Scene, held: HeldFile, book: GradeBook, column: BookColumn | NewColumn) -> Reply:
    course = scene.the_course()
    heading = column.heading if isinstance(column, BookColumn) else column.title.strip()
    kept = KeptGradeBook(
        course=course.id,
        kind=book.kind,
        name=held.name,
        content=held.content,
        column=heading,
        uploaded_by=scene.person.id,
        uploaded_at=scene.now,
    )
    await unit.files.keep_grade_book(kept)
    await unit.files.drop(held.key, held.owner)
    detail = {"lms": book.kind.value, "file": held.name, "column": heading}
    await unit.audit.write(scene.person.id, "grade book", f"course:{course.id}", detail)
    pairing = pair(book.rows, await unit.courses.school_records(course.id))
    return Reply(view=kept_card(kept, book, course, pairing), replaces=True)


def which_course(book: GradeBook, name: str, draft: str, fits: Sequence[_Fit]) -> Card:
    rows: tuple[tuple[str, Line], ...] = tuple(
        (fit.course.code, (plural("{count} student found", "{count} students found", len(fit.pairing.pairs)),))
        for fit in fits
    )
    return Card(
        title=_("Which course is {name} for?").replace("{name}", name),
        tone=Tone.ASK,
        body=(Text(line=phrase("It is a grade book of {lms}.", lms=lms_name(book.kind))), Facts(rows=rows)),
        actions=tuple(
            Button(label=fit.course.code, command=KeepGradeBook(code=fit.course.code, draft=draft)) for fit in fits
        ),
    )


def which_column(book: GradeBook, held: HeldFile, course: Course, pairing: Pairing, *, page: int) -> Card:
    """The likeliest first; a column that Canvas or the others make on import is offered besides."""
    ask = KeepGradeBook(code=course.code, draft=held.key)
    ranked = sorted(book.columns, key=lambda one: (not _is_likely(one), not one.id, one.index))
    shown = ranked[(page - 1) * PAGE : page * PAGE]
    title = _("Attendance")
    choices = [
        Button(
            label=_label(one),
            command=replace(ask, at=one.index),
            style=ButtonStyle.PRIMARY if _is_likely(one) else ButtonStyle.PLAIN,
        )
        for one in shown
    ]
    if not any(one.title.casefold() == title.casefold() for one in book.columns):
        label = _("A new column “{title}”").replace("{title}", title)
        choices.append(Button(label=label, command=replace(ask, column=title, make=True)))
    if len(ranked) > page * PAGE:
        choices.append(Button(label=_("More columns"), command=replace(ask, page=page + 1)))
    return Card(
        title=_("Which column is for attendance?"),
        tone=Tone.ASK,
        body=(
            Facts(rows=_summary(book, held.name, course, pairing)),
            *missing_names(pairing.students_left, pairing.rows_left),
        ),
        actions=tuple(choices),
    )


def _label(column: BookColumn) -> str:
    if column.most is None:
        return column.title
    points = f"{column.most.normalize():f}"
    return _("{title} (out of {points})").format(title=column.title, points=points)


def _is_likely(column: BookColumn) -> bool:
    return any(word in column.title.casefold() for word in _LIKELY)


def _summary(book: GradeBook, name: str, course: Course, pairing: Pairing) -> tuple[tuple[str, Line], ...]:
    found = len({student for _row, student in pairing.pairs})
    everybody = str(found + len(pairing.students_left))
    rows: tuple[tuple[str, Line], ...] = (
        (_("File"), (name,)),
        (_("From"), (lms_name(book.kind),)),
        (_("Course"), (f"{course.code} {course.title}",)),
        (_("Students found"), phrase("{found} of {everybody}", found=str(found), everybody=everybody)),
    )
    if book.repeated:
        lines = ", ".join(map(str, book.repeated[:NAMED]))
        rows += ((_("Students twice in the file"), phrase("lines {lines}", lines=lines)),)
    return rows


def missing_names(students: Sequence[SchoolRecord], rows: Sequence[BookRow]) -> tuple[Block, ...]:
    """Everybody without a partner on the other side, by name."""
    ours = named([one.name for one in students])
    theirs = named([row.name or next(iter(row.keys.values()), "") for row in rows])
    said: list[Block] = []
    if ours:
        said.append(Text(line=phrase("In the course, not in the file: {names}.", names=ours)))
    if theirs:
        said.append(Text(line=phrase("In the file, not in the course, and left as they are: {names}.", names=theirs)))
    return tuple(said)


def named(names: Sequence[str]) -> str:
    """Joined by semicolons, because an LMS writes "Chen, Bo"; the rest is counted."""
    left = len(names) - NAMED
    more = [plural("and {count} more", "and {count} more", left)] if left > 0 else []
    return "; ".join([*(shortened(name) for name in names[:NAMED]), *more])


def kept_card(kept: KeptGradeBook, book: GradeBook, course: Course, pairing: Pairing) -> Card:
    fill = phrase(
        "Ask for {line} whenever you want it filled; I give back the same file.", line=Code("grades export book")
    )
    made = () if book.called(kept.column) else (Text(line=(_made(book),), quiet=True),)
    rows = (*_summary(book, kept.name, course, pairing), (_("Column"), (shortened(kept.column),)))
    return Card(
        title=_("I keep the grade book of {code}").replace("{code}", course.code),
        tone=Tone.GOOD,
        body=(Facts(rows=rows), *missing_names(pairing.students_left, pairing.rows_left), *made, Text(line=fill)),
        actions=(
            Button(label=_("Fill it now"), command=ExportGrades(course=course.code), style=ButtonStyle.PRIMARY),
            people_button(course.code),
        ),
    )


def _made(book: GradeBook) -> str:
    """What the LMS does with a column it does not know."""
    match book.kind:
        case Lms.CANVAS:
            return _("Canvas asks on import and makes a new assignment of the column.")
        case Lms.MOODLE:
            return _("In Moodle, map the column to “new grade item” on import.")
        case Lms.BLACKBOARD:
            return _("Blackboard makes a text column of it; change its type and its points after the import.")
