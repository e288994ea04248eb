"""The lines about courses: add, map, unmap, list, and the people in them."""

import re
from collections.abc import Mapping

from zoomcore.commands.lexer import MENTIONED, QUOTED
from zoomcore.commands.mentions import MentionKind
from zoomcore.commands.options import read_person
from zoomcore.commands.outcome import Parsed, Speaker
from zoomcore.commands.source import Source
from zoomcore.commands.targets import target_of
from zoomcore.commands.wishes.courses import (
    AddCourse,
    EnrollPerson,
    ImportRoster,
    ListCourses,
    MapCourse,
    RemovePerson,
    ShowPeople,
    SuggestRoster,
    UnmapCourse,
)
from zoomcore.commands.wishes.sync import AdoptMeeting
from zoomcore.domain.people import Role
from zoomcore.domain.schedule import LONGEST_TOPIC
from zoomcore.errors import InvalidInput
from zoomcore.wording import _

_WORD = re.compile(rf"[^\s,;{QUOTED}{MENTIONED}]+")
_PAGE = re.compile(r"page (\d{1,4})(?!\w)")
_ROLES: Mapping[str, Role] = {
    "instructor": Role.INSTRUCTOR,
    "teacher": Role.INSTRUCTOR,
    "professor": Role.INSTRUCTOR,
    "profesor": Role.INSTRUCTOR,
    "profesora": Role.INSTRUCTOR,
    "assistant": Role.ASSISTANT,
    "ta": Role.ASSISTANT,
    "ayudante": Role.ASSISTANT,
    "student": Role.STUDENT,
    "estudiante": Role.STUDENT,
    "alumno": Role.STUDENT,
    "alumna": Role.STUDENT,
    "observer": Role.OBSERVER,
    "auditor": Role.OBSERVER,
    "oyente": Role.OBSERVER,
}
_AS = re.compile(r"(?:^|\s)(?:as|como)(?: an?| una?)? (\w+)(?!\w)")
_SECTION = re.compile(r"(?:^|\s)(?:section|sec|seccion|grupo)[ :]+([\w.-]+)")
_ACTION = re.compile(r"(?:^|\s)(?P<action>add|remove|import|suggest)(?!\S)")
#: Longer than any code a school uses, short enough for a table.
_LONGEST_CODE = 40


def _code(source: Source, start: int, end: int | None = None) -> tuple[str, int]:
    """The first word, as a course's code without its "#", and where it ends."""
    match = _WORD.search(source.flat, start, len(source.flat) if end is None else end)
    if match is None:
        return "", start
    code = source.line.cut(match.start(), match.end()).lstrip("#")
    if len(code) > _LONGEST_CODE:
        raise InvalidInput(
            _("A course code has at most {most} characters.").format(most=_LONGEST_CODE),
            next_step=_("Choose a shorter one."),
            field="code",
        )
    return code, match.end()


def _need_code(code: str, usage: str) -> str:
    if not code:
        raise InvalidInput(
            _("Which course do you mean?"),
            next_step=_("Add its code, like `{usage}`.").format(usage=usage),
            field="code",
        )
    return code


def _title(source: Source, start: int) -> str:
    """A quoted title, else the words that follow as typed."""
    quoted = [source.line.quoted[place] for place in sorted(source.line.quoted) if place >= start]
    plain = source.line.cut(start, len(source.flat)) if start < len(source.flat) else ""
    title = quoted[0] if quoted else plain.strip(" ,;:-")
    if len(title) > LONGEST_TOPIC:
        raise InvalidInput(
            _("That title has {count} characters, and I keep {most}.").format(count=len(title), most=LONGEST_TOPIC),
            next_step=_("Send it again with a shorter title."),
            field="title",
        )
    return title


def read_add(source: Source, start: int, _speaker: Speaker) -> Parsed:
    """`course add CODE "title"`."""
    code, end = _code(source, start)
    return Parsed(
        command=AddCourse(code=_need_code(code, 'course add MATH201 "Algebra II"'), title=_title(source, end))
    )


def read_map(source: Source, start: int, _speaker: Speaker) -> Parsed:
    """`course map [CODE] [channel] ["title"]`; bare: the course this channel was named for, if any."""
    code, end = _code(source, start)
    return Parsed(command=MapCourse(code=code, channel=_channel(source, end), title=_quoted_title(source, end)))


def _quoted_title(source: Source, start: int) -> str:
    return _title(source, start) if source.line.quoted else ""


def _channel(source: Source, start: int) -> str:
    """A mentioned channel's id; a typed "#name" is given without its mark, as a name."""
    for place in sorted(source.line.mentions):
        if place >= start and source.line.mentions[place].kind is MentionKind.CHANNEL:
            return source.line.mentions[place].id
    match = re.compile(r"(?<!\S)#([\w.-]+)").search(source.flat, start)
    return source.line.cut(match.start(1), match.end()) if match else ""


def read_unmap(source: Source, start: int, _speaker: Speaker) -> Parsed:
    """`course unmap [CODE] [channel]`."""
    channel = _channel(source, start)
    code, _ = _code(source, start)
    return Parsed(command=UnmapCourse(code="" if code == channel else code, channel=channel))


def read_adopt(source: Source, start: int, _speaker: Speaker) -> Parsed:
    """`course adopt [number or link] [CODE]`, in any order. InvalidInput for other words: a topic is no address."""
    target = target_of(source, start)
    if target.words:
        raise InvalidInput(
            _("I need the meeting's id, not its name."),
            next_step=_("Zoom's portal shows it, like `course adopt 812 3456 7890`. `course adopt` offers yours."),
            field="number",
        )
    return Parsed(command=AdoptMeeting(number=target.number, code=target.course))


def read_courses(source: Source, start: int, _speaker: Speaker) -> Parsed:
    match = _PAGE.search(source.flat, start)
    return Parsed(command=ListCourses(page=max(1, int(match[1])) if match else 1))


def read_people(source: Source, start: int, speaker: Speaker) -> Parsed:
    """`course people [CODE] [add … | remove … | import | suggest | page N]`."""
    action = _ACTION.search(source.flat, max(start - 1, 0))
    if action is None:
        return _show(source, start)
    code, _ = _code(source, start, action.start())
    reader = _ACTIONS[action["action"]]
    return reader(source, code, action.end(), speaker)


def _show(source: Source, start: int) -> Parsed:
    page = _PAGE.search(source.flat, start)
    code, _ = _code(source, start, page.start() if page else None)
    return Parsed(command=ShowPeople(code=code, page=max(1, int(page[1])) if page else 1))


def _find_person(source: Source, start: int) -> tuple[str, str, int, int]:
    """Who, the name a mention shows, and the place; InvalidInput where nobody is named."""
    for place in range(start, len(source.flat)):
        person = read_person(source, place) if source.starts_at(place) else None
        if person is not None:
            mention = source.line.mentions.get(place)
            return person[0], mention.name if mention else "", place, person[1]
    raise InvalidInput(
        _("Whom do you mean?"), next_step=_("Add an e-mail address or a mention, like `ana@uni.example`."), field="who"
    )


def _enroll(source: Source, code: str, start: int, _speaker: Speaker) -> Parsed:
    """Add WHO [as ROLE] [section X], in any order; a quoted piece or words before the e-mail are the name."""
    who, name, _, end = _find_person(source, start)
    quoted = [source.line.quoted[place] for place in sorted(source.line.quoted) if place >= start]
    section = _SECTION.search(source.flat, end)
    return Parsed(
        command=EnrollPerson(
            code=code,
            who=who,
            name=quoted[0] if quoted else name,
            role=_role(source, end),
            section=source.line.cut(section.start(1), section.end(1)) if section else "",
        )
    )


def _role(source: Source, start: int) -> Role:
    match = _AS.search(source.flat, start)
    if match is None:
        return Role.STUDENT
    role = _ROLES.get(match[1])
    if role is None:
        raise InvalidInput(
            _("“{match}” is no role in a course.").format(match=match[1]),
            next_step=_("Choose instructor, assistant, student or observer."),
            field="role",
        )
    return role


def _remove(source: Source, code: str, start: int, _speaker: Speaker) -> Parsed:
    who, _, _, _ = _find_person(source, start)
    return Parsed(command=RemovePerson(code=code, who=who))


def _import(source: Source, code: str, _start: int, _speaker: Speaker) -> Parsed:
    """What follows the word, line ends kept, is the list."""
    return Parsed(command=ImportRoster(code=code, csv=source.paste))


def _suggest(_source: Source, code: str, _start: int, _speaker: Speaker) -> Parsed:
    return Parsed(command=SuggestRoster(code=code))


_ACTIONS = {"add": _enroll, "remove": _remove, "import": _import, "suggest": _suggest}
