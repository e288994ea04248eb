"""What was set on single dates alone: read again when the class changes, sent again where its dates were made anew."""

import logging
from collections.abc import Sequence
from dataclasses import replace

from zoomcore.domain.dates import ZoomDate, pair_dates, with_own_options
from zoomcore.domain.meetings import Meeting, Occurrence
from zoomcore.domain.options import Options, taken_over
from zoomcore.errors import ZoomNotFound, ZoomRefused
from zoomcore.workflows.options import options_from, settings_from
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.drafts import MeetingChange, without_reference

logger = logging.getLogger(__name__)


async def own_at_zoom(tools: Tools, meeting: Meeting, one: Occurrence) -> Options:
    """What a date has of its own, as Zoom has it now. One request."""
    made = await tools.zoom.get_meeting(meeting.kind, meeting.zoom_id or 0, occurrence_id=one.zoom_occurrence_id)
    there = replace(options_from(made), agenda=without_reference(made.agenda, meeting.ref).strip())
    return taken_over(one.options, there)


async def send_own(tools: Tools, meeting: Meeting, host_id: str, occurrence_id: str, own: Options) -> None:
    """One PATCH, counted among the host's 100 a day; the same again changes nothing.

    How many minutes early people come in is the class's alone to say (zoom-api 5.5).
    """
    change = MeetingChange(
        agenda=own.agenda, reference=meeting.ref, settings=replace(settings_from(own), jbh_time=None)
    )
    await tools.zoom.update_meeting(
        meeting.kind, meeting.zoom_id or 0, change, occurrence_id=occurrence_id, host_id=host_id
    )


async def send_again(
    tools: Tools, meeting: Meeting, host_id: str, ours: Sequence[Occurrence], theirs: Sequence[ZoomDate]
) -> tuple[int, ...]:
    """To the dates that Zoom laid out anew, one PATCH each that had something of its own.

    Given back are our numbers of those where Zoom did not take it again: what had been asked for stands all the same.
    """
    now = tools.clock()
    own = {one.id: one.options for one in with_own_options(ours, now)}
    kept = pair_dates(ours, theirs, now).kept if own else ()
    lost = []
    for number, date in kept:
        if number not in own or not date.occurrence_id:
            continue
        try:
            await send_own(tools, meeting, host_id, date.occurrence_id, own[number])
        except (ZoomNotFound, ZoomRefused) as error:
            logger.warning("a date's own options were not taken again", extra={"code": error.code})
            lost.append(number)
    return tuple(lost)
