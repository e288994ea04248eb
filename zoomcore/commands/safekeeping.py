"""The lines about backups: back up, look, restore, and copy a course into a new term."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from zoomcore.commands.base import Command
from zoomcore.commands.days import follow, read_day
from zoomcore.commands.found import FixedDay, SkipFound
from zoomcore.commands.outcome import Parsed, Speaker
from zoomcore.commands.repeats import read_skips
from zoomcore.commands.source import Source
from zoomcore.commands.wishes.backups import (
    CopyCourse,
    DeleteBackup,
    FetchBackup,
    ListBackups,
    MakeBackup,
    RestoreBackup,
    ShowBackup,
    VerifyBackup,
)
from zoomcore.domain.wallclock import local_day
from zoomcore.errors import InvalidInput
from zoomcore.wording import _

_ABOUT_ONE: Mapping[str, type[ShowBackup | VerifyBackup | FetchBackup | DeleteBackup]] = {
    "show": ShowBackup,
    "verify": VerifyBackup,
    "check": VerifyBackup,
    "get": FetchBackup,
    "download": FetchBackup,
    "delete": DeleteBackup,
}
_ACTION = re.compile(rf"(?<!\S)({'|'.join(('list', *_ABOUT_ONE))})(?!\S)")
_NUMBER = re.compile(r"(?<!\S)#?(\d{1,9})(?!\S)")
_PAGE = re.compile(r"(?<!\S)page (\d{1,4})(?!\w)")
_PEOPLE = re.compile(r"(?<!\S)(?:with|and) (?:its |the )?people(?!\w)")
_WORD = re.compile(r"\S+")
_TO = re.compile(r"(?<!\S)(?:to|into|as) #?(\S+)")
_STARTING = re.compile(r"(?:starting|from|beginning)(?: on)? ")
_LONGEST_CODE = 40
_LONGEST_BREAK = timedelta(days=60)


def read_backup(source: Source, start: int, _speaker: Speaker) -> Parsed:
    """`backup [CODE | all] [with people]`, or `backup list|show|verify|get|delete …`."""
    action = _ACTION.match(source.flat, start)
    if action is None:
        return _make(source, start)
    if action[1] == "list":
        page = _PAGE.search(source.flat, action.end())
        code = _code(source, action.end(), page.start() if page else None)
        return Parsed(command=ListBackups(code=code, page=max(1, int(page[1])) if page else 1))
    return Parsed(command=_ABOUT_ONE[action[1]](backup=_number(source, action.end())))


def _make(source: Source, start: int) -> Parsed:
    people = _PEOPLE.search(source.flat, start)
    code = _code(source, start, people.start() if people else None)
    everything = code.lower() in {"all", "everything"}
    return Parsed(command=MakeBackup(code="" if everything else code, everything=everything, people=people is not None))


def _number(source: Source, start: int) -> int:
    match = _NUMBER.search(source.flat, start)
    if match is None:
        raise _which()
    return int(match[1])


def _which() -> InvalidInput:
    step = _("`backup list` shows them with their numbers.")
    return InvalidInput(_("Which backup?"), next_step=step, field="backup")


def _code(source: Source, start: int, end: int | None = None) -> str:
    match = _WORD.search(source.flat, start, len(source.flat) if end is None else end)
    return _checked(source.line.cut(match.start(), match.end())) if match else ""


def _checked(code: str) -> str:
    code = code.lstrip("#").rstrip(",;")
    if len(code) > _LONGEST_CODE:
        raise InvalidInput(
            _("A course's code has at most {most} characters.").replace("{most}", str(_LONGEST_CODE)),
            next_step=_("`course list` shows the courses there are."),
            field="code",
        )
    return code


def read_restore(source: Source, start: int, speaker: Speaker) -> Parsed:
    """`restore [N]`, or `restore N to NEW starting DATE [except …]`."""
    to = _TO.search(source.flat, start)
    number = _NUMBER.search(source.flat, start, to.start() if to else len(source.flat))
    if to is None:
        rest = "" if number else _code(source, start)
        return Parsed(command=RestoreBackup(backup=int(number[1]) if number else 0, code=rest))
    if number is None:
        raise InvalidInput(
            _("Which backup?"), next_step=_("`backup list` shows them with their numbers."), field="backup"
        )
    starting, skip = _dates(source, to.end(), speaker)
    new = _checked(source.line.cut(to.start(1), to.end(1)))
    return Parsed(command=_copy("", new, starting, skip, backup=int(number[1])))


def read_copy(source: Source, start: int, speaker: Speaker) -> Parsed:
    """`course copy CODE to NEW starting DATE [except DATES]`."""
    to = _TO.search(source.flat, start)
    if to is None:
        raise InvalidInput(
            _("What shall the copy be called?"),
            next_step=_("For example `course copy MATH201 to MATH201-S27 starting 2027-01-12`."),
            field="to",
        )
    starting, skip = _dates(source, to.end(), speaker)
    old = _code(source, start, to.start())
    return Parsed(command=_copy(old, _checked(source.line.cut(to.start(1), to.end(1))), starting, skip))


def _copy(code: str, to: str, starting: date | None, skip: tuple[date, ...], backup: int = 0) -> Command:
    return CopyCourse(code=code, to=to, starting=starting, skip=skip, backup=backup)


def _dates(source: Source, start: int, speaker: Speaker) -> tuple[date | None, tuple[date, ...]]:
    """The day a term begins, and those left out, in any order; a day without its year is the coming one."""
    today = local_day(speaker.now, speaker.zone)
    starting: date | None = None
    skips: SkipFound | None = None
    for place in range(start, len(source.flat)):
        if not source.starts_at(place):
            continue
        opening = _STARTING.match(source.flat, place)
        read = read_day(source, opening.end()) if opening else None
        if read is not None and starting is None:
            starting = follow(read.word, today)
        skip = read_skips(source, place)
        if skip is not None and isinstance(skip.found[0], SkipFound):
            skips = skip.found[0]
    return starting, _days_of(skips, starting or today)


def _days_of(skips: SkipFound | None, base: date) -> tuple[date, ...]:
    days: list[date] = []
    for one, two in skips.spans if skips else ():
        first = follow(one, base)
        last = follow(two, first) if not isinstance(two, FixedDay) else two.day
        if last - first > _LONGEST_BREAK:
            raise InvalidInput(
                _("That is a long time to leave out."), next_step=_("Name the holidays alone."), field="skip"
            )
        days += [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return tuple(sorted(set(days)))
