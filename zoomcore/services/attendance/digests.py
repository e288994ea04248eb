"""What an instructor is told without having asked: after a class only when it needs them, and once a week."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from zoomcore.commands.base import Target
from zoomcore.commands.catalogue import ConfirmClaims, ShowAttendance, ShowReview, ShowTermAttendance
from zoomcore.domain.attendance.sheets import Claim, ClaimState, Query, Reading, ReadingState, SheetState, Unreadable
from zoomcore.domain.attendance.terms import Streak
from zoomcore.domain.courses import Course
from zoomcore.domain.people import PersonId
from zoomcore.services.attendance import words
from zoomcore.services.attendance.findings import Findings
from zoomcore.services.attendance.outages import outage_line
from zoomcore.views import Action, Button, ButtonStyle, Card, Line, Text, Tone
from zoomcore.wording import _, phrase, plural

#: Zoom's report is complete within hours as a rule.
LONG_PROVISIONAL = timedelta(days=1)
_NAMED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterClass:
    """One class and all that may need its instructor. `away`: who was absent so often in a row for the first time.

    `unsure`: that it is still provisional is the reason to speak.
    """

    findings: Findings
    claims: tuple[Claim, ...] = ()
    queries: tuple[Query, ...] = ()
    away: tuple[Streak, ...] = ()
    unsure: bool = False

    @property
    def open_claims(self) -> int:
        return sum(one.state is ClaimState.OPEN for one in self.claims)


def after_class(seen: AfterClass) -> Card | None:
    """None where nothing needs anybody: then nothing is said."""
    findings = seen.findings
    needs = tuple(_needs(seen))
    if not needs:
        return None
    return Card(
        title=_("{name} needs you").replace("{name}", words.class_title(findings.dated)),
        tone=Tone.ASK,
        body=tuple(Text(line=line) for line in needs),
        actions=_ways(seen),
    )


def _needs(seen: AfterClass) -> list[Line]:
    findings = seen.findings
    review, claims, asked = len(findings.review), seen.open_claims, len(seen.queries)
    changed = sum(row.changed_since_release for row in findings.rows.values())
    lines: list[Line] = []
    if findings.state is SheetState.VOID:
        review = claims = 0
    if review:
        lines.append((plural("{count} name is nobody's yet.", "{count} names are nobody's yet.", review),))
    if claims:
        said = plural("{count} student says who they were.", "{count} students say who they were.", claims)
        lines.append((said,))
    if asked:
        lines.append((plural("{count} student asks about it.", "{count} students ask about it.", asked),))
    if changed:
        said = plural(
            "{count} grade changed after its release; students see the old one until you release again.",
            "{count} grades changed after their release; students see the old ones until you release again.",
            changed,
        )
        lines.append((said,))
    if findings.state is not SheetState.VOID and (dropped := outage_line(findings, findings.dated.course_zone)):
        lines.append(dropped)
    lines += [*_held_outside(findings), *(_unsure(findings) if seen.unsure else ()), *_away(seen)]
    return lines


def _held_outside(findings: Findings) -> list[Line]:
    if findings.window or not findings.time.held or findings.live or findings.time.scheduled is None:
        return []
    return [
        phrase(
            "It was only open outside of its time, like a rehearsal, so nobody's attendance counts. If that was the "
            "class, move it to when it was held, and it is worked out again."
        )
    ]


def _unsure(findings: Findings) -> list[Line]:
    """Why it is not final a day after it ended."""
    if findings.state is not SheetState.PROVISIONAL:
        return []
    unreadable = [one for one in findings.readings.values() if one.state is ReadingState.UNREADABLE]
    if not unreadable:
        return [phrase("It is still provisional: Zoom's report isn't complete yet. I go on asking.")]
    return [_unreadable(unreadable)]


def _unreadable(readings: Sequence[Reading]) -> Line:
    match readings[0].reason:
        case Unreadable.SCOPES:
            why = _("Lectern may not read Zoom's reports. An admin sees in `lectern check` which scope is missing.")
        case Unreadable.PLAN:
            why = _("This Zoom plan doesn't let Lectern read who was there.")
        case Unreadable.TOO_OLD:
            why = _("Zoom keeps no report of it any more.")
        case _:
            why = _("Zoom made no report of it.")
    return phrase("It stays provisional. {why} It rests on what Zoom told while class was on.", why=why)


def _away(seen: AfterClass) -> list[Line]:
    names = {one.person: one.name for one in seen.findings.roster}
    told = [one for one in seen.away if one.person in names]
    lines: list[Line] = []
    for one in told[:_NAMED]:
        often = plural("once", "{count} times in a row", one.absences)
        lines.append(phrase("{name} was absent {often}.", name=names[one.person], often=often))
    if len(told) > _NAMED:
        lines.append((plural("and {count} more", "and {count} more", len(told) - _NAMED),))
    return lines


def _ways(seen: AfterClass) -> tuple[Action, ...]:
    number = seen.findings.dated.occurrence.id
    here = Target(occurrence=number)
    review = Button(label=_("Fix matches"), command=ShowReview(target=here), style=ButtonStyle.PRIMARY)
    claims = Button(label=_("What students said"), command=ConfirmClaims(occurrence=number))
    return (
        *((review,) if seen.findings.review else ()),
        *((claims,) if seen.open_claims else ()),
        Button(label=_("Show the class"), command=ShowAttendance(target=here)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A course's last seven days; `review`, `provisional`, `changed`, `asked` count what is open over its term."""

    course: Course
    held: int
    review: int = 0
    provisional: int = 0
    changed: int = 0
    asked: int = 0
    away: tuple[Streak, ...] = ()
    names: Mapping[PersonId, str]


def weekly(week: Week) -> Card:
    lines: list[Line] = [(plural("{count} class was held.", "{count} classes were held.", week.held),)]
    told = (
        (week.provisional, _("{count} of the term still provisional")),
        (week.review, _("{count} names that are nobody's yet")),
        (week.asked, _("{count} open questions of students")),
        (week.changed, _("{count} grades changed after their release")),
    )
    left = [text.replace("{count}", str(many)) for many, text in told if many]
    lines.append((_("Nothing waits for you.") if not left else "; ".join(left) + ".",))
    for one in week.away[:_NAMED]:
        if one.person in week.names:
            often = plural("once", "{count} times in a row", one.absences)
            lines.append(phrase("{name} was absent {often}.", name=week.names[one.person], often=often))
    return Card(
        title=_("{code}: the last seven days").replace("{code}", week.course.code),
        tone=Tone.ASK if left else Tone.NEUTRAL,
        body=tuple(Text(line=line) for line in lines),
        actions=(Button(label=_("Show the term"), command=ShowTermAttendance(course=week.course.code)),),
    )
