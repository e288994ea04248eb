from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from tests.contracts.zoom_spec import judge_answer, spec_is_here
from tests.zoomcore.sandbox.caller import Caller
from zoomcore.sandbox import Sandbox, running_sandbox

# A Monday, ten in the morning in Madrid.
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with running_sandbox(clock=lambda: NOW, observer=judge_answer if spec_is_here() else None) as running:
        yield running


@pytest.fixture
async def call(sandbox: Sandbox) -> AsyncIterator[Caller]:
    async with Caller(sandbox) as caller:
        yield caller


@pytest.fixture
def series() -> dict[str, object]:
    """A weekly class on Mondays and Wednesdays at three, eight times."""
    return {
        "topic": "Algebra",
        "type": 8,
        "start_time": "2026-11-23T15:00:00",
        "timezone": "Europe/Madrid",
        "duration": 50,
        "recurrence": {"type": 2, "weekly_days": "2,4", "end_times": 8},
    }
