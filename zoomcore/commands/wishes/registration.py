"""Commands about who signs up for a class: inviting a guest, answering somebody who asks to be let in."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from zoomcore.commands.base import Command, Spec, Target
from zoomcore.domain.people import Role


@dataclass(frozen=True, kw_only=True)
class InviteGuest(Command):
    """A link for somebody from outside, good for one date. `day` is in the zone of whoever asks; None: the next."""

    spec: ClassVar[Spec] = Spec(
        name="guest",
        summary="Get a guest a link for one class",
        role=Role.INSTRUCTOR,
        writes=True,
        people=True,
        synonyms=("invite",),
        usage="guest e-mail [class] [on day]",
        examples=("guest jo@else.example on friday", "guest jo@else.example MATH201"),
    )
    email: str = ""
    target: Target = field(default_factory=Target)
    day: date | None = None


@dataclass(frozen=True, kw_only=True)
class ShowRegistrants(Command):
    """Of the class that is named, else of the next one that people sign up for. Links are never shown."""

    spec: ClassVar[Spec] = Spec(
        name="registrants",
        summary="See who signed up for a class",
        role=Role.ASSISTANT,
        people=True,
        one_course=True,
        synonyms=("registrations", "signups"),
        usage="registrants [class]",
        examples=("registrants", "registrants MATH201", "registrants exam page 2"),
    )
    target: Target = field(default_factory=Target)
    page: int = 1


@dataclass(frozen=True, kw_only=True)
class ExportRegistrants(Command):
    """The same list as a file, sent in private."""

    spec: ClassVar[Spec] = Spec(
        name="registrants export",
        summary="Get the list of who signed up as a file",
        role=Role.INSTRUCTOR,
        people=True,
        writes=True,
        usage="registrants export [csv | xlsx] [class]",
        examples=("registrants export", "registrants export xlsx exam"),
    )
    target: Target = field(default_factory=Target)
    workbook: bool = False


@dataclass(frozen=True, kw_only=True)
class DecideRegistration(Command):
    """An instructor's answer to somebody who asks to join. `version` is the card's: an older card decides nothing."""

    spec: ClassVar[Spec] = Spec(
        name="registration",
        summary="Let somebody into a class, or not",
        role=Role.INSTRUCTOR,
        writes=True,
        typed=False,
        people=True,
    )
    registrant: int = 0
    version: int = 1
    approve: bool = False
    #: Our own number of the class, by which the right to answer is checked.
    meeting: int = 0
