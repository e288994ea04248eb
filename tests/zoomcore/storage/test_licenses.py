"""Requests for licenses: decided once, whoever presses when."""

import asyncio
from collections.abc import Awaitable
from datetime import timedelta

import pytest

from tests.builders import NOW
from tests.databases import Clock
from tests.zoomcore.storage.seeds import a_class, a_course
from zoomcore.domain.licenses.offers import Donor, Offer
from zoomcore.domain.licenses.requests import LicenseRequest, Origin, RequestEvent, RequestState, StepKind
from zoomcore.errors import NotFound
from zoomcore.storage.licenses import POOL, NewRequest
from zoomcore.storage.store import Store, Unit

ODE = Donor(
    id="ode",
    name="B. Ode",
    email="b.ode@uni.example",
    last_login=NOW - timedelta(days=61),
    last_hosted=None,
    idle_since=NOW - timedelta(days=61),
    next_class=None,
)
OFFER = Offer(donors=(ODE,), eligible=6, bought=20, used=20, checked_at=NOW)


async def a_request(unit: Unit, **changed: object) -> LicenseRequest:
    new: NewRequest = {
        "origin": Origin.ASKED,
        "recipient": "kim",
        "recipient_name": "Kim Novak",
        "donor": "ode",
        "donor_name": "B. Ode",
        "reason": "exam",
        "expires_at": NOW + timedelta(minutes=30),
        "answer": {"platform": "terminal"},
        "offer": OFFER,
    }
    return await unit.licenses.add(**(new | changed))


async def test_a_request_comes_back_as_it_was_made(store: Store):
    async with store.unit() as unit:
        made = await a_request(unit)
        found = await unit.licenses.get(made.id)

    assert found == made
    assert (found.ref, found.state, found.version, found.offer) == (f"LR-{made.id}", RequestState.REQUESTED, 1, OFFER)


async def test_an_unknown_request_is_not_found(store: Store):
    async with store.reading() as unit:
        with pytest.raises(NotFound):
            await unit.licenses.get(99)


async def test_the_first_decision_stands(store: Store):
    async with store.unit() as unit:
        request = await a_request(unit)
        first = await unit.licenses.decide(request, RequestEvent.APPROVED)
        second = await unit.licenses.decide(request, RequestEvent.REFUSED)
        found = await unit.licenses.get(request.id)

    assert first is not None
    assert second is None
    assert found.state is RequestState.APPROVED
    assert found.decided_at == NOW


async def test_of_two_first_yeses_one_is_the_first(store: Store):
    async with store.unit() as unit:
        ada, ivo = await unit.people.add("Ada"), await unit.people.add("Ivo")
        request = await a_request(unit)
        first = await unit.licenses.second(request, ada.id)
        again = await unit.licenses.second(request, ivo.id)
        found = await unit.licenses.get(request.id)

    assert (first, again) == (found, None)
    assert found.seconded_by == ada.id


async def test_states_that_all_have_left_are_counted_as_empty(store: Store):
    async with store.unit() as unit:
        request = await a_request(unit)
        before = await unit.licenses.count_states()
        await unit.licenses.decide(request, RequestEvent.REFUSED)
        after = await unit.licenses.count_states()

    assert (before["requested"], before["refused"]) == (1, 0)
    assert (after["requested"], after["refused"]) == (0, 1)


async def test_a_decision_after_half_an_hour_comes_too_late(store: Store, clock: Clock):
    async with store.unit() as unit:
        request = await a_request(unit)
    clock.advance(minutes=30)
    async with store.unit() as unit:
        assert await unit.licenses.decide(request, RequestEvent.APPROVED) is None
        assert await unit.licenses.go(request, RequestEvent.EXPIRED) is not None


async def test_a_card_of_an_older_offer_decides_nothing(store: Store):
    async with store.unit() as unit:
        request = await a_request(unit)
        renewed = await unit.licenses.go(request, RequestEvent.RENEWED, version=2, donor="yan")
        assert renewed is not None
        assert await unit.licenses.decide(request, RequestEvent.APPROVED) is None
        assert await unit.licenses.decide(renewed, RequestEvent.APPROVED) is not None


async def test_an_event_without_a_meaning_is_a_mistake_of_ours(store: Store):
    async with store.unit() as unit:
        request = await a_request(unit)
        with pytest.raises(ValueError, match="raised means nothing when requested"):
            await unit.licenses.go(request, RequestEvent.RAISED)
        assert await unit.licenses.decide(request, RequestEvent.VERIFIED) is None


async def _decided(store: Store, request: LicenseRequest, event: RequestEvent) -> bool:
    async with store.unit() as unit:
        return await unit.licenses.decide(request, event) is not None


@pytest.mark.postgres
async def test_of_two_who_press_at_the_same_moment_one_wins_in_a_thousand_tries(postgres_url: str, clock: Clock):
    """Two replicas, each with a pool of its own."""
    here, there = Store(postgres_url, clock=clock), Store(postgres_url, clock=clock)
    async with here.unit() as unit:
        requests = [await a_request(unit, recipient=f"kim{number}") for number in range(1000)]
    won = []
    for start in range(0, 1000, 50):
        pairs: list[Awaitable[bool]] = []
        for request in requests[start : start + 50]:
            pairs += [_decided(here, request, RequestEvent.APPROVED), _decided(there, request, RequestEvent.REFUSED)]
        results = await asyncio.gather(*pairs)
        won += [results[at] + results[at + 1] for at in range(0, len(results), 2)]
    async with here.reading() as unit:
        waiting = await unit.licenses.in_states([RequestState.REQUESTED])
    await here.close()
    await there.close()

    assert won == [1] * 1000
    assert waiting == ()


async def test_what_one_request_holds_no_other_gets(store: Store):
    async with store.unit() as unit:
        one, other = await a_request(unit), await a_request(unit)
        assert await unit.licenses.hold(one.id, [POOL, "ode", "kim"])
        assert await unit.licenses.hold(one.id, [POOL, "ode", "kim"])
        assert not await unit.licenses.hold(other.id, ["li", "ode"])
        # Nothing is kept of a hold that was not had whole.
        assert await unit.licenses.hold(one.id, ["li"])
        await unit.licenses.release(one.id, POOL)
        assert await unit.licenses.hold(other.id, [POOL])
        await unit.licenses.release(one.id)
        assert await unit.licenses.hold(other.id, ["ode", "kim", "li"])


@pytest.mark.postgres
async def test_two_requests_that_want_the_same_donor_at_once_never_both_get_him(postgres_url: str, clock: Clock):
    here, there = Store(postgres_url, clock=clock), Store(postgres_url, clock=clock)
    async with here.unit() as unit:
        one, other = await a_request(unit), await a_request(unit)

    async def take(store: Store, request: LicenseRequest, *names: str) -> bool:
        async with store.unit() as unit:
            return await unit.licenses.hold(request.id, names)

    for _ in range(50):
        had = await asyncio.gather(take(here, one, "ode", "kim"), take(there, other, "yan", "ode"))
        assert sum(had) <= 1
        async with here.unit() as unit:
            await unit.licenses.release(one.id)
            await unit.licenses.release(other.id)
    await here.close()
    await there.close()


async def test_a_step_is_known_to_be_sent_until_zoom_refused_it(store: Store, clock: Clock):
    async with store.unit() as unit:
        request = await a_request(unit)
        assert not await unit.licenses.was_sent(request, StepKind.LOWER)
        await unit.licenses.step_sent(request, StepKind.LOWER, "ode")
        assert await unit.licenses.was_sent(request, StepKind.LOWER)
        await unit.licenses.step_refused(request, StepKind.LOWER, 300)
        assert not await unit.licenses.was_sent(request, StepKind.LOWER)
        clock.advance(minutes=1)
        await unit.licenses.step_sent(request, StepKind.RAISE, "kim")
        await unit.licenses.step_seen(request, StepKind.RAISE)
        steps = await unit.licenses.steps(request.id)

    assert [(step.kind, step.error_code, step.seen_at) for step in steps] == [
        (StepKind.LOWER, 300, None),
        (StepKind.RAISE, 0, clock()),
    ]


async def test_a_step_of_an_older_offer_is_not_of_this_one(store: Store):
    async with store.unit() as unit:
        request = await a_request(unit)
        await unit.licenses.step_sent(request, StepKind.LOWER, "ode")
        renewed = await unit.licenses.go(request, RequestEvent.RENEWED, version=2)
        assert renewed is not None
        assert not await unit.licenses.was_sent(renewed, StepKind.LOWER)


async def test_our_tables_know_who_teaches_and_who_is_engaged(store: Store, clock: Clock):
    soon = NOW + timedelta(hours=3)
    async with store.unit() as unit:
        course = await a_course(unit)
        hosts = {}
        for name in ("ana", "li"):
            person = await unit.people.add(name)
            await unit.people.update(person.id, zoom_user_id=name)
            hosts[name] = person.id
        await a_class(unit, course, soon, soon + timedelta(days=7), host=hosts["ana"])
        running = await a_class(unit, course, NOW - timedelta(minutes=10), host=hosts["li"])
        assert running.zoom_id is not None
        await unit.meetings.record_started(running.zoom_id, "uuid-1", NOW - timedelta(minutes=10))
        request = await a_request(unit)
        facts = await unit.licenses.facts("kim")
        own = await unit.licenses.facts("kim", but=request.id)
        await unit.meetings.record_ended(running.zoom_id, "uuid-1", NOW)
        ended = await unit.licenses.facts("kim")

    assert facts.live == frozenset({"li"})
    assert facts.next_class["ana"] == soon
    assert facts.held == frozenset({"kim", "ode"})
    assert own.held == frozenset()
    assert ended.live == frozenset()


async def test_what_may_be_undone_or_goes_back_engages_both(store: Store, clock: Clock):
    async with store.unit() as unit:
        await a_request(unit, state=RequestState.DONE, until=NOW + timedelta(hours=2))
        other = await a_request(unit, state=RequestState.RECIPIENT_RAISED, recipient="li", donor="yan")
        await unit.licenses.go(other, RequestEvent.VERIFIED, done_at=NOW)
    clock.advance(minutes=14)
    async with store.reading() as unit:
        assert (await unit.licenses.facts("x")).held == frozenset({"kim", "ode", "li", "yan"})
    clock.advance(minutes=2)
    async with store.reading() as unit:
        assert (await unit.licenses.facts("x")).held == frozenset({"kim", "ode"})
    clock.advance(hours=2)
    async with store.reading() as unit:
        assert (await unit.licenses.facts("x")).held == frozenset()


async def test_history_is_read_backwards_in_pages(store: Store):
    async with store.unit() as unit:
        made = [(await a_request(unit)).id for _ in range(5)]
        first = await unit.licenses.history(limit=2)
        second = await unit.licenses.history(limit=2, before=first[-1].id)

    assert [one.id for one in (*first, *second)] == made[:0:-1]


async def test_requests_are_found_by_their_people(store: Store):
    async with store.unit() as unit:
        kim = await unit.people.add("Kim Novak")
        waiting = await a_request(unit, person=kim.id)
        done = await a_request(unit, state=RequestState.DONE, recipient="li")
        assert await unit.licenses.open_for(kim.id) == waiting
        assert await unit.licenses.open_for(kim.id + 1) is None
        assert await unit.licenses.lent_to("li") == done
        assert await unit.licenses.taken_from("ode") == done
        assert await unit.licenses.owed() == 0
