"""The sweep: one list a host, and a full read only of what a list says is new. Between sweeps nothing is asked."""

from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.meetings import MeetingState
from zoomcore.domain.syncing import Standing, wants_full_read
from zoomcore.domain.work import ReadMeeting, SweepHost, SweepZoom
from zoomcore.errors import ZoomAuthError, ZoomNotFound, ZoomRefused
from zoomcore.workflows.taken import seen_of
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.models import ZoomMeetingSummary

#: A host whose lists are not for us to read: nothing is known of their meetings, which is not the same as none.
_CLOSED = (ZoomAuthError, ZoomRefused)


async def sweep_zoom(_work: SweepZoom, tools: Tools) -> None:
    """No Zoom call: each list is a job of its own, so that one host who left stops no other."""
    now = tools.clock()
    sweep = now.replace(minute=0, second=0, microsecond=0).isoformat()
    async with tools.store.unit() as unit:
        for host, kind in await unit.sync.hosts(now):
            await unit.jobs.enqueue(SweepHost(host=host, listing=kind.value, sweep=sweep))


async def sweep_host(work: SweepHost, tools: Tools) -> None:
    """One request a page of 300. Each changed, missing or long unread meeting becomes a job that costs one more."""
    kind = MeetingKind(work.listing)
    async with tools.store.reading() as unit:
        person = await unit.people.get(work.host)
    rows = await _listed(tools, kind, person.zoom_user_id or person.email)
    if rows is None:
        return
    now = tools.clock()
    async with tools.store.unit() as unit:
        known = {one.meeting.zoom_id: one for one in await unit.sync.of_numbers(rows, now)}
        to_read = []
        seen = {}
        for number, row in rows.items():
            one = known.get(number)
            if one is None:
                continue
            seen[one.meeting.id] = seen_of(row)
            elsewhere = one.meeting.host_id != work.host
            if elsewhere or _gone(one) or wants_full_read(one, seen[one.meeting.id], row.start_time, now):
                to_read.append(one.meeting.id)
        await unit.sync.note_listed(seen, to_read)
        missing = [one for one in await unit.sync.of_host(work.host, kind, now) if one.meeting.zoom_id not in rows]
        to_read += [one.meeting.id for one in missing if one.coming and not _gone(one)]
        for meeting in to_read:
            await unit.jobs.enqueue(ReadMeeting(meeting=meeting, cause=work.sweep))


async def _listed(tools: Tools, kind: MeetingKind, user: str) -> dict[int, ZoomMeetingSummary] | None:
    """By number, a series at the first of its rows. Empty for a user Zoom knows no more, None where we may not look."""
    rows: dict[int, ZoomMeetingSummary] = {}
    if not user:
        return None
    try:
        async for row in tools.zoom.in_bulk().iterate_meetings(kind, user):
            rows.setdefault(row.id, row)
    except ZoomNotFound:
        return {}
    except _CLOSED:
        return None
    return rows


def _gone(one: Standing) -> bool:
    return one.meeting.state is MeetingState.GONE
