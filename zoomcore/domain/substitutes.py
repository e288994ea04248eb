"""Somebody who holds one date of a class in its host's place."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from zoomcore.domain.people import PersonId


class SubstituteState(StrEnum):
    """ASKED until Zoom lets them start the class; ON until the date is over (OVER) or somebody took them off (OFF).

    REFUSED: Zoom does not take them as an alternative host.
    """

    ASKED = "asked"
    ON = "on"
    OVER = "over"
    OFF = "off"
    REFUSED = "refused"


#: While they hold the date, or are about to.
LIVING = frozenset({SubstituteState.ASKED, SubstituteState.ON})


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitute:
    """`stays`: they were an alternative host before, so they are one afterwards; None until Zoom was read.

    `start`, `called_off`: what they were last told of their date. `kept_by`: the job that keeps the class for itself on
    their account, as `kind:key`; empty for none. `leaving`: they hold no date any more, and Zoom may know them still.
    """

    id: int
    meeting_id: int
    occurrence_id: int
    person_id: PersonId
    asked_by: PersonId
    state: SubstituteState
    stays: bool | None = None
    start: datetime | None = None
    called_off: bool = False
    kept_by: str = ""
    leaving: bool = False


def was_there_before(one: Substitute, others: Iterable[Substitute], *, at_zoom: bool) -> bool:
    """Whether somebody who is an alternative host at Zoom is one for other reasons than standing in.

    `others`: the other dates of the same class that they hold, or are about to, or held and are yet to leave for.
    """
    return at_zoom and not any(_brought(other) for other in others if other.id != one.id)


def _brought(one: Substitute) -> bool:
    """Whether Zoom has them, or may have them, for the sake of this date alone."""
    return one.stays is False and (one.state is SubstituteState.ON or one.leaving)


def may_leave(one: Substitute, others: Iterable[Substitute]) -> bool:
    """Whether they are no alternative host any more once this date is over: not while they hold another one.

    `others`: those of their dates in that class that are to come or go on.
    """
    return one.stays is False and not any(other.state in LIVING and other.id != one.id for other in others)
