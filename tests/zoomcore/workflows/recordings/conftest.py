from collections.abc import AsyncIterator

import pytest

from tests.school import School, a_school
from tests.zoomcore.workflows.recordings.taping import CLOUD


@pytest.fixture
async def school(school_url: str) -> AsyncIterator[School]:
    """On both databases, recording to the cloud."""
    async with a_school(presets=CLOUD, url=school_url) as running:
        yield running
