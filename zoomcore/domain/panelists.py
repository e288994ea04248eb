"""Who speaks in a webinar. Zoom's list is the truth; ours says whom we added, so that a webinar made anew has them."""

from dataclasses import dataclass
from enum import StrEnum

from zoomcore.domain.people import PersonId


class PanelistState(StrEnum):
    """WANTED, LEAVING: asked for here, and Zoom has not confirmed it yet."""

    WANTED = "wanted"
    THERE = "there"
    LEAVING = "leaving"


@dataclass(frozen=True, slots=True, kw_only=True)
class Panelist:
    """`email` in lower case; `person_id` None for somebody whom nobody here has met."""

    meeting_id: int
    email: str
    name: str
    person_id: PersonId | None = None
    state: PanelistState = PanelistState.WANTED
