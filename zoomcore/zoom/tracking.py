"""The account's tracking fields: what a school wants to know of every meeting, for its own statistics."""

from dataclasses import dataclass

from zoomcore.zoom import endpoints
from zoomcore.zoom.asking import Asking
from zoomcore.zoom.reading import Raw, children, flag, text, texts
from zoomcore.zoom.wire import Call


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoomTrackingField:
    """`name` is the label people see, and what a meeting's values stand under."""

    id: str
    name: str
    required: bool
    visible: bool
    values: tuple[str, ...]


def read_tracking_field(raw: Raw) -> ZoomTrackingField:
    return ZoomTrackingField(
        id=text(raw, "id"),
        name=text(raw, "field"),
        required=bool(flag(raw, "required")),
        visible=flag(raw, "visible") is not False,
        values=texts(raw, "recommended_values"),
    )


class Tracking(Asking):
    async def list_tracking_fields(self) -> tuple[ZoomTrackingField, ...]:
        """One request, of the Medium class, without pages. For Business plans and above: others are refused."""
        raw = await self._ask(Call(endpoint=endpoints.LIST_TRACKING_FIELDS))
        return tuple(map(read_tracking_field, children(raw, "tracking_fields")))
