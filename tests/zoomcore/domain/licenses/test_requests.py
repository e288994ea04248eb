"""How a request goes on, whatever happens in whatever order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from zoomcore.domain.licenses.requests import (
    ENDED,
    MOVING,
    LicenseRequest,
    Origin,
    RequestEvent,
    RequestState,
    after,
    expires,
)

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
events = st.lists(st.sampled_from(RequestEvent), max_size=40)


def run(story, state=RequestState.REQUESTED):
    """The states passed through; events that mean nothing change nothing."""
    states = [state]
    for event in story:
        states.append(after(states[-1], event) or states[-1])
    return states


def test_every_state_answers_every_event():
    for state in RequestState:
        for event in RequestEvent:
            assert after(state, event) in {None, *RequestState}


def test_the_plain_story_is_requested_approved_lowered_raised_done():
    story = (RequestEvent.APPROVED, RequestEvent.LOWERED, RequestEvent.RAISED, RequestEvent.VERIFIED)

    assert [state.value for state in run(story)] == [
        "requested",
        "approved",
        "donor lowered",
        "recipient raised",
        "done",
    ]


@given(events)
def test_what_has_ended_stays_ended(story):
    states = run(story)
    ends = [state for state in states if state in ENDED]

    assert len(set(ends)) <= 1


@given(events)
def test_a_decision_falls_once_for_each_offer(story):
    """Between two approvals the facts changed and a new offer was made."""
    state, approved = RequestState.REQUESTED, False
    for event in story:
        following = after(state, event)
        if following is RequestState.APPROVED:
            assert not approved
            approved = True
        if event is RequestEvent.CHANGED and following is not None:
            approved = False
        state = following or state


@given(events)
def test_a_donor_once_lowered_gets_it_back_or_the_recipient_has_it(story):
    states = run(story)
    if RequestState.DONOR_LOWERED in states and states[-1] in ENDED:
        assert RequestState.DONE in states or states[-1] in {RequestState.ROLLED_BACK, RequestState.STRANDED}


@given(events)
def test_nothing_is_taken_back_that_was_not_done(story):
    states = run(story)
    if RequestState.UNDONE in states:
        assert states.index(RequestState.DONE) < states.index(RequestState.UNDONE)


def test_from_every_state_under_way_an_end_can_be_reached():
    for state in MOVING:
        reached, new = set(), {state}
        while new:
            reached |= new
            new = {after(one, event) for one in new for event in RequestEvent} - reached - {None}
        assert reached & (ENDED | {RequestState.DONE})


REQUEST = LicenseRequest(
    id=1,
    ref="LR-1",
    origin=Origin.ASKED,
    state=RequestState.DONE,
    version=1,
    recipient="kim",
    recipient_name="Kim Novak",
    created_at=NOW,
    expires_at=NOW,
    done_at=NOW,
)


def test_a_done_request_may_be_taken_back_for_a_quarter_of_an_hour():
    assert REQUEST.undo_until() == NOW + timedelta(minutes=15)
    assert replace(REQUEST, state=RequestState.EXPIRED).undo_until() is None
    assert replace(REQUEST, reverses=1).undo_until() is None


def test_a_request_lives_half_an_hour_and_not_long_after_its_class_began():
    assert expires(NOW, None) == NOW + timedelta(minutes=30)
    assert expires(NOW, NOW + timedelta(minutes=5)) == NOW + timedelta(minutes=15)
    assert expires(NOW, NOW + timedelta(days=3)) == NOW + timedelta(minutes=30)
    assert expires(NOW, NOW - timedelta(days=3)) == NOW + timedelta(minutes=30)
