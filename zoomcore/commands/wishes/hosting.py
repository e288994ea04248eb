"""Commands about who holds a class: its host, who may start it too, and who stands in for one date."""

from dataclasses import dataclass, field
from typing import ClassVar

from zoomcore.commands.base import Command, Spec, Target
from zoomcore.domain.people import Role


@dataclass(frozen=True, kw_only=True)
class ChangeAlternatives(Command):
    """Who may start a class besides its host. Without `add` and `remove` they are shown.

    Both hold e-mails, mention tokens as the adapter lifted them, or names of the course's staff.
    """

    spec: ClassVar[Spec] = Spec(
        name="alt",
        summary="Say who else may start a class",
        role=Role.INSTRUCTOR,
        writes=True,
        synonyms=("alternative", "alternatives", "alternative host", "alternative hosts", "cohost", "co-host"),
        usage="alt [add | remove] people [course or meeting id]",
        examples=("alt", "alt add kim@uni.example", "alt remove kim@uni.example MATH201"),
    )
    target: Target = field(default_factory=Target)
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
