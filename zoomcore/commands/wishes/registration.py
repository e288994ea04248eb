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
