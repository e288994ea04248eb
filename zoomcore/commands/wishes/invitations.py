"""The command that tells how to get into a class."""

from dataclasses import dataclass, field
from typing import ClassVar

from zoomcore.commands.base import Command, Spec, Target


@dataclass(frozen=True, kw_only=True)
class ShowInvitation(Command):
    """Zoom's whole text for who runs the class; everybody else gets their own link and the telephone numbers."""

    # Its answer may hold a link and a passcode, so a channel never sees it.
    spec: ClassVar[Spec] = Spec(
        name="invitation",
        summary="See how to get in, by telephone too",
        writes=True,
        people=True,
        one_course=True,
        synonyms=("dial", "phone"),
        usage="invitation [class]",
        examples=("invitation", "invitation MATH201"),
    )
    target: Target = field(default_factory=Target)
