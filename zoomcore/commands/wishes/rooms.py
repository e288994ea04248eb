"""Commands about breakout rooms that are known before the class."""

from dataclasses import dataclass, field
from typing import ClassVar

from zoomcore.commands.base import Command, Spec, Target
from zoomcore.domain.people import Role
from zoomcore.domain.rooms import RoomPattern


@dataclass(frozen=True, kw_only=True)
class ShowRooms(Command):
    """As they are planned here; Zoom is not asked."""

    # Its line may be that of `SetRooms`, which the first words do not tell.
    spec: ClassVar[Spec] = Spec(
        name="rooms",
        summary="See the breakout rooms of a class",
        role=Role.ASSISTANT,
        writes=True,
        people=True,
        one_course=True,
        synonyms=("breakout", "breakouts"),
        usage="rooms [class]",
        examples=("rooms", "rooms MATH201"),
    )
    target: Target = field(default_factory=Target)


@dataclass(frozen=True, kw_only=True)
class SetRooms(Command):
    """`size` is people a group; `rooms` one room a line, "A: bo@uni.example, cy@uni.example", for a list."""

    spec: ClassVar[Spec] = Spec(
        name="rooms set",
        summary="Plan the breakout rooms of a class",
        role=Role.INSTRUCTOR,
        writes=True,
        people=True,
        usage="rooms [class] from sections | in groups of N | A: e-mail, e-mail; B: e-mail | as in zoom | off",
        examples=(
            "rooms MATH201 from sections",
            "rooms in groups of 4",
            "rooms A: bo@uni.example, maya@uni.example; B: jose@uni.example",
            "rooms MATH201 off",
        ),
    )
    target: Target = field(default_factory=Target)
    pattern: RoomPattern = RoomPattern.OFF
    size: int = 0
    rooms: str = ""


@dataclass(frozen=True, kw_only=True)
class PutRoomsBack(Command):
    """What a change is undone by: the plan as it was, `people` by number and `seats`, their rooms, side by side."""

    spec: ClassVar[Spec] = Spec(
        name="rooms back", summary="Take a change back", role=Role.INSTRUCTOR, writes=True, typed=False, people=True
    )
    target: Target = field(default_factory=Target)
    pattern: RoomPattern = RoomPattern.OFF
    size: int = 0
    rooms: tuple[str, ...] = ()
    people: tuple[int, ...] = ()
    seats: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ReplaceRooms(Command):
    """Those planned here in place of those that somebody made in Zoom's portal, which `mark` marks, and no others."""

    spec: ClassVar[Spec] = Spec(
        name="rooms replace", summary="Replace rooms", role=Role.INSTRUCTOR, writes=True, typed=False, people=True
    )
    target: Target = field(default_factory=Target)
    mark: str = ""


@dataclass(frozen=True, kw_only=True)
class OpenRoomsForm(Command):
    spec: ClassVar[Spec] = Spec(
        name="rooms-form", summary="Open the form", role=Role.INSTRUCTOR, typed=False, people=True
    )
    target: Target = field(default_factory=Target)
