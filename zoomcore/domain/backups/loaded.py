"""How a backup's records come into a database, and what came of it."""

from dataclasses import dataclass, field

from zoomcore.domain.backups.kept import Part
from zoomcore.domain.people import CourseId, PersonId


@dataclass(slots=True, kw_only=True)
class Loaded:
    """What came of it: numbers of rows by kind, the meetings named in the file, and who was added to the course."""

    added: dict[str, int] = field(default_factory=dict)
    courses: list[CourseId] = field(default_factory=list)
    meetings: list[int] = field(default_factory=list)
    enrolled: list[PersonId] = field(default_factory=list)
    channels: int = 0
    #: Number in the file → here, of those whom no e-mail names: what undoing needs.
    nameless: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """`course`: whose rows they become; None: of the course of the same code, made where there is none.

    `parts` come in, the rest is only recognised. `asker` stands for whom the file does not name or who was erased.
    `accounts`: with people's accounts and admins.
    """

    course: CourseId | None
    parts: frozenset[Part]
    asker: PersonId | None
    #: With what the e-mails of those who were erased are hashed.
    pepper: bytes
    accounts: bool = False
    channels: bool = False
    #: Whether Zoom's numbers in the file are believed: somebody's own file may name any meeting of the account.
    zoom_ids: bool = True
