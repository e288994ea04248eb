"""Who speaks in a webinar. Zoom's list is the truth; ours says whom we added, so that a webinar made anew has them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from zoomcore.domain.people import PersonId


class PanelistState(StrEnum):
    """WANTED, LEAVING: asked for here, and Zoom has not confirmed it yet. SENT: wanted, and Zoom was asked."""

    WANTED = "wanted"
    SENT = "sent"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelistChange:
    """What Zoom's list lacks and has too much; `sent` and `remove` are all that was asked of Zoom, by e-mail."""

    missing: tuple[Panelist, ...]
    leaving: tuple[Panelist, ...]
    sent: frozenset[str]
    remove: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class AtZoom:
    """Zoom's list by e-mail, and whom we took to be on it before we asked: another may have added somebody since."""

    there: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()


def panelist_change(
    ours: Sequence[Panelist], zoom: AtZoom, *, add: Collection[str] = (), remove: Collection[str] = ()
) -> PanelistChange:
    """For those who are named; with nobody named, for all that are asked for.

    Somebody who was asked for otherwise meanwhile is left to whoever asked last.
    """
    there = zoom.there
    leaving = [one for one in ours if one.state is PanelistState.LEAVING]
    wanted = [one for one in ours if one.state in {PanelistState.WANTED, PanelistState.SENT}]
    if add or remove:
        # Whom we took to be there before was taken out in Zoom's portal, if Zoom's list lacks them.
        lost = [one for one in ours if one.state is PanelistState.THERE and one.email in zoom.known - there]
        wanted = [one for one in (*wanted, *lost) if one.email in add]
        leaving = [one for one in leaving if one.email in remove]
    missing = tuple(one for one in wanted if one.email not in there)
    before = {one.email for one in wanted if one.state is PanelistState.SENT}
    return PanelistChange(
        missing=missing,
        leaving=tuple(one for one in leaving if one.email in there),
        sent=frozenset(before | {one.email for one in missing}),
        remove=frozenset(one.email for one in leaving),
    )
