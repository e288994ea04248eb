"""One round of reading at Zoom before a license moves: both people, what the donor hosts, the seats."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.licenses.checking import Seen
from zoomcore.domain.licenses.choosing import DonorFacts
from zoomcore.domain.licenses.pool import LicenseRules
from zoomcore.domain.licenses.requests import LicenseRequest, StepKind
from zoomcore.errors import ZoomNotFound
from zoomcore.workflows.licenses.pool import find_account, read_seats
from zoomcore.workflows.tools import Tools


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """What somebody hosts at Zoom: whether now, and when next; a class that should run now counts as next."""

    live: bool
    next_class: datetime | None


async def read_engagement(tools: Tools, zoom_user: str) -> Engagement:
    """Two lists of meetings, and of webinars for who has them: they are lost with the license, so nobody is asked.

    Zoom lists no instant meetings, not even as live (spec, GET /users/{userId}/meetings; zoom-api 5.3), and the
    dashboard that has them is the whole account's, of the Resource-intensive class, from the Business plan on. So a
    class that nobody booked is known by its webhook alone: `facts` has it, of hosts of every kind of meeting.
    """
    now = tools.clock()
    live = [one async for one in tools.zoom.iterate_meetings(MeetingKind.MEETING, zoom_user, which="live")]
    coming = [
        one.start_time
        async for one in tools.zoom.iterate_meetings(MeetingKind.MEETING, zoom_user, which="upcoming")
        if one.start_time is not None and one.start_time + timedelta(minutes=one.duration_minutes or 60) > now
    ]
    return Engagement(live=bool(live), next_class=min(coming, default=None))


def with_engagement(facts: DonorFacts, zoom_user: str, engagement: Engagement) -> DonorFacts:
    """Our tables and Zoom's lists together: the sooner class counts."""
    live = facts.live | {zoom_user} if engagement.live else facts.live
    known = [moment for moment in (facts.next_class.get(zoom_user), engagement.next_class) if moment is not None]
    soonest = {zoom_user: min(known)} if known else {}
    return replace(facts, live=live, next_class={**facts.next_class, **soonest})


async def look_again(tools: Tools, request: LicenseRequest, rules: LicenseRules) -> Seen:
    """Everything the judgement needs. At most six requests; fewer where there is no donor, or they are gone."""
    recipient = await find_account(tools, request.recipient)
    donor = await find_account(tools, request.donor)
    engagement = await _engagement_of(tools, request.donor) if donor is not None and donor.licensed else None
    seats = await read_seats(tools, rules)
    async with tools.store.reading() as unit:
        facts = await unit.licenses.facts(request.recipient, but=request.id)
        owed = await unit.licenses.owed()
        lower_sent = await unit.licenses.was_sent(request, StepKind.LOWER)
        raise_sent = await unit.licenses.was_sent(request, StepKind.RAISE)
    if engagement is not None:
        facts = with_engagement(facts, request.donor, engagement)
    if request.reverses is not None:
        facts = replace(facts, held=frozenset())
    return Seen(
        recipient=recipient,
        donor=donor,
        seats=seats,
        facts=facts,
        owed=owed,
        lower_sent=lower_sent,
        raise_sent=raise_sent,
    )


async def _engagement_of(tools: Tools, zoom_user: str) -> Engagement | None:
    try:
        return await read_engagement(tools, zoom_user)
    except ZoomNotFound:
        return None
