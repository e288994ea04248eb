"""Commands about the tracking fields of Zoom's account."""

from dataclasses import dataclass, field
from typing import ClassVar

from zoomcore.commands.base import Command, Spec, Target
from zoomcore.domain.people import Role


@dataclass(frozen=True, kw_only=True)
class ShowTrackingFields(Command):
    """As Zoom's account has them now, and which are offered."""

    spec: ClassVar[Spec] = Spec(
        name="tracking fields",
        summary="See and choose Zoom's tracking fields",
        role=Role.ADMIN,
        writes=True,
        usage="tracking fields",
        examples=("tracking fields",),
    )


@dataclass(frozen=True, kw_only=True)
class OpenTrackingForm(Command):
    spec: ClassVar[Spec] = Spec(name="tracking-form", summary="Open the form", role=Role.ADMIN, typed=False)


@dataclass(frozen=True, kw_only=True)
class OfferTrackingFields(Command):
    """`fields` are Zoom's ids: these are asked about with every new class, and no others that Zoom leaves free."""

    spec: ClassVar[Spec] = Spec(
        name="tracking offer", summary="Choose tracking fields", role=Role.ADMIN, writes=True, typed=False
    )
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SetTracking(Command):
    """`tracking` are lines "field = value"; an empty value takes the field off. Without any they are shown."""

    spec: ClassVar[Spec] = Spec(
        name="tracking",
        summary="See or change a class's tracking fields",
        role=Role.INSTRUCTOR,
        writes=True,
        one_course=True,
        usage='tracking [class] ["field"=value …]',
        examples=("tracking MATH201", 'tracking MATH201 "Cost center"=4711'),
    )
    target: Target = field(default_factory=Target)
    tracking: str = ""


@dataclass(frozen=True, kw_only=True)
class PutTrackingBack(Command):
    """What a change is undone by: these fields as they stood, `names` and `values` side by side, demanded or not."""

    spec: ClassVar[Spec] = Spec(
        name="tracking back", summary="Take a change back", role=Role.INSTRUCTOR, writes=True, typed=False
    )
    target: Target = field(default_factory=Target)
    names: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
