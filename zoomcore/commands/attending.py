"""The lines about attendance and grades. Days are looked for backwards: a class that was held lies behind."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import assert_never

from zoomcore.commands.base import Target
from zoomcore.commands.days import read_day
from zoomcore.commands.found import (
    CourseFound,
    DayFound,
    DayWord,
    FixedDay,
    MonthDay,
    NearDay,
    WeekdayWord,
    YearlessDay,
)
from zoomcore.commands.options import looks_like_code, read_course, read_person
from zoomcore.commands.outcome import Parsed, Speaker
from zoomcore.commands.repeats import read_one_day
from zoomcore.commands.source import Source, scan
from zoomcore.commands.targets import read_target
from zoomcore.commands.wishes.attendance import (
    ExportAttendance,
    ExportFormat,
    ExportGrades,
    ShowAttendance,
    ShowGrades,
    ShowMyAttendance,
    ShowMyGrades,
    ShowStudentAttendance,
    ShowTermAttendance,
)
from zoomcore.commands.wishes.rulings import (
    AgreeAccommodation,
    MarkAttendance,
    OpenRuleForm,
    ReleaseGrades,
    ShowReview,
    VoidAttendance,
)
from zoomcore.domain.attendance.rules import AttendanceStatus, Excuse
from zoomcore.domain.wallclock import local_day
from zoomcore.errors import InvalidInput
from zoomcore.wording import _

_PAGE = re.compile(r"(?:^|\s)(?:page|pagina) (\d{1,4})(?!\w)")
_BECAUSE = re.compile(r"(?:^|\s)(?:because(?: of)?|as|porque|por)[ :]+(?=\S)")
_SINCE = re.compile(
    r"(?:^|\s)(?:since|desde)[ :]+(?P<last>last (?P<unit>week|month)|(?:the )?(?P<count>\d{1,3}) days)?"
)
_POINTS = re.compile(r"(?:^|\s)(?:with |gets? |to )?(-?\d{1,9}(?:[.,]\d{1,4})?) ?(?:points?|pts?|puntos?)(?!\w)")
_FORMATS: Mapping[str, ExportFormat] = {
    "csv": ExportFormat.CSV,
    "xlsx": ExportFormat.XLSX,
    "excel": ExportFormat.XLSX,
    "book": ExportFormat.BOOK,
    "gradebook": ExportFormat.BOOK,
    "canvas": ExportFormat.BOOK,
    "moodle": ExportFormat.BOOK,
    "blackboard": ExportFormat.BOOK,
}
_FORMAT = re.compile(rf"(?:^|\s)(?:as )?({'|'.join(_FORMATS)})(?!\w)")
_STATUSES: Mapping[str, AttendanceStatus] = {
    "present": AttendanceStatus.PRESENT,
    "there": AttendanceStatus.PRESENT,
    "late": AttendanceStatus.LATE,
    "partial": AttendanceStatus.PARTIAL,
    "absent": AttendanceStatus.ABSENT,
}
_STATUS = re.compile(rf"(?:^|\s)(?:as |was )?(excused?|{'|'.join(_STATUSES)})(?!\w)")
_EXCUSES = re.compile(rf"(?:^|\s)({'|'.join(one.value for one in Excuse)})(?!\w)")
_SHARE = re.compile(r"(?:^|\s)(\d{1,3}) ?(?:%|percent)(?: of (?:the )?class)?")
_GRACE = re.compile(r"(?:^|\s)(\d{1,3}) ?min(?:utes)?(?: (?:of )?grace)?(?!\w)")
_NEVER_LATE = re.compile(r"(?:^|\s)never late(?!\w)")
_LIVE = re.compile(r"(?:^|\s)(?:live|now|last|latest)(?!\w)")
_MY = re.compile(r"(?:me|mine|my own|mia|mio|yo)(?!\w)")


def read_attendance(source: Source, start: int, speaker: Speaker) -> Parsed:
    """All that begins with "attendance": the word behind it decides, or a class is meant."""
    return _branch(source, start, speaker, _ATTENDANCE, _show)


def read_grades(source: Source, start: int, speaker: Speaker) -> Parsed:
    return _branch(source, start, speaker, _GRADES, _show_grades)


Branch = Callable[[Source, int, Speaker], Parsed]


def _branch(source: Source, start: int, speaker: Speaker, branches: Mapping[str, Branch], otherwise: Branch) -> Parsed:
    match = re.compile(r"[^\s,;:]+").match(source.flat, start)
    word = match.group() if match else ""
    if match and _MY.fullmatch(word):
        return branches["me"](source, match.end(), speaker)
    branch = branches.get(word)
    return branch(source, match.end(), speaker) if match and branch else otherwise(source, start, speaker)


# Pieces of these lines.


def _without(source: Source, start: int, *patterns: re.Pattern[str]) -> tuple[tuple[int, int], ...]:
    """The spans from `start` on that none of the patterns claims."""
    spans = [(start, len(source.flat))]
    for pattern in patterns:
        spans = [piece for span in spans for piece in _cut(source, span, pattern)]
    return tuple(spans)


def _cut(source: Source, span: tuple[int, int], pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    match = pattern.search(source.flat, *span)
    if match is None:
        return [span]
    return [(span[0], match.start()), (match.end(), span[1])]


def _target(source: Source, spans: tuple[tuple[int, int], ...], speaker: Speaker) -> Target:
    """The class meant: a course, a number, a topic, a day that lies behind."""
    day: date | None = None
    course = ""
    rest: list[tuple[int, int]] = []
    for start, end in spans:
        scanned = scan(source, start, (read_course, read_one_day), end)
        for item in scanned.items:
            match item.found:
                case CourseFound(code=code):
                    course = code
                case DayFound(word=word):
                    day = latest(word, local_day(speaker.now, speaker.zone))
        rest += scanned.rest
    target = read_target(source, tuple(rest))
    return replace(target, course=course or target.course, day=day)


def latest(word: DayWord, today: date) -> date:
    """The day that a word means, seen backwards: itself, or the last that fits on or before today."""
    match word:
        case FixedDay(day=day):
            return day
        case NearDay(offset=offset):
            return today + timedelta(days=offset)
        case WeekdayWord(weekday=weekday):
            return today - timedelta(days=(today.isoweekday() - weekday) % 7)
        case YearlessDay(month=month, day=day):
            return _last_fitting(today, lambda one: (one.month, one.day) == (month, day))
        case MonthDay(day=day):
            return _last_fitting(today, lambda one: one.day == day)
        case _:
            assert_never(word)


def _last_fitting(today: date, fits: Callable[[date], bool]) -> date:
    # 29 February was at most eight years ago, whatever the century.
    return next(one for days in range(366 * 8 + 2) if fits(one := today - timedelta(days=days)))


def page_of(source: Source, start: int) -> int:
    match = _PAGE.search(source.flat, max(start - 1, 0))
    return max(1, int(match[1])) if match else 1


def _course(source: Source, start: int, *patterns: re.Pattern[str]) -> str:
    """The course a line names, "#" or not; "" where it names none."""
    for span in _without(source, start, _PAGE, *patterns):
        target = read_target(source, (span,))
        if target.course or looks_like_code(target.words):
            return target.course or target.words
    return ""


def _reason(source: Source, start: int) -> tuple[str, int]:
    """What follows "because", as typed, and where that begins; the line's end where there is none."""
    match = _BECAUSE.search(source.flat, max(start - 1, 0))
    if match is None:
        return "", len(source.flat)
    return source.line.cut(match.end(), len(source.flat)).strip(), match.start()


def _before(spans: tuple[tuple[int, int], ...], end: int) -> tuple[tuple[int, int], ...]:
    return tuple((a, min(b, end)) for a, b in spans if a < end)


def _who(source: Source, start: int) -> tuple[str, re.Pattern[str]]:
    """The person a line names, and a pattern that claims their place; InvalidInput where nobody is named."""
    for place in range(start, len(source.flat)):
        person = read_person(source, place) if source.starts_at(place) else None
        if person is not None:
            return person[0], re.compile(re.escape(source.flat[place : person[1]]))
    raise InvalidInput(
        _("Whom do you mean?"), next_step=_("Add an e-mail address or a mention, like `bo@uni.example`."), field="who"
    )


# The lines.


def _show(source: Source, start: int, speaker: Speaker) -> Parsed:
    target = _target(source, _without(source, start, _PAGE, _LIVE), speaker)
    return Parsed(command=ShowAttendance(target=target, page=page_of(source, start)))


def _term(source: Source, start: int, speaker: Speaker) -> Parsed:
    return Parsed(
        command=ShowTermAttendance(
            course=_course(source, start, _SINCE),
            since_days=read_since(source, start, speaker)[0],
            page=page_of(source, start),
        )
    )


def read_since(source: Source, start: int, speaker: Speaker) -> tuple[int, tuple[int, int]]:
    """How many days "since …" looks back, and where it stands; 0 and an empty place where the line has none."""
    match = _SINCE.search(source.flat, max(start - 1, 0))
    if match is None:
        return 0, (start, start)
    if match["last"]:
        days = int(match["count"]) if match["count"] else {"week": 7, "month": 31}[match["unit"]]
        return days, match.span()
    day = read_day(source, match.end())
    if day is None:
        raise InvalidInput(
            _("I couldn't read since when."),
            next_step=_("Write it like `since nov 12` or `since last week`."),
            field="since",
        )
    today = local_day(speaker.now, speaker.zone)
    return max((today - latest(day.word, today)).days, 1), (match.start(), day.end)


def _mine(source: Source, start: int, _speaker: Speaker) -> Parsed:
    return Parsed(command=ShowMyAttendance(course=_course(source, start), page=page_of(source, start)))


def _student(source: Source, start: int, _speaker: Speaker) -> Parsed:
    who, place = _who(source, start)
    return Parsed(
        command=ShowStudentAttendance(who=who, course=_course(source, start, place), page=page_of(source, start))
    )


def _review(source: Source, start: int, speaker: Speaker) -> Parsed:
    target = _target(source, _without(source, start, _PAGE, _LIVE), speaker)
    return Parsed(command=ShowReview(target=target, page=page_of(source, start)))


def _export(source: Source, start: int, speaker: Speaker) -> Parsed:
    match = _FORMAT.search(source.flat, max(start - 1, 0))
    form = _FORMATS[match[1]] if match else ExportFormat.CSV
    target = _target(source, _without(source, start, _FORMAT, _LIVE), speaker)
    return Parsed(command=ExportAttendance(target=target, format=form))


def _void(source: Source, start: int, speaker: Speaker) -> Parsed:
    reason, end = _reason(source, start)
    if not reason:
        raise InvalidInput(
            _("Why does that class count for nobody?"),
            next_step=_("Add the reason, like `attendance void nov 12 because outage`: students see it."),
            field="reason",
        )
    target = _target(source, _before(((start, len(source.flat)),), end), speaker)
    return Parsed(command=VoidAttendance(target=target, reason=reason))


def _mark(source: Source, start: int, speaker: Speaker) -> Parsed:
    who, place = _who(source, start)
    reason, end = _reason(source, start)
    status, points = _STATUS.search(source.flat, start - 1, end), _POINTS.search(source.flat, start - 1, end)
    if status is None and points is None:
        raise InvalidInput(
            _("How is it to be marked?"),
            next_step=_("Say present, late, partial, absent or excused, or a number of points."),
            field="status",
        )
    excused = status is not None and status[1].startswith("excuse")
    spans = _before(_without(source, start, place, _STATUS, _POINTS, _EXCUSES), end)
    return Parsed(
        command=MarkAttendance(
            who=who,
            target=_target(source, spans, speaker),
            status=None if status is None or excused else _STATUSES[status[1]],
            excuse=_excuse(source, start, end) if excused else None,
            points=_points(points[1]) if points else None,
            reason=reason,
        )
    )


def _excuse_line(source: Source, start: int, speaker: Speaker) -> Parsed:
    """`attendance excuse bo@uni.example illness nov 12 because …`."""
    who, place = _who(source, start)
    reason, end = _reason(source, start)
    spans = _before(_without(source, start, place, _EXCUSES), end)
    target = _target(source, spans, speaker)
    return Parsed(command=MarkAttendance(who=who, target=target, excuse=_excuse(source, start, end), reason=reason))


def _excuse(source: Source, start: int, end: int) -> Excuse:
    match = _EXCUSES.search(source.flat, start - 1, end)
    return Excuse(match[1]) if match else Excuse.OTHER


def _points(text: str) -> Decimal:
    try:
        points = Decimal(text.replace(",", "."))
    except InvalidOperation as error:
        raise InvalidInput(
            _("I couldn't read those points."), next_step=_("Write them like 7.5."), field="points"
        ) from error
    if points < 0 or points != round(points, 2):
        raise InvalidInput(
            _("Points are zero or more, with at most two places."), next_step=_("Write them like 7.5."), field="points"
        )
    return points


def _rule(source: Source, start: int, _speaker: Speaker) -> Parsed:
    return Parsed(command=OpenRuleForm(course=_course(source, start)))


def _agree(source: Source, start: int, _speaker: Speaker) -> Parsed:
    who, place = _who(source, start)
    share, grace = _SHARE.search(source.flat, start - 1), _GRACE.search(source.flat, start - 1)
    never = _NEVER_LATE.search(source.flat, start - 1) is not None
    nothing = re.compile(r"(?:^|\s)nothing(?!\w)")
    if not (share or grace or never or nothing.search(source.flat, start - 1)):
        raise InvalidInput(
            _("What is agreed with them?"),
            next_step=_("Say `75% of class`, `10 min grace`, `never late`, or `nothing` to end it."),
            field="share_of_window",
        )
    return Parsed(
        command=AgreeAccommodation(
            who=who,
            course=_course(source, start, place, _SHARE, _GRACE, _NEVER_LATE, nothing),
            share_of_window=int(share[1]) if share else 100,
            grace_minutes=int(grace[1]) if grace else 0,
            never_late=never,
        )
    )


def _show_grades(source: Source, start: int, _speaker: Speaker) -> Parsed:
    return Parsed(command=ShowGrades(course=_course(source, start), page=page_of(source, start)))


def _my_grades(source: Source, start: int, _speaker: Speaker) -> Parsed:
    return Parsed(command=ShowMyGrades(course=_course(source, start), page=page_of(source, start)))


def _release(source: Source, start: int, _speaker: Speaker) -> Parsed:
    return Parsed(command=ReleaseGrades(course=_course(source, start, re.compile(r"(?:^|\s)all(?!\w)"))))


def _export_grades(source: Source, start: int, _speaker: Speaker) -> Parsed:
    match = _FORMAT.search(source.flat, max(start - 1, 0))
    form = _FORMATS[match[1]] if match else ExportFormat.BOOK
    return Parsed(command=ExportGrades(course=_course(source, start, _FORMAT), format=form))


_ATTENDANCE: Mapping[str, Branch] = {
    "me": _mine,
    "term": _term,
    "semester": _term,
    "student": _student,
    "review": _review,
    "fix": _review,
    "export": _export,
    "void": _void,
    "mark": _mark,
    "excuse": _excuse_line,
    "rule": _rule,
    "agree": _agree,
}
_GRADES: Mapping[str, Branch] = {"me": _my_grades, "release": _release, "export": _export_grades, "rule": _rule}
