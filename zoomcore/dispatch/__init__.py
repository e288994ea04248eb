"""The one door into the core: `handle` a request, `receive` a webhook. Tables, nothing clever."""

from zoomcore.dispatch.door import Dispatch
from zoomcore.dispatch.hooks import Received

__all__ = ["Dispatch", "Received"]
