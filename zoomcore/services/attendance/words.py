"""Attendance in words: the same for student and instructor, without blame."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from zoomcore.domain.attendance.evidence import Doubt, Enrolled, Evidence
from zoomcore.domain.attendance.rules import (
    Accommodation,
    AttendanceRule,
    AttendanceStatus,
    Excuse,
    GradeMethod,
    TermGrade,
)
from zoomcore.domain.attendance.sheets import SheetState
from zoomcore.domain.meetings import DatedClass
from zoomcore.domain.people import PersonId
from zoomcore.views import Line
from zoomcore.views.times import format_day
from zoomcore.wording import _, phrase, plural

_HUNDRED = 100
_ALL = Decimal(1)


def told_apart(roster: Iterable[Enrolled]) -> dict[PersonId, str]:
    """What each is called where several are listed: who shares a name with another is told by their e-mail too."""
    people = list(roster)
    shared = Counter(one.name.casefold() for one in people)
    return {
        one.person: f"{one.name} ({min(one.emails)})" if shared[one.name.casefold()] > 1 and one.emails else one.name
        for one in people
    }


def status_words(status: AttendanceStatus) -> str:
    match status:
        case AttendanceStatus.PRESENT:
            return _("present")
        case AttendanceStatus.LATE:
            return _("late")
        case AttendanceStatus.PARTIAL:
            return _("partial")
        case AttendanceStatus.EXCUSED:
            return _("excused")
        case AttendanceStatus.ABSENT:
            return _("absent")
        case AttendanceStatus.UNEXPECTED:
            return _("not expected")


def counted_status(status: AttendanceStatus, count: int) -> str:
    """So many classes with that status: "6 present"."""
    match status:
        case AttendanceStatus.PRESENT:
            return plural("{count} present", "{count} present", count)
        case AttendanceStatus.LATE:
            return plural("{count} late", "{count} late", count)
        case AttendanceStatus.PARTIAL:
            return plural("{count} partial", "{count} partial", count)
        case AttendanceStatus.EXCUSED:
            return plural("{count} excused", "{count} excused", count)
        case AttendanceStatus.ABSENT:
            return plural("{count} absent", "{count} absent", count)
        case AttendanceStatus.UNEXPECTED:
            return plural("{count} not expected", "{count} not expected", count)


def status_columns() -> tuple[str, ...]:
    """Headings of a term's counts, in the order of `status_counts`."""
    return (_("Present"), _("Late"), _("Partial"), _("Excused"), _("Absent"))


def status_counts(grade: TermGrade) -> tuple[int, ...]:
    return (grade.present, grade.late, grade.partial, grade.excused, grade.absent)


def to_review(count: int) -> str:
    """Names at Zoom that may be a student's: what only a person can settle, under one name everywhere."""
    return plural("{count} name to review", "{count} names to review", count)


def excuse_words(excuse: Excuse) -> str:
    """Categories alone: nobody's health is anybody's business."""
    match excuse:
        case Excuse.PLANNED:
            return _("agreed beforehand")
        case Excuse.ILLNESS:
            return _("ill")
        case Excuse.TECHNICAL:
            return _("technical trouble")
        case Excuse.UNIVERSITY:
            return _("on university business")
        case Excuse.OTHER:
            return _("excused")


def evidence_words(evidence: Evidence) -> str:
    """By what somebody was recognised."""
    match evidence:
        case Evidence.DECISION:
            return _("the instructor's word")
        case Evidence.REGISTRANT:
            return _("a personal Zoom link")
        case Evidence.ZOOM_USER:
            return _("a signed-in Zoom account")
        case Evidence.EMAIL:
            return _("an e-mail address")
        case Evidence.COURSE_ALIAS | Evidence.ALIAS:
            return _("a name confirmed before")
        case Evidence.NAME:
            return _("a full name that only one person here has")
        case Evidence.CLICK:
            return _("a name, and their own join link pressed minutes before")


def doubt_words(doubt: Doubt | None) -> str:
    match doubt:
        case Doubt.SAME_NAME:
            return _("several people here have that name")
        case Doubt.CONTRADICTION:
            return _("the name and the account point to different people")
        case Doubt.SHARED_LINK:
            return _("two people were in on one link at once")
        case Doubt.UNKNOWN | None:
            return _("nobody here is known by that name")


def state_line(state: SheetState, *, void_reason: str = "") -> Line:
    """How sure the numbers are."""
    match state:
        case SheetState.LIVE:
            return phrase("The class is on: these are the numbers so far.")
        case SheetState.PROVISIONAL:
            return phrase("Provisional: Zoom's report may still grow. I'll read it again; you need do nothing.")
        case SheetState.FINAL:
            return phrase("Final: two readings of Zoom's report agree.")
        case SheetState.VOID:
            return phrase("This class counts for nobody: {reason}.", reason=void_reason.rstrip("."))
        case SheetState.NOT_HELD:
            return phrase("This class wasn't held at its time: nobody opened the meeting, so nothing counts.")
        case SheetState.FROZEN:
            return phrase("What Zoom reported of this class was deleted, as your school's rules ask; its results stay.")


def points_words(points: Decimal | None) -> str:
    """As people write them: 7.5, 10; a dash where nothing counts."""
    if points is None:
        return "–"
    plain = format(points.normalize(), "f")
    return plain if plain != "-0" else "0"


def minutes_of(span: timedelta) -> int:
    """Whole minutes, half a minute counting as one."""
    return int(span.total_seconds() / 60 + 0.5)


def minutes_words(span: timedelta) -> str:
    return plural("{count} min", "{count} min", minutes_of(span))


def percent(part: timedelta, whole: timedelta) -> str:
    """A dash where there is no whole."""
    if not whole:
        return "–"
    # Never rounded up to all of it: 99.6 % is not everything.
    share = _HUNDRED * part / whole
    return f"{_HUNDRED if part >= whole else min(int(share + 0.5), _HUNDRED - 1)} %"


def share_words(share: Decimal) -> str:
    return f"{points_words(share * _HUNDRED)} %"


def class_day(dated: DatedClass) -> str:
    """The day of a class where it is held, for titles."""
    at = dated.occurrence.start or dated.occurrence.started_at
    return format_day(at.astimezone(ZoneInfo(dated.course_zone)).date()) if at else ""


def class_title(dated: DatedClass) -> str:
    day = class_day(dated)
    return f"{dated.meeting.topic}, {day}" if day else dated.meeting.topic


def rule_lines(rule: AttendanceRule) -> tuple[Line, ...]:
    """What counts, a sentence each; what is left at "no difference" is not said."""
    if rule.method is GradeMethod.NONE:
        return (phrase("Attendance is recorded, and earns no points."),)
    points = points_words(rule.points)
    lines: list[Line] = []
    if rule.method is GradeMethod.ENTRY:
        lines.append(phrase("Being in class, however long, earns {points} points.", points=points))
    else:
        lines.append(
            phrase("Being in class the whole time earns {points} points; half of the time earns half.", points=points)
        )
        if rule.full_from < _ALL:
            lines.append(
                phrase("{share} of the class or more counts as the whole class.", share=share_words(rule.full_from))
            )
        if rule.nothing_below > 0:
            least = share_words(rule.nothing_below)
            lines.append(phrase("Less than {share} of the class earns no points.", share=least))
    lines += [*_late_lines(rule), *_other_lines(rule)]
    return tuple(lines)


def _late_lines(rule: AttendanceRule) -> Sequence[Line]:
    if rule.late_after is None:
        return (phrase("Nobody counts as late."),)
    minutes = str(minutes_of(rule.late_after))
    if rule.late_keeps < _ALL:
        keeps = share_words(rule.late_keeps)
        return (
            phrase(
                "Arriving more than {minutes} min after the start is late, and keeps {keeps} of the points.",
                minutes=minutes,
                keeps=keeps,
            ),
        )
    return (phrase("Arriving more than {minutes} min after the start is late; it costs no points.", minutes=minutes),)


def _other_lines(rule: AttendanceRule) -> Sequence[Line]:
    lines: list[Line] = []
    if rule.drop_lowest:
        dropped = plural(
            "The lowest class of the term is left out.",
            "The {count} lowest classes of the term are left out.",
            rule.drop_lowest,
        )
        lines.append((dropped,))
    if rule.strict:
        lines.append(phrase("A name alone earns no points: join with your own link or your own Zoom account."))
    return lines


def accommodation_words(agreed: Accommodation) -> str:
    """What is agreed with one student, in one line."""
    parts = []
    if agreed.share_of_window < _ALL:
        parts.append(
            _("{share} of the class counts as the whole class").replace("{share}", share_words(agreed.share_of_window))
        )
    if agreed.never_late:
        parts.append(_("never late"))
    elif agreed.late_grace:
        parts.append(_("{minutes} min more before being late").replace("{minutes}", str(minutes_of(agreed.late_grace))))
    return ", ".join(parts) or _("nothing")
