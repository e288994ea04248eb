"""Commands about the people who speak in a webinar."""

from dataclasses import dataclass, field
from typing import ClassVar

from zoomcore.commands.base import Command, Spec, Target
from zoomcore.domain.people import Role


@dataclass(frozen=True, kw_only=True)
class ShowPanelists(Command):
    """As Zoom has them now."""

    spec: ClassVar[Spec] = Spec(
        name="panelists",
        summary="See who speaks in a webinar",
        role=Role.ASSISTANT,
        writes=True,
        people=True,
        one_course=True,
        synonyms=("speakers",),
        usage="panelists [webinar]",
        examples=("panelists", "panelists MATH201"),
    )
    target: Target = field(default_factory=Target)


@dataclass(frozen=True, kw_only=True)
class AddPanelists(Command):
    """`who` are e-mails or lifted mentions, `names` beside them, "" for none said. `staff`: the course's."""

    spec: ClassVar[Spec] = Spec(
        name="panelists add",
        summary="Let people speak in a webinar",
        role=Role.INSTRUCTOR,
        writes=True,
        people=True,
        usage='panelists [webinar] add e-mail ["name"] … | staff',
        examples=("panelists MATH201 add li@uni.example", "panelists add staff"),
    )
    target: Target = field(default_factory=Target)
    who: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    staff: bool = False


@dataclass(frozen=True, kw_only=True)
class RemovePanelists(Command):
    spec: ClassVar[Spec] = Spec(
        name="panelists remove",
        summary="Take people off the panelists of a webinar",
        role=Role.INSTRUCTOR,
        writes=True,
        people=True,
        usage="panelists [webinar] remove e-mail …",
        examples=("panelists MATH201 remove li@uni.example",),
    )
    target: Target = field(default_factory=Target)
    who: tuple[str, ...] = ()
