from collections.abc import AsyncIterator

import pytest

from tests.school import School, a_school


@pytest.fixture
async def school(school_url: str) -> AsyncIterator[School]:
    """On both databases: what decides between two is theirs to keep."""
    async with a_school(url=school_url) as running:
        yield running
