"""Asking again and again, as so many clients at once, and what it took."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from statistics import quantiles
from time import perf_counter


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What one run saw. Times are milliseconds."""

    p50: float
    p99: float
    per_second: float
    count: int


def summary(times: list[float], seconds: float) -> Load:
    cuts = quantiles(times, n=100)
    return Load(p50=cuts[49] * 1000, p99=cuts[98] * 1000, per_second=len(times) / seconds, count=len(times))


async def drive(ask: Callable[[int], Awaitable[None]], *, clients: int, seconds: float) -> Load:
    """Each client asks as soon as it was answered; `ask` gets a number that no other question has."""
    numbers = iter(range(1, 10_000_000))
    for _ in range(clients * 3):
        await ask(next(numbers))
    times: list[float] = []
    began = perf_counter()

    async def client() -> None:
        while perf_counter() - began < seconds:
            start = perf_counter()
            await ask(next(numbers))
            times.append(perf_counter() - start)

    await asyncio.gather(*(client() for _ in range(clients)))
    return summary(times, perf_counter() - began)
