"""What both stores show of Lectern, and the entries of their command menus."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from zoomcore.commands.base import Spec
from zoomcore.commands.catalogue import CATALOGUE
from zoomcore.domain.people import Role

NAME = "Lectern"
TAGLINE = "Runs Zoom classes from chat"
SHORT = "Schedule Zoom classes, start them and hand out join links, from chat."
LONG = (
    "Instructors type one line, like: new “Algebra II” every mon 3pm for 50m until dec 12. Lectern books the class at "
    "Zoom, lists it, moves it, cancels it, and gives every student a join link of their own when the class opens. "
    "A channel stands for a course; admins agree to that once. Answers are private first, and nothing is posted for "
    "everybody unless somebody asks for it."
)
COLOUR = "#1D4F91"
#: What stands in the example files of the repository.
NO_APP = "00000000-0000-0000-0000-000000000000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deployment:
    """`url` is the public address without a last slash; `teams_app_id` the bot's, a GUID."""

    url: str
    version: str
    command: str = "/class"
    teams_app_id: str = NO_APP

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One verb as a menu shows it: a word to type and what it is for."""

    word: str
    summary: str
    for_admins: bool
    names_people: bool


def menu() -> Sequence[MenuEntry]:
    """The words a person types, in the registry's order; of a family like `course …`, the one its bare word means."""
    return tuple(entry for kind in CATALOGUE if (entry := _entry(kind.spec)) is not None)


def _entry(spec: Spec) -> MenuEntry | None:
    word, _, rest = spec.name.partition(" ")
    if not spec.typed or "" in spec.synonyms or (rest and word not in spec.synonyms):
        return None
    return MenuEntry(word, spec.summary, for_admins=spec.role is Role.ADMIN, names_people=spec.people)
