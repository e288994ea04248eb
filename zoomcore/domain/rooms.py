"""Breakout rooms that are known before the class: who sits where, kept by us and sent to Zoom whole. Pure."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256
from typing import Any

from zoomcore.domain.people import PersonId, Role

#: The plugin's table takes no longer name (mod-zoom 1.2).
LONGEST_ROOM_NAME = 32
#: So many rooms, and so many people in all of them, can be assigned before a meeting (Zoom support, "Pre-assigning
#: participants to breakout rooms").
MOST_ROOMS = 100
MOST_SEATED = 1000


class RoomPattern(StrEnum):
    """How rooms come about: one a section, random groups of a size, a list that somebody wrote.

    ZOOM: as somebody made them in Zoom's portal; they are left alone.
    """

    OFF = "off"
    SECTIONS = "sections"
    GROUPS = "groups"
    LIST = "list"
    ZOOM = "zoom"


#: Rooms that nothing is sent of.
NOT_OURS = frozenset({RoomPattern.OFF, RoomPattern.ZOOM})
#: A room's name, and the e-mails of who sits there.
Room = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomPlan:
    """The rooms of one meeting. `size` is people a group; `rooms` are names in order, `seats` person → room.

    `sent` marks the rooms that Zoom was last given; empty: none. `seen` marks those that Zoom had then: it may drop
    some; None where nobody looked.
    """

    meeting_id: int
    pattern: RoomPattern
    size: int = 0
    rooms: tuple[str, ...] = ()
    seats: Mapping[PersonId, str] = field(default_factory=dict)
    sent: str = ""
    seen: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitter:
    """Somebody of the course, as rooms see them. Zoom finds people by the e-mail of their Zoom account alone."""

    person_id: PersonId
    name: str
    email: str
    role: Role
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Rooms as Zoom is told them, and as people read them; `unseated` and `nameless` (no e-mail) are names."""

    rooms: tuple[tuple[str, tuple[str, ...]], ...]
    names: tuple[tuple[str, tuple[str, ...]], ...]
    unseated: tuple[str, ...]
    nameless: tuple[str, ...]

    @property
    def mark(self) -> str:
        """That of the rooms; "" where nobody sits."""
        return mark_of(self.rooms) if any(people for _name, people in self.rooms) else ""


def mark_of(rooms: Sequence[Room]) -> str:
    """The same for the same rooms with the same people, whatever their order; "" for no rooms."""
    plain = sorted((name, sorted(one.lower() for one in people)) for name, people in rooms)
    return sha256(json.dumps(plain).encode()).hexdigest()[:32] if plain else ""


def rooms_in(options: Mapping[str, Any]) -> tuple[Room, ...]:
    """Of a meeting's settings as Zoom writes them."""
    rooms = options.get("breakout_room", {}).get("rooms", ())
    return tuple((str(one.get("name", "")), tuple(map(str, one.get("participants", ())))) for one in rooms)


def made_by_others(plan: RoomPlan, layout: Layout, there: str, *, over: str = "") -> bool:
    """Whether rooms stand at Zoom that ours would replace and somebody made in its portal; `over` marks what may go.

    `there` marks Zoom's rooms. Where none are left nothing would be lost.
    """
    return bool(there) and plan.seen is not None and there not in {plan.seen, over, mark_of(layout.rooms)}


def must_send(plan: RoomPlan, layout: Layout, there: str) -> bool:
    """Whether Zoom has other rooms than it was last asked for; what it dropped then it would drop again."""
    return mark_of(layout.rooms) != there and (layout.mark, there) != (plan.sent, plan.seen)


def seen_after_no(plan: RoomPlan, layout: Layout, there: str) -> str | None:
    """What Zoom is known to have once it would not take the rooms: what it had, which is what it had before.

    Where an earlier answer was lost, `there` is the most that is known of its rooms; but for rooms that it was given
    once already, which would then pass for being there.
    """
    if plan.seen is not None or layout.mark == plan.sent:
        return plan.seen
    return there


def arranged(plan: RoomPlan, people: Sequence[Sitter]) -> RoomPlan:
    """The plan with those who are in the course now: who left has no seat, who is new gets one where a rule says it.

    `people` stand in the order in which the new ones among them are seated: shuffled for the first draw of groups.
    Who has a seat keeps it, but for sections, which say it anew.
    """
    students = [one for one in people if one.role is Role.STUDENT]
    match plan.pattern:
        case RoomPattern.OFF | RoomPattern.ZOOM:
            return replace(plan, rooms=(), seats={})
        case RoomPattern.SECTIONS:
            seats = {one.person_id: room_name(one.section) for one in students if one.section}
            return replace(plan, rooms=tuple(sorted(set(seats.values()), key=_natural)), seats=seats)
        case RoomPattern.GROUPS:
            return _grouped(plan, students)
        case RoomPattern.LIST:
            here = {one.person_id for one in people}
            return replace(plan, seats={one: room for one, room in plan.seats.items() if one in here})


def room_name(text: str) -> str:
    return " ".join(text.split())[:LONGEST_ROOM_NAME]


def _natural(name: str) -> tuple[tuple[int, str], ...]:
    """Room 2 before Room 10."""
    return tuple((int(piece), "") if piece.isdigit() else (0, piece) for piece in re.split(r"(\d+)", name) if piece)


def _grouped(plan: RoomPlan, students: Sequence[Sitter]) -> RoomPlan:
    """Drawn once: as many rooms as it takes then. Each newcomer goes to the smallest, the first of those."""
    count = -(-len(students) // plan.size) if plan.size else 0
    rooms = plan.rooms or tuple(f"Room {number}" for number in range(1, count + 1))
    if not rooms:
        return replace(plan, rooms=(), seats={})
    here = {one.person_id for one in students}
    seats = {one: room for one, room in plan.seats.items() if one in here and room in rooms}
    many = dict.fromkeys(rooms, 0)
    for room in seats.values():
        many[room] += 1
    for one in students:
        if one.person_id not in seats:
            smallest = min(rooms, key=lambda room: many[room])
            seats[one.person_id] = smallest
            many[smallest] += 1
    return replace(plan, rooms=rooms, seats=seats)


def laid_out(plan: RoomPlan, people: Sequence[Sitter]) -> Layout:
    """Names in alphabetical order; somebody without an e-mail is seated in our table alone."""
    sitting = sorted((one for one in people if one.person_id in plan.seats), key=lambda one: one.name.casefold())
    rooms = {room: [one for one in sitting if plan.seats[one.person_id] == room] for room in plan.rooms}
    return Layout(
        rooms=tuple((room, tuple(one.email for one in here if one.email)) for room, here in rooms.items()),
        names=tuple((room, tuple(one.name for one in here)) for room, here in rooms.items()),
        unseated=tuple(
            sorted(one.name for one in people if one.role is Role.STUDENT and one.person_id not in plan.seats)
        ),
        nameless=tuple(one.name for one in sitting if not one.email),
    )


def read_list(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """One room a line or between semicolons: "A: bo@uni.example, cy@uni.example". ValueError: a line without people."""
    found: list[tuple[str, tuple[str, ...]]] = []
    for line in re.split(r"[;\n]", text):
        if not line.strip():
            continue
        name, colon, rest = line.partition(":")
        people = tuple(one for one in re.split(r"[,\s]+", rest) if one)
        if not colon or not name.strip() or not people:
            raise ValueError(line.strip())
        found.append((" ".join(name.split()), people))
    return tuple(found)
