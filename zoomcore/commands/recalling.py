"""The lines about recordings: a list, or something done with one of them by its number."""

import re
from collections.abc import Callable, Mapping

from zoomcore.commands.attending import page_of, read_since
from zoomcore.commands.options import looks_like_code, read_person
from zoomcore.commands.outcome import Parsed, Speaker
from zoomcore.commands.source import Source
from zoomcore.commands.targets import read_target
from zoomcore.commands.wishes.recordings import (
    DeleteRecording,
    HideRecording,
    ListRecordings,
    PublishRecording,
    RenameRecording,
    RestoreRecording,
    ShowSeen,
    ShowStudentRecordings,
    TrashRecording,
)
from zoomcore.domain.schedule import LONGEST_TOPIC
from zoomcore.errors import InvalidInput
from zoomcore.wording import _

#: Our numbers; Zoom's meeting ids have nine digits and more.
_NUMBER = re.compile(r"(?<![\w.-])(?:no\.? ?|n\.? ?º ?|#)?(\d{1,7})(?![\w-])")
_PAGE = re.compile(r"(?:^|\s)(?:page|pagina) \d{1,4}(?!\w)")
_WORD = re.compile(r"[^\s,;:]+")
#: Behind a course or a class, as in "recordings MATH201 publish 3".
_LATER = re.compile(r"(?:^|\s)(publish|hide|trash|recover|delete|seen)(?= \d{1,7}$)")


def read_recordings(source: Source, start: int, speaker: Speaker) -> Parsed:
    """All that begins with "recordings": the word behind it decides, or a list is meant."""
    match = _WORD.match(source.flat, start)
    if match and (branch := _BRANCHES.get(match.group())):
        return branch(source, match.end(), speaker)
    later = _LATER.search(source.flat, max(start - 1, 0))
    if later:
        return _BRANCHES[later[1]](source, later.end(), speaker)
    if (person := _person(source, start)) is not None:
        return _student_of(source, start, person)
    return _list(source, start, speaker)


def read_publish(source: Source, start: int, _speaker: Speaker) -> Parsed:
    return Parsed(command=PublishRecording(recording=_number(source, start), course=_course(source, start)))


def read_hide(source: Source, start: int, _speaker: Speaker) -> Parsed:
    return Parsed(command=HideRecording(recording=_number(source, start), course=_course(source, start)))


# Pieces of these lines.


def _number(source: Source, start: int) -> int:
    match = _NUMBER.search(source.flat, start)
    return int(match[1]) if match else 0


def _needed(source: Source, start: int, usage: str) -> int:
    number = _number(source, start)
    if not number:
        raise InvalidInput(
            _("Which recording do you mean?"),
            next_step=_("Add its number from the list, like `{usage}`; `recordings` shows the list.").replace(
                "{usage}", usage
            ),
            field="recording",
        )
    return number


def _course(source: Source, start: int) -> str:
    """The course a line names beside a number; "" where it names none."""
    match = _NUMBER.search(source.flat, start)
    target = read_target(source, _outside(source, start, match.span() if match else (start, start)))
    return target.course or (target.words if looks_like_code(target.words) else "")


def _outside(source: Source, start: int, taken: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """What is left of a line beside a phrase and the page."""
    page = _PAGE.search(source.flat, max(start - 1, 0))
    spans = sorted([taken, page.span() if page else (start, start)])
    (first, after), (second, last) = spans
    return ((start, max(first, start)), (after, max(second, after)), (max(last, after), len(source.flat)))


def _person(source: Source, start: int) -> tuple[str, int, int] | None:
    """Who, and the place: an e-mail or a mention."""
    for place in range(start, len(source.flat)):
        person = read_person(source, place) if source.starts_at(place) else None
        if person is not None:
            return person[0], place, person[1]
    return None


# The lines.


def _list(source: Source, start: int, speaker: Speaker) -> Parsed:
    days, (begin, end) = read_since(source, start, speaker)
    target = read_target(source, _outside(source, start, (begin, end)))
    return Parsed(command=ListRecordings(target=target, since_days=days, page=page_of(source, start)))


def _student(source: Source, start: int, _speaker: Speaker) -> Parsed:
    person = _person(source, start)
    if person is None:
        raise InvalidInput(
            _("Whom do you mean?"),
            next_step=_("Add an e-mail address or a mention, like `recordings student bo@uni.example`."),
            field="who",
        )
    return _student_of(source, start, person)


def _student_of(source: Source, start: int, person: tuple[str, int, int]) -> Parsed:
    who, begin, end = person
    target = read_target(source, _outside(source, start, (begin, end)))
    course = target.course or (target.words if looks_like_code(target.words) else "")
    return Parsed(command=ShowStudentRecordings(who=who, course=course, page=page_of(source, start)))


def _rename(source: Source, start: int, _speaker: Speaker) -> Parsed:
    usage = 'recordings rename 12 "Week 3"'
    number = _needed(source, start, usage)
    match = _NUMBER.search(source.flat, start)
    quoted = [source.line.quoted[place] for place in sorted(source.line.quoted) if place >= start]
    topic = quoted[0] if quoted else source.line.cut(match.end() if match else start, len(source.flat))
    topic = topic.strip(" ,;:").removeprefix("to ").strip()
    if not topic:
        raise InvalidInput(
            _("What is it to be called?"),
            next_step=_("Add the new name, like `{usage}`.").replace("{usage}", usage),
            field="topic",
        )
    if len(topic) > LONGEST_TOPIC:
        raise InvalidInput(
            _("A recording's name has at most {most} characters.").replace("{most}", str(LONGEST_TOPIC)),
            next_step=_("Choose a shorter one."),
            field="topic",
        )
    return Parsed(command=RenameRecording(recording=number, topic=topic))


def _trash(source: Source, start: int, _speaker: Speaker) -> Parsed:
    return Parsed(command=TrashRecording(recording=_needed(source, start, "recordings trash 12")))


def _recover(source: Source, start: int, _speaker: Speaker) -> Parsed:
    return Parsed(command=RestoreRecording(recording=_needed(source, start, "recordings recover 12")))


def _delete(source: Source, start: int, _speaker: Speaker) -> Parsed:
    return Parsed(command=DeleteRecording(recording=_needed(source, start, "recordings delete 12")))


def _seen(source: Source, start: int, _speaker: Speaker) -> Parsed:
    return Parsed(command=ShowSeen(recording=_number(source, start), course=_course(source, start)))


Branch = Callable[[Source, int, Speaker], Parsed]
_BRANCHES: Mapping[str, Branch] = {
    "publish": read_publish,
    "share": read_publish,
    "hide": read_hide,
    "unpublish": read_hide,
    "rename": _rename,
    "trash": _trash,
    "recover": _recover,
    "restore": _recover,
    "delete": _delete,
    "seen": _seen,
    "student": _student,
}
