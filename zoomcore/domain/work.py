"""What is to be done later, as frozen data: services put it into their unit, workflows do it.

`kind` names the job for ever in the database; `key` makes it unique for ever together with the kind. Addresses are the
plain data of a ConversationRef.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

from zoomcore.domain.job import COMES_ROUND, Answered, Periodic, Work
from zoomcore.domain.sync_work import OfferClasses, ReadMeeting, SweepHost, SweepZoom, TakeInMeeting, TellSynced

#: What a job is stands in a module of its own; who asks for work finds both here.
__all__ = [
    "COMES_ROUND",
    "WORK",
    "Answered",
    "OfferClasses",
    "Periodic",
    "ReadMeeting",
    "SweepHost",
    "SweepZoom",
    "TakeInMeeting",
    "TellSynced",
    "Work",
]


@dataclass(frozen=True, kw_only=True)
class DeliverMessage(Work):
    """Send one row of the outbox."""

    kind: ClassVar[str] = "deliver-message"
    key_fields: ClassVar[tuple[str, ...]] = ("outbox",)
    outbox: int


@dataclass(frozen=True, kw_only=True)
class CreateMeeting(Answered):
    """Make a meeting at Zoom that our tables hold as CREATING."""

    kind: ClassVar[str] = "create-meeting"
    key_fields: ClassVar[tuple[str, ...]] = ("meeting",)
    meeting: int
    #: The channel to post the join card to when done; empty for none.
    announce: Mapping[str, Any] | None = None
    #: What the parser understood and ought to be said with the result.
    notes: tuple[str, ...] = ()
    #: The meeting that Zoom has no more and this one stands for from now on; 0 for none.
    instead_of: int = 0
    #: That one is still there, under another host: it ends once this one was made, and stays where it can't be made.
    takes_over: bool = False
    #: The series that Zoom has no more and one of whose dates this is: who stood in on it, stands in here; 0 for none.
    date_of: int = 0


@dataclass(frozen=True, kw_only=True)
class ChangeMeeting(Answered):
    """Carry a recorded change (table `change`) of a meeting to Zoom."""

    kind: ClassVar[str] = "change-meeting"
    key_fields: ClassVar[tuple[str, ...]] = ("change",)
    change: int
    #: What Zoom has otherwise since was seen by somebody, and is to be overwritten.
    over: bool = False


@dataclass(frozen=True, kw_only=True)
class LookUpHost(Answered):
    """Ask Zoom who somebody is, for `connect`."""

    kind: ClassVar[str] = "look-up-host"
    key_fields: ClassVar[tuple[str, ...]] = ("request",)
    person: int
    request: str


@dataclass(frozen=True, kw_only=True)
class AskForMapping(Answered):
    """Ask the admins whether a channel may stand for a course."""

    kind: ClassVar[str] = "ask-for-mapping"
    key_fields: ClassVar[tuple[str, ...]] = ("mapping", "version")
    mapping: int
    version: int


@dataclass(frozen=True, kw_only=True)
class ReadRoster(Answered):
    """Read a channel's members and propose them for a course, or enrol them once confirmed."""

    kind: ClassVar[str] = "read-roster"
    key_fields: ClassVar[tuple[str, ...]] = ("request",)
    course: int
    person: int
    channel: Mapping[str, Any]
    confirmed: bool
    request: str


@dataclass(frozen=True, kw_only=True)
class HandleZoomEvent(Work):
    """Act on one webhook of the inbox."""

    kind: ClassVar[str] = "zoom-event"
    key_fields: ClassVar[tuple[str, ...]] = ("inbox",)
    inbox: int


@dataclass(frozen=True, kw_only=True)
class WelcomePerson(Work):
    """Send somebody their one private welcome."""

    kind: ClassVar[str] = "welcome-person"
    key_fields: ClassVar[tuple[str, ...]] = ("person",)
    person: int
    to: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class ReadRun(Work):
    """Read Zoom's report of one run until two reads agree. `request` names the wish of somebody to read it again."""

    kind: ClassVar[str] = "read-run"
    run: str
    request: str = ""

    @property
    def key(self) -> str:
        return f"{self.run}:{self.request}" if self.request else self.run


@dataclass(frozen=True, kw_only=True)
class FindRuns(Work):
    """Ask Zoom which runs a meeting had: webhooks of `occurrence` were missed.

    `day` is when it is asked, in UTC; the wish of a person adds its own mark.
    """

    kind: ClassVar[str] = "find-runs"
    key_fields: ClassVar[tuple[str, ...]] = ("meeting", "occurrence", "day")
    meeting: int
    occurrence: int
    day: str


@dataclass(frozen=True, kw_only=True)
class FindMissedRuns(Periodic):
    """Classes of which nothing was heard, and reads that stopped: each becomes a job of its own."""

    kind: ClassVar[str] = "find-missed-runs"
    every: ClassVar[timedelta] = timedelta(hours=1)
    offset: ClassVar[timedelta] = timedelta(minutes=17)


@dataclass(frozen=True, kw_only=True)
class RecomputeClass(Work):
    """A class anew after rows that came late; all that come within one `minute` cost one of these."""

    kind: ClassVar[str] = "recompute-class"
    key_fields: ClassVar[tuple[str, ...]] = ("occurrence", "minute")
    occurrence: int
    minute: str


@dataclass(frozen=True, kw_only=True)
class RecomputeCourse(Work):
    """Every class of a course anew, a few at a time: after its rule changed, or what stands for all its classes."""

    kind: ClassVar[str] = "recompute-course"
    key_fields: ClassVar[tuple[str, ...]] = ("request",)
    course: int
    request: str
    by: int | None = None
    why: str = "rule"


@dataclass(frozen=True, kw_only=True)
class SweepPool(Periodic):
    """Read who holds Zoom licenses and who uses them, each night."""

    kind: ClassVar[str] = "sweep-pool"
    every: ClassVar[timedelta] = timedelta(hours=24)
    offset: ClassVar[timedelta] = timedelta(hours=1, minutes=30)


@dataclass(frozen=True, kw_only=True)
class ProposeSweep(Periodic):
    """Show the admins, each month, how many licenses are idle."""

    kind: ClassVar[str] = "propose-sweep"
    every: ClassVar[timedelta] = timedelta(days=30)
    offset: ClassVar[timedelta] = timedelta(hours=8)


@dataclass(frozen=True, kw_only=True)
class AskForLicense(Work):
    """Give a free license at once, or find who may lend theirs and ask the admins."""

    kind: ClassVar[str] = "ask-for-license"
    key_fields: ClassVar[tuple[str, ...]] = ("request", "version")
    request: int
    version: int


@dataclass(frozen=True, kw_only=True)
class NeedLicense(Work):
    """Ask for a license for the Basic host of one date of a class, a day before it."""

    kind: ClassVar[str] = "need-license"
    key_fields: ClassVar[tuple[str, ...]] = ("meeting", "occurrence")
    meeting: int
    occurrence: int


@dataclass(frozen=True, kw_only=True)
class MoveLicense(Work):
    """Carry an approved request to Zoom. `turn` counts how often it was taken up anew after Zoom had been away."""

    kind: ClassVar[str] = "move-license"
    key_fields: ClassVar[tuple[str, ...]] = ("request", "version", "turn")
    request: int
    version: int
    turn: int = 0


@dataclass(frozen=True, kw_only=True)
class RemindOfLicense(Work):
    """A moment of a waiting request has come: `what` is "next" (ask further), "host" (tell the host) or "expire"."""

    kind: ClassVar[str] = "remind-of-license"
    key_fields: ClassVar[tuple[str, ...]] = ("request", "version", "what")
    request: int
    version: int
    what: str


@dataclass(frozen=True, kw_only=True)
class ReturnLicense(Work):
    """The lending of a request is over: give the license back once its class is."""

    kind: ClassVar[str] = "return-license"
    key_fields: ClassVar[tuple[str, ...]] = ("request",)
    request: int


@dataclass(frozen=True, kw_only=True)
class ForgetEvidence(Periodic):
    """Forget what Zoom told of people once it is as old as the deployment keeps it, and freeze those classes."""

    kind: ClassVar[str] = "forget-evidence"
    every: ClassVar[timedelta] = timedelta(days=1)
    offset: ClassVar[timedelta] = timedelta(hours=3, minutes=41)


@dataclass(frozen=True, kw_only=True)
class AskStudents(Work):
    """Ask those a class's report does not show under which name they were in."""

    kind: ClassVar[str] = "ask-students"
    key_fields: ClassVar[tuple[str, ...]] = ("occurrence",)
    occurrence: int


@dataclass(frozen=True, kw_only=True)
class TellInstructors(Work):
    """Tell a class's instructors what needs them, if anything does; `turn` is what brought it up."""

    kind: ClassVar[str] = "tell-instructors"
    key_fields: ClassVar[tuple[str, ...]] = ("occurrence", "turn")
    occurrence: int
    turn: str


@dataclass(frozen=True, kw_only=True)
class TellWeeks(Periodic):
    """The week of each course that had a class, early on Monday."""

    kind: ClassVar[str] = "tell-weeks"
    every: ClassVar[timedelta] = timedelta(days=7)
    offset: ClassVar[timedelta] = timedelta(days=4, hours=6)


@dataclass(frozen=True, kw_only=True)
class TellWeek(Work):
    """Tell a course's instructors of its last seven days; `week` is the day it is told."""

    kind: ClassVar[str] = "tell-week"
    key_fields: ClassVar[tuple[str, ...]] = ("course", "week")
    course: int
    week: str


@dataclass(frozen=True, kw_only=True)
class MakeCourseBackup(Answered):
    """Back up a course, or, without one, each course. `person` asked for it."""

    kind: ClassVar[str] = "make-backup"
    key_fields: ClassVar[tuple[str, ...]] = ("request",)
    course: int | None
    people: bool
    person: int
    request: str


@dataclass(frozen=True, kw_only=True)
class BackUpNightly(Periodic):
    """Each course that changed since its last backup; then those go whose time is over."""

    kind: ClassVar[str] = "back-up-nightly"
    every: ClassVar[timedelta] = timedelta(days=1)
    offset: ClassVar[timedelta] = timedelta(hours=2, minutes=40)


@dataclass(frozen=True, kw_only=True)
class RestoreCourse(Answered):
    """Carry a recorded restore (table `restore`) out, class by class."""

    kind: ClassVar[str] = "restore-course"
    key_fields: ClassVar[tuple[str, ...]] = ("restore",)
    restore: int


@dataclass(frozen=True, kw_only=True)
class TakeBackRestore(Answered):
    """Undo a restore: what it made at Zoom goes, settings and people are as they were."""

    kind: ClassVar[str] = "take-back-restore"
    key_fields: ClassVar[tuple[str, ...]] = ("restore",)
    restore: int


WORK: tuple[type[Work], ...] = (
    DeliverMessage,
    CreateMeeting,
    ChangeMeeting,
    LookUpHost,
    AskForMapping,
    ReadRoster,
    HandleZoomEvent,
    WelcomePerson,
    ReadRun,
    FindRuns,
    FindMissedRuns,
    RecomputeClass,
    RecomputeCourse,
    SweepPool,
    ProposeSweep,
    AskForLicense,
    NeedLicense,
    MoveLicense,
    RemindOfLicense,
    ReturnLicense,
    ForgetEvidence,
    AskStudents,
    TellInstructors,
    TellWeeks,
    TellWeek,
    SweepZoom,
    SweepHost,
    ReadMeeting,
    TellSynced,
    TakeInMeeting,
    OfferClasses,
    MakeCourseBackup,
    BackUpNightly,
    RestoreCourse,
    TakeBackRestore,
)
