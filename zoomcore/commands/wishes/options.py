"""Commands about the options of a class that exists."""

from dataclasses import dataclass, field
from typing import ClassVar

from zoomcore.commands.base import Command, Spec, Target
from zoomcore.domain.meetings import Scope
from zoomcore.domain.options import Options
from zoomcore.domain.people import Role


@dataclass(frozen=True, kw_only=True)
class ChangeOptions(Command, Options):
    """Change those options that are said; whatever is None stays. Without `scope` a repeat is asked about.

    The form says the class's `version` that it was drawn from, and which options it has `shown`: a text of those that
    was emptied means that there shall be none; `alone`: it was the form of that one date. A `passcode` is as in `new`,
    and MADE asks for one by the host's rule. `section`: the part of the course it is for from now on; empty: all of it.
    """

    spec: ClassVar[Spec] = Spec(
        name="set",
        summary="Change what a class is like",
        role=Role.INSTRUCTOR,
        writes=True,
        synonyms=("option", "options", "turn"),
        usage="set [course or meeting id] [on day] options [this | all]",
        examples=(
            "set MATH201 mute, no waiting room all",
            "set record this",
            "set on thu no waiting room",
            "set next passcode 12aB@x",
            "set next passcode",
            "set MATH201 section B",
        ),
    )
    target: Target = field(default_factory=Target)
    scope: Scope = Scope.UNSAID
    version: int | None = None
    shown: tuple[str, ...] = ()
    passcode: str | None = field(default=None, repr=False)
    #: The same, closed as soon as it was read.
    sealed: str = field(default="", repr=False)
    alone: bool = False
    section: str | None = None


@dataclass(frozen=True, kw_only=True)
class OpenOptionsForm(Command):
    """The form behind a bare `set`, filled with what is known of the class; with the scope THIS, of one date alone."""

    spec: ClassVar[Spec] = Spec(name="set-form", summary="Open the form", role=Role.INSTRUCTOR, typed=False)
    target: Target = field(default_factory=Target)
    scope: Scope = Scope.UNSAID
