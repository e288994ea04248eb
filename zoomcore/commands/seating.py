"""The lines about breakout rooms."""

import re

from zoomcore.commands.options import read_person
from zoomcore.commands.outcome import Parsed, Speaker
from zoomcore.commands.source import Source
from zoomcore.commands.targets import read_target
from zoomcore.commands.wishes.rooms import SetRooms, ShowRooms
from zoomcore.domain.rooms import RoomPattern
from zoomcore.errors import InvalidInput
from zoomcore.wording import _

_SECTIONS = re.compile(r"(?<!\S)(?:from |by |per )?sections?(?!\S)")
_GROUPS = re.compile(
    r"(?<!\S)(?:randomly )?(?:in |into )?(?:(?:random )?groups?(?: of)? |random(?:ly)? |by )(?P<size>\d{1,4})(?!\w)"
    r"(?: (?:each|(?:per|a) (?:room|group)))?(?: randomly)?"
)
_ZOOM = re.compile(r"(?<!\S)(?:as |like )?(?:in|at|from) zoom(?!\S)")
_OFF = re.compile(r"(?<!\S)(?:off|none)(?!\S)")
#: A room's name is one word, or stands in quotes; a course may stand before it.
_LIST = re.compile(r"(?<!\S)[^\s:;,]+ ?:")


def read_rooms(source: Source, start: int, _speaker: Speaker) -> Parsed:
    """`rooms [class]`, and behind the class how they come about. Everything behind "A:" is a list."""
    if (listed := _LIST.search(source.flat, start)) is not None:
        target = read_target(source, ((start, listed.start()),))
        return Parsed(command=SetRooms(target=target, pattern=RoomPattern.LIST, rooms=_rooms(source, listed.start())))
    for pattern, words in (
        (RoomPattern.SECTIONS, _SECTIONS),
        (RoomPattern.GROUPS, _GROUPS),
        (RoomPattern.ZOOM, _ZOOM),
        (RoomPattern.OFF, _OFF),
    ):
        if (match := words.search(source.flat, start)) is not None:
            target = read_target(source, ((start, match.start()), (match.end(), len(source.flat))))
            size = int(match["size"]) if pattern is RoomPattern.GROUPS else 0
            return Parsed(command=SetRooms(target=target, pattern=pattern, size=size))
    return Parsed(command=ShowRooms(target=read_target(source, ((start, len(source.flat)),))))


def _rooms(source: Source, start: int) -> str:
    """One room a line, people as e-mails or lifted mentions. InvalidInput for a room without any."""
    lines = []
    for piece in re.finditer(r"[^;]+", source.flat[start:]):
        begin, end = start + piece.start(), start + piece.end()
        colon = source.flat.find(":", begin, end)
        name = source.line.cut(begin, colon if colon >= 0 else end).strip()
        people = _people(source, colon + 1, end) if colon >= 0 else []
        if not name:
            continue
        if not people:
            raise InvalidInput(
                _("Who sits in “{name}”?").replace("{name}", name[:40]),
                next_step=_("Write rooms like `A: bo@uni.example, maya@uni.example; B: jose@uni.example`."),
                field="rooms",
            )
        lines.append(f"{name}: {', '.join(people)}")
    return "\n".join(lines)


def _people(source: Source, start: int, end: int) -> list[str]:
    found: list[str] = []
    place = start
    while place < end:
        person = read_person(source, place) if source.starts_at(place) else None
        if person is not None:
            found.append(person[0])
        place = person[1] if person is not None else place + 1
    return found
