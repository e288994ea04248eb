"""A command written as the line that would ask for it: for help, for the echo, and for the parser's own test."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar, assert_never

from zoomcore.commands import catalogue as commands
from zoomcore.commands.base import Command, Target
from zoomcore.domain.courses import Announce
from zoomcore.domain.meetings import Scope
from zoomcore.domain.options import RecordingMode
from zoomcore.domain.schedule import Repeat

_WEEKDAYS = ("", "mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"}
_ANNOUNCE = {Announce.ALWAYS: "announce", Announce.NEVER: "private"}
_RECORDING = {
    RecordingMode.CLOUD: "record",
    RecordingMode.LOCAL: "record local",
    RecordingMode.NONE: "no recording",
}
_SCOPES = {Scope.THIS: "this", Scope.FOLLOWING: "this and later", Scope.ALL: "all"}
#: Opening and closing marks with the characters that may not stand between them.
_MARKS = (('"', '"', '"'), ("«", "»", "»"), ("“", "”", "”"))


def quote(text: str) -> str:
    """The text in marks that it does not hold itself."""
    left, right, _ = next((marks for marks in _MARKS if marks[2] not in text), _MARKS[0])
    return f"{left}{text}{right}"


def line(command: Command) -> str:
    """The line a person would type; the bare name for a command that only buttons give."""
    writer = _WRITERS.get(type(command))
    parts = writer(command) if writer else iter((command.spec.name,))
    return " ".join(part for part in parts if part)


def _new(command: commands.ScheduleMeeting) -> Iterator[str]:
    yield "new"
    yield quote(command.topic) if command.topic else ""
    yield command.day.isoformat() if command.day else ""
    yield command.at.strftime("%H:%M") if command.at else ""
    yield f"tz {command.zone}" if command.zone else ""
    yield _length(command.duration_minutes)
    yield from _repeat(command)
    yield f"#{command.course.removeprefix('#')}" if command.course else ""
    yield _host(command.host)
    yield _ANNOUNCE.get(command.announce, "") if command.announce else ""
    yield _RECORDING.get(command.recording, "") if command.recording else ""
    yield {None: "", True: "waiting room", False: "no waiting room"}[command.waiting_room]


def _length(minutes: int | None) -> str:
    return f"for {minutes} min" if minutes else ""


def _host(host: str) -> str:
    return f"host {host}" if host else ""


def _repeat(command: commands.ScheduleMeeting) -> Iterator[str]:
    yield _rule(command)
    yield f"until {command.until}" if command.until else ""
    yield f"x{command.count}" if command.count else ""
    yield "except " + ", ".join(day.isoformat() for day in command.skip) if command.skip else ""


def _rule(command: commands.ScheduleMeeting) -> str:
    number = "" if command.interval == 1 else f"{command.interval} "
    plural = "" if command.interval == 1 else "s"
    days = ",".join(_WEEKDAYS[day] for day in command.weekdays)
    match command.repeat:
        case Repeat.NONE:
            return ""
        case Repeat.ANYTIME:
            return "anytime"
        case Repeat.DAILY:
            return f"every {number}day{plural}"
        case Repeat.WEEKLY:
            return f"every {number}week{plural}" + (f" on {days}" if days else "")
        case Repeat.MONTHLY:
            on = f" on the {_NTH[command.monthly_week]} {days}" if command.monthly_week else ""
            return f"every {number}month{plural}{on}"
        case _:
            assert_never(command.repeat)


def _target(target: Target) -> Iterator[str]:
    yield f"#{target.course.removeprefix('#')}" if target.course else ""
    yield str(target.number) if target.number else ""
    yield quote(target.words) if target.words else ""
    yield target.which


def _move(command: commands.MoveMeeting) -> Iterator[str]:
    yield "move"
    yield from _target(command.target)
    yield "to" if command.day or command.at else ""
    yield command.day.isoformat() if command.day else ""
    yield command.at.strftime("%H:%M") if command.at else ""
    yield f"tz {command.zone}" if command.zone else ""
    yield _length(command.duration_minutes)
    yield f"topic {quote(command.topic)}" if command.topic else ""
    yield _SCOPES.get(command.scope, "")


def _move_form(command: commands.OpenMoveForm) -> Iterator[str]:
    yield "move"
    yield from _target(command.target)


def _cancel(command: commands.CancelMeeting) -> Iterator[str]:
    yield "cancel"
    yield from _target(command.target)
    yield _SCOPES.get(command.scope, "")


def _now(command: commands.StartNow) -> Iterator[str]:
    yield "now"
    yield quote(command.topic) if command.topic else ""
    yield _length(command.duration_minutes)
    yield f"#{command.course.removeprefix('#')}" if command.course else ""


def _start(command: commands.StartMeeting | commands.JoinMeeting) -> Iterator[str]:
    yield command.spec.name
    yield from _target(command.target)


def _list(command: commands.ListMeetings) -> Iterator[str]:
    yield "list"
    yield command.course
    yield "mine" if command.mine else ""
    yield "" if command.days == commands.ListMeetings.days else f"{command.days} days"
    yield "" if command.page == 1 else f"page {command.page}"


def _coded(command: commands.MapCourse | commands.UnmapCourse | commands.AddCourse) -> Iterator[str]:
    yield command.spec.name
    yield command.code
    yield f"#{command.channel}" if not isinstance(command, commands.AddCourse) and command.channel else ""
    yield quote(command.title) if not isinstance(command, commands.UnmapCourse) and command.title else ""


def _courses(command: commands.ListCourses) -> Iterator[str]:
    yield "course list"
    yield "" if command.page == 1 else f"page {command.page}"


def _people(command: commands.ShowPeople) -> Iterator[str]:
    yield "course people"
    yield command.code
    yield "" if command.page == 1 else f"page {command.page}"


def _enroll(command: commands.EnrollPerson) -> Iterator[str]:
    yield "course people"
    yield command.code
    yield f"add {command.who}"
    yield quote(command.name) if command.name else ""
    yield f"as {command.role.value}"
    yield f"section {command.section}" if command.section else ""


def _remove(command: commands.RemovePerson) -> Iterator[str]:
    yield "course people"
    yield command.code
    yield f"remove {command.who}"


def _backup(command: commands.MakeBackup) -> Iterator[str]:
    yield "backup"
    yield "all" if command.everything else command.code
    yield "with people" if command.people else ""


def _backups(command: commands.ListBackups) -> Iterator[str]:
    yield "backup list"
    yield command.code
    yield "" if command.page == 1 else f"page {command.page}"


def _one_backup(
    command: commands.ShowBackup | commands.VerifyBackup | commands.FetchBackup | commands.DeleteBackup,
) -> Iterator[str]:
    yield command.spec.name
    yield str(command.backup)


def _restore(command: commands.RestoreBackup) -> Iterator[str]:
    yield "restore"
    yield str(command.backup) if command.backup else command.code


def _copy(command: commands.CopyCourse) -> Iterator[str]:
    yield f"restore {command.backup}" if command.backup else f"course copy {command.code}"
    yield f"to {command.to}"
    yield f"starting {command.starting}" if command.starting else ""
    yield "except " + ", ".join(day.isoformat() for day in command.skip) if command.skip else ""


def _roster(command: commands.ImportRoster | commands.SuggestRoster) -> Iterator[str]:
    yield "course people"
    yield command.code
    yield command.spec.name.rpartition(" ")[2]


def _idle(command: commands.ListIdle) -> Iterator[str]:
    yield f"licenses idle {command.days}d"
    yield "" if command.page == 1 else f"page {command.page}"


def _sweep(command: commands.OpenSweepForm) -> Iterator[str]:
    yield f"licenses sweep {command.days}d"


def _request(command: commands.RequestLicense) -> Iterator[str]:
    yield "licenses request"
    yield f"for {command.who}" if command.who else ""
    yield f"because {quote(command.reason)}" if command.reason else ""
    yield f"until {command.until.isoformat()}" if command.until else ""
    yield command.at.strftime("%H:%M") if command.at else ""


def _protect(command: commands.ProtectLicense) -> Iterator[str]:
    yield "licenses protect"
    yield f"group {quote(command.group)}" if command.group else command.who
    yield "" if command.protect else "off"


def _limit(command: commands.LimitLicenses) -> Iterator[str]:
    yield f"licenses limit {'off' if command.limit is None else command.limit}"


def _policy(command: commands.SetLicensePolicy) -> Iterator[str]:
    yield "licenses policy"
    yield command.policy.value if command.policy else ""
    yield {None: "", True: "pause", False: "resume"}[command.paused]
    yield {None: "", True: "two", False: "one"}[command.two_people]
    yield {None: "", True: "join", False: "nojoin"}[command.on_join]
    if command.quiet_from is not None:
        off = command.quiet_from == command.quiet_to
        yield "quiet off" if off else f"quiet {command.quiet_from}-{command.quiet_to}"
    yield "" if command.idle_days is None else f"idle {command.idle_days}d"
    yield "" if command.free_hours is None else f"free {command.free_hours}h"


def _history(command: commands.ShowLicenseHistory) -> Iterator[str]:
    yield "licenses history"
    yield "csv" if command.csv else ""
    yield "" if command.before is None else f"LR-{command.before - 1}"


def _approvals(command: commands.SetApprovals) -> Iterator[str]:
    yield "settings approvals"
    yield "off" if command.off else ""
    yield f"#{command.channel}" if command.channel else ""


def _settings(command: commands.ShowSettings) -> Iterator[str]:
    yield f"settings {command.course}".strip()


def _private(command: commands.ExportPerson | commands.ErasePerson) -> Iterator[str]:
    yield command.spec.name
    yield command.who


def _help(command: commands.ShowHelp) -> Iterator[str]:
    yield f"help {command.topic}".strip()


_OneRecording = (
    commands.PublishRecording
    | commands.HideRecording
    | commands.ShowSeen
    | commands.RenameRecording
    | commands.TrashRecording
    | commands.RestoreRecording
    | commands.DeleteRecording
)


def _recordings(command: commands.ListRecordings) -> Iterator[str]:
    yield "recordings"
    yield from _target(command.target)
    yield f"since {command.since_days} days" if command.since_days else ""
    yield "" if command.page == 1 else f"page {command.page}"


def _one_recording(command: _OneRecording) -> Iterator[str]:
    yield command.spec.name
    yield str(command.recording) if command.recording else ""


def _course_recording(command: commands.PublishRecording | commands.HideRecording | commands.ShowSeen) -> Iterator[str]:
    yield from _one_recording(command)
    yield f"#{command.course.removeprefix('#')}" if command.course else ""


def _rename(command: commands.RenameRecording) -> Iterator[str]:
    yield from _one_recording(command)
    yield quote(command.topic) if command.topic else ""


def _student_recordings(command: commands.ShowStudentRecordings) -> Iterator[str]:
    yield "recordings student"
    yield command.who
    yield f"#{command.course.removeprefix('#')}" if command.course else ""
    yield "" if command.page == 1 else f"page {command.page}"


C = TypeVar("C", bound=Command)
_Writer = Callable[[Command], Iterator[str]]


def _row(kind: type[C], write: Callable[[C], Iterator[str]]) -> tuple[type[Command], _Writer]:
    """Tie a writer to its class, so that it is only ever given commands of that class."""

    def checked(command: Command) -> Iterator[str]:
        if not isinstance(command, kind):
            raise TypeError(command)
        return write(command)

    return kind, checked


_WRITERS: Mapping[type[Command], _Writer] = dict(
    (
        _row(commands.ScheduleMeeting, _new),
        _row(commands.OpenScheduleForm, lambda command: _new(command.draft)),
        _row(commands.MoveMeeting, _move),
        _row(commands.OpenMoveForm, _move_form),
        _row(commands.CancelMeeting, _cancel),
        _row(commands.StartNow, _now),
        _row(commands.StartMeeting, _start),
        _row(commands.JoinMeeting, _start),
        _row(commands.ListMeetings, _list),
        _row(commands.AddCourse, _coded),
        _row(commands.MapCourse, _coded),
        _row(commands.UnmapCourse, _coded),
        _row(commands.ListCourses, _courses),
        _row(commands.ShowPeople, _people),
        _row(commands.EnrollPerson, _enroll),
        _row(commands.RemovePerson, _remove),
        _row(commands.ImportRoster, _roster),
        _row(commands.SuggestRoster, _roster),
        _row(commands.ListIdle, _idle),
        _row(commands.OpenSweepForm, _sweep),
        _row(commands.RequestLicense, _request),
        _row(commands.ProtectLicense, _protect),
        _row(commands.LimitLicenses, _limit),
        _row(commands.SetLicensePolicy, _policy),
        _row(commands.ShowLicenseHistory, _history),
        _row(commands.SetApprovals, _approvals),
        _row(commands.MakeBackup, _backup),
        _row(commands.ListBackups, _backups),
        _row(commands.ShowBackup, _one_backup),
        _row(commands.VerifyBackup, _one_backup),
        _row(commands.FetchBackup, _one_backup),
        _row(commands.DeleteBackup, _one_backup),
        _row(commands.RestoreBackup, _restore),
        _row(commands.CopyCourse, _copy),
        _row(commands.ShowSettings, _settings),
        _row(commands.ExportPerson, _private),
        _row(commands.ErasePerson, _private),
        _row(commands.ListRecordings, _recordings),
        _row(commands.ShowStudentRecordings, _student_recordings),
        _row(commands.PublishRecording, _course_recording),
        _row(commands.HideRecording, _course_recording),
        _row(commands.ShowSeen, _course_recording),
        _row(commands.RenameRecording, _rename),
        _row(commands.TrashRecording, _one_recording),
        _row(commands.RestoreRecording, _one_recording),
        _row(commands.DeleteRecording, _one_recording),
        _row(commands.ShowHelp, _help),
    )
)
