"""What a workflow works with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from zoomcore.chat import ChatPort
from zoomcore.services.scene import Deployment
from zoomcore.storage.store import Store
from zoomcore.zoom.client import ZoomClient

#: How long after a lost answer Zoom may still be carrying a request out; only then is "not found" believed.
DOUBT = timedelta(seconds=45)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """`chats` by platform name; a platform that is off is simply not there."""

    store: Store
    zoom: ZoomClient
    chats: Mapping[str, ChatPort]
    deployment: Deployment
    clock: Callable[[], datetime]
    doubt: timedelta = DOUBT
