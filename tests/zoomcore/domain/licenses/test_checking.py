"""What is done at the click, once everything was read again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zoomcore.domain.licenses.checking import Seen, Verdict, judge
from zoomcore.domain.licenses.choosing import DonorFacts, Objection
from zoomcore.domain.licenses.pool import (
    LicenseRules,
    Policy,
    Protections,
    Seats,
    ZoomAccount,
    rules_from_data,
    rules_to_data,
)
from zoomcore.domain.licenses.requests import LicenseRequest, Origin, RequestState

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
RULES, OPEN = LicenseRules(), Protections()
ODE = ZoomAccount(
    id="ode",
    email="b.ode@uni.example",
    name="B. Ode",
    type=2,
    last_login=NOW - timedelta(days=61),
    created_at=NOW - timedelta(days=500),
    read_at=NOW,
)
KIM = replace(ODE, id="kim", name="Kim Novak", type=1, last_login=NOW)
REQUEST = LicenseRequest(
    id=1,
    ref="LR-1",
    origin=Origin.ASKED,
    state=RequestState.APPROVED,
    version=1,
    recipient="kim",
    recipient_name="Kim Novak",
    donor="ode",
    donor_name="B. Ode",
    created_at=NOW,
    expires_at=NOW + timedelta(minutes=30),
)
FULL, ROOM = (Seats(bought=20, used=used, read_at=NOW) for used in (20, 19))
SEEN = Seen(recipient=KIM, donor=ODE, seats=FULL, facts=DonorFacts())


def verdict(request=REQUEST, *, rules=RULES, guarded=OPEN, **seen):
    return judge(request, replace(SEEN, **seen), rules, guarded, NOW)


def test_with_all_seats_taken_the_donor_gives_theirs():
    assert verdict().verdict is Verdict.LOWER


def test_a_seat_that_came_free_meanwhile_spares_the_donor():
    assert verdict(seats=ROOM).verdict is Verdict.RAISE


def test_a_seat_that_somebody_else_waits_for_is_not_free():
    assert verdict(seats=ROOM, owed=1).verdict is Verdict.LOWER


def test_where_nobody_knows_the_number_the_donor_gives_theirs():
    assert verdict(seats=Seats(bought=None, used=3, read_at=NOW)).verdict is Verdict.LOWER


def test_without_a_donor_an_unknown_number_is_left_to_zoom():
    free = replace(REQUEST, donor="")

    assert verdict(free, donor=None, seats=Seats(bought=None, used=3, read_at=NOW)).verdict is Verdict.RAISE
    assert verdict(free, donor=None).verdict is Verdict.CHANGED
    assert verdict(free, donor=None, seats=ROOM).verdict is Verdict.RAISE


@pytest.mark.parametrize(
    ("recipient", "expected"),
    [
        (None, Verdict.UNFIT),
        (replace(KIM, status="inactive"), Verdict.UNFIT),
        (replace(KIM, type=2), Verdict.NEEDLESS),
    ],
)
def test_a_recipient_who_needs_or_may_have_none_gets_none(recipient, expected):
    assert verdict(recipient=recipient).verdict is expected


def test_a_recipient_outside_the_groups_gets_none():
    assert verdict(rules=LicenseRules(groups=frozenset({"teachers"}))).verdict is Verdict.UNFIT


@pytest.mark.parametrize(
    ("seen", "why"),
    [
        ({"donor": None}, None),
        ({"donor": replace(ODE, type=1)}, Objection.NOT_LICENSED),
        ({"donor": replace(ODE, last_login=NOW)}, Objection.RECENT),
        ({"facts": DonorFacts(live=frozenset({"ode"}))}, Objection.LIVE),
        ({"facts": DonorFacts(next_class={"ode": NOW + timedelta(hours=2)})}, Objection.CLASS_SOON),
        ({"facts": DonorFacts(held=frozenset({"ode"}))}, Objection.HELD),
    ],
)
def test_a_donor_who_changed_gives_nothing(seen, why):
    judged = verdict(**seen)

    assert (judged.verdict, judged.objection) == (Verdict.CHANGED, why)


def test_a_donor_protected_since_gives_nothing():
    assert verdict(guarded=Protections(people=frozenset({"ode"}))).objection is Objection.PROTECTED


def test_a_first_half_that_was_sent_and_is_there_counts_as_done():
    lowered = replace(ODE, type=1)

    assert verdict(donor=lowered, lower_sent=True).verdict is Verdict.LOWERED
    # Sent, but not there: everything is looked at as if for the first time.
    assert verdict(lower_sent=True).verdict is Verdict.LOWER
    assert verdict(lower_sent=True, facts=DonorFacts(live=frozenset({"ode"}))).objection is Objection.LIVE


def test_a_license_that_we_gave_and_heard_nothing_of_counts_as_given():
    free = replace(REQUEST, donor="")
    raised = replace(KIM, type=2)

    assert verdict(free, donor=None, recipient=raised, raise_sent=True).verdict is Verdict.RAISED
    assert verdict(free, donor=None, recipient=raised).verdict is Verdict.NEEDLESS


BACK = replace(REQUEST, reverses=9, recipient="ode", donor="kim")


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ({"donor": replace(KIM, type=2), "recipient": replace(ODE, type=1)}, Verdict.LOWER),
        (
            {"donor": replace(KIM, type=2), "facts": DonorFacts(live=frozenset({"kim"}))},
            Verdict.BUSY,
        ),
        ({"donor": KIM, "lower_sent": True}, Verdict.LOWERED),
        # Somebody else took it already: what is free goes back to whoever lent it.
        ({"donor": KIM, "recipient": replace(ODE, type=1), "seats": ROOM}, Verdict.RAISE),
        ({"donor": KIM, "recipient": replace(ODE, type=1), "seats": FULL}, Verdict.NEEDLESS),
        ({"donor": KIM, "recipient": ODE, "raise_sent": True}, Verdict.RAISED),
        ({"donor": None, "recipient": None}, Verdict.NEEDLESS),
    ],
)
def test_the_way_back_takes_from_who_had_it_lent(seen, expected):
    assert verdict(BACK, **seen).verdict is expected


@given(
    st.builds(
        LicenseRules,
        policy=st.sampled_from(Policy),
        paused=st.booleans(),
        limit=st.none() | st.integers(0, 500),
        horizon=st.integers(0, 200).map(lambda hours: timedelta(hours=hours)),
        idle=st.integers(0, 200).map(lambda days: timedelta(days=days)),
        two_people=st.booleans(),
        on_join=st.booleans(),
        auto_per_day=st.integers(0, 50),
        quiet=st.none() | st.tuples(st.integers(0, 23), st.integers(0, 23)),
    )
)
def test_rules_come_back_as_they_were_set(rules):
    assert rules_from_data(rules_to_data(rules)) == rules


def test_rules_that_nobody_set_are_the_plain_ones():
    assert rules_from_data({}) == LicenseRules()
