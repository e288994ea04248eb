"""A university in the database: the course that is asked about, and as many dates of others as wanted."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from zoomcore.domain.kinds import MeetingKind
from zoomcore.domain.options import Options, RecordingMode
from zoomcore.domain.people import Role
from zoomcore.domain.schedule import Repeat, Schedule
from zoomcore.storage import Store, Unit, migrate

MADRID = "Europe/Madrid"
SLACK_TEAM, SLACK_USER, SLACK_CHANNEL = "T1", "UANA", "CALGEBRA"
TEAMS_TENANT, TEAMS_USER = "tenant", "aad-ana"
#: Of the class that is asked about.
ZOOM_ID = 80_000_000_000
#: Zoom makes no more dates of one repeat.
_DATES = 50
_PER_COURSE = 1000


def now() -> datetime:
    return datetime.now(UTC)


async def seeded(url: str, occurrences: int, clock: Callable[[], datetime] = now) -> None:
    """Ana teaches MATH201, mapped to a Slack channel, with one class a day; the rest belongs to other courses."""
    await migrate(url)
    store = Store(url, clock=clock)
    try:
        async with store.unit() as unit:
            ana = await _ana(unit)
            course = await unit.courses.add("MATH201", "Algebra II", MADRID)
            await unit.courses.enroll(course.id, ana, Role.INSTRUCTOR)
            await unit.courses.map_channel(
                course.id, platform="slack", tenant=SLACK_TEAM, channel=SLACK_CHANNEL, channel_name="algebra", by=ana
            )
            await _meeting(unit, course.id, ana, number=0, start=clock() + timedelta(hours=3))
        for first in range(_DATES, occurrences, _PER_COURSE):
            async with store.unit() as unit:
                other = await unit.courses.add(f"C{first}", "Another course", MADRID)
                for number in range(first, min(first + _PER_COURSE, occurrences), _DATES):
                    await _meeting(unit, other.id, ana, number=number, start=clock() + timedelta(minutes=number % 997))
    finally:
        await store.close()


async def _ana(unit: Unit) -> int:
    ana = await unit.people.add("Ana Ruiz", email="ana@uni.example", zone=MADRID)
    accounts = (("slack", SLACK_TEAM, SLACK_USER), ("teams", TEAMS_TENANT, TEAMS_USER))
    for platform, tenant, user in accounts:
        await unit.people.attach(
            ana.id, platform=platform, tenant=tenant, user_id=user, email="ana@uni.example", trusted=True
        )
    return ana.id


async def _meeting(unit: Unit, course: int, host: int, *, number: int, start: datetime) -> None:
    """A daily class of fifty dates."""
    schedule = Schedule(
        zone=MADRID, duration_minutes=50, day=date(2026, 1, 1), at=time(15), repeat=Repeat.DAILY, count=_DATES
    )
    meeting = await unit.meetings.add(
        ref=f"R{number:07}",
        kind=MeetingKind.MEETING,
        course_id=course,
        host_id=host,
        created_by=host,
        topic=f"Class {number}",
        schedule=schedule,
        options=Options(waiting_room=True, recording=RecordingMode.HOST),
    )
    dates = [(str(number + day), start + timedelta(days=day), 50) for day in range(_DATES)]
    zoom_id = ZOOM_ID + number
    await unit.meetings.record_created(
        meeting.id, zoom_id=zoom_id, join_url=f"https://zoom.example/j/{zoom_id}", occurrences=dates
    )
