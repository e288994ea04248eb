"""`make bench`: about three minutes, best on a machine that does nothing else."""

import asyncio
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.logs import configure_logs
from tests.bench import (
    grading,
    jobs,
    licenses,
    listing,
    quick,
    registering,
    safekeeping,
    slack,
    suggestions,
    sweeping,
    teams,
    webhooks,
)
from tests.bench.postgres import postgres
from tests.bench.report import Row, show
from tests.bench.seeding import seeded
from zoomcore.jobs.setup import migrate

FEW, MANY = 1_000, 100_000


async def measured(folder: Path, server: str | None) -> list[Row]:
    small, large = (f"sqlite:///{folder / name}" for name in ("small.db", "large.db"))
    await seeded(small, FEW)
    await seeded(large, MANY)
    if server:
        await migrate(server)
        await seeded(server, FEW)
    else:
        print("No PostgreSQL here: its rows are left out.")
    copy = folder / "jobs.db"
    hooks, calm = folder / "hooks.db", folder / "calm.db"
    for one in (copy, hooks, calm):
        shutil.copyfile(folder / "small.db", one)
    return [
        quick.parsing(),
        *grading.rows(),
        *suggestions.rows(),
        *registering.rows(),
        *await licenses.rows(),
        quick.short_command(small),
        *await listing.rows(small, large),
        *await jobs.rows(f"sqlite:///{copy}", server),
        *await webhooks.rows(f"sqlite:///{hooks}", f"sqlite:///{calm}", server),
        *await sweeping.rows(),
        *await slack.rows(small, folder),
        *await teams.rows(small, server),
        *await safekeeping.rows(folder),
    ]


def main() -> None:
    configure_logs(level="error")
    with TemporaryDirectory(prefix="lectern-bench-") as folder, postgres() as server:
        show(asyncio.run(measured(Path(folder), server)))


if __name__ == "__main__":
    main()
