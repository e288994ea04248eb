"""Classes that a Basic host cannot hold whole: a license is asked for a day before each, and goes back after it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.licenses.forecast import BASIC_MINUTES
from zoomcore.domain.licenses.pool import Policy
from zoomcore.domain.licenses.requests import Origin
from zoomcore.domain.meetings import ENDED, DatedClass, Meeting, Occurrence, OccurrenceState
from zoomcore.domain.options import RecordingMode
from zoomcore.domain.people import License, Person
from zoomcore.domain.work import NeedLicense
from zoomcore.jobs.port import Later
from zoomcore.services.licenses.asking import request_for_class
from zoomcore.services.licenses.rules import load_rules
from zoomcore.storage.store import Unit
from zoomcore.workflows.licenses.pool import find_account
from zoomcore.workflows.tools import Tools

#: So long before a class its license is asked for: late enough not to keep it idle, early enough to decide.
AHEAD = timedelta(hours=24)


def needs_license(meeting: Meeting, minutes: int) -> bool:
    """Longer than a Basic host may, recorded in the cloud, or a webinar (zoom-api 6.4)."""
    webinar = meeting.kind is MeetingKind.WEBINAR
    return webinar or minutes > BASIC_MINUTES or meeting.options.recording is RecordingMode.CLOUD


async def plan_license(unit: Unit, meeting: Meeting, host: Person, dates: Sequence[Occurrence], now: datetime) -> None:
    """One job for the next date of a Basic host's class; it plans the one after."""
    if host.license is not License.BASIC:
        return
    coming = [
        one
        for one in dates
        if one.start is not None
        and one.start > now
        and one.state is OccurrenceState.SCHEDULED
        and needs_license(meeting, one.duration_minutes)
    ]
    first = min(coming, key=lambda one: one.start or now, default=None)
    if first is not None and first.start is not None:
        work = NeedLicense(meeting=meeting.id, occurrence=first.id)
        await unit.jobs.enqueue(work, due=max(first.start - AHEAD, now))


async def need_license(work: NeedLicense, tools: Tools) -> None:
    """One look at the host. Moved classes are waited for, cancelled ones forgotten, and the next date is planned."""
    now = tools.clock()
    async with tools.store.reading() as unit:
        dated = await unit.meetings.get_occurrence(work.occurrence)
        host = await unit.people.get(dated.meeting.host_id)
        rules = await load_rules(unit, tools.deployment)
    start = dated.occurrence.start
    if dated.meeting.state in ENDED or start is None:
        return
    cancelled = dated.occurrence.state is not OccurrenceState.SCHEDULED
    if not cancelled and start - now > AHEAD:
        raise Later(start - AHEAD - now)
    if not cancelled and rules.policy is not Policy.OFF and start > now:
        await _ask(tools, dated, host)
    async with tools.store.unit() as unit:
        dates = await unit.meetings.occurrences(dated.meeting.id)
        later = [one for one in dates if one.start is not None and one.start > start]
        await plan_license(unit, dated.meeting, host, later, now)


async def _ask(tools: Tools, dated: DatedClass, host: Person) -> None:
    account = await find_account(tools, host.zoom_user_id or host.email)
    if account is None or account.licensed:
        return
    async with tools.store.unit() as unit:
        await request_for_class(unit, host, dated, Origin.SCHEDULED, now=tools.clock())


async def need_at_start(tools: Tools, dated: DatedClass, host: Person) -> None:
    """A Basic host goes on to Zoom: where the policy says so a license is asked for. Nothing here waits for it."""
    if host.license is not License.BASIC or not needs_license(dated.meeting, dated.occurrence.duration_minutes):
        return
    async with tools.store.unit() as unit:
        rules = await load_rules(unit, tools.deployment)
        if rules.on_join and rules.policy is not Policy.OFF:
            await request_for_class(unit, host, dated, Origin.JOINED, now=tools.clock())
