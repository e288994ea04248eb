"""What an instructor is told without having asked: after a class only when it needs them, and once a week."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from zoomcore.commands.base import Target
from zoomcore.commands.wishes.attendance import ShowAttendance, ShowTermAttendance
from zoomcore.commands.wishes.rulings import ConfirmClaims, ShowReview
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
    review, claims, asked = len(findings.waiting), seen.open_claims, len(seen.queries)
    changed = sum(row.changed_since_release for row in findings.rows.values())
    lines: list[Line] = []
    if findings.state is SheetState.VOID:
        claims = 0
    if review:
        lines.append((words.to_review(review) + ".",))
    if claims:
        said = plural("{count} student told their name in Zoom.", "{count} students told their names in Zoom.", claims)
        lines.append((said,))
    if asked:
        lines.append(
            (plural("{count} student asks about this class.", "{count} students ask about this class.", asked),)
        )
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
            "The meeting was open only outside of class time, like a rehearsal, so nobody's attendance counts. If that "
            "was the class, move it to when it was held: attendance is then worked out again."
        )
    ]


def _unsure(findings: Findings) -> list[Line]:
    """Why it is not final a day after it ended."""
    if findings.state is not SheetState.PROVISIONAL:
        return []
    unreadable = [one for one in findings.readings.values() if one.state is ReadingState.UNREADABLE]
    if not unreadable:
        return [phrase("Still provisional: Zoom's report isn't complete yet. I keep asking.")]
    return [_unreadable(unreadable)]


def _unreadable(readings: Sequence[Reading]) -> Line:
    match readings[0].reason:
        case Unreadable.SCOPES:
            why = _("Lectern may not read Zoom's reports. An admin sees in `lectern check` which scope is missing.")
        case Unreadable.PLAN:
            why = _("This Zoom plan doesn't let Lectern read who was there.")
        case Unreadable.TOO_OLD:
            why = _("Zoom no longer keeps a report of this class.")
        case _:
            why = _("Zoom made no report of this class.")
    return phrase("It stays provisional. {why} It rests on what Zoom reported live during class.", why=why)


def _away(seen: AfterClass) -> list[Line]:
    names = {one.person: one.name for one in seen.findings.roster}
    told = [one for one in seen.away if one.person in names]
    lines: list[Line] = []
    lines.extend((_was_absent(names[one.person], one.absences),) for one in told[:_NAMED])
    if len(told) > _NAMED:
        lines.append((plural("and {count} more", "and {count} more", len(told) - _NAMED),))
    return lines


def _was_absent(name: str, times: int) -> str:
    said = plural("{name} was absent once.", "{name} was absent {count} times in a row.", times)
    return said.replace("{name}", name)


def _ways(seen: AfterClass) -> tuple[Action, ...]:
    number = seen.findings.dated.occurrence.id
    here = Target(occurrence=number)
    review = Button(label=_("Fix matches"), command=ShowReview(target=here), style=ButtonStyle.PRIMARY)
    claims = Button(label=_("What students said"), command=ConfirmClaims(occurrence=number))
    return (
        *((review,) if seen.findings.waiting else ()),
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


def _left(week: Week) -> list[str]:
    """What of the term is open, each counted."""
    told = (
        (
            week.provisional,
            plural("{count} class still provisional", "{count} classes still provisional", week.provisional),
        ),
        (week.review, words.to_review(week.review)),
        (week.asked, plural("{count} question from a student", "{count} questions from students", week.asked)),
        (
            week.changed,
            plural(
                "{count} grade changed after its release", "{count} grades changed after their release", week.changed
            ),
        ),
    )
    return [said for many, said in told if many]


def weekly(week: Week) -> Card:
    lines: list[Line] = [(plural("{count} class was held.", "{count} classes were held.", week.held),)]
    left = _left(week)
    lines.append((_("Nothing needs you.") if not left else "; ".join(left) + ".",))
    away = [one for one in week.away[:_NAMED] if one.person in week.names]
    lines.extend((_was_absent(week.names[one.person], one.absences),) for one in away)
    return Card(
        title=_("{code}: the last seven days").replace("{code}", week.course.code),
        tone=Tone.ASK if left else Tone.NEUTRAL,
        body=tuple(Text(line=line) for line in lines),
        actions=(Button(label=_("Show the term"), command=ShowTermAttendance(course=week.course.code)),),
    )
