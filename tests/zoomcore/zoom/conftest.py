"""What the tests of the Zoom client share: a peer on a free port and a client that speaks with it."""

from collections.abc import AsyncIterator

import pytest

from tests.zoomcore.zoom.peer import Clock, Peer, client_of, running_peer
from zoomcore.zoom.client import ZoomClient


@pytest.fixture
async def peer() -> AsyncIterator[Peer]:
    async with running_peer() as running:
        yield running


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def zoom(peer: Peer, clock: Clock) -> AsyncIterator[ZoomClient]:
    async with client_of(peer, clock=clock) as client:
        yield client
