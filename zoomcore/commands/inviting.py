"""The lines about who signs up: a guest's invitation (an e-mail, a class, a day, in any order), and the list."""

import re
from dataclasses import replace

from zoomcore.commands.found import CourseFound
from zoomcore.commands.options import EMAIL, read_course
from zoomcore.commands.outcome import Parsed, Speaker
from zoomcore.commands.reading import Reading
from zoomcore.commands.repeats import read_one_day
from zoomcore.commands.source import Source, scan
from zoomcore.commands.targets import read_target
from zoomcore.commands.when import Remarks, read_place, settle_day
from zoomcore.commands.wishes.registration import ExportRegistrants, InviteGuest, ShowRegistrants
from zoomcore.errors import InvalidInput
from zoomcore.wording import _

_EXPORT = re.compile(r"export(?!\S)")
_FORMAT = re.compile(r"(?:^|(?<=\s))(?:as )?(?P<form>csv|xlsx|excel)(?!\S)")
_PAGE = re.compile(r"(?:^|(?<=\s))(?:page|pagina) (?P<page>\d{1,4})(?!\w)")


def read_guest(source: Source, start: int, speaker: Speaker) -> Parsed:
    """The guest is named by e-mail: somebody from outside has no account to mention."""
    found = EMAIL.search(source.flat, start)
    if found is None:
        raise InvalidInput(
            _("I need the guest's e-mail: Zoom signs them up with it."),
            next_step=_("For example `guest jo@else.example on friday`. What to pass on by yourself: `invitation`."),
            field="email",
        )
    reading, remarks = Reading(source, scan(source, start, (read_course, read_one_day))), Remarks()
    day = reading.day(begins=False)
    spans = [
        span
        for begin, end in ((start, found.start()), (found.end(), len(source.flat)))
        for span in scan(source, begin, (read_course, read_one_day), end).rest
    ]
    course = reading.one(CourseFound)
    target = read_target(source, tuple(spans))
    command = InviteGuest(
        email=found.group(),
        target=replace(target, course=course.code) if course else target,
        day=settle_day(day, None, read_place(reading, speaker, remarks), remarks) if day else None,
    )
    return Parsed(command=command, guesses=tuple(remarks.guesses), notes=tuple(remarks.notes))


def read_registrants(source: Source, start: int, _speaker: Speaker) -> Parsed:
    """`registrants [class] [page 2]`, `registrants export [csv | xlsx] [class]`."""
    export = _EXPORT.match(source.flat, start)
    begin = export.end() if export else start
    said = (_FORMAT if export else _PAGE).search(source.flat, begin)
    spans = ((begin, said.start()), (said.end(), len(source.flat))) if said else ((begin, len(source.flat)),)
    target = read_target(source, spans)
    if export:
        return Parsed(command=ExportRegistrants(target=target, workbook=said is not None and said["form"] != "csv"))
    return Parsed(command=ShowRegistrants(target=target, page=max(1, int(said["page"])) if said else 1))
