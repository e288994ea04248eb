"""Who is to be signed up and who not any more, from the roster and the registrants there are."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zoomcore.domain.registration import Expected, Registrant, RegistrantState, batches, plan

BO = Expected(person=1, email="bo@uni.example", name="Bo Chen")
MAYA = Expected(person=2, email="maya@uni.example", name="Maya Okafor")


def there(one: Expected, state=RegistrantState.APPROVED, **more) -> Registrant:
    return Registrant(
        id=one.person, meeting_id=7, email=one.email, name=one.name, state=state, person_id=one.person, **more
    )


def test_newcomers_are_added_and_only_they():
    assert plan([BO, MAYA], [there(BO)]).adds == (MAYA,)


def test_who_left_the_roster_is_cancelled():
    assert plan([MAYA], [there(BO), there(MAYA)]).cancels == (there(BO),)


def test_who_came_back_is_added_again():
    assert plan([BO], [there(BO, RegistrantState.CANCELLED)]).adds == (BO,)


@pytest.mark.parametrize("state", [RegistrantState.DENIED, RegistrantState.WITHDRAWN, RegistrantState.REFUSED])
def test_a_no_of_zooms_or_of_a_host_is_not_asked_again(state):
    planned = plan([BO], [there(BO, state)])
    assert planned == replace(planned, adds=(), adopts=(), cancels=())


@pytest.mark.parametrize("state", [RegistrantState.APPROVED, RegistrantState.PENDING, RegistrantState.DENIED])
def test_a_guest_who_came_onto_the_roster_is_one_of_it(state):
    guest = there(BO, state, guest=True)
    assert plan([BO], [guest]).adopts == ((guest, BO),)


@pytest.mark.parametrize("state", [RegistrantState.WITHDRAWN, RegistrantState.REFUSED])
def test_what_became_of_a_guest_keeps_nobody_of_the_roster_out(state):
    assert plan([BO], [there(BO, state, guest=True)]).adds == (BO,)


@pytest.mark.parametrize("more", [{"guest": True}, {"ours": False}])
def test_guests_and_who_signed_up_at_zoom_are_never_cancelled_by_the_roster(more):
    assert plan([], [there(BO, **more)]).cancels == ()


def test_a_changed_e_mail_is_another_registrant():
    moved = replace(BO, email="bo.chen@uni.example")
    planned = plan([moved], [there(BO)])
    assert (planned.adds, planned.cancels) == ((moved,), (there(BO),))


def test_without_an_e_mail_nobody_can_be_signed_up():
    assert plan([replace(BO, email="")], []).adds == ()


def test_two_of_one_e_mail_are_one_registrant():
    assert plan([BO, replace(MAYA, email=BO.email)], []).adds == (BO,)


@given(st.sets(st.integers(0, 40)), st.sets(st.integers(0, 40)))
def test_a_plan_carried_out_leaves_nothing_to_do(wanted, held):
    roster = [Expected(person=n, email=f"{n}@x.example", name=str(n)) for n in sorted(wanted)]
    rows = {n: there(Expected(person=n, email=f"{n}@x.example", name=str(n))) for n in held}
    planned = plan(roster, rows.values())
    rows |= {one.person: there(one) for one in planned.adds}
    rows |= {one.id: replace(one, state=RegistrantState.CANCELLED) for one in planned.cancels}

    again = plan(roster, rows.values())

    assert (again.adds, again.cancels) == ((), ())
    assert {n for n, row in rows.items() if row.state is RegistrantState.APPROVED} == wanted


def test_batches_hold_thirty_at_most():
    assert [len(some) for some in batches(range(61))] == [30, 30, 1]


def test_a_fourth_add_waits_for_zooms_next_day():
    tired = there(BO, adds=3, counted_on=date(2026, 11, 23))
    assert not tired.may_be_added(datetime(2026, 11, 23, 23, 59, tzinfo=UTC))
    assert tired.may_be_added(datetime(2026, 11, 24, 0, 1, tzinfo=UTC))
