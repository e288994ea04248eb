"""Tracking fields in a line: "Cost center"=4711."""

import re

from zoomcore.commands.found import TrackingFound
from zoomcore.commands.lexer import QUOTED
from zoomcore.commands.outcome import Parsed, Speaker
from zoomcore.commands.source import Read, Source
from zoomcore.commands.targets import read_target
from zoomcore.commands.wishes.tracking import SetTracking, ShowTrackingFields

_PIECE = rf"{QUOTED}|[^\s=,;{QUOTED}]+"
_PAIR = re.compile(rf"(?:(?:tracking )?field[ :]+)?(?P<name>{_PIECE}) ?= ?(?P<value>{_PIECE})?")


def read_pair(source: Source, place: int) -> Read | None:
    """A name and its value, each one word or in quotes; the value may be empty."""
    match = _PAIR.match(source.flat, place)
    if match is None:
        return None
    name = source.line.cut(match.start("name"), match.end("name"))
    value = source.line.cut(match.start("value"), match.end("value")) if match["value"] else ""
    return Read((TrackingFound(name, value),), match.end())


def read_tracking(source: Source, start: int, _speaker: Speaker) -> Parsed:
    """`tracking fields`; `tracking [class]`, with pairs behind it."""
    if source.flat[start:].strip() == "fields":
        return Parsed(command=ShowTrackingFields())
    pairs: list[str] = []
    spans: list[tuple[int, int]] = []
    place = free = start
    while place < len(source.flat):
        read = read_pair(source, place) if source.starts_at(place) else None
        found = read.found[0] if read is not None else None
        if read is None or not isinstance(found, TrackingFound):
            place += 1
            continue
        pairs.append(f"{found.name} = {found.value}")
        spans.append((free, place))
        place = free = read.end
    target = read_target(source, (*spans, (free, len(source.flat))))
    return Parsed(command=SetTracking(target=target, tracking="\n".join(pairs)))
