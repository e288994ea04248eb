"""What is said about licenses: to whoever asks, to the admins who decide, and to who lends."""

from dataclasses import replace
from datetime import timedelta

from tests.builders import START
from tests.catalogue.shapes import HOSTILE, RTL
from zoomcore.domain.licenses.choosing import Objection
from zoomcore.domain.licenses.offers import Donor, Offer
from zoomcore.domain.licenses.requests import LicenseRequest, Origin, RequestState
from zoomcore.services.licenses import cards, notices
from zoomcore.services.licenses.deciding import refuse_form
from zoomcore.services.licenses.stories import LicenseStory
from zoomcore.views import Card, Form, Reply

_NOW = START - timedelta(minutes=20)


def _donor(number: int, name: str, days: int | None, **more: object) -> Donor:
    seen = None if days is None else _NOW - timedelta(days=days)
    plain = Donor(
        id=f"u{number}",
        name=name,
        email="x@uni.example",
        last_login=seen,
        last_hosted=None,
        idle_since=seen,
        next_class=None,
    )
    return replace(plain, **more)


_OFFER = Offer(
    donors=(
        _donor(1, "B. Ode", 61, next_class=_NOW + timedelta(days=30)),
        _donor(2, HOSTILE, None),
        _donor(3, RTL, 59, addons=("large meeting 500",)),
    ),
    eligible=6,
    bought=20,
    used=20,
    checked_at=_NOW,
)
_REQUEST = LicenseRequest(
    id=118,
    ref="LR-118",
    origin=Origin.ASKED,
    state=RequestState.REQUESTED,
    version=1,
    recipient="z-ana",
    recipient_name="Ana Ruiz",
    donor="u1",
    donor_name="B. Ode",
    person=2,
    requested_by=2,
    reason="exam, two groups",
    meeting_id=1,
    needed_at=START,
    created_at=_NOW,
    expires_at=_NOW + timedelta(minutes=30),
    offer=_OFFER,
)


def _story(state: RequestState = RequestState.REQUESTED, **changes: object) -> LicenseStory:
    decided = state not in {RequestState.REQUESTED, RequestState.EXPIRED}
    request = replace(_REQUEST, state=state, decided_at=_NOW if decided else None, **changes)
    return LicenseStory(
        request=request,
        asker="Ana Ruiz",
        decider="Li Wei" if decided else "",
        topic="Algebra II",
        zone="Europe/Madrid",
        now=_NOW,
    )


_FREE = replace(_OFFER, donors=(), eligible=0, used=19)
_DONE = _story(RequestState.DONE, done_at=_NOW, until=START + timedelta(hours=2))

_VIEWS: dict[str, Card | Form] = {
    "lent: request": cards.request_card(_story()),
    "lent: request, a seat is free": cards.request_card(_story(donor="", donor_name="", offer=_FREE)),
    "lent: request, one yes of two": cards.request_card(replace(_story(), first_yes="Li Wei")),
    "lent: request, hostile donor": cards.request_card(_story(donor="u2", donor_name=HOSTILE)),
    "lent: waiting": cards.waiting_card(_story()),
    "lent: working": cards.working_card(_REQUEST, "Li Wei"),
    "lent: nobody": cards.nobody_card(_story(RequestState.WITHDRAWN), ("7 × was here lately", "2 × is protected")),
    "lent: changed": notices.changed_card(_REQUEST, "B. Ode", Objection.LIVE),
    "lent: owed": notices.owed_card(_REQUEST),
    "lent: trouble": notices.trouble_card(_REQUEST, "I couldn't reach Zoom just now.", "I'll look again."),
    "lent: unasked": notices.unasked_card(_story(), "I couldn't reach Zoom just now.", "Please try again."),
    "lent: donor": cards.donor_card(_DONE),
    "lent: flipped": notices.flipped_card("B. Ode", lost=False, zone="Europe/Madrid", needed_at=None),
    "lent: lost before class": notices.flipped_card("Ana Ruiz", lost=True, zone="Europe/Madrid", needed_at=START),
    "lent: no license yet": notices.basic_start_card(_story()),
    "lent: sweep under way": notices.progress_card([_REQUEST, replace(_REQUEST, state=RequestState.APPROVED)]),
    "lent: sweep done": notices.progress_card([replace(_REQUEST, state=RequestState.DONE), _REQUEST]),
    "lent: sweep proposed": notices.proposal_card(7, 60),
    "lent: refuse form": refuse_form(_REQUEST, 1),
    "lent: done, asker": cards.asker_card(_DONE),
    "lent: refused, asker": cards.asker_card(_story(RequestState.REFUSED)),
    "lent: refused with a reason, asker": cards.asker_card(_story(RequestState.REFUSED, refusal=HOSTILE)),
    "lent: done": cards.ended_card(_DONE),
    **{
        f"lent: {state.value}": cards.ended_card(_story(state))
        for state in (
            RequestState.REFUSED,
            RequestState.EXPIRED,
            RequestState.WITHDRAWN,
            RequestState.ROLLED_BACK,
            RequestState.UNDONE,
            RequestState.STRANDED,
        )
    },
}
LENT: dict[str, Reply] = {
    name: Reply(view=view, card="c3", language="en", zone="Europe/Madrid") for name, view in _VIEWS.items()
}
