"""Taking a meeting, or one date of it, out of Zoom: safe to be asked for twice."""

from zoomcore.domain.meetings import Meeting
from zoomcore.errors import ZoomNotFound, ZoomRefused
from zoomcore.workflows.tools import Tools

#: How Zoom answers to the id of a date that it has no more (its DELETE's table of errors).
_NO_SUCH_DATE = 300


async def take_out(tools: Tools, meeting: Meeting, occurrence_id: str | None = None) -> None:
    """One request. What is gone already is what was wanted."""
    try:
        await tools.zoom.delete_meeting(meeting.kind, meeting.zoom_id or 0, occurrence_id=occurrence_id)
    except ZoomNotFound:
        return
    except ZoomRefused as refusal:
        if occurrence_id is None or refusal.code != _NO_SUCH_DATE:
            raise
