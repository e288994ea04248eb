"""`list` in a database with 100,000 dates, beside one with 1,000; the course that is asked about is the same."""

from statistics import median
from time import perf_counter
from urllib.parse import parse_qsl

from adapters.slack.parse import read_command
from bot.wiring import assembled
from tests.bench.our_server import bench_settings
from tests.bench.report import Row, at_most
from tests.bench.slack import command

ROUNDS = 200
_WARM_UP = 20


async def rows(small: str, large: str) -> list[Row]:
    few, many = await _ask_often(small), await _ask_often(large)
    return [at_most("`list` among 100,000 dates, against 1,000", many, few, limit=1.5)]


async def _ask_often(database: str) -> float:
    """Milliseconds, p50, without a web server between."""
    async with assembled(bench_settings(database, "http://127.0.0.1:1/api/")) as lectern:
        request = read_command(dict(parse_qsl(command(0, "list").decode())), str)
        times = []
        for _ in range(_WARM_UP + ROUNDS):
            began = perf_counter()
            await lectern.handle(request)
            times.append(perf_counter() - began)
    return median(times[_WARM_UP:]) * 1000
