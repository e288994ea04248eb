"""Every command there is. Help, the parser, the forms, both manifests and the README's table are derived from here."""

from dataclasses import dataclass, field
from datetime import date, time
from typing import ClassVar

from zoomcore.commands.base import Command, Spec, Target
from zoomcore.domain.courses import Announce, RecordingMode
from zoomcore.domain.meetings import Scope
from zoomcore.domain.people import Role
from zoomcore.domain.schedule import Repeat


@dataclass(frozen=True, kw_only=True)
class ShowNow(Command):
    """The bare word: the live or next class, what needs the asker, and three buttons."""

    spec: ClassVar[Spec] = Spec(name="home", summary="What is on now and next", synonyms=("",))


@dataclass(frozen=True, kw_only=True)
class ScheduleMeeting(Command):
    """Book a class. `day`, `at`: wall time in `zone`; empty `zone`, `course`, `host`: the asker's own.

    `duration_minutes` None and `announce`, `recording`, `waiting_room` None mean the course's preset. `weekdays` are
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
    recording: RecordingMode | None = None
    waiting_room: bool | None = None


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
    """Move a class to another time. What is None stays as it is. Without `scope` a repeat is asked about."""

    spec: ClassVar[Spec] = Spec(
        name="move",
        summary="Move a class",
        role=Role.INSTRUCTOR,
        writes=True,
        synonyms=("reschedule", "edit", "change"),
        usage="move [course] to when [this | all]",
        examples=("move MATH201 next to thu 4pm", "move to 16:00 this"),
    )
    target: Target = field(default_factory=Target)
    day: date | None = None
    at: time | None = None
    zone: str = ""
    duration_minutes: int | None = None
    topic: str = ""
    scope: Scope = Scope.UNSAID


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
        usage="cancel [course or meeting id] [this | following | all]",
        examples=("cancel", "cancel 81234567890 this", "cancel MATH201 all"),
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
class Undo(Command):
    """Take back one audited change, within ten minutes of it."""

    spec: ClassVar[Spec] = Spec(name="undo", summary="Take back the last change", writes=True, typed=False)
    entry: int = 0


@dataclass(frozen=True, kw_only=True)
class RetryWork(Command):
    """Try again what was given up."""

    spec: ClassVar[Spec] = Spec(name="retry", summary="Try again", writes=True, typed=False)
    job: int = 0


@dataclass(frozen=True, kw_only=True)
class AddCourse(Command):
    spec: ClassVar[Spec] = Spec(
        name="course add",
        summary="Add a course",
        role=Role.ADMIN,
        writes=True,
        usage='course add CODE "title"',
        examples=('course add MATH201 "Algebra II"',),
    )
    code: str = ""
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class MapCourse(Command):
    """Let a channel stand for a course; an admin's word does it, anybody else's asks the admins."""

    spec: ClassVar[Spec] = Spec(
        name="course map",
        summary="Link this channel to a course",
        writes=True,
        usage="course map CODE [channel]",
        examples=("course map MATH201", "course map MATH201 #algebra"),
    )
    code: str = ""
    title: str = ""
    #: The channel's id on the asker's platform; empty = this one.
    channel: str = ""


@dataclass(frozen=True, kw_only=True)
class UnmapCourse(Command):
    spec: ClassVar[Spec] = Spec(
        name="course unmap",
        summary="Unlink this channel from its course",
        role=Role.INSTRUCTOR,
        writes=True,
        usage="course unmap [CODE]",
        examples=("course unmap MATH201",),
    )
    code: str = ""
    channel: str = ""


@dataclass(frozen=True, kw_only=True)
class DecideMapping(Command):
    """An admin's answer to a request to link a channel. `version` is the card's; an older card decides nothing."""

    spec: ClassVar[Spec] = Spec(name="mapping", summary="Decide on a link", role=Role.ADMIN, writes=True, typed=False)
    mapping: int = 0
    version: int = 1
    approve: bool = False
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ListCourses(Command):
    spec: ClassVar[Spec] = Spec(
        name="course list",
        summary="See the courses",
        synonyms=("course", "courses"),
        usage="course list",
        examples=("course list",),
    )
    page: int = 1


@dataclass(frozen=True, kw_only=True)
class ShowPeople(Command):
    spec: ClassVar[Spec] = Spec(
        name="course people",
        summary="See who is in a course",
        role=Role.ASSISTANT,
        people=True,
        usage="course people [CODE]",
        examples=("course people MATH201", "course people MATH201 add ana@uni.example as instructor"),
    )
    code: str = ""
    page: int = 1


@dataclass(frozen=True, kw_only=True)
class EnrollPerson(Command):
    """Put one person into a course, or change their role. `who` is an e-mail or a lifted mention token."""

    spec: ClassVar[Spec] = Spec(
        name="course people add",
        summary="Add somebody to a course",
        role=Role.INSTRUCTOR,
        writes=True,
        people=True,
        usage="course people CODE add e-mail [as role] [section X]",
        examples=("course people MATH201 add ana@uni.example as instructor",),
    )
    code: str = ""
    who: str = ""
    name: str = ""
    role: Role = Role.STUDENT
    section: str = ""


@dataclass(frozen=True, kw_only=True)
class RemovePerson(Command):
    spec: ClassVar[Spec] = Spec(
        name="course people remove",
        summary="Take somebody off a course",
        role=Role.INSTRUCTOR,
        writes=True,
        people=True,
        usage="course people CODE remove e-mail",
        examples=("course people MATH201 remove bo@uni.example",),
    )
    code: str = ""
    who: str = ""


@dataclass(frozen=True, kw_only=True)
class ImportRoster(Command):
    """A roster as CSV (name, e-mail, id, section, role): first a dry run with counts and errors by line."""

    spec: ClassVar[Spec] = Spec(
        name="course people import",
        summary="Fill a course from a list",
        role=Role.INSTRUCTOR,
        writes=True,
        people=True,
        usage="course people CODE import",
        examples=("course people MATH201 import",),
    )
    code: str = ""
    csv: str = ""
    #: The list of an earlier dry run, which a button is too small to carry.
    draft: int = 0
    confirmed: bool = False


@dataclass(frozen=True, kw_only=True)
class SuggestRoster(Command):
    """Read the channel's members and propose those who are not in the course yet."""

    spec: ClassVar[Spec] = Spec(
        name="course people suggest",
        summary="Fill a course from its channel",
        role=Role.INSTRUCTOR,
        writes=True,
        people=True,
        usage="course people CODE suggest",
        examples=("course people MATH201 suggest",),
    )
    code: str = ""
    confirmed: bool = False


@dataclass(frozen=True, kw_only=True)
class Connect(Command):
    spec: ClassVar[Spec] = Spec(
        name="connect",
        summary="See who you are to Lectern and to Zoom",
        writes=True,
        people=True,
        synonyms=("whoami", "login"),
        usage="connect",
        examples=("connect",),
    )


@dataclass(frozen=True, kw_only=True)
class ShowSettings(Command):
    """Bare: the asker's own settings; with `course`: that course's presets."""

    spec: ClassVar[Spec] = Spec(
        name="settings",
        summary="Your settings, or a course's",
        synonyms=("prefs", "config"),
        usage="settings [course]",
        examples=("settings", "settings MATH201"),
    )
    course: str = ""


@dataclass(frozen=True, kw_only=True)
class ChangeMySettings(Command):
    spec: ClassVar[Spec] = Spec(name="settings me", summary="Change your settings", writes=True, typed=False)
    zone: str = ""
    locale: str = ""


@dataclass(frozen=True, kw_only=True)
class ChangeCourseSettings(Command):
    spec: ClassVar[Spec] = Spec(
        name="settings course", summary="Change a course's presets", role=Role.INSTRUCTOR, writes=True, typed=False
    )
    course: str = ""
    title: str = ""
    zone: str = ""
    announce: Announce = Announce.ASK
    duration_minutes: int = 60
    opens_minutes: int = 15
    waiting_room: bool = True
    recording: RecordingMode = RecordingMode.HOST


@dataclass(frozen=True, kw_only=True)
class ShowStatus(Command):
    spec: ClassVar[Spec] = Spec(
        name="status",
        summary="How Lectern is doing",
        role=Role.ADMIN,
        synonyms=("health", "ping"),
        usage="status",
        examples=("status",),
    )


@dataclass(frozen=True, kw_only=True)
class ShowHelp(Command):
    spec: ClassVar[Spec] = Spec(
        name="help",
        summary="What you can ask for",
        synonyms=("?", "commands", "-h", "--help"),
        usage="help [command]",
        examples=("help", "help new"),
    )
    topic: str = ""


@dataclass(frozen=True, kw_only=True)
class SkipWelcome(Command):
    spec: ClassVar[Spec] = Spec(name="skip", summary="Skip the introduction", writes=True, typed=False)


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


CATALOGUE: tuple[type[Command], ...] = (
    ShowNow,
    ScheduleMeeting,
    StartNow,
    StartMeeting,
    JoinMeeting,
    ListMeetings,
    MoveMeeting,
    CancelMeeting,
    ListCourses,
    AddCourse,
    MapCourse,
    UnmapCourse,
    ShowPeople,
    EnrollPerson,
    RemovePerson,
    ImportRoster,
    SuggestRoster,
    Connect,
    ShowSettings,
    ShowStatus,
    ShowHelp,
    OpenScheduleForm,
    OpenMoveForm,
    ShowMeeting,
    RecoverMeeting,
    AnnounceMeeting,
    Undo,
    RetryWork,
    DecideMapping,
    ChangeMySettings,
    ChangeCourseSettings,
    SkipWelcome,
    OpenJoinPage,
    FollowJoinLink,
)
