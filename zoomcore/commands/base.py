"""What a command declares about itself."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from zoomcore.domain.people import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """One row of the registry.

    `name` is how the command is named on the wire and, when `typed`, the words a person types ("course map").
    `role` is the least role in the conversation's course (ADMIN: in the deployment). `writes`: a delivery and effect
    row is kept and a writing unit opened. `people`: its answer names people, so a Teams channel never sees it.
    `one_course`: it is about one course whoever asks, so that in a direct chat it is asked which.
    """

    name: str
    summary: str
    role: Role = Role.GUEST
    writes: bool = False
    typed: bool = True
    people: bool = False
    one_course: bool = False
    synonyms: tuple[str, ...] = ()
    usage: str = ""
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Command:
    """A wish, as plain data. Attributes have defaults wherever a typed line or a form may leave them out."""

    spec: ClassVar[Spec]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Which class is meant; empty means "the one this conversation would expect".

    `meeting` and `occurrence` are our own ids (buttons carry them), `number` is Zoom's meeting id, `course` a course
    code, `words` a piece of a topic; `which` is "next" or "last"; `day` is in the zone of whoever asks.
    """

    meeting: int | None = None
    occurrence: int | None = None
    number: int | None = None
    course: str = ""
    words: str = ""
    which: str = ""
    day: date | None = None
