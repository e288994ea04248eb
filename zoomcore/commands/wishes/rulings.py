"""Commands by which people settle who was there, and what counts."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from zoomcore.commands.base import Command, Spec, Target
from zoomcore.domain.attendance.rules import AttendanceStatus, Excuse, GradeMethod
from zoomcore.domain.people import Role


@dataclass(frozen=True, kw_only=True)
class ShowReview(Command):
    """The names to review: those nobody could be sure of, each with suggestions."""

    spec: ClassVar[Spec] = Spec(
        name="attendance review",
        summary="Settle the names to review",
        role=Role.ASSISTANT,
        people=True,
        usage="attendance review [course | class | day]",
        examples=("attendance review",),
    )
    target: Target = field(default_factory=Target)
    page: int = 1


@dataclass(frozen=True, kw_only=True)
class ConfirmParticipant(Command):
    """A name is that person, and will be known for theirs from now on. Two people: both sat at one device."""

    spec: ClassVar[Spec] = Spec(
        name="review confirm", summary="Say who a name is", role=Role.ASSISTANT, people=True, writes=True, typed=False
    )
    occurrence: int = 0
    participant: str = ""
    people: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PickParticipant(Command):
    """The form behind "Somebody else …": a person by e-mail or mention, and perhaps a second one at the same device."""

    spec: ClassVar[Spec] = Spec(
        name="review pick", summary="Pick who a name is", role=Role.ASSISTANT, people=True, writes=True, typed=False
    )
    occurrence: int = 0
    participant: str = ""
    who: str = ""
    second: str = ""


@dataclass(frozen=True, kw_only=True)
class RuleOutParticipant(Command):
    """No student: a guest, a note-taker, a test."""

    spec: ClassVar[Spec] = Spec(
        name="review out",
        summary="Say that a name is no student",
        role=Role.ASSISTANT,
        people=True,
        writes=True,
        typed=False,
    )
    occurrence: int = 0
    participant: str = ""


@dataclass(frozen=True, kw_only=True)
class ReopenParticipant(Command):
    """Take back what was decided about a name."""

    spec: ClassVar[Spec] = Spec(
        name="review reopen",
        summary="Take a decision back",
        role=Role.ASSISTANT,
        people=True,
        writes=True,
        typed=False,
    )
    occurrence: int = 0
    participant: str = ""


@dataclass(frozen=True, kw_only=True)
class ClaimName(Command):
    """A student's answer to "Under which name were you in?". No credit before an instructor confirms it."""

    spec: ClassVar[Spec] = Spec(
        name="claim", summary="Say under which name you were in", people=True, writes=True, typed=False
    )
    occurrence: int = 0
    name: str = ""
    #: "I wasn't there": nothing is claimed, and nobody asks again.
    absent: bool = False


@dataclass(frozen=True, kw_only=True)
class ConfirmClaims(Command):
    """Every claim of a class that contradicts nothing, or the named one. `decline` refuses the named one."""

    spec: ClassVar[Spec] = Spec(
        name="claims confirm",
        summary="Confirm what students said",
        role=Role.ASSISTANT,
        people=True,
        writes=True,
        typed=False,
    )
    occurrence: int = 0
    claim: int = 0
    decline: bool = False


@dataclass(frozen=True, kw_only=True)
class AskAboutAttendance(Command):
    """A student's "Something's wrong"; with an empty text its form."""

    spec: ClassVar[Spec] = Spec(
        name="query", summary="Say that something is wrong", people=True, writes=True, typed=False
    )
    occurrence: int = 0
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class AnswerQuery(Command):
    """Accept (with an override that follows from it) or decline; a reason is given either way."""

    spec: ClassVar[Spec] = Spec(
        name="query answer", summary="Answer a student", role=Role.INSTRUCTOR, people=True, writes=True, typed=False
    )
    occurrence: int = 0
    query: int = 0
    accept: bool = False
    status: AttendanceStatus = AttendanceStatus.PRESENT
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class MarkAttendance(Command):
    """Override a student's status or points at one class, excuse them, or (all empty) take the mark back."""

    spec: ClassVar[Spec] = Spec(
        name="attendance mark",
        summary="Correct or excuse one student",
        role=Role.INSTRUCTOR,
        people=True,
        writes=True,
        usage="attendance mark e-mail present|late|partial|absent|excused [N points] [day] [because …]",
        examples=(
            "attendance mark bo@uni.example present because his sound was off",
            "attendance mark bo@uni.example excused nov 12 because conference",
        ),
    )
    target: Target = field(default_factory=Target)
    who: str = ""
    person: int = 0
    status: AttendanceStatus | None = None
    excuse: Excuse | None = None
    points: Decimal | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class VoidAttendance(Command):
    """A class counts for nobody; `restore` takes that back."""

    spec: ClassVar[Spec] = Spec(
        name="attendance void",
        summary="Let a class count for nobody",
        role=Role.INSTRUCTOR,
        people=True,
        writes=True,
        usage="attendance void [course | class | day] because …",
        examples=("attendance void nov 12 because outage",),
    )
    target: Target = field(default_factory=Target)
    reason: str = ""
    restore: bool = False


class RuleReach(StrEnum):
    """Whose classes a rule is for: a rule of one meeting's own comes before the course's."""

    COURSE = "course"
    MEETING = "meeting"


@dataclass(frozen=True, kw_only=True)
class OpenRuleForm(Command):
    """With a meeting the form asks whether the rule is for it alone."""

    spec: ClassVar[Spec] = Spec(
        name="attendance rule",
        summary="Choose what attendance counts",
        role=Role.INSTRUCTOR,
        people=True,
        synonyms=(),
        usage="attendance rule [course]",
        examples=("attendance rule",),
    )
    course: str = ""
    meeting: int | None = None


@dataclass(frozen=True, kw_only=True)
class ChangeRule(Command):
    """The rule of a course from now on. Shares are percentages; `late_after_minutes` None: nobody is ever late.

    Unconfirmed, it shows in words what it means and whose past grades would move.
    """

    spec: ClassVar[Spec] = Spec(
        name="rule change",
        summary="Choose what attendance counts",
        role=Role.INSTRUCTOR,
        people=True,
        writes=True,
        typed=False,
    )
    course: str = ""
    method: GradeMethod = GradeMethod.NONE
    points: Decimal = Decimal(10)
    full_from: int = 80
    partial_below: int = 50
    nothing_below: int = 0
    late_after_minutes: int | None = 10
    late_keeps: int = 100
    drop_lowest: int = 0
    strict: bool = False
    alert_after: int = 3
    meeting: int | None = None
    reach: RuleReach = RuleReach.COURSE
    confirmed: bool = False


@dataclass(frozen=True, kw_only=True)
class AgreeAccommodation(Command):
    """What is agreed with one student for a whole course; without a person its form."""

    spec: ClassVar[Spec] = Spec(
        name="attendance agree",
        summary="Agree on something with one student",
        role=Role.INSTRUCTOR,
        people=True,
        writes=True,
        usage="attendance agree e-mail [N% of class] [N min grace | never late] | nothing",
        examples=("attendance agree bo@uni.example 75% of class", "attendance agree bo@uni.example never late"),
    )
    course: str = ""
    who: str = ""
    share_of_window: int = 100
    grace_minutes: int = 0
    never_late: bool = False


@dataclass(frozen=True, kw_only=True)
class ReleaseGrades(Command):
    """Show students their points of one class, or of every class of the course that is final."""

    spec: ClassVar[Spec] = Spec(
        name="grades release",
        summary="Show students their grades",
        role=Role.INSTRUCTOR,
        people=True,
        writes=True,
        usage="grades release [course]",
        examples=("grades release",),
    )
    course: str = ""
    occurrence: int | None = None
    confirmed: bool = False


@dataclass(frozen=True, kw_only=True)
class WithdrawGrades(Command):
    """Hide released points again: the way back from a release."""

    spec: ClassVar[Spec] = Spec(
        name="grades withdraw",
        summary="Hide grades again",
        role=Role.INSTRUCTOR,
        people=True,
        writes=True,
        typed=False,
    )
    course: str = ""
    occurrence: int | None = None


@dataclass(frozen=True, kw_only=True)
class SendOwnAttendance(Command):
    """Everybody gets their own row of one class, privately. `confirmed` is set by the card that asked."""

    spec: ClassVar[Spec] = Spec(
        name="attendance send",
        summary="Send each student their own",
        role=Role.INSTRUCTOR,
        people=True,
        writes=True,
        typed=False,
    )
    occurrence: int = 0
    confirmed: bool = False
