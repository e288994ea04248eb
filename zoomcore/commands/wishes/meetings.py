"""Commands about classes: book, look, join, move, cancel."""

from dataclasses import dataclass, field
from datetime import date, time
from typing import ClassVar

from zoomcore.commands.base import Command, Spec, Target
from zoomcore.domain.courses import Announce
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.meetings import Scope
from zoomcore.domain.option_sections import OptionSection
from zoomcore.domain.options import Options
from zoomcore.domain.people import Role
from zoomcore.domain.schedule import Repeat


@dataclass(frozen=True, kw_only=True)
class ScheduleMeeting(Command, Options):
    """Book a class. `day`, `at`: wall time in `zone`; empty `zone`, `course`, `host`: the asker's own.

    `duration_minutes`, `announce` and every option None mean the course's preset. `section`: the part of the
    course it is for. `weekdays` are
    ISO. `host` is an e-mail or a mention token as the adapter lifted it.
    """

    spec: ClassVar[Spec] = Spec(
        name="new",
        summary="Schedule a class",
        role=Role.INSTRUCTOR,
        writes=True,
        synonyms=("schedule", "create", "plan", "add"),
        usage='new "topic" when [for length] [every days] [until date]',
        examples=(
            'new "Algebra II" tomorrow 3pm for 50m',
            "new Lab every mon,wed 9:30 for 1h30 until dec 12",
            "new Seminar MWF 10-10:50 from jan 12 until may 4 except mar 9-13",
        ),
    )
    topic: str = ""
    course: str = ""
    day: date | None = None
    at: time | None = None
    zone: str = ""
    duration_minutes: int | None = None
    repeat: Repeat = Repeat.NONE
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    monthly_week: int = 0
    until: date | None = None
    count: int | None = None
    skip: tuple[date, ...] = ()
    host: str = ""
    announce: Announce | None = None
    webinar: bool = False
    section: str = ""
    #: Tracking fields, one "name = value" a line.
    tracking: str = ""
    #: Sections of options that its form shows.
    sections: tuple[OptionSection, ...] = ()
    #: The dates of a repeat are shown before anything is made: so asks a form, a line says all at once.
    preview: bool = False
    #: Empty: none, and never one of Zoom's own. None: one is made by the host's rules.
    passcode: str | None = field(default=None, repr=False)
    #: The same, closed as soon as it was read: what waits in a button, a form or a kept answer holds no other.
    sealed: str = field(default="", repr=False)

    @property
    def kind(self) -> MeetingKind:
        return MeetingKind.WEBINAR if self.webinar else MeetingKind.MEETING


@dataclass(frozen=True, kw_only=True)
class OpenScheduleForm(Command):
    """The form behind a bare `new`, filled with what is known already."""

    spec: ClassVar[Spec] = Spec(name="new-form", summary="Open the form", role=Role.INSTRUCTOR, typed=False)
    draft: ScheduleMeeting = field(default_factory=ScheduleMeeting)


@dataclass(frozen=True, kw_only=True)
class StartNow(Command):
    """Book a meeting that starts now (Zoom lists no instant ones, so it is a scheduled one) and hand out its link."""

    spec: ClassVar[Spec] = Spec(
        name="now",
        summary="Start a meeting right away",
        role=Role.INSTRUCTOR,
        writes=True,
        synonyms=("meet",),
        usage='now ["topic"]',
        examples=("now", 'now "Quick question"'),
    )
    topic: str = ""
    course: str = ""
    duration_minutes: int | None = None
    #: True once the asker has chosen it beside a class that is on or due.
    separate: bool = False


@dataclass(frozen=True, kw_only=True)
class StartMeeting(Command):
    """Open the class that is due as its host."""

    spec: ClassVar[Spec] = Spec(
        name="start",
        summary="Start the class that is due",
        role=Role.ASSISTANT,
        synonyms=("go",),
        usage="start [course]",
        examples=("start", "start MATH201"),
    )
    target: Target = field(default_factory=Target)


@dataclass(frozen=True, kw_only=True)
class JoinMeeting(Command):
    """The asker's own signed link to a class."""

    spec: ClassVar[Spec] = Spec(
        name="join",
        summary="Get your link to the class",
        synonyms=("link", "enter"),
        usage="join [course or meeting id]",
        examples=("join", "join MATH201", "join 812 3456 7890"),
    )
    target: Target = field(default_factory=Target)


@dataclass(frozen=True, kw_only=True)
class ListMeetings(Command):
    """Coming classes. `days` counts from today; `page` from 1; `since` pages by date."""

    spec: ClassVar[Spec] = Spec(
        name="list",
        summary="See coming classes",
        synonyms=("upcoming", "ls", "week", "classes"),
        usage="list [today | week | course | mine]",
        examples=("list", "list today", "list MATH201", "list mine"),
    )
    course: str = ""
    mine: bool = False
    days: int = 7
    page: int = 1


@dataclass(frozen=True, kw_only=True)
class ShowMeeting(Command):
    """All about one class, with everything the asker may do to it."""

    spec: ClassVar[Spec] = Spec(name="details", summary="All about one class", typed=False)
    target: Target = field(default_factory=Target)


@dataclass(frozen=True, kw_only=True)
class MoveMeeting(Command):
    """Move a class to another time. What is None stays as it is. Without `scope` a repeat is asked about.

    With a `repeat`, an `until` or a `count` the rule of the whole series changes from its next date on; NONE keeps
    the rule. `confirmed` once it was said that dates moved by themselves go back to the rule.
    """

    spec: ClassVar[Spec] = Spec(
        name="move",
        summary="Move a class",
        role=Role.INSTRUCTOR,
        writes=True,
        synonyms=("reschedule", "edit", "change"),
        usage="move [course] [on day] to when [every days] [until date] [this | all]",
        examples=(
            "move MATH201 next to thu 4pm",
            "move MATH201 on dec 9 to dec 10 4pm",
            "move to 16:00 this",
            "move MATH201 to every tue,thu 10:00 all",
        ),
    )
    target: Target = field(default_factory=Target)
    day: date | None = None
    at: time | None = None
    zone: str = ""
    duration_minutes: int | None = None
    topic: str = ""
    scope: Scope = Scope.UNSAID
    repeat: Repeat = Repeat.NONE
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    monthly_week: int = 0
    until: date | None = None
    count: int | None = None
    confirmed: bool = False


@dataclass(frozen=True, kw_only=True)
class OpenMoveForm(Command):
    spec: ClassVar[Spec] = Spec(name="move-form", summary="Open the form", role=Role.INSTRUCTOR, typed=False)
    target: Target = field(default_factory=Target)


@dataclass(frozen=True, kw_only=True)
class CancelMeeting(Command):
    """Cancel one date, this and later ones, or all. `confirmed` is set by the button of the card that asked."""

    spec: ClassVar[Spec] = Spec(
        name="cancel",
        summary="Cancel a class",
        role=Role.INSTRUCTOR,
        writes=True,
        synonyms=("delete", "rm"),
        usage="cancel [course or meeting id] [on day] [this | following | all]",
        examples=("cancel", "cancel MATH201 on dec 9 this", "cancel 81234567890 this", "cancel MATH201 all"),
    )
    target: Target = field(default_factory=Target)
    scope: Scope = Scope.UNSAID
    confirmed: bool = False


@dataclass(frozen=True, kw_only=True)
class RecoverMeeting(Command):
    """Bring a cancelled class back, as long as Zoom keeps it."""

    spec: ClassVar[Spec] = Spec(
        name="recover", summary="Bring a cancelled class back", role=Role.INSTRUCTOR, writes=True, typed=False
    )
    meeting: int = 0


@dataclass(frozen=True, kw_only=True)
class AnnounceMeeting(Command):
    """Post the join card of a class to the course's channel."""

    spec: ClassVar[Spec] = Spec(
        name="announce", summary="Post a class to its channel", role=Role.INSTRUCTOR, writes=True, typed=False
    )
    meeting: int = 0


@dataclass(frozen=True, kw_only=True)
class OpenJoinPage(Command):
    """A signed link was opened in a browser. Changes nothing: scanners and previews open links too."""

    spec: ClassVar[Spec] = Spec(name="page join", summary="Look at a join link", typed=False)
    occurrence: int = 0


@dataclass(frozen=True, kw_only=True)
class FollowJoinLink(Command):
    """The button on the join page was pressed: record the click, then go on to Zoom."""

    spec: ClassVar[Spec] = Spec(name="page follow", summary="Go on to Zoom", writes=True, typed=False)
    occurrence: int = 0
