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

    `start`, `called_off`: what they were last told of their date. `kept_by`: the kind of the job that keeps the class
    for itself on their account; empty for none.
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


def was_there_before(one: Substitute, others: Iterable[Substitute], *, at_zoom: bool) -> bool:
    """Whether somebody who is an alternative host at Zoom is one for other reasons than standing in.

    `others`: the other dates of the same class that they hold, or are about to.
    """
    brought = any(other.state is SubstituteState.ON and other.stays is False and other.id != one.id for other in others)
    return at_zoom and not brought


def may_leave(one: Substitute, others: Iterable[Substitute]) -> bool:
    """Whether they are no alternative host any more once this date is over: not while they hold another one.

    `others`: those of their dates in that class that are to come or go on.
    """
    return one.stays is False and not any(other.state in LIVING and other.id != one.id for other in others)
