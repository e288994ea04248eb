from collections.abc import AsyncIterator

import pytest

from tests.school import School, a_school
from tests.zoomcore.workflows.attendance.lab import Lab
from zoomcore.domain.courses import Presets
from zoomcore.domain.options import Options


@pytest.fixture
async def school() -> AsyncIterator[School]:
    async with a_school(presets=Presets(options=Options(waiting_room=False))) as running:
        yield running


@pytest.fixture
async def lab(school: School) -> Lab:
    return await Lab.booked(school)
