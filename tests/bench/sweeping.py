"""What it costs to look for changes of 1,000 meetings of 20 hosts at Zoom: requests, which Zoom counts and we do."""

from dataclasses import dataclass
from datetime import timedelta

from tests.bench.report import Row
from tests.school import School, a_school
from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.options import Options, RecordingMode
from zoomcore.domain.schedule import Schedule
from zoomcore.domain.work import SweepZoom
from zoomcore.sandbox.meeting_views import listed, read
from zoomcore.workflows.taken import copy_of, options_of, seen_of
from zoomcore.zoom.models import read_meeting, read_summary

HOSTS, EACH, CHANGED = 20, 50, 7
#: Of the plan: 20 lists, and a few where a host has more than a page of 300.
MOST_CALLS = 25
_WEEKLY = {"type": 2, "repeat_interval": 1, "weekly_days": "3", "end_times": 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Requests to Zoom: of a round without news, of one with CHANGED renamed meetings, of the hours between them."""

    calm: int
    changed: int
    between: int


async def cost(hosts: int = HOSTS, each: int = EACH) -> Cost:
    async with a_school() as school:
        await _fill(school, hosts, each)
        async with school.store.unit() as unit:
            await unit.jobs.keep_coming(SweepZoom())
        calm = await _spent(school, timedelta(hours=6))
        for one in list(school.sandbox.account.meetings)[: CHANGED * each : each]:
            school.sandbox.portal.change(one, topic="Another topic")
        changed = await _spent(school, timedelta(hours=6))
        return Cost(calm=calm, changed=changed, between=await _spent(school, timedelta(hours=3)))


async def _spent(school: School, span: timedelta) -> int:
    before = len(school.sandbox.requests)
    await school.later(seconds=span.total_seconds())
    return len(school.sandbox.requests) - before


async def _fill(school: School, hosts: int, each: int) -> None:
    """Meetings at Zoom and here, as they stand once every one of them was read: half of them series."""
    account = school.sandbox.account
    for user in list(account.users.values())[:hosts]:
        async with school.store.unit() as unit:
            known = await unit.people.find_by_email(user.email)
            host = known or await unit.people.add(name=user.display_name, email=user.email)
            await unit.people.update(host.id, zoom_user_id=user.id)
        for number in range(each):
            repeats = {"type": 8, "recurrence": _WEEKLY} if number % 2 else {}
            made = school.sandbox.portal.create(
                user.email, topic=f"Class {number}", start_time="2026-12-15T10:00:00Z", **repeats
            )
            await _book(school, made, host.id)


async def _book(school: School, number: int, host: int) -> None:
    account, meeting = school.sandbox.account, school.sandbox.meeting(number)
    made = read_meeting(MeetingKind.MEETING, _in_full(school, number))
    copy = copy_of(made, Schedule(zone=meeting.timezone, duration_minutes=meeting.duration_minutes))
    async with school.store.unit() as unit:
        booked = await unit.meetings.add(
            ref=f"R{number}",
            kind=MeetingKind.MEETING,
            course_id=school.math.id,
            host_id=host,
            created_by=host,
            topic=copy.topic,
            schedule=copy.schedule,
            options=Options(waiting_room=bool(copy.options.waiting_room), recording=RecordingMode.HOST),
        )
        dates = [(one.occurrence_id, one.start, one.minutes) for one in copy.dates]
        await unit.meetings.record_created(booked.id, zoom_id=number, join_url=made.join_url, occurrences=dates)
        row = read_summary(MeetingKind.MEETING, listed(account, meeting, meeting.start))
        await unit.sync.note_read(booked.id, seen=seen_of(row), options=options_of(made))


def _in_full(school: School, number: int) -> dict[str, object]:
    return read(school.sandbox.account, school.sandbox.meeting(number), None, with_previous=True)


async def rows() -> list[Row]:
    found = await cost()
    what = f"sweep of {HOSTS * EACH:,} meetings of {HOSTS} hosts"
    return [
        Row(
            what=f"{what}: requests to Zoom",
            ours=str(found.calm),
            promise=f"≤ {MOST_CALLS}",
            kept=found.calm <= MOST_CALLS,
        ),
        Row(
            what=f"the same, {CHANGED} of them changed",
            ours=str(found.changed),
            promise=f"≤ {MOST_CALLS + CHANGED}",
            kept=found.changed <= found.calm + CHANGED,
        ),
        Row(what="the same, between two sweeps", ours=str(found.between), promise="0", kept=found.between == 0),
    ]
