"""What needs no server: reading lines, and what a short command has to load."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from statistics import median
from time import perf_counter

from tests.bench.report import Row, above
from zoomcore.commands.catalogue import CATALOGUE
from zoomcore.commands.outcome import Speaker
from zoomcore.commands.parse import parse

HEAVY = ("aiohttp.web", "slack_bolt", "botbuilder", "matplotlib", "xlsxwriter")
_LOADED = f"""
import json, sys, time
began = time.perf_counter()
sys.argv = ["lectern", "say", "--as", "ana@uni.example", "help"]
sys.stdout = open("/dev/null", "w")
from bot.cli import main
try:
    main()
except SystemExit:
    pass
heavy = [name for name in {HEAVY!r} if name in sys.modules]
print(json.dumps({{"heavy": heavy, "seconds": time.perf_counter() - began}}), file=sys.__stdout__)
"""


def parsing() -> Row:
    """Every example of the registry, over and over."""
    speaker = Speaker(now=datetime(2026, 11, 23, 9, tzinfo=UTC), zone="Europe/Madrid", locale="en-GB")
    lines = [line for kind in CATALOGUE for line in kind.spec.examples]
    began = perf_counter()
    rounds = 0
    while perf_counter() - began < 2:
        for line in lines:
            parse(line, {}, speaker)
        rounds += 1
    return above("lines read", rounds * len(lines) / (perf_counter() - began), limit=1000)


def short_command(database: str) -> Row:
    """`lectern say help`, five times, on a database that is there already."""
    found = [json.loads(_run(database)) for _ in range(5)]
    heavy = sorted({name for one in found for name in one["heavy"]})
    return Row(
        what="`lectern say help` loads",
        ours=", ".join(heavy) or "no web server, no botbuilder, no matplotlib",
        yardstick=f"{median(one['seconds'] for one in found) * 1000:.0f} ms in all",
        promise="none of the three",
        kept=not heavy,
    )


def _run(database: str) -> str:
    environment = {"LECTERN_DATABASE_URL": database, "PATH": "/usr/bin:/bin"}
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", _LOADED], capture_output=True, text=True, check=True, env=environment
    )
    return done.stdout
