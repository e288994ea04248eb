"""What of the old term's classes no line tells, for their namesakes.

Rooms, tracking fields, a rule of their own, and agendas that fit no line.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from zoomcore.commands.wishes.meetings import ScheduleMeeting
from zoomcore.domain.attendance.rules import AttendanceRule
from zoomcore.domain.courses import Course
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.meetings import Meeting
from zoomcore.domain.people import PersonId
from zoomcore.domain.rooms import RoomPattern, RoomPlan
from zoomcore.domain.syncing import pattern_of
from zoomcore.domain.tracking import TRACKING, TrackingField, laid_over, tracked_in
from zoomcore.services.rooms.following import without_planned
from zoomcore.services.tracking.values import named, read_values, require_all
from zoomcore.storage.store import Unit

#: What comes about by a rule suits other people too; a list is of the old ones.
_TRAVELS = frozenset({RoomPattern.SECTIONS, RoomPattern.GROUPS})
#: A line stays readable with an agenda as long as a topic.
_LONGEST_IN_LINE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """`settings` are in Zoom's words; `rule` is None where the course's counts, `rooms` where none travel."""

    settings: Mapping[str, Any] = field(default_factory=dict)
    rule: AttendanceRule | None = None
    rooms: RoomPlan | None = None


#: By topic in small letters, and kind.
Patterns = Mapping[tuple[str, MeetingKind], Pattern]


async def patterns_of(unit: Unit, course: Course) -> Patterns:
    own = await unit.sheets.own_rules(course.id)
    found = {}
    for one, _host in await unit.meetings.alive_of(course.id):
        known = await unit.sync.find(one.id)
        plan = await unit.rooms.find(one.id)
        found[one.topic.casefold(), one.kind] = Pattern(
            settings=pattern_of(await without_planned(unit, one.id, known.options)) if known is not None else {},
            rule=await unit.sheets.rule_of(course.id, one.id) if one.id in own else None,
            rooms=plan if plan is not None and plan.pattern in _TRAVELS else None,
        )
    return found


def pattern_for(wish: ScheduleMeeting, patterns: Patterns, fields: Sequence[TrackingField]) -> Pattern:
    """Of its namesake, with the tracking fields that its line says laid over. InvalidInput as in `new`."""
    pattern = patterns.get(_key(wish), Pattern())
    tracked = laid_over(tracked_in(pattern.settings), named(fields, read_values(wish.tracking)))
    require_all(fields, tracked)
    others = {name: value for name, value in pattern.settings.items() if name != TRACKING}
    kept = {TRACKING: [{"field": name, "value": value} for name, value in tracked]} if tracked else {}
    return replace(pattern, settings={**others, **kept})


async def keep_pattern(unit: Unit, meeting: Meeting, pattern: Pattern, *, by: PersonId) -> None:
    """What Zoom is asked for with the new class beside what its line says, and what counts in it."""
    settings = dict(pattern.settings)
    if pattern.rooms is not None:
        await unit.rooms.keep(RoomPlan(meeting_id=meeting.id, pattern=pattern.rooms.pattern, size=pattern.rooms.size))
    if settings:
        await unit.sync.keep_options(meeting.id, settings)
    if pattern.rule is not None:
        await unit.sheets.set_rule(meeting.course_id, pattern.rule, by=by, meeting_id=meeting.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """Of the classes that the lines were written after: agendas that fit no line, and who may start them at Zoom."""

    agendas: Mapping[tuple[str, MeetingKind], str]
    hosts: frozenset[str]

    @classmethod
    def of(cls, drafts: Sequence[ScheduleMeeting]) -> "Before":
        return cls(
            agendas={_key(one): one.agenda for one in drafts if one.agenda and not _fits_line(one.agenda)},
            hosts=frozenset(email for one in drafts for email in one.alternative_hosts or ()),
        )


def without_long(draft: ScheduleMeeting) -> ScheduleMeeting:
    return draft if _fits_line(draft.agenda or "") else replace(draft, agenda=None)


def with_long(wish: ScheduleMeeting, before: Before) -> ScheduleMeeting:
    """A line that says something of the agenda, `no agenda` too, has said it."""
    return wish if wish.agenda is not None else replace(wish, agenda=before.agendas.get(_key(wish)))


def _key(wish: ScheduleMeeting) -> tuple[str, MeetingKind]:
    return wish.topic.strip().casefold(), wish.kind


def _fits_line(agenda: str) -> bool:
    """Whether it is read from a line as it stands: within quotes, on one line, its spaces single."""
    return len(agenda) <= _LONGEST_IN_LINE and agenda == " ".join(agenda.split()) and '"' not in agenda
