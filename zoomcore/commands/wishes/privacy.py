"""Commands about what is stored of a person."""

from dataclasses import dataclass
from typing import ClassVar

from zoomcore.commands.base import Command, Spec
from zoomcore.domain.people import Role


@dataclass(frozen=True, kw_only=True)
class ExportPerson(Command):
    """Everything stored about somebody, as a file: the asker's own, or, for admins, anybody's."""

    spec: ClassVar[Spec] = Spec(
        name="privacy export",
        summary="Get everything stored about you",
        writes=True,
        people=True,
        synonyms=("privacy", "my data"),
        usage="privacy export [e-mail]",
        examples=("privacy export", "privacy export bo@uni.example"),
    )
    who: str = ""


@dataclass(frozen=True, kw_only=True)
class ErasePerson(Command):
    """Erase somebody for ever. `person` and `confirmed` are set by the card that asked."""

    spec: ClassVar[Spec] = Spec(
        name="privacy erase",
        summary="Erase somebody for ever",
        role=Role.ADMIN,
        writes=True,
        people=True,
        usage="privacy erase e-mail",
        examples=("privacy erase bo@uni.example",),
    )
    who: str = ""
    person: int = 0
    confirmed: bool = False
