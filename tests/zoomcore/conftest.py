"""A school for every story of the core."""

from collections.abc import AsyncIterator

import pytest

from tests.school import School, a_school


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def school_url(request: pytest.FixtureRequest) -> str:
    """Empty for a SQLite file of its own."""
    return str(request.getfixturevalue("postgres_url")) if request.param == "postgres" else ""


@pytest.fixture
async def school() -> AsyncIterator[School]:
    async with a_school() as running:
        yield running
