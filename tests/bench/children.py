"""Servers in processes of their own, so that who asks and who answers do not share a loop."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

READY = "ready "


@asynccontextmanager
async def child(module: str, *arguments: str, env: Mapping[str, str] | None = None) -> AsyncIterator[dict[str, Any]]:
    """Run `python -m module …` until the block ends; gives what it said of itself when it was ready."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, *arguments, stdout=asyncio.subprocess.PIPE, env=env
    )
    try:
        yield await _told(process)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _told(process: asyncio.subprocess.Process) -> dict[str, Any]:
    assert process.stdout is not None
    async for line in process.stdout:
        if line.decode().startswith(READY):
            return json.loads(line.decode().removeprefix(READY))
    raise RuntimeError(f"The server ended with {await process.wait()} before it was ready.")


def ready(**facts: Any) -> None:
    """What a child prints once it listens."""
    print(READY + json.dumps(facts), flush=True)
