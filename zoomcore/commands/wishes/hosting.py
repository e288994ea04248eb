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


@dataclass(frozen=True, kw_only=True)
class StandIn(Command):
    """Somebody holds one date of a class in its host's place; `off` takes them off again.

    Without `who` and `off`: whoever does so. The date is the target's, else the next one.
    """

    spec: ClassVar[Spec] = Spec(
        name="sub",
        summary="Let somebody stand in for one date",
        role=Role.INSTRUCTOR,
        writes=True,
        synonyms=("substitute", "stand-in", "standin", "cover"),
        usage="sub person [on day] [course] | sub off [day]",
        examples=("sub kim@uni.example on thu", "sub li@uni.example on nov 26 MATH201", "sub off nov 26"),
    )
    target: Target = field(default_factory=Target)
    who: str = ""
    off: bool = False


@dataclass(frozen=True, kw_only=True)
class ChangeHost(Command):
    """Give a class to another host. `confirmed` is set by the button of the card that asked."""

    spec: ClassVar[Spec] = Spec(
        name="host",
        summary="Give a class to another host",
        role=Role.INSTRUCTOR,
        writes=True,
        synonyms=("handover", "hand over"),
        usage="host [course or meeting id] to person",
        examples=("host to li@uni.example", "host MATH201 to li@uni.example"),
    )
    target: Target = field(default_factory=Target)
    to: str = ""
    confirmed: bool = False


@dataclass(frozen=True, kw_only=True)
class OpenHostForm(Command):
    """Ask who shall host a class from now on."""

    spec: ClassVar[Spec] = Spec(name="host-form", summary="Open the form", role=Role.INSTRUCTOR, typed=False)
    target: Target = field(default_factory=Target)


@dataclass(frozen=True, kw_only=True)
class OpenStandInForm(Command):
    """Ask who shall stand in for one date."""

    spec: ClassVar[Spec] = Spec(name="sub-form", summary="Open the form", role=Role.INSTRUCTOR, typed=False)
    target: Target = field(default_factory=Target)
