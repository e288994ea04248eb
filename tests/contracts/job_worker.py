"""A worker process to be killed: takes one job, says so, and never ends it.

python -m tests.contracts.job_worker URL
"""

import asyncio
import sys
from datetime import UTC, datetime, timedelta

from zoomcore.domain.work import DeliverMessage
from zoomcore.jobs.embedded import EmbeddedEngine, EmbeddedSettings
from zoomcore.jobs.port import Registry
from zoomcore.jobs.queue import QueueEngine
from zoomcore.jobs.runner import Lease
from zoomcore.storage.store import Store

#: Short enough for a test; on PostgreSQL procrastinate's own heartbeat is what takes time.
SHORT = Lease(length=timedelta(seconds=1), renew=timedelta(milliseconds=250))


async def never_end(work: DeliverMessage) -> None:
    sys.stdout.write(f"took {work.outbox}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


async def main(url: str) -> None:
    store = Store(url, clock=lambda: datetime.now(UTC))
    registry = Registry(functions={DeliverMessage: never_end})
    if url.startswith("postgresql"):
        engine: QueueEngine | EmbeddedEngine = QueueEngine(store, registry)
    else:
        engine = EmbeddedEngine(store, registry, EmbeddedSettings(lease=SHORT))
    await engine.start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
