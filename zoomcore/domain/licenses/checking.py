"""What everything read again at the click says: go on, and with which half, or the facts have changed."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from zoomcore.domain.licenses.choosing import DonorFacts, Objection, objection_to
from zoomcore.domain.licenses.pool import LicenseRules, Protections, Seats, ZoomAccount
from zoomcore.domain.licenses.requests import LicenseRequest


class Verdict(StrEnum):
    """LOWER the donor first; RAISE: a seat is free, or none is taken. LOWERED, RAISED: our call had its effect."""

    LOWER = "lower"
    LOWERED = "lowered"
    RAISE = "raise"
    RAISED = "raised"
    #: the recipient has a license, or there is nobody left to serve: nothing is to be done
    NEEDLESS = "needless"
    #: the recipient may not get one: gone, not active, outside the groups
    UNFIT = "unfit"
    #: the donor may not give it any more, or the free seat is gone
    CHANGED = "changed"
    #: on the way back: who has the license is in a class
    BUSY = "busy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One round of reading, at Zoom and in our tables. None for a Zoom user who is not there.

    `owed` are seats that donors of other requests wait for; `lower_sent`, `raise_sent`: this request has asked for it.
    """

    recipient: ZoomAccount | None
    donor: ZoomAccount | None
    seats: Seats
    facts: DonorFacts
    owed: int = 0
    lower_sent: bool = False
    raise_sent: bool = False

    @property
    def seat_free(self) -> bool:
        """A seat that nobody waits for. Where the number of seats is unknown Zoom has the last word."""
        free = self.seats.free
        return free is None or free > self.owed


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    verdict: Verdict
    objection: Objection | None = None


def judge(request: LicenseRequest, seen: Seen, rules: LicenseRules, guarded: Protections, now: datetime) -> Judgement:
    """What to do with an approved request."""
    if request.reverses is not None:
        return _judge_reversal(request, seen)
    taken = seen.lower_sent and seen.donor is not None and not seen.donor.licensed
    if taken:
        return Judgement(verdict=Verdict.LOWERED)
    recipient = seen.recipient
    if request.recipient:
        if recipient is None or not recipient.active or _outside(recipient, rules):
            return Judgement(verdict=Verdict.UNFIT)
        if recipient.licensed:
            return Judgement(verdict=Verdict.RAISED if seen.raise_sent else Verdict.NEEDLESS)
        if seen.seat_free and (not request.donor or seen.seats.free is not None):
            return Judgement(verdict=Verdict.RAISE)
    return _judge_donor(request, seen, rules, guarded, now)


def _outside(recipient: ZoomAccount, rules: LicenseRules) -> bool:
    return bool(rules.groups) and rules.groups.isdisjoint(recipient.groups)


def _judge_donor(
    request: LicenseRequest, seen: Seen, rules: LicenseRules, guarded: Protections, now: datetime
) -> Judgement:
    if not request.donor or seen.donor is None:
        return Judgement(verdict=Verdict.CHANGED)
    facts = replace(seen.facts, recipient=request.recipient)
    objection = objection_to(seen.donor, facts, rules, guarded, now)
    if objection is not None:
        return Judgement(verdict=Verdict.CHANGED, objection=objection)
    return Judgement(verdict=Verdict.LOWER)


def _judge_reversal(request: LicenseRequest, seen: Seen) -> Judgement:
    """Who had it lent gives it back, but never out of a class; whoever lent it gets it, if they are there."""
    if seen.donor is not None and seen.donor.licensed:
        busy = seen.donor.id in seen.facts.live
        return Judgement(verdict=Verdict.BUSY if busy else Verdict.LOWER)
    if seen.lower_sent:
        return Judgement(verdict=Verdict.LOWERED)
    if seen.raise_sent and seen.recipient is not None and seen.recipient.licensed:
        return Judgement(verdict=Verdict.RAISED)
    if wants_back(request, seen.recipient) and seen.seat_free:
        return Judgement(verdict=Verdict.RAISE)
    return Judgement(verdict=Verdict.NEEDLESS)


def wants_back(request: LicenseRequest, recipient: ZoomAccount | None) -> bool:
    """Whether there is somebody to give a license to."""
    return bool(request.recipient) and recipient is not None and recipient.active and not recipient.licensed
