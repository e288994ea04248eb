"""Commands about who was there."""

from dataclasses import dataclass
from typing import ClassVar

from zoomcore.commands.base import Command, Spec
from zoomcore.domain.people import Role


@dataclass(frozen=True, kw_only=True)
class OpenPresencePicture(Command):
    """How many were in over one class, drawn. A picture names nobody: a chat's own servers fetch it."""

    spec: ClassVar[Spec] = Spec(
        name="picture presence", summary="Draw how many were in", role=Role.ASSISTANT, typed=False
    )
    occurrence: int | None = None


@dataclass(frozen=True, kw_only=True)
class OpenTermPicture(Command):
    """Who came over a whole term, as shares, drawn."""

    spec: ClassVar[Spec] = Spec(name="picture term", summary="Draw the term", role=Role.ASSISTANT, typed=False)
    course: str = ""


@dataclass(frozen=True, kw_only=True)
class OpenReportPage(Command):
    """The full table of one class, or, with `course` alone, of its term."""

    spec: ClassVar[Spec] = Spec(
        name="page report", summary="Open the full report", role=Role.ASSISTANT, people=True, typed=False
    )
    occurrence: int | None = None
    course: str = ""
