"""One asked-for change of a license, and how it goes on: a total table of states and events."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from zoomcore.domain.licenses.offers import Offer
from zoomcore.domain.people import PersonId

#: How long a request waits for a decision, and how long a done one may be taken back.
LIFE = timedelta(minutes=30)
UNDO = timedelta(minutes=15)
#: When a class waits for it: the next admin is asked, then the host hears what happens without.
REMIND_NEXT, REMIND_HOST = timedelta(minutes=10), timedelta(minutes=3)
#: Kept as the refusal of a withdrawn request: nobody could lend, nobody could decide, or Zoom could not be read.
NOBODY_LENDS, NOBODY_DECIDES, UNREAD = "nobody lends", "nobody decides", "zoom not read"
#: Zoom's number for somebody who is not in the account (zoom-api 10.1).
NOT_IN_ACCOUNT = 1001


class RequestState(StrEnum):
    """APPROVED may have sent its first call. ROLLING_BACK gives the donor their license again. REVERSING is taken back.

    WITHDRAWN: not needed any more. STRANDED: the donor's seat was taken by somebody else and could not be given back.
    """

    REQUESTED = "requested"
    APPROVED = "approved"
    DONOR_LOWERED = "donor lowered"
    RECIPIENT_RAISED = "recipient raised"
    DONE = "done"
    ROLLING_BACK = "rolling back"
    ROLLED_BACK = "rolled back"
    REVERSING = "reversing"
    UNDONE = "undone"
    RETURNED = "returned"
    REFUSED = "refused"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    STRANDED = "stranded"


class RequestEvent(StrEnum):
    """What can happen to a request."""

    RENEWED = "renewed"
    APPROVED = "approved"
    REFUSED = "refused"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    #: at the click the facts had changed, or Zoom refused to take the donor's license: nothing was done
    CHANGED = "changed"
    LOWERED = "lowered"
    RAISED = "raised"
    VERIFIED = "verified"
    #: Zoom refused the second half
    RAISE_REFUSED = "raise refused"
    RESTORED = "restored"
    ABANDONED = "abandoned"
    REVERSAL_BEGUN = "reversal begun"
    REVERSAL_FAILED = "reversal failed"
    TAKEN_BACK = "taken back"
    GIVEN_BACK = "given back"


_S, _E = RequestState, RequestEvent
_AFTER: Mapping[RequestState, Mapping[RequestEvent, RequestState]] = {
    _S.REQUESTED: {
        _E.RENEWED: _S.REQUESTED,
        _E.APPROVED: _S.APPROVED,
        _E.REFUSED: _S.REFUSED,
        _E.EXPIRED: _S.EXPIRED,
        _E.WITHDRAWN: _S.WITHDRAWN,
    },
    _S.APPROVED: {
        _E.CHANGED: _S.REQUESTED,
        _E.WITHDRAWN: _S.WITHDRAWN,
        _E.LOWERED: _S.DONOR_LOWERED,
        _E.RAISED: _S.RECIPIENT_RAISED,
        _E.RAISE_REFUSED: _S.ROLLED_BACK,
        _E.VERIFIED: _S.DONE,
    },
    _S.DONOR_LOWERED: {
        _E.RAISED: _S.RECIPIENT_RAISED,
        _E.RAISE_REFUSED: _S.ROLLING_BACK,
        _E.VERIFIED: _S.DONE,
    },
    _S.RECIPIENT_RAISED: {_E.VERIFIED: _S.DONE},
    _S.ROLLING_BACK: {_E.RESTORED: _S.ROLLED_BACK, _E.ABANDONED: _S.STRANDED},
    _S.DONE: {_E.REVERSAL_BEGUN: _S.REVERSING},
    _S.REVERSING: {
        _E.REVERSAL_FAILED: _S.DONE,
        _E.TAKEN_BACK: _S.UNDONE,
        _E.GIVEN_BACK: _S.RETURNED,
    },
    _S.ROLLED_BACK: {},
    _S.UNDONE: {},
    _S.RETURNED: {},
    _S.REFUSED: {},
    _S.EXPIRED: {},
    _S.WITHDRAWN: {},
    _S.STRANDED: {},
}
#: Those under way at Zoom: nobody else touches their two people.
MOVING = frozenset({_S.APPROVED, _S.DONOR_LOWERED, _S.RECIPIENT_RAISED, _S.ROLLING_BACK})
#: Those whose people take part in no other request.
OPEN = MOVING | {_S.REQUESTED, _S.REVERSING}
#: Those of which nothing more comes.
ENDED = frozenset(state for state, following in _AFTER.items() if not following)


def after(state: RequestState, event: RequestEvent) -> RequestState | None:
    """The state that follows; None where the event means nothing in that state."""
    return _AFTER[state].get(event)


class Origin(StrEnum):
    """Who or what asked: somebody, whoever lent theirs, a class scheduled, a host at Join, the sweep, the way back."""

    ASKED = "asked"
    LENT = "lent before"
    SCHEDULED = "scheduled"
    JOINED = "joined"
    SWEEP = "sweep"
    UNDO = "undo"
    RETURN = "return"

    @property
    def reverses(self) -> bool:
        return self in {Origin.UNDO, Origin.RETURN}


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseRequest:
    """Who gives a license and who gets it, by Zoom's user ids: "" for nobody (a free seat, or one left free).

    `person` is ours of the recipient. `version` grows with each new offer: older cards are dead then. `needed_at` is
    the start of the class it is for; `reason` is in the asker's words, but of LENT the request in which they lent
    theirs, and of SWEEP how many days it was idle. `refusal` is why an admin said no; of WITHDRAWN NOBODY_LENDS,
    NOBODY_DECIDES or UNREAD. `until` is when it goes back. `reverses` is the request that this one takes back.
    `answer` and `card` are where the asker waits. `error_code` is Zoom's last refusal, 0 for none.
    """

    id: int
    ref: str
    origin: Origin
    state: RequestState
    version: int
    recipient: str
    recipient_name: str
    donor: str = ""
    donor_name: str = ""
    person: PersonId | None = None
    requested_by: PersonId | None = None
    reason: str = ""
    refusal: str = ""
    meeting_id: int | None = None
    needed_at: datetime | None = None
    until: datetime | None = None
    created_at: datetime
    expires_at: datetime
    decided_by: PersonId | None = None
    decided_at: datetime | None = None
    seconded_by: PersonId | None = None
    done_at: datetime | None = None
    reverses: int | None = None
    error_code: int = 0
    answer: Mapping[str, Any] = field(default_factory=dict)
    card: str = ""
    offer: Offer | None = None

    def undo_until(self) -> datetime | None:
        """None where it is not done, or is itself the way back."""
        if self.state is not RequestState.DONE or self.done_at is None or self.reverses is not None:
            return None
        return self.done_at + UNDO


class StepKind(StrEnum):
    """The calls that change something at Zoom; RESTORE gives the donor their license again."""

    LOWER = "lower"
    RAISE = "raise"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenseStep:
    """One change of one Zoom user: `sent_at` before the call, `seen_at` once read back, `error_code` if refused."""

    request_id: int
    version: int
    kind: StepKind
    zoom_user: str
    sent_at: datetime
    seen_at: datetime | None = None
    error_code: int = 0


def expires(now: datetime, needed_at: datetime | None) -> datetime:
    """Half an hour from now; not after the class it is for has begun for ten minutes."""
    if needed_at is None or needed_at <= now:
        return now + LIFE
    return min(now + LIFE, needed_at + timedelta(minutes=10))
