"""What a course counts: picked from a form, said in words, and shown against past grades before it applies."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.attendance import ShowAttendance, ShowGrades
from zoomcore.commands.wishes.rulings import ChangeRule, OpenRuleForm, RuleReach
from zoomcore.domain.attendance.rule_changes import Effect, PastClass, effects
from zoomcore.domain.attendance.rule_data import rule_to_data
from zoomcore.domain.attendance.rule_faults import MOST_DROPPED, MOST_POINTS, RuleFault, rule_faults
from zoomcore.domain.attendance.rules import AttendanceRule, GradeMethod
from zoomcore.domain.attendance.sheets import SheetState
from zoomcore.domain.courses import Course
from zoomcore.domain.meetings import Meeting
from zoomcore.domain.work import RecomputeCourse
from zoomcore.errors import InvalidInput
from zoomcore.services.attendance import words
from zoomcore.services.attendance.computing import picture_of, recompute_course_soon
from zoomcore.services.scene import Scene
from zoomcore.storage.store import Unit
from zoomcore.views import (
    Block,
    Button,
    ButtonStyle,
    Card,
    Choice,
    Field,
    FieldKind,
    Form,
    Item,
    Items,
    Reply,
    Text,
    Tone,
)
from zoomcore.wording import _, phrase, plural

_HUNDRED = 100
_SHOWN = 8
#: Of a topic, in a choice.
_LONGEST_TOPIC = 50


async def open_form(unit: Unit, scene: Scene, wish: OpenRuleForm) -> Reply:
    course = scene.the_course()
    meeting = await unit.meetings.get(wish.meeting) if wish.meeting is not None else None
    own = meeting is not None and meeting.id in await unit.sheets.own_rules(course.id)
    return Reply(view=rule_form(course, await unit.sheets.rule_of(course.id, wish.meeting), meeting, own=own))


def rule_form(course: Course, rule: AttendanceRule, meeting: Meeting | None = None, *, own: bool = False) -> Form:
    """Basics first; what it means is said before it applies. `own`: the rule shown is the meeting's."""
    reach = (_reach(course, meeting, own=own),) if meeting is not None else ()
    return Form(
        title=_("What counts"),
        base=ChangeRule(course=course.code, meeting=meeting.id if meeting is not None else None),
        submit=_("Show me what it means"),
        intro=phrase(
            "{code} {title}. Nothing changes until you have seen whose grades would change.",
            code=course.code,
            title=course.title,
        ),
        fields=(*reach, *_basics(rule), *_thresholds(rule), *_habits(rule)),
    )


def _reach(course: Course, meeting: Meeting, *, own: bool) -> Field:
    return Field(
        name="reach",
        label=_("For which classes?"),
        kind=FieldKind.CHOICE,
        value=(RuleReach.MEETING if own else RuleReach.COURSE).value,
        choices=(
            Choice(value=RuleReach.COURSE.value, label=_("All of {code}").replace("{code}", course.code)),
            Choice(
                value=RuleReach.MEETING.value,
                label=_("Only “{topic}”").replace("{topic}", meeting.topic[:_LONGEST_TOPIC]),
            ),
        ),
    )


def _basics(rule: AttendanceRule) -> tuple[Field, ...]:
    methods = {
        GradeMethod.NONE: _("Nothing: attendance is only recorded"),
        GradeMethod.ENTRY: _("Being in class, however long"),
        GradeMethod.DURATION: _("The time spent in class"),
    }
    return (
        Field(
            name="method",
            label=_("What counts?"),
            kind=FieldKind.CHOICE,
            value=rule.method.value,
            choices=tuple(Choice(value=one.value, label=label) for one, label in methods.items()),
        ),
        Field(
            name="points",
            label=_("Points for one class"),
            kind=FieldKind.TEXT,
            value=words.points_words(rule.points),
            required=True,
        ),
    )


def _thresholds(rule: AttendanceRule) -> tuple[Field, ...]:
    late = "" if rule.late_after is None else str(words.minutes_of(rule.late_after))
    return (
        _share("full_from", _("Counts as the whole class from (% of class)"), rule.full_from),
        _share("partial_below", _("Counts as partial below (% of class)"), rule.partial_below),
        _share("nothing_below", _("Earns no points below (% of class)"), rule.nothing_below),
        Field(
            name="late_after_minutes",
            label=_("Late after (minutes; empty: nobody counts as late)"),
            kind=FieldKind.NUMBER,
            value=late,
        ),
        _share("late_keeps", _("A late student keeps (% of points)"), rule.late_keeps),
    )


def _habits(rule: AttendanceRule) -> tuple[Field, ...]:
    return (
        Field(
            name="drop_lowest",
            label=_("Lowest classes of the term left out"),
            kind=FieldKind.NUMBER,
            value=str(rule.drop_lowest),
        ),
        Field(
            name="strict",
            label=_("Strict: a name alone earns no points"),
            kind=FieldKind.TICK,
            value=str(rule.strict).lower(),
        ),
        Field(
            name="alert_after",
            label=_("Tell me after so many absences in a row (0: never)"),
            kind=FieldKind.NUMBER,
            value=str(rule.alert_after),
        ),
    )


def _share(name: str, label: str, share: Decimal) -> Field:
    return Field(name=name, label=label, kind=FieldKind.NUMBER, value=str(int(share * _HUNDRED)))


async def change(unit: Unit, scene: Scene, wish: ChangeRule) -> Reply:
    """Unconfirmed it is only explained; confirmed it applies to every class it is for, past ones too."""
    course = scene.the_course()
    rule = read_rule(wish)
    only = wish.meeting if wish.reach is RuleReach.MEETING else None
    before = await unit.sheets.rule_of(course.id, only)
    if not wish.confirmed:
        moved = effects(before, rule, await _past(unit, scene, course, only))
        names = words.told_apart(await unit.courses.enrolled(course.id))
        return Reply(view=_explained(course, wish, moved, names))
    await unit.sheets.set_rule(course.id, rule, by=scene.person.id, meeting_id=only)
    subject = f"course:{course.id}" if only is None else f"meeting:{only}"
    told = {"from": rule_to_data(before), "to": rule_to_data(rule)}
    await unit.audit.write(scene.person.id, "attendance rule", subject, told)
    work = RecomputeCourse(course=course.id, request=scene.request, by=scene.person.id, why="rule")
    await recompute_course_soon(unit, course.id, scene.now, work)
    return Reply(view=_in_force(course, rule), replaces=True)


def _in_force(course: Course, rule: AttendanceRule) -> Card:
    return Card(
        title=_("In force: what counts in {code}").replace("{code}", course.code),
        tone=Tone.GOOD,
        body=tuple(Text(line=one) for one in words.rule_lines(rule)),
        actions=(
            Button(label=_("Grades"), command=ShowGrades(course=course.code)),
            Button(label=_("Latest class"), command=ShowAttendance(target=Target(course=course.code))),
            Button(label=_("Change it"), command=OpenRuleForm(course=course.code)),
        ),
    )


def read_rule(wish: ChangeRule) -> AttendanceRule:
    """InvalidInput, beside its field, for what could not be judged by."""
    late = wish.late_after_minutes
    rule = AttendanceRule(
        method=wish.method,
        points=wish.points,
        full_from=Decimal(wish.full_from) / _HUNDRED,
        partial_below=Decimal(wish.partial_below) / _HUNDRED,
        nothing_below=Decimal(wish.nothing_below) / _HUNDRED,
        late_after=None if late is None else timedelta(minutes=late),
        late_keeps=Decimal(wish.late_keeps) / _HUNDRED,
        drop_lowest=wish.drop_lowest,
        strict=wish.strict,
        alert_after=wish.alert_after,
    )
    for fault in rule_faults(rule):
        message, field = fault_words(fault)
        raise InvalidInput(message, next_step=_("Correct it and send it again."), field=field)
    return rule


def fault_words(fault: RuleFault) -> tuple[str, str]:  # noqa: C901 - an exhaustive match
    """What is wrong with a rule or an agreement, and the field it stands in."""
    match fault:
        case RuleFault.POINTS:
            most = f"{MOST_POINTS:,}"
            return _("Points are more than 0 and at most {most}, with at most two decimals.").replace(
                "{most}", most
            ), "points"
        case RuleFault.FULL_FROM:
            return _("Full points can start at 1 to 100 % of the class."), "full_from"
        case RuleFault.NOTHING_ABOVE_FULL:
            return _(
                "The share that earns no points must be smaller than the share that counts as the whole class."
            ), "nothing_below"
        case RuleFault.PARTIAL_BELOW | RuleFault.NOTHING_BELOW | RuleFault.LATE_KEEPS:
            return _("Write a share between 0 and 100 %."), fault.value
        case RuleFault.LATE_AFTER:
            return _("Late can begin from 0 minutes to 24 hours after the start."), "late_after_minutes"
        case RuleFault.DROP_LOWEST:
            return _("At most {most} classes can be left out.").replace("{most}", str(MOST_DROPPED)), "drop_lowest"
        case RuleFault.ALERT_AFTER:
            return _("Write a number of absences of 0 or more."), "alert_after"
        case RuleFault.SHARE_OF_WINDOW:
            return _("Write a share of the class between 1 and 100 %."), "share_of_window"
        case RuleFault.LATE_GRACE:
            return _("Grace is at most 24 hours."), "grace_minutes"


async def _past(unit: Unit, scene: Scene, course: Course, only: int | None) -> list[PastClass]:
    """The classes a rule is for, with what they were judged from; a rule of the course leaves a meeting's own alone."""
    own = await unit.sheets.own_rules(course.id)
    past = []
    for sheet in await unit.sheets.of_course(course.id):
        findings = await picture_of(unit, sheet.occurrence, scene.now)
        meeting = findings.dated.meeting.id
        if only not in {None, meeting}:
            continue
        frozen = findings.state is SheetState.FROZEN
        past.append(
            PastClass(
                occurrence=sheet.occurrence,
                case=findings.case,
                roster=findings.roster,
                matches=findings.matches,
                clicks=findings.clicks,
                own_rule=only is None and meeting in own,
                frozen=tuple(findings.attendance.values()) if frozen else None,
            )
        )
    return past


def _explained(course: Course, wish: ChangeRule, moved: Sequence[Effect], names: Mapping[int, str]) -> Card:
    lines: list[Block] = [Text(line=one) for one in words.rule_lines(read_rule(wish))]
    if moved:
        said = plural(
            "Past grades of {count} student would change:", "Past grades of {count} students would change:", len(moved)
        )
        items = tuple(_moved(one, names.get(one.person, "?")) for one in moved[:_SHOWN])
        lines += [Text(line=(said,)), Items(items=items)]
        if len(moved) > _SHOWN:
            left = len(moved) - _SHOWN
            lines.append(Text(line=(plural("and {count} more", "and {count} more", left),), quiet=True))
    else:
        lines.append(Text(line=phrase("No past grade would change."), quiet=True))
    confirmed = replace(wish, course=course.code, confirmed=True)
    return Card(
        title=_("Shall this count in {code}?").replace("{code}", course.code),
        tone=Tone.ASK,
        body=tuple(lines),
        actions=(
            Button(label=_("Let it count"), command=confirmed, style=ButtonStyle.PRIMARY),
            Button(label=_("Change it"), command=OpenRuleForm(course=course.code, meeting=wish.meeting)),
        ),
    )


def _moved(one: Effect, name: str) -> Item:
    before, after = (words.points_words(each.points if each.of else None) for each in (one.before, one.after))
    return Item(
        line=(f"{name}: {before} → {after}",),
        detail=(plural("{count} class", "{count} classes", len(one.classes)),),
    )
