"""Zoom's webhooks: a valid signature, a row, 200. What they mean is a job's business."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from zoomcore.domain.work import HandleZoomEvent
from zoomcore.errors import StorageError, ZoomUnexpected
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.webhook import (
    UrlValidation,
    delivery_key,
    is_from_zoom,
    read_body,
    read_event,
    validation_answer,
    without_secrets,
)

_OK, _BAD, _UNAUTHORIZED, _AWAY = 200, 400, 401, 503


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What the web route answers with."""

    status: int
    body: str = ""


async def receive(tools: Tools, secret: str, headers: Mapping[str, str], body: bytes) -> Received:
    """Believed only with a valid signature; age alone does not reject, Zoom repeats at +5, +25 and +85 minutes.

    503 where the database is away, so that Zoom sends it again.
    """
    timestamp, signature = headers.get("x-zm-request-timestamp", ""), headers.get("x-zm-signature", "")
    if not secret or not is_from_zoom(body, timestamp=timestamp, signature=signature, secret=secret):
        return Received(status=_UNAUTHORIZED)
    try:
        raw = read_body(body)
        event = read_event(raw)
    except (ZoomUnexpected, ValueError):
        return Received(status=_BAD)
    if isinstance(event, UrlValidation):
        return Received(status=_OK, body=json.dumps(validation_answer(event.plain_token, secret=secret)))
    try:
        async with tools.store.unit() as unit:
            row = await unit.inbox.first(delivery_key(raw), "zoom", without_secrets(raw))
            if row is not None:
                await unit.jobs.enqueue(HandleZoomEvent(inbox=row))
    except StorageError:
        return Received(status=_AWAY)
    return Received(status=_OK)
