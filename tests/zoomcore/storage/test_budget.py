"""Zoom's limits, shared through the database: never exceeded, people before bulk work."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.databases import Clock
from zoomcore.domain.budget import ALLOWANCES, Pace, Plan
from zoomcore.domain.kinds import RateClass
from zoomcore.storage.budget import ZoomBudget
from zoomcore.storage.store import Store


async def take_all(budget: ZoomBudget, rate: RateClass, *, urgent: bool = True, most: int = 200) -> int:
    """How many are let through at this instant."""
    taken = 0
    while taken < most and await budget.take(rate, None, urgent=urgent) is None:
        taken += 1
    return taken


async def test_a_burst_is_let_through_and_then_a_wait_is_named(store: Store):
    budget = ZoomBudget(store, Plan.PRO)

    assert await take_all(budget, RateClass.LIGHT) == 6
    wait = await budget.take(RateClass.LIGHT, None, urgent=True)
    assert wait is not None
    assert timedelta() < wait <= timedelta(seconds=1 / 24)


async def test_after_the_wait_it_is_let_through(store: Store, clock: Clock):
    budget = ZoomBudget(store, Plan.PRO)
    await take_all(budget, RateClass.HEAVY)
    wait = await budget.take(RateClass.HEAVY, None, urgent=True)
    assert wait is not None
    clock.advance(seconds=wait.total_seconds())

    assert await budget.take(RateClass.HEAVY, None, urgent=True) is None


@pytest.mark.parametrize(
    ("plan", "rate", "limit"), [("free", "light", 4), ("pro", "medium", 20), ("business", "heavy", 40)]
)
async def test_no_second_holds_more_than_zoom_allows(sqlite_store: Store, clock: Clock, plan, rate, limit):
    budget = ZoomBudget(sqlite_store, plan)
    sent: Counter[int] = Counter()
    for tick in range(60):
        sent[tick] = await take_all(budget, RateClass(rate))
        clock.advance(milliseconds=50)

    assert max(sum(sent[tick + one] for one in range(20)) for tick in range(40)) <= limit
    assert sum(sent.values()) >= limit


@given(calls=st.integers(1, 200), period=st.sampled_from([timedelta(seconds=1), timedelta(minutes=1)]))
def test_a_burst_and_what_follows_fit_into_one_period(calls: int, period: timedelta):
    pace = Pace.of(calls, period)

    assert pace.burst + period // (pace.interval + timedelta(microseconds=1)) <= max(calls, 2)


async def test_two_processes_share_one_budget(store: Store, database_url: str, clock: Clock):
    other = Store(database_url, clock=clock)
    budgets = [ZoomBudget(store, Plan.PRO), ZoomBudget(other, Plan.PRO)]
    answers = await asyncio.gather(*(budgets[one % 2].take(RateClass.LIGHT, None, urgent=True) for one in range(40)))
    await other.close()

    assert answers.count(None) == 6


async def test_bulk_work_leaves_room_for_people(store: Store):
    budget = ZoomBudget(store, Plan.PRO)
    bulk = await take_all(budget, RateClass.LIGHT, urgent=False)

    assert 0 < bulk < 6
    assert await take_all(budget, RateClass.LIGHT, urgent=True) == 6 - bulk


async def test_bulk_work_goes_on_even_where_only_one_call_a_second_is_allowed(store: Store, clock: Clock):
    budget = ZoomBudget(store, Plan.FREE)
    assert await budget.take(RateClass.HEAVY, None, urgent=False) is None
    clock.advance(seconds=2)

    assert await budget.take(RateClass.HEAVY, None, urgent=False) is None


async def test_a_host_has_a_hundred_creates_and_updates_a_day(sqlite_store: Store, clock: Clock):
    budget = ZoomBudget(sqlite_store, Plan.BUSINESS)
    for _ in range(100):
        assert await budget.take(RateClass.LIGHT, "ana", urgent=True) is None
        clock.advance(seconds=1)
    wait = await budget.take(RateClass.LIGHT, "ana", urgent=True)

    assert wait is not None
    assert (clock() + wait).time().isoformat() == "00:00:00"
    assert await budget.take(RateClass.LIGHT, "li", urgent=True) is None
    clock.advance(seconds=wait.total_seconds())
    assert await budget.take(RateClass.LIGHT, "ana", urgent=True) is None


async def test_ten_of_a_hosts_hundred_are_kept_for_people(sqlite_store: Store, clock: Clock):
    budget = ZoomBudget(sqlite_store, Plan.BUSINESS)
    taken = 0
    while await budget.take(RateClass.LIGHT, "ana", urgent=False) is None:
        taken += 1
        clock.advance(seconds=1)

    assert taken == 90
    assert await budget.take(RateClass.LIGHT, "ana", urgent=True) is None


async def test_a_wait_takes_nothing_out(store: Store, clock: Clock):
    budget = ZoomBudget(store, Plan.FREE)
    await take_all(budget, RateClass.LIGHT)
    for _ in range(150):
        assert await budget.take(RateClass.LIGHT, "ana", urgent=True) is not None
    clock.advance(seconds=10)

    assert await budget.take(RateClass.LIGHT, "ana", urgent=True) is None


async def test_heavy_classes_share_a_day_where_zoom_says_so(sqlite_store: Store):
    heavy, intensive = (ALLOWANCES[Plan.PRO][one] for one in (RateClass.HEAVY, RateClass.RESOURCE_INTENSIVE))

    assert heavy.pool == intensive.pool
    assert heavy.pool is not None
    assert heavy.pool.calls == 30_000


async def test_old_days_are_forgotten(store: Store, clock: Clock):
    budget = ZoomBudget(store, Plan.FREE)
    await budget.take(RateClass.LIGHT, "ana", urgent=True)
    clock.advance(days=9)
    async with store.unit() as unit:
        await unit.allowances.forget_days()

    assert await budget.take(RateClass.LIGHT, "ana", urgent=True) is None
