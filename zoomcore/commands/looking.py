"""The lines that look, start and join, and those that take no or one word."""

import re

from zoomcore.commands.found import CourseFound, LengthFound
from zoomcore.commands.lengths import read_length
from zoomcore.commands.licensing import read_approvals
from zoomcore.commands.options import read_course
from zoomcore.commands.outcome import Parsed, Speaker
from zoomcore.commands.reading import Reading
from zoomcore.commands.source import Source, scan
from zoomcore.commands.targets import target_of
from zoomcore.commands.verbs import topic_of
from zoomcore.commands.wishes.house import Connect, ShowHelp, ShowNow, ShowSettings, ShowStatus
from zoomcore.commands.wishes.invitations import ShowInvitation
from zoomcore.commands.wishes.meetings import JoinMeeting, ListMeetings, StartMeeting, StartNow
from zoomcore.commands.wishes.presets import ShowSchoolSettings
from zoomcore.commands.wishes.sync import RecreateMeeting

_APPROVALS = re.compile(r"approvals?(?!\S)")
_SCHOOL = re.compile(r"(?:school|escuela|centro)(?!\S)")
_COURSE_WORD = re.compile(r"(?<!\S)(?:course|curso)(?!\S)")
_PAGE = re.compile(r"(?:^|\s)(?:page|pagina) (\d{1,4})(?!\w)")
_SPANS = {
    "today": 1,
    "hoy": 1,
    "tomorrow": 2,
    "manana": 2,
    "week": 7,
    "semana": 7,
    "this week": 7,
    "esta semana": 7,
    "next week": 14,
    "proxima semana": 14,
    "month": 31,
    "mes": 31,
    "this month": 31,
    "all": 365,
}
_SPAN = re.compile(rf"(?:^|\s)(?:the |for )?({'|'.join(sorted(map(re.escape, _SPANS), key=len, reverse=True))})(?!\w)")
_DAYS = re.compile(r"(?:^|\s)(?:next )?(\d{1,3}) (?:days|dias)(?!\w)")
_MINE = re.compile(r"(?:^|\s)(?:mine|my(?: classes)?|mias?|mis clases)(?!\w)")
_LONGEST_LIST_DAYS = 365
_FIRST_PAGE = 1


def read_home(_source: Source, _start: int, _speaker: Speaker) -> Parsed:
    return Parsed(command=ShowNow())


def read_now(source: Source, start: int, _speaker: Speaker) -> Parsed:
    """`now "Quick question" for 30m #MATH201`, in any order."""
    reading = Reading(source, scan(source, start, (read_course, read_length)))
    course, length = reading.one(CourseFound), reading.one(LengthFound)
    return Parsed(
        command=StartNow(
            topic=reading.topic(),
            course=course.code if course else "",
            duration_minutes=length.minutes if length else None,
        )
    )


def read_start(source: Source, start: int, _speaker: Speaker) -> Parsed:
    return Parsed(command=StartMeeting(target=target_of(source, start)))


def read_join(source: Source, start: int, _speaker: Speaker) -> Parsed:
    return Parsed(command=JoinMeeting(target=target_of(source, start)))


def read_recreate(source: Source, start: int, _speaker: Speaker) -> Parsed:
    return Parsed(command=RecreateMeeting(target=target_of(source, start)))


def read_list(source: Source, start: int, _speaker: Speaker) -> Parsed:
    """List today · week · MATH201 · mine · page 2, in any order."""
    rest = source.flat[start:]
    days, page = ListMeetings().days, _FIRST_PAGE
    mine = _MINE.search(rest) is not None
    if match := _PAGE.search(rest):
        page = max(_FIRST_PAGE, int(match[1]))
    if match := _DAYS.search(rest):
        days = min(max(1, int(match[1])), _LONGEST_LIST_DAYS)
    elif match := _SPAN.search(rest):
        days = _SPANS[match[1]]
    return Parsed(command=ListMeetings(course=_list_course(source, start), mine=mine, days=days, page=page))


def _list_course(source: Source, start: int) -> str:
    """What is left once the known words are taken out: one course, as it was typed."""
    known = [match for pattern in (_PAGE, _DAYS, _SPAN, _MINE) for match in pattern.finditer(source.flat[start:])]
    taken = {place for match in known for place in range(start + match.start(), start + match.end())}
    for match in re.compile(r"[^\s,;]+").finditer(source.flat, start):
        if match.start() in taken or match.group() in {"for", "of", "course", "curso", "the", "in", "de", "classes"}:
            continue
        course = read_course(source, match.start())
        if course is not None and isinstance(course.found[0], CourseFound):
            return course.found[0].code
        return source.line.cut(match.start(), match.end())
    return ""


def read_connect(_source: Source, _start: int, _speaker: Speaker) -> Parsed:
    return Parsed(command=Connect())


def read_status(_source: Source, _start: int, _speaker: Speaker) -> Parsed:
    return Parsed(command=ShowStatus())


def read_settings(source: Source, start: int, _speaker: Speaker) -> Parsed:
    """Bare: one's own; with a word: that course's; `approvals` is about the admins' channel, `school` about all."""
    if _SCHOOL.match(source.flat, start):
        return Parsed(command=ShowSchoolSettings())
    if match := _APPROVALS.match(source.flat, start):
        return Parsed(command=read_approvals(source, match.end()))
    course = _list_course(source, start)
    here = not course and _COURSE_WORD.search(source.flat, start) is not None
    return Parsed(command=ShowSettings(course=course, here=here))


def read_invitation(source: Source, start: int, _speaker: Speaker) -> Parsed:
    return Parsed(command=ShowInvitation(target=target_of(source, start)))


def read_help(source: Source, start: int, _speaker: Speaker) -> Parsed:
    """The topic is the name of a command where the words mean one."""
    return Parsed(command=ShowHelp(topic=topic_of(source.flat[start:].strip(" .,:;!?"), source.language)))
