"""`attendance`: one class as its staff sees it, while it runs and afterwards."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TypeVar

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.attendance import (
    ExportAttendance,
    OpenReportPage,
    ReadZoomAgain,
    ShowAttendance,
    ShowTermAttendance,
    ShowWhy,
)
from zoomcore.commands.wishes.rulings import (
    ConfirmClaims,
    OpenRuleForm,
    ReleaseGrades,
    SendOwnAttendance,
    ShowReview,
    VoidAttendance,
)
from zoomcore.domain.attendance.evidence import Enrolled, Match, Pile
from zoomcore.domain.attendance.rules import Attendance, AttendanceStatus, GradeMethod
from zoomcore.domain.attendance.sheets import Claim, ClaimState, Query, Sheet, SheetState
from zoomcore.domain.meetings import DatedClass
from zoomcore.domain.people import Role
from zoomcore.services.attendance import mine, words
from zoomcore.services.attendance.choosing import held_class
from zoomcore.services.attendance.findings import Findings
from zoomcore.services.attendance.outages import outage_line
from zoomcore.services.attendance.pictures import presence_picture
from zoomcore.services.attendance.queries import query_items
from zoomcore.services.attendance.sections import picture_for, section_line
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import (
    Action,
    Block,
    Button,
    ButtonStyle,
    Card,
    Item,
    Items,
    Line,
    OpenUrl,
    Reply,
    Table,
    Text,
    Tone,
    When,
    WhenStyle,
)
from zoomcore.views.ways import list_button
from zoomcore.wording import _, phrase, plural

T = TypeVar("T")

PAGE = 10
#: Names said in a line; the rest is counted, and stands on the report page.
_NAMED = 12
_THERE = (AttendanceStatus.PRESENT, AttendanceStatus.LATE, AttendanceStatus.PARTIAL)
_SETTLED = frozenset({SheetState.PROVISIONAL, SheetState.FINAL})


async def show(unit: Unit, scene: Scene, wish: ShowAttendance) -> Reply:
    """Staff see the class, everybody else their own row of it."""
    dated = await held_class(unit, scene, wish, wish.target)
    if not scene.staff:
        return await mine.show_class(unit, scene, dated)
    findings = await picture_for(unit, scene, dated.occurrence.id)
    shown = {one.person for one in findings.roster}
    claims = [one for one in await unit.rulings.claims(dated.occurrence.id) if one.state is ClaimState.OPEN]
    queries = await unit.rulings.open_queries([dated.occurrence.id])
    asked = [one for one in claims if one.person in shown], [one for one in queries if one.person in shown]
    return Reply(view=_card(scene, findings, wish.page, asked), replaces=wish.page > 1)


def _card(scene: Scene, findings: Findings, page: int, asked: tuple[Sequence[Claim], Sequence[Query]]) -> Card:
    sheet = findings.sheet
    if sheet is None:
        return _not_yet(findings.dated)
    body: tuple[Block, ...] = (
        *summary(scene, findings, sheet),
        *presence_picture(scene, findings),
        *_needs(scene, findings, asked),
        _live_table(findings, page) if findings.live else _table(findings, page),
        *_piles(findings),
        *(Text(line=one, quiet=True) for one in words.rule_lines(findings.rule)),
    )
    return Card(
        title=_("Attendance: {name}").replace("{name}", words.class_title(findings.dated)),
        tone=Tone.WARNING if sheet.state in {SheetState.VOID, SheetState.NOT_HELD} else Tone.NEUTRAL,
        body=body,
        actions=_actions(scene, findings, sheet),
        footnote=freshness(findings),
    )


def _not_yet(dated: DatedClass) -> Card:
    return Card(
        title=_("Attendance: {name}").replace("{name}", words.class_title(dated)),
        body=(
            Text(line=phrase("Nobody has been seen in this class yet.")),
            Text(
                line=phrase("Attendance appears from the first minute on. Was it held? Press “Read Zoom again”."),
                quiet=True,
            ),
        ),
        actions=(_read_again(dated), list_button()),
    )


# The sentence, the picture.


def summary(scene: Scene, findings: Findings, sheet: Sheet) -> tuple[Text, ...]:
    """The class in a sentence, how sure it is, and what may have gone wrong."""
    state = Text(line=words.state_line(sheet.state, void_reason=sheet.void_reason), quiet=True)
    if sheet.state is SheetState.NOT_HELD:
        return (state,)
    part = section_line(findings.section)
    if findings.live:
        return (Text(line=_live_sentence(findings)), *part, state)
    lines = [Text(line=_sentence(findings, sheet)), *part, state]
    if sheet.state in _SETTLED and (outage := outage_line(findings, scene.zone)):
        lines.append(Text(line=outage))
    return tuple(lines)


def _live_sentence(findings: Findings) -> Line:
    said = plural("{count} of {all} is here now.", "{count} of {all} are here now.", len(findings.here))
    return (said.replace("{all}", str(len(findings.expected))),)


def _sentence(findings: Findings, sheet: Sheet) -> Line:
    """Summed up: "24 of 28 were there, 2 of them late; on average 43 of 50 min. 2 names to review."."""
    there = findings.of_status(*_THERE)
    late = len(findings.of_status(AttendanceStatus.LATE))
    said = _("{some} of {all} were there").format(some=len(there), all=len(findings.expected))
    if late:
        said += _(", {count} of them late").replace("{count}", str(late))
    if there and sheet.window:
        spent = sum((findings.attendance[one.person].attended for one in there), timedelta()) / len(there)
        said += _("; on average {some} of {all} min").format(
            some=words.minutes_of(spent), all=words.minutes_of(sheet.window)
        )
    if findings.waiting:
        said += ". " + words.to_review(len(findings.waiting))
    return (said + ".",)


# What needs a person.


def _needs(scene: Scene, findings: Findings, asked: tuple[Sequence[Claim], Sequence[Query]]) -> tuple[Items, ...]:
    """The few things only a person can settle, each with its button; some of them are the instructor's alone."""
    claims, queries = asked
    number = findings.dated.occurrence.id
    items: list[Item] = []
    if findings.waiting:
        items.append(
            Item(
                line=(words.to_review(len(findings.waiting)),),
                detail=(_named([name_of(one) for one in findings.waiting]),),
                actions=(
                    Button(
                        label=_("Fix matches"),
                        command=ShowReview(target=Target(occurrence=number)),
                        style=ButtonStyle.PRIMARY,
                    ),
                ),
            )
        )
    if claims:
        items.append(
            Item(
                line=(
                    plural(
                        "{count} student said under which name they were in",
                        "{count} students said under which name they were in",
                        len(claims),
                    ),
                ),
                actions=(Button(label=_("Look at what they said"), command=ConfirmClaims(occurrence=number)),),
            )
        )
    if scene.role.reaches(Role.INSTRUCTOR):
        items += [*query_items(queries, findings.names), *_changed(findings)]
    return (Items(items=tuple(items), heading=(_("What needs you"),)),) if items else ()


def _changed(findings: Findings) -> tuple[Item, ...]:
    changed = sum(row.changed_since_release for row in findings.rows.values())
    if not changed:
        return ()
    said = plural(
        "{count} grade changed since you released them", "{count} grades changed since you released them", changed
    )
    release = ReleaseGrades(occurrence=findings.dated.occurrence.id)
    return (Item(line=(said,), actions=(Button(label=_("Release again"), command=release),)),)


# Tables.


def _table(findings: Findings, page: int) -> Table:
    """A row a student expected; one that is marked or came without being expected stands there too."""
    students = [one for one in findings.roster if listed(findings, one)]
    graded = findings.rule.method is not GradeMethod.NONE
    names = findings.names
    return Table(
        caption=_("Attendance of {name}").replace("{name}", words.class_title(findings.dated)),
        columns=(_("Student"), _("Status"), _("In class"), *((_("Points"),) if graded else ())),
        rows=tuple(_row(findings, one, names[one.person], graded=graded) for one in _paged(students, page)),
        more=_more(findings, page, len(students)),
    )


def _paged(rows: Sequence[T], page: int) -> Sequence[T]:
    return rows[(page - 1) * PAGE : page * PAGE]


def _more(findings: Findings, page: int, many: int) -> Button | None:
    if many <= page * PAGE:
        return None
    target = Target(occurrence=findings.dated.occurrence.id)
    return Button(label=_("More students"), command=ShowAttendance(target=target, page=page + 1))


def listed(findings: Findings, one: Enrolled) -> bool:
    """Whether they have a row: who was expected, and who was marked without being so."""
    found = findings.attendance.get(one.person)
    return one.expected or (found is not None and found.overridden)


def _row(findings: Findings, one: Enrolled, name: str, *, graded: bool) -> tuple[Line, ...]:
    found = findings.attendance.get(one.person) or Attendance(person=one.person, status=AttendanceStatus.UNEXPECTED)
    status = words.status_words(found.status) + (_(" (marked)") if found.overridden else "")
    spent = _("{some} of {all} min").format(some=words.minutes_of(found.attended), all=words.minutes_of(found.window))
    cells: tuple[Line, ...] = ((name,), (status,), (spent,))
    return (*cells, (words.points_words(found.points),)) if graded else cells


def _live_table(findings: Findings, page: int) -> Table:
    """While the class runs: who isn't there yet comes first, because that is what an instructor can act on."""
    here = {one.person for one in findings.here}
    names = findings.names
    waiting = [one for one in findings.expected if one.person not in here]
    rows = [*((one, _("not here yet")) for one in waiting), *((one, _("here")) for one in findings.here)]
    return Table(
        caption=_("Who is in {name}").replace("{name}", findings.dated.meeting.topic),
        columns=(_("Student"), _("Now")),
        rows=tuple(((names[one.person],), (said,)) for one, said in _paged(rows, page)),
        more=_more(findings, page, len(rows)),
    )


# Piles.


def _piles(findings: Findings) -> tuple[Items, ...]:
    names = findings.names
    absent = () if findings.live else findings.of_status(AttendanceStatus.ABSENT)
    rows = (
        (_("In class, but not in this course"), [name_of(one) for one in findings.outsiders]),
        (_("Set aside: note-takers and guests"), [name_of(one) for one in findings.pile(Pile.SET_ASIDE)]),
        (_("Pressed Join, but not seen in class"), [names[one.person] for one in findings.clicked_unseen]),
        (_("Absent"), [names[one.person] for one in absent]),
    )
    items = tuple(Item(line=(f"{title}: {len(named)}",), detail=(_named(named),)) for title, named in rows if named)
    return (Items(items=items),) if items else ()


def name_of(match: Match) -> str:
    return match.participant.names[0] if match.participant.names else "?"


def _named(names: Sequence[str]) -> str:
    said = ", ".join(names[:_NAMED])
    left = len(names) - _NAMED
    return said + plural(" and {count} more", " and {count} more", left) if left > 0 else said


# Ways on.


def _actions(scene: Scene, findings: Findings, sheet: Sheet) -> tuple[Action, ...]:
    number = findings.dated.occurrence.id
    target = Target(occurrence=number)
    if findings.live:
        return (Button(label=_("Look again"), command=ShowAttendance(target=target)), *_report(scene, findings.dated))
    actions: list[Action] = [*_report(scene, findings.dated)]
    if scene.role.reaches(Role.INSTRUCTOR):
        actions += _instructor_actions(findings, sheet, target)
    actions.append(_read_again(findings.dated))
    actions.append(Button(label=_("Whole term"), command=ShowTermAttendance(course=findings.dated.course_code)))
    return tuple(actions)


def _instructor_actions(findings: Findings, sheet: Sheet, target: Target) -> list[Action]:
    number, code = findings.dated.occurrence.id, findings.dated.course_code
    if sheet.state is SheetState.VOID:
        return [Button(label=_("Count this class again"), command=VoidAttendance(target=target, restore=True))]
    choose = OpenRuleForm(course=code, meeting=findings.dated.meeting.id)
    actions: list[Action] = []
    if findings.rule.method is GradeMethod.NONE:
        actions.append(Button(label=_("Choose what counts"), command=choose))
    elif sheet.state in _SETTLED and sheet.released_at is None:
        actions.append(
            Button(label=_("Release grades"), command=ReleaseGrades(occurrence=number), style=ButtonStyle.PRIMARY)
        )
    actions.append(Button(label=_("Export"), command=ExportAttendance(target=target)))
    if findings.rule.method is not GradeMethod.NONE:
        actions.append(
            Button(label=_("Change rule"), command=OpenRuleForm(course=code, meeting=findings.dated.meeting.id))
        )
    actions.append(Button(label=_("Send each student their own"), command=SendOwnAttendance(occurrence=number)))
    return actions


def _report(scene: Scene, dated: DatedClass) -> tuple[Action, ...]:
    title = _("Attendance: {name}").replace("{name}", words.class_title(dated))
    url = scene.deployment.links.report(scene.person.id, OpenReportPage(occurrence=dated.occurrence.id), title)
    return (OpenUrl(label=_("Full report"), url=url),) if url else ()


def _read_again(dated: DatedClass) -> Button:
    return Button(label=_("Read Zoom again"), command=ReadZoomAgain(occurrence=dated.occurrence.id))


def why_button(occurrence_id: int, person_id: int = 0) -> Button:
    return Button(label=_("Why?"), command=ShowWhy(occurrence=occurrence_id, person=person_id))


def freshness(findings: Findings) -> Line:
    """When Zoom was read last; the live view is as fresh as Zoom's webhooks."""
    read = max((one.read_at for one in findings.readings.values() if one.read_at), default=None)
    if read is None:
        return phrase("From Zoom's live messages; Zoom's report of the class comes later.")
    return phrase("Zoom's report was read {when}.", when=When(read, findings.dated.course_zone, WhenStyle.FULL))
