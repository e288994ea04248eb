"""Who comes back with a class: its panelists, and who stands in on its dates. Zoom is asked in jobs of their own."""

from datetime import datetime

from zoomcore.domain.hosting_work import BringSubstitute
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.meetings import Meeting
from zoomcore.domain.substitutes import SubstituteState
from zoomcore.domain.webinar_work import BringPanelists
from zoomcore.storage.store import Unit
from zoomcore.workflows.hosting.succeeding import APART, bring_substitutes


async def bring_panelists(unit: Unit, restore: int, meeting: Meeting, *, anew: bool) -> None:
    """Those of the backup; a webinar made anew lacks all it ever had. Safe to be said twice."""
    if meeting.kind is not MeetingKind.WEBINAR:
        return
    if anew:
        await unit.panelists.want_again(meeting.id)
    if await unit.panelists.of(meeting.id):
        await unit.jobs.enqueue(BringPanelists(meeting=meeting.id, request=f"restore:{restore}", answer={}))


async def bring_stand_ins(unit: Unit, meeting: Meeting, now: datetime, *, anew: bool) -> None:
    """Those of the backup, once its dates are as Zoom has them; a class made anew lacks whoever stood in before."""
    asked = [one for one in await unit.hosting.of_class(meeting.id) if one.state is SubstituteState.ASKED]
    for turn, one in enumerate(asked):
        await unit.jobs.enqueue(BringSubstitute(substitute=one.id, answer={}), due=now + turn * APART)
    if anew:
        await bring_substitutes(unit, meeting.id, meeting, now)
