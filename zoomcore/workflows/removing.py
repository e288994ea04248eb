"""Taking a meeting, or one date of it, out of Zoom: safe to be asked for twice."""

from enum import StrEnum

from zoomcore.domain.meetings import Meeting
from zoomcore.errors import ZoomNotFound, ZoomRefused
from zoomcore.workflows.tools import Tools

#: How Zoom answers to the id of a date that it has no more (its DELETE's table of errors).
_NO_SUCH_DATE = 300
#: To the DELETE of a whole meeting in other hands: "Not meeting host" (zoom-api 10.1, the plugin's complaint #725).
_NOT_OURS = 3000


class Removal(StrEnum):
    """OUT: Zoom has it no more. LET_GO: Zoom doesn't let us delete it, so it stays there and is ours no more."""

    OUT = "out"
    LET_GO = "let go"


async def take_out(tools: Tools, meeting: Meeting, occurrence_id: str | None = None) -> Removal:
    """One request. What is gone already is what was wanted."""
    try:
        await tools.zoom.delete_meeting(meeting.kind, meeting.zoom_id or 0, occurrence_id=occurrence_id)
    except ZoomNotFound:
        return Removal.OUT
    except ZoomRefused as refusal:
        if occurrence_id is None and refusal.code == _NOT_OURS:
            return Removal.LET_GO
        if occurrence_id is None or refusal.code != _NO_SUCH_DATE:
            raise
    return Removal.OUT
