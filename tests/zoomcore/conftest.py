"""A school for every story of the core."""

from collections.abc import AsyncIterator

import pytest

from tests.school import School, a_school


@pytest.fixture
async def school() -> AsyncIterator[School]:
    async with a_school() as running:
        yield running
