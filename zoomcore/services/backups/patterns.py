"""Rooms and tracking fields of the old term's classes, for those of the new one that bear their names."""

from collections.abc import Mapping
from typing import Any

from zoomcore.domain.courses import Course
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.meetings import Meeting
from zoomcore.domain.syncing import pattern_of
from zoomcore.storage.store import Unit

#: Topic in small letters and kind → settings in Zoom's words.
Patterns = Mapping[tuple[str, MeetingKind], Mapping[str, Any]]


async def patterns_of(unit: Unit, course: Course) -> Patterns:
    """Topic in small letters and kind → rooms and tracking fields of the old term's class, without its people."""
    found = {}
    for one, _host in await unit.meetings.alive_of(course.id):
        known = await unit.sync.find(one.id)
        if known is not None:
            found[one.topic.casefold(), one.kind] = pattern_of(known.options)
    return found


async def keep_pattern(unit: Unit, meeting: Meeting, patterns: Patterns) -> None:
    """What Zoom is asked for with the new class, beside what its line says."""
    pattern = patterns.get((meeting.topic.casefold(), meeting.kind))
    if pattern:
        await unit.sync.keep_options(meeting.id, pattern)
