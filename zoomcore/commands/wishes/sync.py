"""Commands about meetings that Zoom knows and we don't, or the other way round."""

from dataclasses import dataclass, field
from typing import ClassVar

from zoomcore.commands.base import Command, Spec, Target
from zoomcore.domain.people import Role


@dataclass(frozen=True, kw_only=True)
class AdoptMeeting(Command):
    """Take in a meeting made in Zoom's portal, by its number; without one the coming ones are offered."""

    spec: ClassVar[Spec] = Spec(
        name="course adopt",
        summary="Take in a class made at Zoom",
        role=Role.INSTRUCTOR,
        writes=True,
        one_course=True,
        usage="course adopt [meeting id] [CODE]",
        examples=("course adopt 812 3456 7890", "course adopt"),
    )
    number: int | None = None
    code: str = ""


@dataclass(frozen=True, kw_only=True)
class RecreateMeeting(Command):
    """Make a class anew that Zoom has no more: the same host and options, a new link."""

    spec: ClassVar[Spec] = Spec(
        name="recreate",
        summary="Make a lost class anew",
        role=Role.INSTRUCTOR,
        writes=True,
        synonyms=("remake",),
        usage="recreate [course or meeting id]",
        examples=("recreate", "recreate 812 3456 7890"),
    )
    target: Target = field(default_factory=Target)


@dataclass(frozen=True, kw_only=True)
class SettleClash(Command):
    """A class was changed here and at Zoom: whose change counts. `mine`: ours, and Zoom's is overwritten."""

    spec: ClassVar[Spec] = Spec(
        name="clash", summary="Decide whose change counts", role=Role.INSTRUCTOR, writes=True, typed=False
    )
    meeting: int = 0
    change: int = 0
    mine: bool = False
