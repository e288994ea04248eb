"""Which of a restore's classes Zoom still has: one list a host tells of most, and what it leaves open is asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.meetings import Meeting, MeetingState
from zoomcore.domain.people import PersonId
from zoomcore.domain.schedule import Repeat
from zoomcore.domain.syncing import Standing, wants_full_read
from zoomcore.errors import ZoomAuthError, ZoomNotFound, ZoomRefused
from zoomcore.workflows.taken import seen_of
from zoomcore.workflows.tools import Tools
from zoomcore.zoom.models import ZoomMeeting, ZoomMeetingSummary

#: A host with fewer classes in question is not worth a list.
_WORTH_A_LIST = 3
#: A host who left, or whose lists are not for us to read: each of their classes is asked for by itself.
_CLOSED = (ZoomAuthError, ZoomNotFound, ZoomRefused)
#: What we say is lost or called off.
_OFF = frozenset({MeetingState.GONE, MeetingState.CANCELLED})

Host = tuple[PersonId, MeetingKind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """The lists of `hosts`, by number: a series at the first of its rows."""

    hosts: frozenset[Host] = frozenset()
    rows: Mapping[int, ZoomMeetingSummary] = field(default_factory=dict)


NONE_READ = Lists()


async def read_lists(tools: Tools, meetings: Sequence[Meeting]) -> Lists:
    """One request a host and page of 300, for hosts with several of these."""
    hosts = [(one.host_id, one.kind) for one in meetings if one.zoom_id is not None]
    rows: dict[int, ZoomMeetingSummary] = {}
    read: set[Host] = set()
    for host in dict.fromkeys(hosts):
        if hosts.count(host) >= _WORTH_A_LIST and await _read(tools, host, rows):
            read.add(host)
    return Lists(hosts=frozenset(read), rows=rows)


async def _read(tools: Tools, host: Host, rows: dict[int, ZoomMeetingSummary]) -> bool:
    person_id, kind = host
    async with tools.store.reading() as unit:
        person = await unit.people.get(person_id)
    if not person.zoom_user_id and not person.email:
        return False
    try:
        async for row in tools.zoom.iterate_meetings(kind, person.zoom_user_id or person.email):
            rows.setdefault(row.id, row)
    except _CLOSED:
        return False
    return True


async def look_for(tools: Tools, lists: Lists, meeting: Meeting) -> ZoomMeeting | ZoomMeetingSummary | None:
    """The meeting at Zoom, or its row in a list where that tells as much; None where Zoom has it no more.

    No request where its row is as we know it, or where we and its host's list say that it is gone: otherwise one. A
    list alone is not believed to be without a class: made anew, it would stand there twice.
    """
    if meeting.zoom_id is None:
        return None
    row = lists.rows.get(meeting.zoom_id)
    if row is not None and await _is_as_known(tools, row):
        return row
    if row is None and meeting.state in _OFF and (meeting.host_id, meeting.kind) in lists.hosts:
        return None
    try:
        return await tools.zoom.get_meeting(meeting.kind, meeting.zoom_id)
    except ZoomNotFound:
        return None


async def _is_as_known(tools: Tools, row: ZoomMeetingSummary) -> bool:
    now = tools.clock()
    async with tools.store.reading() as unit:
        known = await unit.sync.of_numbers([row.id], now)
    if not row.join_url or not known:
        return False
    (standing,) = known
    if standing.sync is None or not standing.sync.seen:
        return _is_single(standing) and row.start_time in standing.starts
    return not wants_full_read(standing, seen_of(row), row.start_time, now)


def _is_single(standing: Standing) -> bool:
    """A series' row tells of one of its dates, and of none that were moved."""
    return standing.meeting.schedule.repeat is Repeat.NONE
