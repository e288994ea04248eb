"""Grades over the term: shown to staff, released to students, and hidden again."""

from collections.abc import Sequence
from decimal import Decimal

from zoomcore.commands.base import Target
from zoomcore.commands.codec import pack
from zoomcore.commands.wishes.attendance import ExportFormat, ExportGrades, ShowGrades, ShowMyGrades, ShowTermAttendance
from zoomcore.commands.wishes.house import Undo
from zoomcore.commands.wishes.rulings import OpenRuleForm, ReleaseGrades, ShowReview, WithdrawGrades
from zoomcore.domain.attendance.rules import GradeMethod, TermGrade
from zoomcore.domain.attendance.sheets import Sheet, SheetState
from zoomcore.domain.courses import Course
from zoomcore.domain.people import Role
from zoomcore.domain.undo import undo_until
from zoomcore.errors import Conflict
from zoomcore.services.attendance import mine, words
from zoomcore.services.attendance.sections import section_line
from zoomcore.services.attendance.terming import Term, page_link, read_term
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import (
    Action,
    Block,
    Button,
    ButtonStyle,
    Card,
    Line,
    Reply,
    Table,
    Text,
    Tone,
)
from zoomcore.wording import _, phrase, plural

PAGE = 15
#: Classes whose points may be shown: nothing about them is open but what a person decides.
RELEASABLE = frozenset({SheetState.FINAL, SheetState.PROVISIONAL, SheetState.FROZEN})


async def show_grades(unit: Unit, scene: Scene, wish: ShowGrades) -> Reply:
    """The term's points, a row a student; who attends gets their own."""
    if not scene.staff:
        return await mine.show_grades(unit, scene, ShowMyGrades(course=wish.course))
    course = scene.the_course()
    term = await read_term(unit, scene)
    rule = await unit.sheets.rule_of(course.id)
    if rule.method is GradeMethod.NONE:
        return Reply(view=_nothing_counts(course))
    grades = term.grades(rule.drop_lowest)
    people = sorted(term.names, key=lambda one: (term.names[one].casefold(), one))
    shown = people[(wish.page - 1) * PAGE : wish.page * PAGE]
    more = Button(label=_("More students"), command=ShowGrades(course=wish.course, page=wish.page + 1))
    table = Table(
        caption=_("Grades in {code}").replace("{code}", course.code),
        columns=(_("Student"), _("Points"), _("Out of"), _("Share"), _("Classes")),
        rows=tuple(_grade_row(term.names[one], grades.get(one)) for one in shown),
        more=more if len(people) > wish.page * PAGE else None,
    )
    return Reply(
        view=Card(
            title=_("Grades in {code}").replace("{code}", course.code),
            body=(
                Text(line=_release_line(term)),
                *section_line(term.section),
                table,
                *(Text(line=one, quiet=True) for one in words.rule_lines(rule)),
            ),
            actions=_grade_actions(scene, course, term),
        ),
        replaces=wish.page > 1,
    )


def _nothing_counts(course: Course) -> Card:
    return Card(
        title=_("Grades in {code}").replace("{code}", course.code),
        body=(
            Text(line=phrase("Attendance earns no points yet; it is only recorded.")),
            Text(
                line=phrase("Choose what counts: you see what it means for each student before it applies."), quiet=True
            ),
        ),
        actions=(
            Button(label=_("Choose what counts"), command=OpenRuleForm(course=course.code), style=ButtonStyle.PRIMARY),
            Button(label=_("Attendance"), command=ShowTermAttendance(course=course.code)),
        ),
    )


def _grade_row(name: str, grade: TermGrade | None) -> tuple[Line, ...]:
    if grade is None or not grade.of:
        return ((name,), ("–",), ("–",), ("–",), ("0",))
    share = words.share_words(round(grade.points / grade.of, 3))
    return (
        (name,),
        (words.points_words(grade.points),),
        (words.points_words(grade.of),),
        (share,),
        (str(grade.counted),),
    )


def _release_line(term: Term) -> Line:
    released = sum(one.released_at is not None for one in term.sheets)
    changed = sum(row.changed_since_release for row in term.rows)
    said = _("{some} of {all} classes are released to students.").format(some=released, all=len(term.sheets))
    if changed:
        said += " " + plural("{count} grade changed since.", "{count} grades changed since.", changed)
    return (said,)


def _grade_actions(scene: Scene, course: Course, term: Term) -> tuple[Action, ...]:
    if not scene.role.reaches(Role.INSTRUCTOR):
        return (
            Button(label=_("Attendance"), command=ShowTermAttendance(course=course.code)),
            *page_link(scene, course),
        )
    actions: list[Action] = []
    if _open_classes(term):
        actions.append(
            Button(label=_("Release grades"), command=ReleaseGrades(course=course.code), style=ButtonStyle.PRIMARY)
        )
    actions += [
        Button(label=_("Fill my grade book"), command=ExportGrades(course=course.code)),
        Button(label=_("Export"), command=ExportGrades(course=course.code, format=ExportFormat.XLSX)),
        Button(label=_("Change rule"), command=OpenRuleForm(course=course.code)),
        *page_link(scene, course),
    ]
    return tuple(actions)


def _open_classes(term: Term) -> list[Sheet]:
    """Those that can be released and were not, or whose points are others now."""
    changed = {row.occurrence for row in term.rows if row.changed_since_release}
    return [
        one
        for one in term.sheets
        if one.state in RELEASABLE
        and one.rule.method is not GradeMethod.NONE
        and (one.released_at is None or one.occurrence in changed)
    ]


async def release(unit: Unit, scene: Scene, wish: ReleaseGrades) -> Reply:
    """Of one class, or of every class that is open. First it is said whom it concerns; then it is done, and undone."""
    course = scene.the_course()
    term = await read_term(unit, scene)
    chosen = [one for one in _open_classes(term) if wish.occurrence in {None, one.occurrence}]
    if not chosen:
        raise Conflict(
            _("There is nothing to release: every grade that is ready is released already."),
            next_step=_("`grades` shows how things stand."),
        )
    if not wish.confirmed:
        return Reply(view=_ask_release(course, term, chosen, wish))
    shown = 0
    for one in chosen:
        shown += await unit.sheets.release(one.occurrence, scene.person.id, scene.now)
    entry = await unit.audit.write(
        scene.person.id,
        "grades release",
        f"course:{course.id}",
        {"classes": [one.occurrence for one in chosen], "rows": shown},
        inverse=pack(WithdrawGrades(course=course.code, occurrence=wish.occurrence)),
        undo_until=undo_until(scene.now),
    )
    said = plural("{count} class released", "{count} classes released", len(chosen))
    return Reply(
        view=Card(
            title=f"{course.code}: {said}",
            tone=Tone.GOOD,
            body=(Text(line=phrase("Students see theirs with `grades me`, and why.")),),
            actions=(
                Button(label=_("Undo"), command=Undo(entry=entry)),
                Button(label=_("Grades"), command=ShowGrades(course=course.code)),
            ),
        ),
        replaces=True,
    )


def _ask_release(course: Course, term: Term, chosen: Sequence[Sheet], wish: ReleaseGrades) -> Card:
    waiting = sum(one.review for one in chosen)
    provisional = sum(one.state is SheetState.PROVISIONAL for one in chosen)
    lines: list[Block] = [
        Text(
            line=(
                plural(
                    "{count} class would be shown to its students.",
                    "{count} classes would be shown to their students.",
                    len(chosen),
                ),
            )
        )
    ]
    if waiting:
        lines.append(
            Text(
                line=(
                    plural(
                        "{count} name to review: until you do, a student may have too few points.",
                        "{count} names to review: until you do, students may have too few points.",
                        waiting,
                    ),
                )
            )
        )
    if provisional:
        lines.append(
            Text(
                line=(
                    plural(
                        "{count} class is provisional and may still change.",
                        "{count} classes are provisional and may still change.",
                        provisional,
                    ),
                )
            )
        )
    lines.append(Text(line=_spread(term, chosen), quiet=True))
    confirmed = ReleaseGrades(course=course.code, occurrence=wish.occurrence, confirmed=True)
    return Card(
        title=_("Show students their grades in {code}?").replace("{code}", course.code),
        tone=Tone.ASK,
        body=tuple(lines),
        actions=(
            Button(label=_("Release"), command=confirmed, style=ButtonStyle.PRIMARY),
            *_fix_matches(course, chosen),
            Button(label=_("Grades"), command=ShowGrades(course=course.code)),
        ),
    )


def _fix_matches(course: Course, chosen: Sequence[Sheet]) -> tuple[Action, ...]:
    """To the names of the class that is to be released; of several, the term shows which have some."""
    waiting = [one.occurrence for one in chosen if one.review]
    if not waiting:
        return ()
    review = ShowReview(target=Target(occurrence=waiting[0]))
    where = review if len(waiting) == 1 else ShowTermAttendance(course=course.code)
    return (Button(label=_("Fix matches"), command=where),)


def _spread(term: Term, chosen: Sequence[Sheet]) -> Line:
    points = sorted(
        row.attendance.points
        for one in chosen
        for row in term.by_class[one.occurrence]
        if row.attendance.points is not None
    )
    if not points:
        return phrase("No student has points in it.")
    middle = points[len(points) // 2]
    return phrase(
        "From {least} to {most} points, {middle} in the middle.",
        least=words.points_words(points[0]),
        most=words.points_words(points[-1]),
        middle=words.points_words(Decimal(middle)),
    )


async def withdraw(unit: Unit, scene: Scene, wish: WithdrawGrades) -> Reply:
    """Students see points no longer; what they saw stays in the audit."""
    course = scene.the_course()
    hidden = [
        one
        for one in await unit.sheets.of_course(course.id)
        if one.released_at is not None and wish.occurrence in {None, one.occurrence}
    ]
    for one in hidden:
        await unit.sheets.withdraw(one.occurrence)
    detail = {"classes": [one.occurrence for one in hidden]}
    await unit.audit.write(scene.person.id, "grades withdraw", f"course:{course.id}", detail)
    said = plural(
        "{count} class is hidden from students again", "{count} classes are hidden from students again", len(hidden)
    )
    back = Button(label=_("Grades"), command=ShowGrades(course=course.code))
    return Reply(view=Card(title=f"{course.code}: {said}", tone=Tone.GOOD, actions=(back,)), replaces=True)
