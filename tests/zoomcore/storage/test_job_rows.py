"""The job table: one holder at a time, and only the holder's word counts."""

import asyncio
from datetime import timedelta

import pytest

from tests.builders import NOW
from tests.databases import Clock
from zoomcore.domain.records import JobState
from zoomcore.domain.work import CreateMeeting, DeliverMessage
from zoomcore.errors import NotFound
from zoomcore.storage.jobs import Claim, JobHealth
from zoomcore.storage.payloads import work_from_data
from zoomcore.storage.store import Store

LEASE = timedelta(seconds=15)


async def put(store: Store, number: int = 1) -> int:
    async with store.unit() as unit:
        job = await unit.jobs.enqueue(DeliverMessage(outbox=number))
    assert job is not None
    return job


async def take(store: Store, mark: str = "me") -> Claim:
    async with store.unit() as unit:
        claim = await unit.jobs.claim_next(mark, LEASE)
    assert claim is not None
    return claim


async def test_work_is_read_back_as_it_was_written(store: Store):
    work = CreateMeeting(
        meeting=7, answer={"platform": "slack"}, card="c", announce={"channel": "C1"}, notes=("a", "b")
    )
    async with store.unit() as unit:
        await unit.jobs.enqueue(work)
        claim = await unit.jobs.claim_next("me", LEASE)

    assert claim is not None
    assert work_from_data(CreateMeeting, claim.payload) == work


async def test_enqueueing_costs_one_statement_and_a_key_is_taken_for_ever(store: Store):
    with store.count_statements() as seen:
        await put(store)
    claim = await take(store)
    async with store.unit() as unit:
        await unit.jobs.finish(claim)
        again = await unit.jobs.enqueue(DeliverMessage(outbox=1))

    assert seen.count == 1
    assert again is None


async def test_many_runners_hold_a_job_once(store: Store):
    for number in range(10):
        await put(store, number)

    async def claim(mark: str) -> Claim | None:
        async with store.unit() as unit:
            return await unit.jobs.claim_next(mark, LEASE)

    claims = await asyncio.gather(*(claim(f"runner {number}") for number in range(30)))
    held = [one.id for one in claims if one is not None]

    assert sorted(held) == sorted(set(held))
    assert len(held) == 10


async def test_a_held_job_is_free_when_its_lease_is_over(store: Store, clock: Clock):
    job = await put(store)
    first = await take(store, "first")
    async with store.unit() as unit:
        assert await unit.jobs.claim(job, "second", LEASE) is None
        assert await unit.jobs.free_at(job) == NOW + LEASE
    clock.advance(seconds=16)
    second = await take(store, "second")
    async with store.unit() as unit:
        assert not await unit.jobs.renew(first, LEASE)
        assert not await unit.jobs.finish(first)
        assert not await unit.jobs.retry_at(first, clock(), "late")
        assert await unit.jobs.ask_again(first, clock()) is None
        assert not await unit.jobs.give_up(first, "late")
        assert await unit.jobs.finish(second)
        row = await unit.jobs.get(job)

    assert (row.state, row.attempts) == (JobState.DONE, 2)


async def test_a_renewed_lease_holds(store: Store, clock: Clock):
    job = await put(store)
    claim = await take(store)
    clock.advance(seconds=10)
    async with store.unit() as unit:
        assert await unit.jobs.renew(claim, LEASE)
    clock.advance(seconds=10)
    async with store.unit() as unit:
        assert await unit.jobs.claim(job, "other", LEASE) is None


async def test_failures_are_counted_and_asking_to_wait_is_none(store: Store, clock: Clock):
    job = await put(store)
    claim = await take(store)
    async with store.unit() as unit:
        assert await unit.jobs.ask_again(claim, clock() + LEASE) == clock() + LEASE
        assert await unit.jobs.claim_next("me", LEASE) is None
    clock.advance(seconds=15)
    claim = await take(store)
    assert claim.failures == 0
    async with store.unit() as unit:
        assert await unit.jobs.retry_at(claim, clock(), "ChatUnavailable: away")
    again = await take(store)
    async with store.unit() as unit:
        row = await unit.jobs.get(job)

    assert again.failures == 1
    assert (row.attempts, row.error) == (3, "ChatUnavailable: away")


async def test_what_happened_while_it_ran_hurries_a_job_that_asks_to_wait(store: Store, clock: Clock):
    await put(store)
    claim = await take(store)
    async with store.unit() as unit:
        await unit.jobs.hurry("deliver-message", "1")
        await unit.jobs.hurry("deliver-message", "404")

        assert await unit.jobs.ask_again(claim, clock() + LEASE) == clock()


async def test_the_next_due_time_is_known(store: Store, clock: Clock):
    async with store.unit() as unit:
        assert await unit.jobs.next_due() is None
        await unit.jobs.enqueue(DeliverMessage(outbox=1), due=NOW + timedelta(hours=1))
        assert await unit.jobs.next_due() == NOW + timedelta(hours=1)
        await unit.jobs.enqueue(DeliverMessage(outbox=2))
        assert await unit.jobs.next_due() == NOW
        await unit.jobs.claim_next("me", LEASE)
        assert await unit.jobs.next_due() == NOW + LEASE


async def test_health_counts_what_waits_runs_and_was_given_up(store: Store, clock: Clock):
    for number in range(4):
        await put(store, number)
    for words in ("first", "second"):
        claim = await take(store)
        async with store.unit() as unit:
            await unit.jobs.give_up(claim, words)
        clock.advance(minutes=1)
    await take(store)
    async with store.unit() as unit:
        health = await unit.jobs.health()
        assert [one.error for one in await unit.jobs.given_up(limit=5)] == ["second", "first"]
        assert await unit.jobs.count_given_up() == 2
        assert await unit.jobs.lag() == timedelta(minutes=2)

    assert health == JobHealth(waiting=1, running=1, given_up=2, lag=timedelta(minutes=2))


async def test_an_idle_queue_has_no_lag(store: Store):
    async with store.reading() as unit:
        assert await unit.jobs.health() == JobHealth(waiting=0, running=0, given_up=0, lag=timedelta())
        with pytest.raises(NotFound):
            await unit.jobs.get(404)
        assert await unit.jobs.find("deliver-message", "404") is None
        assert await unit.jobs.free_at(404) is None


async def test_finished_work_forgets_what_it_carried_and_keeps_its_key(store: Store, clock: Clock):
    done, waiting = await put(store, 1), await put(store, 2)
    claim = await take(store)
    async with store.unit() as unit:
        await unit.jobs.finish(claim)
    clock.advance(days=91)
    async with store.unit() as unit:
        assert await unit.jobs.forget_finished(clock() - timedelta(days=90)) == 1
        assert (await unit.jobs.get(done)).payload == {}
        assert (await unit.jobs.get(waiting)).payload == {"outbox": 2}
        assert await unit.jobs.enqueue(DeliverMessage(outbox=1)) is None


async def test_a_row_without_delivery_is_handed_on_again(store: Store, clock: Clock):
    job, running = await put(store, 1), await put(store, 2)
    async with store.unit() as unit:
        await unit.jobs.claim(running, "me", timedelta(hours=1))
    carried: list[list[int]] = []
    store.after_commit(carried.append)
    patience = timedelta(minutes=2)
    for minutes in (1, 2, 1):
        clock.advance(minutes=minutes)
        async with store.unit() as unit:
            await unit.jobs.carry_again(patience)

    assert carried == [[job]]
